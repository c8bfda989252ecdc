import type { ReactiveController } from 'lit';
import type { ChartData } from './chart-data.ts';
import { CanvasSurface } from './core/canvas-surface.ts';
import type { Ink } from './core/ink.ts';
import { panRange, type TimeRange } from './core/range.ts';
import { linearScale } from './core/scale.ts';
import type { PlotHost } from './plot-controller.ts';

/** What the overview draws and does. */
export interface OverviewHandlers {
  /** `null` while there is nothing to draw. */
  input(): { readonly data: ChartData; readonly range: TimeRange; readonly ink: Ink | undefined } | null;
  range(range: TimeRange): void;
}

type Grip = 'start' | 'end' | 'middle';

const GRIP_PX = 10;
const DAY_MS = 86_400_000;

/**
 * The strip under the plot: everything there is, with a window on what is visible. The window is dragged by its middle or its ends; a press
 * beside it takes it there. Only for the pointer: the keys of the plot do the same.
 */
export class OverviewController implements ReactiveController {
  readonly #host: PlotHost;
  readonly #handlers: OverviewHandlers;
  #strip: HTMLElement | null = null;
  readonly #canvas = document.createElement('canvas');
  readonly #window = document.createElement('div');
  #surface: CanvasSurface | undefined;
  #observer: ResizeObserver | undefined;
  #stop: AbortController | undefined;
  #drawnData: ChartData | undefined;
  #drawnInk: Ink | undefined;
  #width = 0;
  #drag: { readonly grip: Grip; readonly x: number; readonly from: TimeRange } | null = null;

  constructor(host: PlotHost, handlers: OverviewHandlers) {
    this.#host = host;
    this.#handlers = handlers;
    this.#window.className = 'overview__window';
    host.addController(this);
  }

  hostUpdated(): void {
    this.#attach();
    this.#draw();
  }

  hostDisconnected(): void {
    this.#detach();
  }

