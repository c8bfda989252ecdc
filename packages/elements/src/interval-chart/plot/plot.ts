import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { CanvasSurface } from '../draw/canvas-surface.ts';
import { type Palette, readPalette } from '../draw/palette.ts';
import type { Drawing } from '../views/drawing.ts';
import type { Datum, Scene } from '../views/view.ts';
import { Interaction } from './interaction.ts';
import { Overview } from './overview.ts';
import type { Picture, PlotHandlers } from './picture.ts';
import { enqueue } from './queue.ts';

/** The element of a plot. */
export interface PlotHost extends ReactiveControllerHost, HTMLElement {
  readonly renderRoot: HTMLElement | DocumentFragment;
}

/**
 * The canvas: its size, resolution and colours, and the scene on it. A new range is drawn with the
 * render that shows its numbers. The first picture, and new sizes or colours, are drawn in a queue
 * with the other charts of the page.
 */
export class Plot implements ReactiveController, Picture {
  /** Width of the plot in CSS pixels when it was measured last; 0 before that. */
  width = 0;
  /** Height of a line of text in the plot, CSS pixels. */
  linePx = 16;
  /** The layout that is drawn; `undefined` before the first drawing. */
  scene: Scene | undefined;
  /** The drawing on the canvas; `null` before the first one. */
  drawn: Drawing | null = null;
  /** Colours of the picture; `undefined` before the first drawing. */
  palette: Palette | undefined;
  #fontFamily = 'sans-serif';
  readonly #host: PlotHost;
  readonly #handlers: PlotHandlers;
  readonly #overview: Overview;
  #element: HTMLElement | null = null;
  #surface: CanvasSurface | undefined;
  #interaction: Interaction | undefined;
  #observer: ResizeObserver | undefined;
  #ratioQuery: MediaQueryList | undefined;
  /** True when size, resolution and colours have to be read again. */
  #dirty = true;
  #queued: Promise<unknown> | undefined;
  #height = 0;
  #fontPx = 12;

  constructor(host: PlotHost, handlers: PlotHandlers) {
    this.#host = host;
    this.#handlers = handlers;
    this.#overview = new Overview(this, handlers);
    host.addController(this);
  }

  /** The datum under the cursor; `null` for none. */
  get cursor(): Datum | null {
    return this.#interaction?.cursor ?? null;
  }

  /** Settles when a queued drawing is done; `undefined` when none is queued. */
  get pending(): Promise<unknown> | undefined {
    return this.#queued;
  }

  hostConnected(): void {
    globalThis.addEventListener('beforeprint', this.#onPrint);
    globalThis.addEventListener('afterprint', this.#onPrint);
    document.fonts.addEventListener('loadingdone', this.#onAppearance);
    // After a move in the page, nothing else would trigger a drawing.
    this.#host.requestUpdate();
  }

  hostUpdated(): void {
    if (this.#host.isConnected) this.#attach();
    if (this.#dirty) this.invalidate();
    else this.draw();
  }

  hostDisconnected(): void {
    globalThis.removeEventListener('beforeprint', this.#onPrint);
    globalThis.removeEventListener('afterprint', this.#onPrint);
    document.fonts.removeEventListener('loadingdone', this.#onAppearance);
    this.#detach();
  }

  /** Queues a drawing for which colours, resolution and size are read again. */
  invalidate(): void {
    this.#dirty = true;
    if (this.#element === null) return;
    this.#queued ??= enqueue(() => {
      this.#queued = undefined;
      const { width } = this;
      this.draw();
      if (width !== this.width) this.#handlers.resized(this.width);
    });
  }

  /** Draws if something changed since the last drawing. */
  draw(): void {
    const drawing = this.#handlers.drawing();
    const element = this.#element;
    if (element === null || drawing === null || (!this.#dirty && drawing === this.drawn)) return;
    if (this.#dirty && !this.#measure(element)) return;
    // Queried before drawing: reading layout afterwards would force the browser to lay out the page
    // again.
    this.#overview.attach(this.#host.renderRoot.querySelector('.overview'));
    this.#surface ??= new CanvasSurface(element.querySelector('canvas') as HTMLCanvasElement);
    const surface = this.#surface;
    const ratio = globalThis.devicePixelRatio || 1;
    surface.setFont(this.#fontPx, this.#fontFamily);
    surface.resize(this.width, this.#height, ratio);
    this.#interaction?.beforeDraw();
    const measure = (text: string): number => surface.measure(text);
    this.scene = drawing.model.layout({
      width: this.width,
      height: this.#height,
      ratio,
      linePx: this.linePx,
      measure,
    });
    this.scene.paint(surface, this.palette as Palette);
    this.drawn = drawing;
    this.#dirty = false;
    this.#interaction?.afterDraw();
    this.#overview.draw();
  }

  /** Reads size, font and colours. Returns false while the plot has no size. */
  #measure(element: HTMLElement): boolean {
    const { clientWidth, clientHeight } = element;
    if (clientWidth === 0 || clientHeight === 0) return false;
    this.width = clientWidth;
    this.#height = clientHeight;
    const probe = this.#host.renderRoot.querySelector('.palette') as HTMLElement;
    this.palette = readPalette(probe);
    const { lineHeight, fontSize, fontFamily } = getComputedStyle(probe);
    this.linePx = Number.parseFloat(lineHeight);
    this.#fontPx = Number.parseFloat(fontSize);
    this.#fontFamily = fontFamily;
    return true;
  }

  #attach(): void {
    const element = this.#host.renderRoot.querySelector<HTMLElement>('.plot');
    if (element === this.#element) return;
    this.#detach();
    if (element === null) return;
    this.#element = element;
    this.#interaction = new Interaction(element, this, this.#handlers);
    // Compares CSS sizes, because page zoom changes them while the device pixels stay the same. A
    // plot that was hidden may have its old size and still need a new drawing.
    this.#observer = new ResizeObserver(() => {
      if (this.#dirty || element.clientWidth !== this.width || element.clientHeight !== this.#height) this.invalidate();
    });
    this.#observer.observe(element);
    this.#watchRatio();
    this.#host.renderRoot.querySelector('.palette')?.addEventListener('transitionend', this.#onAppearance);
  }

  #detach(): void {
    this.#host.renderRoot.querySelector('.palette')?.removeEventListener('transitionend', this.#onAppearance);
    this.#observer?.disconnect();
    this.#ratioQuery?.removeEventListener('change', this.#onRatio);
    this.#interaction?.dispose();
    this.#overview.detach();
    this.#interaction = this.#surface = this.scene = undefined;
    this.#element = this.drawn = null;
    this.#dirty = true;
  }

  /**
   * Watches the device pixel ratio, which can change without the CSS size (browser zoom, another
   * screen). A media query reports only that its ratio no longer holds, so each ratio needs a new
   * query.
   */
  #watchRatio(): void {
    this.#ratioQuery?.removeEventListener('change', this.#onRatio);
    this.#ratioQuery = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
    this.#ratioQuery.addEventListener('change', this.#onRatio);
  }

  readonly #onRatio = (): void => {
    this.#watchRatio();
    this.invalidate();
  };

  /** Colours or fonts of the page changed, so the canvas must be drawn again. */
  readonly #onAppearance = (): void => this.invalidate();

  // Prints in light colours. Drawn at once, because printing does not wait.
  readonly #onPrint = (event: Event): void => {
    const frame = this.#element?.closest('.frame');
    if (frame == null) return;
    frame.classList.toggle('printing', event.type === 'beforeprint');
    this.#dirty = true;
    this.draw();
  };
}
