import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ChartData } from './chart-data.ts';
import { CanvasSurface } from './core/canvas-surface.ts';
import { type Ink, readInk } from './core/ink.ts';
import type { TimeRange } from './core/range.ts';
import type { Resolution } from './core/resolution.ts';
import { whenIdle } from './idle.ts';
import { PARTS } from './lazy-parts.ts';
import { nextTask } from './pace.ts';
import type { PlotHands } from './plot-hands.ts';
import type { Datum, Scene, ViewModel } from './views/view.ts';

type Hands = typeof import('./hands.ts');

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
  cursor(datum: Datum | null): void;
  /** Language of what is said. */
  locale(): string;
}

const EARLY_EVENTS = [
  'pointerdown',
  'pointermove',
  'pointerup',
  'pointercancel',
  'pointerleave',
  'dblclick',
  'wheel',
  'keydown',
  'blur',
];
const WALK_KEYS = /^(Arrow|Page|Home|End|[+=-]$)/;

/**
 * Owns the canvas: its size and sharpness, its colours and the scene on it. Draws after each render of the host when anything it depends on has
 * changed. Cursor, pointer and keyboard come after the first picture: see `PlotHands`.
 */
export class PlotController implements ReactiveController {
  /** Width of the plot in CSS pixels as last measured; 0 before the first time. */
  width = 0;
  readonly #host: PlotHost;
  readonly #handlers: PlotHandlers;
  #plot: HTMLElement | null = null;
  #surface: CanvasSurface | undefined;
  /** Ends the waiting for a first event. */
  #stop: AbortController | undefined;
  #hands: PlotHands | undefined;
  /** What the person did before the hands came, in order. */
  readonly #early: Event[] = [];
  #arriving: Promise<void> | undefined;
  #observer: ResizeObserver | undefined;
  #ratioQuery: MediaQueryList | undefined;
  #ink: Ink | undefined;
  #scene: Scene | undefined;
  #drawn: PlotInput | null = null;
  #dirty = true;
  #height = 0;
  #ratio = 1;
  #linePx = 16;
  #family = 'sans-serif';

  constructor(host: PlotHost, handlers: PlotHandlers) {
    this.#host = host;
    this.#handlers = handlers;
    host.addController(this);
  }

  /** The datum under the cursor; `null` for none. */
  get cursor(): Datum | null {
    return this.#hands?.cursor ?? null;
  }

  /** What is drawn, laid out on its sheet. */
  get scene(): Scene | undefined {
    return this.#scene;
  }

  /** What is drawn. */
  get drawn(): PlotInput | null {
    return this.#drawn;
  }

  /** It is drawn, and answers to nobody yet. */
  get needsHands(): boolean {
    return this.#drawn !== null && this.#hands === undefined;
  }

  /** Settles when what the person did has an effect; `undefined` when nothing waits. */
  get arriving(): Promise<void> | undefined {
    return this.#arriving;
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
    // Asked for only when it may have changed, which the observer tells: after every render it would cost a layout.
    const width = this.#dirty ? plot.clientWidth : this.width;
    const height = this.#dirty ? plot.clientHeight : this.#height;
    if (width === 0 || height === 0) return;
    if (this.#ink === undefined || this.#dirty) this.#readStyle(plot);
    this.#surface ??= new CanvasSurface(plot.querySelector('canvas') as HTMLCanvasElement);
    const surface = this.#surface;
    surface.setFont(this.#linePx * 0.75, this.#family);
    this.width = width;
    this.#height = height;
    this.#ratio = globalThis.devicePixelRatio || 1;
    surface.resize(width, height, this.#ratio);
    this.#hands?.beforeDraw();
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
    this.#hands?.afterDraw();
    if (this.#early.length > 0) this.summon();
    else if (this.#hands === undefined) whenIdle(() => void this.#fetchHands());
  }

  /** Has cursor, pointer and keyboard come at once, unless they are here. */
  summon(): void {
    if (this.#hands !== undefined && this.#early.length === 0) return;
    this.#arriving ??= this.#fetchHands().finally(() => {
      this.#arriving = undefined;
    });
  }

  /** The next draw starts from scratch: colours, sharpness and size are read again. */
  invalidate(): void {
    this.#dirty = true;
    this.#host.requestUpdate();
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
    // The CSS size: under another zoom of the page it changes while the pixels of the screen stay the same. A plot that was hidden may have
    // the size it was drawn with, and something else to show.
    this.#observer = new ResizeObserver(() => {
      if (this.#dirty || plot.clientWidth !== this.width || plot.clientHeight !== this.#height) this.invalidate();
    });
    this.#observer.observe(plot);
    this.#watchRatio();
    plot.querySelector('.ink')?.addEventListener('transitionend', this.#onInkChange);
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    // Not passive: a wheel that zooms must not scroll the page too.
    for (const type of EARLY_EVENTS) plot.addEventListener(type, this.#onEarly, { signal, passive: false });
  }

  #detach(): void {
    this.#plot?.querySelector('.ink')?.removeEventListener('transitionend', this.#onInkChange);
    this.#observer?.disconnect();
    this.#ratioQuery?.removeEventListener('change', this.#onRatio);
    this.#stop?.abort();
    this.#hands?.dispose();
    this.#early.length = 0;
    this.#observer = undefined;
    this.#hands = undefined;
    this.#plot = null;
    this.#surface = undefined;
    this.#scene = undefined;
    this.#drawn = null;
  }

  /** Another sharpness (browser zoom, another screen) may leave the CSS size as it is. A media query tells only of leaving one ratio. */
  #watchRatio(): void {
    this.#ratioQuery?.removeEventListener('change', this.#onRatio);
    this.#ratioQuery = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
    this.#ratioQuery.addEventListener('change', this.#onRatio);
  }

  readonly #onRatio = (): void => {
    this.#watchRatio();
    this.invalidate();
  };

  /** Text changes by itself when the page's font arrives; a canvas keeps the one it was drawn with. */
  readonly #onFonts = (): void => this.invalidate();

  // Paper is white: a dark picture would be a black block on it. Drawn at once, because the printer does not wait.
  readonly #onPrint = (event: Event): void => {
    const frame = this.#plot?.closest('.frame');
    if (frame == null) return;
    frame.classList.toggle('printing', event.type === 'beforeprint');
    this.#dirty = true;
    this.draw();
  };

  /** Brings the hands to the picture; what the person did before they came is done then. */
  async #fetchHands(): Promise<void> {
    let module: Hands;
    try {
      module = await PARTS.hands.fetch();
      // Running its code was long enough for one task.
      await nextTask();
    } catch {
      // Without them the picture is still a picture; the next move or key asks for them again.
      this.#early.length = 0;
      return;
    }
    const plot = this.#plot;
    // Nothing to touch yet: asked for again by the first picture.
    if (plot === null || this.#drawn === null) return;
    if (this.#hands === undefined) {
      this.#stop?.abort();
      this.#hands = new module.PlotHands(plot, this, this.#handlers);
    }
    for (const event of this.#early.splice(0)) this.#hands?.take(event);
    // The overview and the list of the menu have come too.
    this.#host.requestUpdate();
  }

  readonly #onInkChange = (): void => this.invalidate();

  /** Keeps what comes before the hands, and does to the page at once what they would do. */
  readonly #onEarly = (event: Event): void => {
    if (event instanceof WheelEvent) {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
    }
    if (event instanceof KeyboardEvent) {
      if (event.altKey || event.ctrlKey || event.metaKey || !WALK_KEYS.test(event.key)) return;
      event.preventDefault();
    }
    this.#early.push(event);
    this.summon();
  };
}
