import type { TimeRange } from '@arc-elements/intervals';
import type { ChartData } from '../data/chart-data.ts';
import { panRange } from '../data/range.ts';
import { CanvasSurface } from '../draw/canvas-surface.ts';
import type { Palette } from '../draw/palette.ts';
import { linearScale } from '../draw/scale.ts';
import { shownResolution } from '../views/drawing.ts';
import { usageView } from '../views/usage/model.ts';
import type { Picture, PlotHandlers } from './picture.ts';

type Grip = 'start' | 'end' | 'middle';

const GRIP_PX = 10;
const DAY_MS = 86_400_000;

/**
 * The strip under the plot: the whole series, with a window around the visible range. Dragging the
 * middle of the window moves it, dragging an end resizes it, and a press beside it centers it
 * there. For pointers only: the keys of the plot do the same.
 */
export class Overview {
  readonly #plot: Picture;
  readonly #handlers: Pick<PlotHandlers, 'act'>;
  #strip: HTMLElement | null = null;
  #height = 0;
  #surface: CanvasSurface | undefined;
  #stop: AbortController | undefined;
  #drawn: { readonly data: ChartData; readonly palette: Palette; readonly width: number } | undefined;
  #drag: { readonly grip: Grip; readonly x: number; readonly from: TimeRange } | null = null;

  constructor(plot: Picture, handlers: Pick<PlotHandlers, 'act'>) {
    this.#plot = plot;
    this.#handlers = handlers;
  }

  /** Draws what changed. Called after each drawing of the plot. */
  draw(): void {
    const strip = this.#strip;
    const { drawn, palette, width } = this.#plot;
    if (strip === null || drawn === null || palette === undefined) return;
    const { data, range } = drawn;
    const before = this.#drawn;
    if (data !== before?.data || palette !== before.palette || width !== before.width) {
      this.#paint(strip, data, palette, width);
      this.#drawn = { data, palette, width };
    }
    const { startMs, endMs } = data.extent;
    const share = (ms: number): number =>
      (100 * (Math.min(Math.max(ms, startMs), endMs) - startMs)) / (endMs - startMs);
    const { style } = strip.lastElementChild as HTMLElement;
    style.left = `${share(range.startMs)}%`;
    style.right = `${100 - share(range.endMs)}%`;
  }

  /** Detaches from the strip. */
  detach(): void {
    this.#stop?.abort();
    this.#strip = this.#drag = null;
    this.#surface = this.#drawn = undefined;
  }

  // The resolution of the usage view of the whole series, whose buckets mostly exist already.
  #paint(strip: HTMLElement, data: ChartData, palette: Palette, width: number): void {
    const height = this.#height;
    this.#surface ??= new CanvasSurface(strip.querySelector('canvas') as HTMLCanvasElement);
    const surface = this.#surface;
    surface.resize(width, height, globalThis.devicePixelRatio || 1);
    const { extent: range } = data;
    const buckets = data.buckets(shownResolution('auto', { data, range, view: usageView, widthPx: width }));
    const { importKwh, exportKwh, length } = buckets;
    let up = 0;
    let down = 0;
    for (let i = 0; i < length; i++) {
      if ((importKwh[i] as number) > up) up = importKwh[i] as number;
      if ((exportKwh[i] as number) > down) down = exportKwh[i] as number;
    }
    const { startMs, endMs } = data.extent;
    const time = linearScale([startMs, endMs], [0, width]);
    const value = linearScale([-down, up || 1], [height - 1, 1]);
    const zero = value.at(0);
    surface.color(palette.line);
    for (const gap of data.gaps(data.extent)) {
      const x = time.at(gap.startMs);
      if (!gap.awaiting) surface.hatch({ x, y: 0, width: Math.max(1, time.at(gap.endMs) - x), height });
    }
    const bars = (column: Float64Array, sign: 1 | -1, color: string): void => {
      surface.color(color);
      for (let i = 0; i < length; i++) {
        const kwh = column[i] as number;
        if (!(kwh > 0)) continue;
        const y = value.at(sign * kwh);
        surface.box(time.at(buckets.startMs(i)), Math.min(y, zero), time.at(buckets.endMs(i)), Math.max(y, zero));
      }
    };
    bars(importKwh, 1, palette.import);
    if (data.hasExport) bars(exportKwh, -1, palette.export);
  }

  /** Attaches to a strip; `null` only detaches. */
  attach(strip: HTMLElement | null): void {
    if (strip === this.#strip) return;
    this.detach();
    this.#strip = strip;
    if (strip === null) return;
    this.#height = strip.clientHeight;
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    strip.addEventListener('pointerdown', this.#onDown, { signal });
    strip.addEventListener('pointermove', this.#onMove, { signal });
    for (const type of ['pointerup', 'pointercancel'] as const) strip.addEventListener(type, this.#onUp, { signal });
  }

  #show(range: TimeRange): void {
    this.#handlers.act({ kind: 'show', range, preset: null });
  }

  #msPerPx({ extent }: ChartData): number {
    return (extent.endMs - extent.startMs) / Math.max(1, this.#plot.width);
  }

  #xOf(event: PointerEvent): number {
    const box = (this.#strip as HTMLElement).getBoundingClientRect();
    return ((event.clientX - box.left) * this.#plot.width) / (box.width || 1);
  }

  readonly #onDown = (event: PointerEvent): void => {
    const { drawn } = this.#plot;
    if (drawn === null || (event.pointerType === 'mouse' && event.button !== 0)) return;
    const { data } = drawn;
    let { range } = drawn;
    const x = this.#xOf(event);
    const at = (ms: number): number => (ms - data.extent.startMs) / this.#msPerPx(data);
    const nearStart = Math.abs(x - at(range.startMs)) <= GRIP_PX;
    const nearEnd = Math.abs(x - at(range.endMs)) <= GRIP_PX;
    const inside = x > at(range.startMs) && x < at(range.endMs);
    if (!nearStart && !nearEnd && !inside) {
      const middleMs = (range.startMs + range.endMs) / 2;
      range = panRange(range, data.extent.startMs + x * this.#msPerPx(data) - middleMs, data.extent);
      this.#show(range);
    }
    // A press on a window narrower than its grips takes the end that can still be pulled outwards.
    const grip: Grip = nearStart && (!nearEnd || x < at(range.startMs)) ? 'start' : nearEnd ? 'end' : 'middle';
    this.#drag = { grip, x, from: range };
    this.#strip?.setPointerCapture(event.pointerId);
    event.preventDefault();
  };

  readonly #onMove = (event: PointerEvent): void => {
    const drag = this.#drag;
    const { drawn } = this.#plot;
    if (drag === null || drawn === null) return;
    const { data } = drawn;
    const byMs = (this.#xOf(event) - drag.x) * this.#msPerPx(data);
    const { startMs, endMs } = drag.from;
    const { calendar, extent } = data;
    if (drag.grip === 'middle') {
      this.#show(panRange(drag.from, byMs, extent));
    } else if (drag.grip === 'start') {
      // Ends snap to local midnights, because people select whole days on a strip of a year.
      const snappedMs = calendar.startOfDay(Math.max(extent.startMs, startMs + byMs) + DAY_MS / 2);
      this.#show({ startMs: Math.min(snappedMs, calendar.addDays(endMs, -1)), endMs });
    } else {
      const snappedMs = calendar.startOfDay(Math.min(extent.endMs, endMs + byMs) + DAY_MS / 2);
      this.#show({ startMs, endMs: Math.max(snappedMs, calendar.addDays(startMs, 1)) });
    }
  };

  readonly #onUp = (): void => {
    this.#drag = null;
  };
}
