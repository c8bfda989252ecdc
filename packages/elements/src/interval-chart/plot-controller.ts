import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ChartData } from './chart-data.ts';
import { CanvasSurface } from './core/canvas-surface.ts';
import { Gestures } from './core/gestures.ts';
import { type Ink, readInk } from './core/ink.ts';
import { panRange, type TimeRange, unionRange, zoomRange } from './core/range.ts';
import type { Resolution } from './core/resolution.ts';
import { showReadout } from './readout.ts';
import type { Arrow, Datum, Scene, ViewModel } from './views/view.ts';

/** What the plot draws right now. A new object whenever anything of it changed. */
export interface PlotInput {
  readonly data: ChartData;
  readonly range: TimeRange;
  readonly resolution: Resolution;
  readonly model: ViewModel;
}

/** What the plot asks of its element. */
export interface PlotHost extends ReactiveControllerHost, HTMLElement {
  readonly renderRoot: HTMLElement | DocumentFragment;
}

/** How the plot tells its element what the person wants. */
export interface PlotHandlers {
  input(): PlotInput | null;
  range(range: TimeRange | 'all'): void;
  /** The person asked to see one datum from closer. */
  open(datum: Datum): void;
  /** `spoken` when the keyboard moved it, so that it has to be announced. */
  cursor(datum: Datum | null, spoken: boolean): void;
}

const SLOTS_AT_LEAST = 4;
const MIN_SELECT_PX = 6;
const ZOOM_STEP = 0.7;
const PAN_STEP = 0.25;

/**
 * Owns the canvas: its size and sharpness, its colours, the scene on it, the cursor and the gestures. Draws after each render of the host
 * when anything it depends on has changed.
 */
export class PlotController implements ReactiveController {
  /** Width of the plot in CSS pixels as last measured; 0 before the first time. */
  width = 0;
  readonly #host: PlotHost;
  readonly #handlers: PlotHandlers;
  #plot: HTMLElement | null = null;
  #surface: CanvasSurface | undefined;
  #gestures: Gestures | undefined;
  #observer: ResizeObserver | undefined;
  #ink: Ink | undefined;
  #scene: Scene | undefined;
  #drawn: PlotInput | null = null;
  #dirty = true;
  #height = 0;
  #ratio = 1;
  #linePx = 16;
  #family = 'sans-serif';
  #cursor = -1;
  #panFrom: TimeRange | undefined;
  /** Start of the datum that the keyboard is on its way to, while the range follows. */
  #walkTo: number | null = null;

  constructor(host: PlotHost, handlers: PlotHandlers) {
    this.#host = host;
    this.#handlers = handlers;
    host.addController(this);
  }

  /** The datum under the cursor; `null` for none. */
  get cursor(): Datum | null {
    return this.#cursor < 0 ? null : (this.#drawn?.model.datum(this.#cursor) ?? null);
  }