  #draw(): void {
    const strip = this.#strip;
    const input = this.#handlers.input();
    if (strip === null || input === null || input.ink === undefined) return;
    const { data, range, ink } = input;
    if (this.#width === 0) this.#width = strip.clientWidth;
    if (this.#width === 0) return;
    if (data !== this.#drawnData || ink !== this.#drawnInk) {
      this.#paint(strip, data, ink);
      this.#drawnData = data;
      this.#drawnInk = ink;
    }
    const share = (ms: number): number =>
      (100 * (Math.min(Math.max(ms, data.extent.startMs), data.extent.endMs) - data.extent.startMs)) /
      (data.extent.endMs - data.extent.startMs);
    const { style } = this.#window;
    style.left = `${share(range.startMs)}%`;
    style.right = `${100 - share(range.endMs)}%`;
  }

  // One bar per pixel would hide the days between; the highest day of each pixel column is what one looks for here.
  #paint(strip: HTMLElement, data: ChartData, ink: Ink): void {
    const height = strip.clientHeight;
    this.#surface ??= new CanvasSurface(this.#canvas);
    const surface = this.#surface;
    surface.resize(this.#width, height, globalThis.devicePixelRatio || 1);
    const buckets = data.buckets('day');
    const { importKwh, exportKwh, length } = buckets;
    let up = 0;
    let down = 0;
    for (let i = 0; i < length; i++) {
      if ((importKwh[i] as number) > up) up = importKwh[i] as number;
      if ((exportKwh[i] as number) > down) down = exportKwh[i] as number;
    }
    const { startMs, endMs } = data.extent;
    const time = linearScale([startMs, endMs], [0, this.#width]);
    const value = linearScale([-down, up || 1], [height - 1, 1]);
    const zero = value.at(0);
    surface.ink(ink.line);
    for (const gap of data.gaps(data.extent)) {
      if (!gap.awaiting) {
        surface.hatch({
          x: time.at(gap.startMs),
          y: 0,
          width: Math.max(1, time.at(gap.endMs) - time.at(gap.startMs)),
          height,
        });
      }
    }
    const bars = (column: Float64Array, sign: 1 | -1, color: string): void => {
      surface.ink(color);
      for (let i = 0; i < length; i++) {
        const kwh = column[i] as number;
        if (!(kwh > 0)) continue;
        const y = value.at(sign * kwh);
        surface.box(time.at(buckets.startMs(i)), Math.min(y, zero), time.at(buckets.endMs(i)), Math.max(y, zero));
      }
    };
    bars(importKwh, 1, ink.import);
    if (data.hasExport) bars(exportKwh, -1, ink.export);
  }

  #attach(): void {
    const strip = this.#host.renderRoot.querySelector<HTMLElement>('.overview');
    if (strip === this.#strip) return;
    this.#detach();
    if (strip === null) return;
    this.#strip = strip;
    strip.replaceChildren(this.#canvas, this.#window);
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    strip.addEventListener('pointerdown', this.#onDown, { signal });
    strip.addEventListener('pointermove', this.#onMove, { signal });
    for (const type of ['pointerup', 'pointercancel'] as const) strip.addEventListener(type, this.#onUp, { signal });
    this.#observer = new ResizeObserver(() => {
      if (strip.clientWidth === this.#width) return;
      this.#width = strip.clientWidth;
      this.#drawnData = undefined;
      this.#draw();
    });
    this.#observer.observe(strip);
  }

  #detach(): void {
    this.#stop?.abort();
    this.#observer?.disconnect();
    this.#strip = null;
    this.#surface = undefined;
    this.#drawnData = undefined;
    this.#width = 0;
    this.#drag = null;
  }

  #msPerPx(data: ChartData): number {
    return (data.extent.endMs - data.extent.startMs) / Math.max(1, this.#width);
  }

  #xOf(event: PointerEvent): number {
    const box = (this.#strip as HTMLElement).getBoundingClientRect();
    return ((event.clientX - box.left) * this.#width) / (box.width || 1);
  }

  readonly #onDown = (event: PointerEvent): void => {
    const input = this.#handlers.input();
    if (input === null || (event.pointerType === 'mouse' && event.button !== 0)) return;
    const { data } = input;
    let { range } = input;
    const x = this.#xOf(event);
    const at = (ms: number): number => (ms - data.extent.startMs) / this.#msPerPx(data);
    const nearStart = Math.abs(x - at(range.startMs)) <= GRIP_PX;
    const nearEnd = Math.abs(x - at(range.endMs)) <= GRIP_PX;
    const inside = x > at(range.startMs) && x < at(range.endMs);
    if (!nearStart && !nearEnd && !inside) {
      const middleMs = (range.startMs + range.endMs) / 2;
      range = panRange(range, data.extent.startMs + x * this.#msPerPx(data) - middleMs, data.extent);
      this.#handlers.range(range);
    }
    // Where both ends are near, the window is tiny and the end that can grow outwards is meant.
    const grip: Grip = nearStart && (!nearEnd || x < at(range.startMs)) ? 'start' : nearEnd ? 'end' : 'middle';
    this.#drag = { grip, x, from: range };
    this.#strip?.setPointerCapture(event.pointerId);
    event.preventDefault();
  };

  readonly #onMove = (event: PointerEvent): void => {
    const drag = this.#drag;
    const input = this.#handlers.input();
    if (drag === null || input === null) return;
    const { data } = input;
    const byMs = (this.#xOf(event) - drag.x) * this.#msPerPx(data);
    const { startMs, endMs } = drag.from;
    const { calendar, extent } = data;
    if (drag.grip === 'middle') {
      this.#handlers.range(panRange(drag.from, byMs, extent));
    } else if (drag.grip === 'start') {
      // Ends snap to local midnights: a range of whole days is what one draws on a strip of a year.
      const wanted = calendar.startOfDay(Math.max(extent.startMs, startMs + byMs) + DAY_MS / 2);
      this.#handlers.range({ startMs: Math.min(wanted, calendar.addDays(endMs, -1)), endMs });
    } else {
      const wanted = calendar.startOfDay(Math.min(extent.endMs, endMs + byMs) + DAY_MS / 2);
      this.#handlers.range({ startMs, endMs: Math.max(wanted, calendar.addDays(startMs, 1)) });
    }
  };

  readonly #onUp = (): void => {
    this.#drag = null;
  };
}
