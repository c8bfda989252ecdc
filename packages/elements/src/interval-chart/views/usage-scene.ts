import { ESTIMATED } from '@arc-elements/intervals';
import type { Buckets } from '../chart-data.ts';
import { type ColumnExtents, columnExtents, type EnergyColumn } from '../column-extents.ts';
import type { Ink } from '../core/ink.ts';
import {
  drawBoundaries,
  drawGaps,
  drawTimeAxis,
  drawValueAxis,
  drawWeekends,
  type TimeAxis,
  timeAxis,
} from '../core/layers.ts';
import { fixedNumber } from '../core/number-text.ts';
import { type Box, type LinearScale, linearScale, type ValueTicks, valueTicks } from '../core/scale.ts';
import type { Surface } from '../core/surface.ts';
import type { ChartWords } from '../messages.ts';
import { type Channels, mirrored, separate } from './channels.ts';
import type { Frame, Scene, ViewInput } from './view.ts';

const HOUR_MS = 3_600_000;
const TOP_PX = 26;
const GUTTER_PX = 10;
/** Between two channels, apart from the line with the name of the lower one. */
const PANEL_GAP_PX = 10;
/** Below this width bars of their own would be lies: the picture becomes an envelope per pixel column. */
const DENSE_PX = 1;
/** What keeps the net apart from wide bars, and in forced colours from those of its own colour. */
const HALO_PX = 1;

/** What the picture draws. */
export interface UsageData {
  readonly input: ViewInput;
  readonly words: ChartWords;
  readonly buckets: Buckets;
  /** First and past-the-last bucket in the range. */
  readonly from: number;
  readonly to: number;
  readonly length: number;
  /** Export is worth drawing, and the net differs from the import. */
  readonly exports: boolean;
  /** Something else drawn over the bars. */
  readonly overlay: UsageOverlay | null;
  indexOf(ms: number): number;
}

/** Something drawn over the bars in the same scales. */
export interface UsageOverlay {
  /** The highest it reaches, kWh. */
  highestKwh(): number;
  paint(place: OverlayPlace): void;
}

/** Where an overlay is drawn. */
export interface OverlayPlace {
  readonly surface: Surface;
  readonly ink: Ink;
  /** Imported kWh to pixels. */
  readonly up: LinearScale;
  readonly time: LinearScale;
  readonly barPx: number;
  /** What bars leave free on their right, CSS pixels. */
  readonly air: number;
}

/** Bars with a stair for the net, or an envelope where there is less than a pixel for each. */
export class UsageScene implements Scene {
  readonly plot: Box;
  readonly time: LinearScale;
  readonly #model: UsageData;
  readonly #frame: Frame;
  readonly #channels: Channels;
  readonly #ticks: ValueTicks;
  readonly #axis: TimeAxis;
  readonly #barPx: number;
  readonly #dense: Dense | null;

