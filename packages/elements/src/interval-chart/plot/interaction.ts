import type { TimeRange } from '@arc-elements/intervals';
import { hasDataBeyond, panRange, sameRange, unionRange, zoomRange } from '../data/range.ts';
import type { Drawing } from '../views/drawing.ts';
import type { Arrow, Datum, Scene } from '../views/view.ts';
import { Gestures } from './gestures.ts';
import type { Picture, PlotHandlers } from './picture.ts';
import { Readout } from './readout.ts';

const SLOTS_AT_LEAST = 4;
const MIN_SELECT_PX = 6;
const ZOOM_STEP = 0.7;
const PAN_STEP = 0.25;

/** The cursor of a plot, and what pointer and keyboard do. */
export class Interaction {
  readonly #plot: HTMLElement;
  readonly #picture: Picture;
  readonly #handlers: PlotHandlers;
  readonly #gestures: Gestures;
  readonly #readout: Readout;
  readonly #stop = new AbortController();
  #cursor = -1;
  #panFrom: TimeRange | undefined;
  /** Index of the datum that was tapped last. */
  #tapped = -1;
  /** Instant that the keyboard moves the cursor to once the range has moved there. */
  #walkTo: number | null = null;
  /** Start of the datum under the cursor before a new drawing. */
  #cursorMs: number | null = null;