  hostConnected(): void {
    this.#dirty = true;
    globalThis.addEventListener('beforeprint', this.#onPrint);
    globalThis.addEventListener('afterprint', this.#onPrint);
    document.fonts.addEventListener('loadingdone', this.#onFonts);
  }

  hostUpdated(): void {
    this.#attach();
    this.draw();
  }

  hostDisconnected(): void {
    globalThis.removeEventListener('beforeprint', this.#onPrint);
    globalThis.removeEventListener('afterprint', this.#onPrint);
    document.fonts.removeEventListener('loadingdone', this.#onFonts);
    this.#detach();
  }

  /** Colours of the picture; `undefined` before it was drawn. */
  get ink(): Ink | undefined {
    return this.#ink;
  }

  /** Font family of the picture. */
  get family(): string {
    return this.#family;
  }

  /** Draws when something changed since the last time. */
  draw(): void {
    const input = this.#handlers.input();
    const plot = this.#plot;
    if (plot === null || input === null) return;
    if (!this.#dirty && input === this.#drawn) return;
    const width = plot.clientWidth;
    const height = plot.clientHeight;
    if (width === 0 || height === 0) return;
    if (this.#ink === undefined || this.#dirty) this.#readStyle(plot);
    this.#surface ??= new CanvasSurface(plot.querySelector('canvas') as HTMLCanvasElement);
    const surface = this.#surface;
    surface.setFont(this.#linePx * 0.75, this.#family);
    this.width = width;
    this.#height = height;
    this.#ratio = globalThis.devicePixelRatio || 1;
    surface.resize(width, height, this.#ratio);
    const kept = this.#cursorStart();
    const scene = input.model.layout({
      width,
      height,
      ratio: this.#ratio,
      linePx: this.#linePx,
      measure: (text) => surface.measure(text),
    });
    scene.paint(surface, this.#ink as Ink);
    this.#scene = scene;
    this.#drawn = input;
    this.#dirty = false;
    const walkTo = this.#walkTo;
    this.#walkTo = null;
    if (walkTo === null) this.#restoreCursor(kept);
    else this.point(input.model.indexOf(walkTo), true);
  }

  /** The next draw starts from scratch: colours, sharpness and size are read again. */
  invalidate(): void {
    this.#dirty = true;
    this.#host.requestUpdate();
  }

  /** Puts the cursor on a datum, or takes it away with -1. */
  point(index: number, spoken: boolean): void {
    const scene = this.#scene;
    const model = this.#drawn?.model;
    if (scene === undefined || model === undefined || this.#plot === null) return;
    const next = index < 0 || index >= model.length ? -1 : index;
    if (next === this.#cursor && !spoken) return;
    this.#cursor = next;
    const datum = next < 0 ? null : model.datum(next);
    showReadout(this.#plot, this.width, scene, next, datum);
    this.#handlers.cursor(datum, spoken);
  }

  /** Keyboard of the plot; true when the key was used. */
  key(event: KeyboardEvent): boolean {
    const input = this.#drawn;
    if (this.#scene === undefined || input === null || event.altKey || event.ctrlKey || event.metaKey) return false;
    const { range, model } = input;
    const widthMs = range.endMs - range.startMs;
    switch (event.key) {
      case 'ArrowRight':
      case 'ArrowLeft':
      case 'ArrowUp':
      case 'ArrowDown': {
        const arrow = event.key.slice('Arrow'.length).toLowerCase() as Arrow;
        if (!event.shiftKey) return this.#walk((at) => model.neighbour(at, arrow));
        if (arrow === 'up' || arrow === 'down') return false;
        this.#move((arrow === 'right' ? 1 : -1) * widthMs * PAN_STEP);
        return true;
      }
      case 'Home':
        this.point(0, true);
        return true;
      case 'End':
        this.point(model.length - 1, true);
        return true;
      case 'PageDown':
        return this.#walk((at) => at + model.page);
      case 'PageUp':
        return this.#walk((at) => at - model.page);
      case '+':
      case '=':
      case '-':
        this.#zoom(event.key === '-' ? 1 / ZOOM_STEP : ZOOM_STEP, this.#cursorX());
        return true;
      case 'Enter':
        if (this.#cursor < 0) return false;
        this.#handlers.open(model.datum(this.#cursor));
        return true;
      case 'Escape':
        if (this.#cursor < 0) return false;
        this.point(-1, true);
        return true;
      default:
        return false;
    }
  }

  #walk(step: (at: number) => number): boolean {
    const { data, range, model } = this.#drawn as PlotInput;
    if (model.length === 0) return false;
    const last = model.length - 1;
    if (this.#cursor < 0) {
      const backward = step(0) < 0;
      this.point(backward ? last : 0, true);
      return true;
    }
    const next = step(this.#cursor);
    if (next === this.#cursor) return false;
    const by = next - this.#cursor;
    // At the edge the range follows the cursor, so that every datum can be reached without leaving the keyboard.
    const beyond = by > 0 ? range.endMs < data.extent.endMs : range.startMs > data.extent.startMs;
    const at = model.datum(this.#cursor).range;
    if ((next >= 0 && next <= last) || !beyond || this.#scene?.time == null || at === null) {
      this.point(Math.min(Math.max(next, 0), last), true);
      return true;
    }
    const widthMs = at.endMs - at.startMs;
    // The middle of the datum that is meant: sure to lie in it, also where the clocks change on the way.
    const middleMs = (at.startMs + at.endMs) / 2 + by * widthMs;
    this.#walkTo = Math.min(Math.max(middleMs, data.extent.startMs), data.extent.endMs - 1);
    const hiddenMs = by > 0 ? this.#walkTo + widthMs - range.endMs : range.startMs - this.#walkTo + widthMs;
    this.#move(Math.sign(by) * Math.max(hiddenMs, (range.endMs - range.startMs) * PAN_STEP));
    return true;
  }

  #move(byMs: number): void {
    const { range, data } = this.#drawn as PlotInput;
    this.#handlers.range(panRange(range, byMs, unionRange(data.extent, range)));
  }

  #zoom(factor: number, aroundX: number): void {
    const scene = this.#scene;
    const input = this.#drawn;
    if (scene?.time == null || input === null) return;
    const minMs = SLOTS_AT_LEAST * input.data.source.sourceMinutes * 60_000;
    const limits = unionRange(input.data.extent, factor < 1 ? input.range : input.data.extent);
    this.#handlers.range(zoomRange(input.range, factor, scene.time.invert(aroundX), limits, minMs));
  }

  #cursorX(): number {
    const scene = this.#scene as Scene;
    if (this.#cursor < 0) return scene.plot.x + scene.plot.width / 2;
    const mark = scene.mark(this.#cursor);
    return mark.x + mark.width / 2;
  }

  #cursorStart(): number | null {
    const model = this.#drawn?.model;
    if (this.#cursor < 0 || model === undefined || this.#cursor >= model.length) return null;
    return model.datum(this.#cursor).range?.startMs ?? null;
  }

  // The same interval stays marked while data arrive or the range moves; when it has left the picture, so does the cursor.
  #restoreCursor(startMs: number | null): void {
    const scene = this.#scene;
    const model = this.#drawn?.model;
    if (this.#plot === null || scene === undefined || model === undefined || this.#cursor < 0) return;
    this.#cursor = startMs === null ? -1 : model.indexOf(startMs);
    const datum = this.#cursor < 0 ? null : model.datum(this.#cursor);
    showReadout(this.#plot, this.width, scene, this.#cursor, datum);
    if (datum === null) this.#handlers.cursor(null, false);
  }

  #readStyle(plot: HTMLElement): void {
    const probe = plot.querySelector('.ink') as HTMLElement;
    this.#ink = readInk(probe);
    const style = getComputedStyle(probe);
    this.#linePx = Number.parseFloat(style.lineHeight) || 16;
    this.#family = style.fontFamily;
  }

  #attach(): void {
    const plot = this.#host.renderRoot.querySelector<HTMLElement>('.plot');
    if (plot === this.#plot) return;
    this.#detach();
    if (plot === null) return;
    this.#plot = plot;
    this.#dirty = true;
    this.#observer = new ResizeObserver(() => {
      if (plot.clientWidth === this.width && plot.clientHeight === this.#height && devicePixelRatio === this.#ratio)
        return;
      this.invalidate();
    });
    try {
      // Also tells of a change of sharpness (browser zoom, another screen), which no CSS pixel shows.
      this.#observer.observe(plot, { box: 'device-pixel-content-box' });
    } catch (error) {
      // Safari knows no such box; there the CSS size has to do.
      if (!(error instanceof TypeError)) throw error;
      this.#observer.observe(plot);
    }
    plot.querySelector('.ink')?.addEventListener('transitionend', this.#onInkChange);
    this.#gestures = new Gestures(plot, {
      hover: (place) => this.point(place === null ? -1 : (this.#scene?.indexAt(place.x, place.y) ?? -1), false),
      pan: (byPx, begin) => this.#onPan(byPx, begin),
      zoom: (factor, x) => this.#zoom(factor, x),
      select: (from, to, done) => this.#onSelect(from, to, done),
      cancel: () => this.#showSelection(null),
      reset: () => this.#handlers.range('all'),
      canPan: () => this.#canPan(),
      ownsWheel: () => plot.matches(':focus'),
    });
  }

  #detach(): void {
    this.#plot?.querySelector('.ink')?.removeEventListener('transitionend', this.#onInkChange);
    this.#observer?.disconnect();
    this.#gestures?.dispose();
    this.#observer = undefined;
    this.#gestures = undefined;
    this.#plot = null;
    this.#surface = undefined;
    this.#scene = undefined;
    this.#drawn = null;
    this.#cursor = -1;
  }

  // Paper is white: a dark picture would be a black block on it. Drawn at once, because the printer does not wait.
  /** Text changes by itself when the page's font arrives; a canvas keeps the one it was drawn with. */
  readonly #onFonts = (): void => this.invalidate();

  readonly #onPrint = (event: Event): void => {
    const frame = this.#plot?.closest('.frame');
    if (frame == null) return;
    frame.classList.toggle('printing', event.type === 'beforeprint');
    this.#dirty = true;
    this.draw();
  };

  readonly #onInkChange = (): void => this.invalidate();

  #canPan(): boolean {
    if (this.#scene?.time == null || this.#drawn === null) return false;
    const { range, data } = this.#drawn;
    return range.startMs > data.extent.startMs || range.endMs < data.extent.endMs;
  }

  #onPan(byPx: number, begin: boolean): void {
    const scene = this.#scene;
    const input = this.#drawn;
    if (scene?.time == null || input === null) return;
    if (begin || this.#panFrom === undefined) this.#panFrom = input.range;
    if (byPx === 0) return;
    const from = this.#panFrom;
    const byMs = (-byPx * (from.endMs - from.startMs)) / scene.plot.width;
    this.#handlers.range(panRange(from, byMs, unionRange(input.data.extent, from)));
  }

  #onSelect(fromX: number, toX: number, done: boolean): void {
    const scene = this.#scene;
    const input = this.#drawn;
    if (scene?.time == null || input === null) return;
    const left = Math.max(scene.plot.x, Math.min(fromX, toX));
    const right = Math.min(scene.plot.x + scene.plot.width, Math.max(fromX, toX));
    this.#showSelection(done ? null : { left, width: Math.max(0, right - left) });
    if (!done || right - left < MIN_SELECT_PX) return;
    const first = scene.indexAt(left, scene.plot.y);
    const last = scene.indexAt(right, scene.plot.y);
    // Whole data only: half a bar cannot be shown.
    const startMs = (first < 0 ? null : input.model.datum(first).range?.startMs) ?? Math.round(scene.time.invert(left));
    const endMs = (last < 0 ? null : input.model.datum(last).range?.endMs) ?? Math.round(scene.time.invert(right));
    if (endMs > startMs) this.#handlers.range({ startMs, endMs });
  }

  #showSelection(span: { readonly left: number; readonly width: number } | null): void {
    const marker = this.#plot?.querySelector<HTMLElement>('.selection');
    if (marker == null || this.#scene === undefined) return;
    marker.hidden = span === null;
    if (span === null) return;
    const { y, height } = this.#scene.plot;
    marker.style.setProperty('left', `${span.left}px`);
    marker.style.setProperty('width', `${span.width}px`);
    marker.style.setProperty('top', `${y}px`);
    marker.style.setProperty('height', `${height}px`);
  }
}