  constructor(model: UsageData, frame: Frame) {
    this.#model = model;
    this.#frame = frame;
    const { range, data, time } = model.input;
    const { width, height, linePx } = frame;
    const plotHeight = Math.max(40, height - TOP_PX - 2 * linePx - 12);
    this.#dense = this.#densely(width);
    const [low, high] = this.#extremes();
    this.#ticks = valueTicks(low, high, Math.max(2, plotHeight / 52));
    const gutter = Math.ceil(
      Math.max(...this.#ticks.values.map((value) => frame.measure(this.#tickText(value)))) + GUTTER_PX,
    );
    this.plot = { x: gutter, y: TOP_PX, width: Math.max(20, width - gutter - 1), height: plotHeight };
    this.time = linearScale([range.startMs, range.endMs], [this.plot.x, this.plot.x + this.plot.width]);
    this.#channels = this.#separate
      ? separate(this.#ticks, TOP_PX, plotHeight, linePx + PANEL_GAP_PX)
      : mirrored(this.#ticks, TOP_PX, plotHeight);
    const axis = { range, calendar: data.calendar, time, linePx, measure: (text: string) => frame.measure(text) };
    this.#axis = timeAxis(axis, this.time, this.plot);
    this.#barPx = model.length === 0 ? 0 : (this.plot.width * this.#typicalMs()) / (range.endMs - range.startMs);
  }

  paint(surface: Surface, ink: Ink): void {
    const { data, range, resolution } = this.#model.input;
    drawWeekends(surface, ink, range, data.calendar, this.time, this.plot);
    const { up, down, axes } = this.#channels;
    for (const { scale, values } of axes)
      drawValueAxis(surface, ink, this.plot, scale, values, (value) => this.#tickText(value));
    drawBoundaries(surface, ink, this.#axis, this.plot);
    surface.ink(ink.muted);
    surface.text(this.#model.words.unitPer(resolution, data.source.slotMinutes), 0, TOP_PX / 2 - 4);
    surface.clip(this.plot);
    drawGaps(surface, ink, data.gaps(range), this.time, this.plot);
    if (this.#dense === null) this.#paintBars(surface, ink);
    else this.#paintDense(surface, ink, this.#dense);
    surface.clip(null);
    surface.ink(ink.line);
    for (const zero of this.#separate ? [up.at(0), down.at(0)] : [up.at(0)])
      surface.box(this.plot.x, zero - 0.5, this.plot.x + this.plot.width, zero + 0.5);
    if (this.#separate) this.#nameChannels(surface, ink);
    drawTimeAxis(surface, ink, this.#axis, this.plot);
  }

  indexAt(x: number, y: number): number {
    if (y < 0 || y > this.#frame.height || x < this.plot.x - 4 || x > this.plot.x + this.plot.width + 4) return -1;
    const { startMs, endMs } = this.#model.input.range;
    return this.#model.indexOf(Math.min(Math.max(this.time.invert(x), startMs), endMs - 1));
  }

  mark(index: number): Box {
    const { x, width, y, height } = this.plot;
    const bucket = this.#model.from + index;
    const left = Math.max(x, this.time.at(this.#model.buckets.startMs(bucket)));
    const right = Math.min(x + width, this.time.at(this.#model.buckets.endMs(bucket)));
    return { x: left, y, width: Math.max(1, right - left), height };
  }

  /** Two channels above each other; one alone is drawn as ever. */
  get #separate(): boolean {
    return this.#model.input.separate && this.#model.exports;
  }

  /** Direction no longer says which is which, and colour alone must not. */
  #nameChannels(surface: Surface, ink: Ink): void {
    const { imported, exported } = this.#model.words;
    const right = this.plot.x + this.plot.width;
    const lower = this.#channels.down.at(-this.#ticks.min);
    surface.ink(ink.text);
    surface.text(imported, right, TOP_PX / 2 - 4, { bold: true, align: 'right' });
    surface.text(exported, right, lower - this.#frame.linePx / 2 - 3, { bold: true, align: 'right' });
  }

  #tickText(value: number): string {
    return fixedNumber(this.#model.input.locale, value, this.#ticks.digits);
  }

  #typicalMs(): number {
    const last = this.#model.to - 1;
    return last < this.#model.from
      ? HOUR_MS
      : (this.#model.buckets.endMs(last) - this.#model.buckets.startMs(this.#model.from)) / this.#model.length;
  }

  /** Lowest and highest value drawn. */
  #extremes(): readonly [number, number] {
    const { from, to, exports, buckets } = this.#model;
    const dense = this.#dense;
    // NaN compares false, so gaps drop out by themselves. An export below zero points up, an import below zero down.
    const up = [0, 0] as [number, number];
    const down = [0, 0] as [number, number];
    if (dense === null) {
      reach(up, buckets.importKwh, from, to);
      if (exports) reach(down, buckets.exportKwh, from, to);
      up[1] = Math.max(up[1], this.#model.overlay?.highestKwh() ?? 0);
    } else {
      for (const column of [dense.importKwh.min, dense.importKwh.max]) reach(up, column, 0, column.length);
      for (const column of dense.exportKwh === null ? [] : [dense.exportKwh.min, dense.exportKwh.max]) {
        reach(down, column, 0, column.length);
      }
    }
    const low = Math.min(up[0], -down[1]);
    const high = Math.max(up[1], -down[0]);
    return low === 0 && high === 0 ? [0, 1] : [low, high];
  }

  #paintBars(surface: Surface, ink: Ink): void {
    const { importKwh, exportKwh, quality } = this.#model.buckets;
    // A hair of air between bars once there is room for it.
    const air = this.#barPx >= 5 ? Math.min(4, this.#barPx * 0.14) : 0;
    let estimated = this.#paintColumn(surface, importKwh, this.#channels.up, ink.import, air);
    if (this.#model.exports)
      estimated = this.#paintColumn(surface, exportKwh, this.#channels.down, ink.export, air) || estimated;
    if (estimated) {
      for (let i = this.#model.from; i < this.#model.to; i++) {
        if (quality[i] === ESTIMATED) this.#paintEstimated(surface, ink, i, air);
      }
    }
    this.#model.overlay?.paint({
      surface,
      ink,
      up: this.#channels.up,
      time: this.time,
      barPx: this.#barPx,
      air,
    });
    if (this.#model.exports && !this.#separate) this.#paintNet(surface, ink);
  }

  /** Plain bars of one column; tells whether estimated ones were left out. */
  #paintColumn(surface: Surface, column: Float64Array, scale: LinearScale, color: string, air: number): boolean {
    const buckets = this.#model.buckets;
    const { quality } = buckets;
    const zero = scale.at(0);
    let estimated = false;
    surface.ink(color);
    for (let i = this.#model.from; i < this.#model.to; i++) {
      const value = column[i] as number;
      if (Number.isNaN(value) || value === 0) continue;
      if (quality[i] === ESTIMATED) {
        estimated = true;
        continue;
      }
      const y = scale.at(value);
      const left = this.time.at(buckets.startMs(i));
      const right = this.time.at(buckets.endMs(i)) - air;
      surface.box(left, Math.min(y, zero), right, Math.max(y, zero));
    }
    return estimated;
  }

  #paintEstimated(surface: Surface, ink: Ink, i: number, air: number): void {
    const buckets = this.#model.buckets;
    const { up, down } = this.#channels;
    const left = this.time.at(buckets.startMs(i));
    const right = this.time.at(buckets.endMs(i)) - air;
    const paint = (value: number, scale: LinearScale, soft: string, hard: string): void => {
      if (Number.isNaN(value) || value === 0) return;
      const zero = scale.at(0);
      const y = scale.at(value);
      const top = Math.min(y, zero);
      const bottom = Math.max(y, zero);
      surface.ink(soft);
      surface.box(left, top, right, bottom);
      surface.ink(hard);
      surface.dots({ x: left, y: top, width: right - left, height: bottom - top });
      surface.box(left, y - 0.5, right, y + 0.5);
    };
    paint(buckets.importKwh[i] as number, up, ink.importSoft, ink.import);
    if (this.#model.exports) paint(buckets.exportKwh[i] as number, down, ink.exportSoft, ink.export);
  }

  #paintNet(surface: Surface, ink: Ink): void {
    const half = this.#barPx >= 6 ? 0.75 : 0.5;
    if (this.#barPx >= 6 || ink.text === ink.import) this.#paintStair(surface, ink.background, half, HALO_PX);
    this.#paintStair(surface, ink.text, half, 0);
  }

  /** The net as a stair: a level per bucket and a riser where two of them touch, wider by `halo` on each side. */
  #paintStair(surface: Surface, color: string, half: number, halo: number): void {
    const buckets = this.#model.buckets;
    const { netKwh } = buckets;
    const reach = half + halo;
    surface.ink(color);
    let before = Number.NaN;
    for (let i = this.#model.from; i < this.#model.to; i++) {
      const value = netKwh[i] as number;
      if (Number.isNaN(value)) {
        before = Number.NaN;
        continue;
      }
      const y = this.#channels.up.at(value);
      const left = this.time.at(buckets.startMs(i));
      surface.box(left, y - reach, this.time.at(buckets.endMs(i)), y + reach);
      // Risers are as thin as the screen allows: they join levels and are no data themselves.
      if (!Number.isNaN(before) && (halo === 0 || this.#barPx >= 6))
        surface.box(left - halo, Math.min(before, y) - half, left + 2 * halo, Math.max(before, y) + half);
      before = y;
    }
  }

  /**
   * More data than pixels: per device pixel column the span that every datum reaches is solid, up to the highest one is soft, and
   * the net is its average. Extremes therefore never vanish, whatever the width. Columns with an estimated reading are soft and dotted.
   */
  #paintDense(surface: Surface, ink: Ink, { importKwh, exportKwh, netKwh }: Dense): void {
    const { x, width } = this.plot;
    const { up, down } = this.#channels;
    const columns = importKwh.min.length;
    const stepPx = width / columns;
    const draw = (scale: LinearScale, values: Float64Array, color: string, skip: Uint8Array | null): void => {
      const zero = scale.at(0);
      surface.ink(color);
      for (let c = 0; c < columns; c++) {
        const value = values[c] as number;
        if (Number.isNaN(value) || value === 0 || skip?.[c] === 1) continue;
        const y = scale.at(value);
        surface.box(x + c * stepPx, Math.min(y, zero), x + (c + 1) * stepPx, Math.max(y, zero));
      }
    };
    const estimated = this.#estimatedColumns(columns);
    const both = (scale: LinearScale, { min, max }: ColumnExtents, soft: string, hard: string): void => {
      draw(scale, max, soft, null);
      draw(scale, min, hard, estimated);
      if (estimated === null) return;
      const zero = scale.at(0);
      for (let c = estimated.indexOf(1); c >= 0; c = estimated.indexOf(1, c + 1)) {
        const y = scale.at(max[c] as number);
        if (!Number.isNaN(y))
          surface.dots({ x: x + c * stepPx, y: Math.min(y, zero), width: stepPx, height: Math.abs(y - zero) });
      }
    };
    both(up, importKwh, ink.importSoft, ink.import);
    if (exportKwh === null || netKwh === null) return;
    both(down, exportKwh, ink.exportSoft, ink.export);
    if (this.#separate) return;
    const paintNet = (color: string, reach: number): void => {
      surface.ink(color);
      for (let c = 0; c < columns; c++) {
        const value = netKwh.mean[c] as number;
        if (Number.isNaN(value)) continue;
        const y = up.at(value);
        surface.box(x + c * stepPx, y - reach, x + (c + 1) * stepPx, y + reach);
      }
    };
    if (ink.text === ink.import) paintNet(ink.background, 0.5 + HALO_PX);
    paintNet(ink.text, 0.5);
  }

  /** 1 for each pixel column that an estimated reading reaches into; `null` where none is estimated. */
  #estimatedColumns(columns: number): Uint8Array | null {
    const { buckets, from, to, input } = this.#model;
    const { startMs, endMs } = input.range;
    const columnAt = (ms: number): number => ((ms - startMs) * columns) / (endMs - startMs);
    const { quality } = buckets;
    let estimated: Uint8Array | null = null;
    for (
      let first = quality.indexOf(ESTIMATED, from), last = first;
      first >= 0 && first < to;
      first = quality.indexOf(ESTIMATED, last + 1)
    ) {
      last = first;
      while (last + 1 < to && quality[last + 1] === ESTIMATED) last++;
      estimated ??= new Uint8Array(columns);
      const left = Math.floor(columnAt(buckets.startMs(first)));
      estimated.fill(1, Math.max(0, left), Math.ceil(columnAt(buckets.endMs(last))));
    }
    return estimated;
  }

  /** The columns of a picture with more data than pixels; `null` where bars have room. */
  #densely(width: number): Dense | null {
    const { input, buckets, length, exports } = this.#model;
    const { data, range } = input;
    const barPx = length === 0 ? DENSE_PX : (width * this.#typicalMs()) / (range.endMs - range.startMs);
    if (barPx >= DENSE_PX) return null;
    const columns = Math.max(1, Math.round(width * this.#frame.ratio));
    const of = (column: EnergyColumn) => columnExtents(data, buckets, column, range, columns);
    return {
      importKwh: of('importKwh'),
      exportKwh: exports ? of('exportKwh') : null,
      netKwh: exports ? of('netKwh') : null,
    };
  }
}

/** Extents per pixel column of what is drawn. */
interface Dense {
  readonly importKwh: ColumnExtents;
  readonly exportKwh: ColumnExtents | null;
  readonly netKwh: ColumnExtents | null;
}

/** Widens `extent` to hold the values of a column. */
function reach(extent: [number, number], column: Float64Array, from: number, to: number): void {
  let low = extent[0];
  let high = extent[1];
  for (let i = from; i < to; i++) {
    const value = column[i] as number;
    if (value > high) high = value;
    else if (value < low) low = value;
  }
  extent[0] = low;
  extent[1] = high;
}