  constructor(plot: HTMLElement, picture: Picture, handlers: PlotHandlers) {
    this.#plot = plot;
    this.#picture = picture;
    this.#handlers = handlers;
    this.#readout = new Readout(plot);
    this.#gestures = new Gestures(plot, {
      hover: (position) =>
        this.#setCursor(position === null ? -1 : (picture.scene?.indexAt(position.x, position.y) ?? -1), false),
      pan: (byPx, begin) => this.#onPan(byPx, begin),
      zoom: (factor, x) => this.#zoom(factor, x),
      select: (from, to, done) => this.#onSelect(from, to, done),
      cancel: () => this.#readout.select(null),
      reset: () => handlers.act({ kind: 'preset', preset: 'all', aroundMs: null }),
      tap: (position, mouse) => this.#onTap(position, mouse),
      canZoom: (factor, x) => this.#rangeAfterZoom(factor, x) !== null,
      canPan: () => this.#canPan(),
      ownsWheel: () => plot.matches(':focus'),
    });
    const { signal } = this.#stop;
    plot.addEventListener('keydown', this.#onKey, { signal });
    plot.addEventListener('blur', () => this.#setCursor(-1, false), { signal });
    this.#updateTouchAction();
  }

  /** Removes every listener. */
  dispose(): void {
    this.#stop.abort();
    this.#gestures.dispose();
    if (this.#cursor >= 0) this.#handlers.cursor(null);
  }

  /** The datum under the cursor; `null` for none. */
  get cursor(): Datum | null {
    return this.#cursor < 0 ? null : (this.#picture.drawn?.model.datum(this.#cursor) ?? null);
  }

  /** Remembers the datum under the cursor. Called before each drawing. */
  beforeDraw(): void {
    this.#cursorMs = this.#cursorStart();
  }

  /** Puts the cursor back on its datum. Called after each drawing. */
  afterDraw(): void {
    const walkTo = this.#walkTo;
    this.#walkTo = null;
    this.#updateTouchAction();
    if (walkTo === null) this.#restoreCursor(this.#cursorMs);
    else this.#setCursor(this.#picture.drawn?.model.indexOf(walkTo) ?? -1, true);
  }

  /** Lets the browser take pinches where the picture cannot zoom. */
  #updateTouchAction(): void {
    this.#plot.toggleAttribute('data-fixed', this.#picture.scene?.time == null);
  }

  /** Puts the cursor on a datum; -1 removes it. `spoken` announces the datum to screen readers. */
  #setCursor(index: number, spoken: boolean): void {
    const { scene, drawn } = this.#picture;
    if (scene === undefined || drawn === null) return;
    const next = index < 0 || index >= drawn.model.length ? -1 : index;
    if (next === this.#cursor && !spoken) return;
    this.#cursor = next;
    const datum = next < 0 ? null : drawn.model.datum(next);
    this.#readout.show(this.#picture, scene, next, datum);
    if (spoken) this.#readout.announce(datum);
    this.#handlers.cursor(datum);
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (this.#handleKey(event)) event.preventDefault();
  };

  /** Handles a key. Returns true if the key did something. */
  #handleKey(event: KeyboardEvent): boolean {
    const { drawn: drawing, scene } = this.#picture;
    if (scene === undefined || drawing === null || event.altKey || event.ctrlKey || event.metaKey) return false;
    const { range, model } = drawing;
    const widthMs = range.endMs - range.startMs;
    switch (event.key) {
      case 'ArrowRight':
      case 'ArrowLeft':
      case 'ArrowUp':
      case 'ArrowDown': {
        const arrow = event.key.slice('Arrow'.length).toLowerCase() as Arrow;
        if (!event.shiftKey) return this.#moveCursor((at) => model.neighbour(at, arrow));
        if (arrow === 'up' || arrow === 'down') return false;
        this.#pan((arrow === 'right' ? 1 : -1) * widthMs * PAN_STEP);
        return true;
      }
      case 'Home':
        this.#setCursor(0, true);
        return true;
      case 'End':
        this.#setCursor(model.length - 1, true);
        return true;
      case 'PageDown':
        return this.#moveCursor((at) => at + model.page);
      case 'PageUp':
        return this.#moveCursor((at) => at - model.page);
      case '+':
      case '=':
      case '-':
        this.#zoom(event.key === '-' ? 1 / ZOOM_STEP : ZOOM_STEP, this.#cursorX());
        return true;
      case 'Enter':
        if (this.#cursor < 0) return false;
        this.#open(model.datum(this.#cursor));
        return true;
      case 'Escape':
        if (this.#cursor < 0) return false;
        this.#setCursor(-1, true);
        return true;
      default:
        return false;
    }
  }

  #moveCursor(step: (at: number) => number): boolean {
    const { data, range, model } = this.#picture.drawn as Drawing;
    if (model.length === 0) return false;
    const last = model.length - 1;
    if (this.#cursor < 0) {
      const backward = step(0) < 0;
      this.#setCursor(backward ? last : 0, true);
      return true;
    }
    const next = step(this.#cursor);
    if (next === this.#cursor) return false;
    const by = next - this.#cursor;
    // At the edge the range follows the cursor, so that the keyboard reaches every datum.
    const beyond = hasDataBeyond(range, by > 0 ? 1 : -1, data.extent);
    const at = model.datum(this.#cursor).range;
    if ((next >= 0 && next <= last) || !beyond || this.#picture.scene?.time == null || at === null) {
      this.#setCursor(Math.min(Math.max(next, 0), last), true);
      return true;
    }
    const widthMs = at.endMs - at.startMs;
    // The middle of the next datum, which is in it even if the clocks change in between.
    const middleMs = (at.startMs + at.endMs) / 2 + by * widthMs;
    this.#walkTo = Math.min(Math.max(middleMs, data.extent.startMs), data.extent.endMs - 1);
    const hiddenMs = by > 0 ? this.#walkTo + widthMs - range.endMs : range.startMs - this.#walkTo + widthMs;
    this.#pan(Math.sign(by) * Math.max(hiddenMs, (range.endMs - range.startMs) * PAN_STEP));
    return true;
  }

  #pan(byMs: number): void {
    const { range, data } = this.#picture.drawn as Drawing;
    this.#show(panRange(range, byMs, unionRange(data.extent, range)));
  }

  /** Shows the range of one datum, such as a month. */
  #open({ range }: Datum): void {
    if (range !== null) this.#handlers.act({ kind: 'open', range });
  }

  #show(range: TimeRange): void {
    this.#handlers.act({ kind: 'show', range, preset: null });
  }

  #zoom(factor: number, aroundX: number): void {
    const range = this.#rangeAfterZoom(factor, aroundX);
    if (range !== null) this.#show(range);
  }

  /** Returns the range after a zoom; `null` if it changes nothing. */
  #rangeAfterZoom(factor: number, aroundX: number): TimeRange | null {
    const { scene, drawn: drawing } = this.#picture;
    if (scene?.time == null || drawing === null) return null;
    const minMs = SLOTS_AT_LEAST * drawing.data.source.sourceMinutes * 60_000;
    const limits = unionRange(drawing.data.extent, factor < 1 ? drawing.range : drawing.data.extent);
    const range = zoomRange(drawing.range, factor, scene.time.invert(aroundX), limits, minMs);
    return sameRange(range, drawing.range) ? null : range;
  }

  /**
   * Opens the tapped datum in views without a time axis, such as Months: with a mouse at once, with
   * a finger on the second tap, because the first one shows its values.
   */
  #onTap({ x, y }: { readonly x: number; readonly y: number }, mouse: boolean): boolean {
    const { scene, drawn } = this.#picture;
    const index = scene?.indexAt(x, y) ?? -1;
    const opens = mouse || index === this.#tapped;
    this.#tapped = index;
    if (scene?.time !== null || drawn === null || index < 0 || !opens) return false;
    const datum = drawn.model.datum(index);
    if (datum.range === null) return false;
    this.#open(datum);
    return true;
  }

  #cursorX(): number {
    const scene = this.#picture.scene as Scene;
    if (this.#cursor < 0) return scene.plot.x + scene.plot.width / 2;
    const mark = scene.mark(this.#cursor);
    return mark.x + mark.width / 2;
  }

  #cursorStart(): number | null {
    const model = this.#picture.drawn?.model;
    if (this.#cursor < 0 || model === undefined || this.#cursor >= model.length) return null;
    return model.datum(this.#cursor).range?.startMs ?? null;
  }

  // The cursor stays on its interval while data arrive or the range moves, and is removed with it.
  #restoreCursor(startMs: number | null): void {
    const { scene, drawn } = this.#picture;
    if (scene === undefined || drawn === null || this.#cursor < 0) return;
    const { model } = drawn;
    this.#cursor = startMs === null ? -1 : model.indexOf(startMs);
    const datum = this.#cursor < 0 ? null : model.datum(this.#cursor);
    this.#readout.show(this.#picture, scene, this.#cursor, datum);
    if (datum === null) this.#handlers.cursor(null);
  }

  #canPan(): boolean {
    const { scene, drawn } = this.#picture;
    if (scene?.time == null || drawn === null) return false;
    const { range, data } = drawn;
    return hasDataBeyond(range, -1, data.extent) || hasDataBeyond(range, 1, data.extent);
  }

  #onPan(byPx: number, begin: boolean): void {
    const { scene, drawn: drawing } = this.#picture;
    if (scene?.time == null || drawing === null) return;
    if (begin || this.#panFrom === undefined) this.#panFrom = drawing.range;
    if (byPx === 0) return;
    const from = this.#panFrom;
    const byMs = (-byPx * (from.endMs - from.startMs)) / scene.plot.width;
    this.#show(panRange(from, byMs, unionRange(drawing.data.extent, from)));
  }

  #onSelect(fromX: number, toX: number, done: boolean): void {
    const { scene, drawn: drawing } = this.#picture;
    if (scene?.time == null || drawing === null) return;
    const left = Math.max(scene.plot.x, Math.min(fromX, toX));
    const right = Math.min(scene.plot.x + scene.plot.width, Math.max(fromX, toX));
    this.#readout.select(done ? null : { ...scene.plot, x: left, width: Math.max(0, right - left) });
    if (!done || right - left < MIN_SELECT_PX) return;
    const first = scene.indexAt(left, scene.plot.y);
    const last = scene.indexAt(right, scene.plot.y);
    // Whole bars only.
    const startMs =
      (first < 0 ? null : drawing.model.datum(first).range?.startMs) ?? Math.round(scene.time.invert(left));
    const endMs = (last < 0 ? null : drawing.model.datum(last).range?.endMs) ?? Math.round(scene.time.invert(right));
    if (endMs > startMs) this.#show({ startMs, endMs });
  }
}
