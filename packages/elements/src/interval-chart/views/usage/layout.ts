import {
  drawBoundaries,
  drawGaps,
  drawTimeAxis,
  drawValueAxis,
  drawWeekends,
  type TimeAxis,
  timeAxis,
} from '../../draw/layers.ts';
import type { Palette } from '../../draw/palette.ts';
import { type Box, type LinearScale, linearScale, type ValueTicks, valueTicks } from '../../draw/scale.ts';
import type { Surface } from '../../draw/surface.ts';
import { fixedNumber } from '../../text/number-text.ts';
import type { Frame, Scene } from '../view.ts';
import { plotTop, TICK_PX } from '../view-base.ts';
import { paintBars } from './bars.ts';
import { type Channels, mirrored, separate } from './channels.ts';
import type { UsageData } from './data.ts';
import { type Envelopes, envelopesOf, paintEnvelopes } from './envelope.ts';

const HOUR_MS = 3_600_000;
const GUTTER_PX = 10;
/** Space between the plots of import and export, besides the line for the name of the lower one. */
const PANEL_GAP_PX = 10;
/** Below this width of a bar, an envelope per pixel column is drawn. */
const DENSE_PX = 1;

/** Bars with a step line for the net, or an envelope if bars would be narrower than a pixel. */
export class UsageScene implements Scene {
  readonly plot: Box;
  readonly time: LinearScale;
  readonly #model: UsageData;
  readonly #frame: Frame;
  readonly #channels: Channels;
  readonly #ticks: ValueTicks;
  readonly #axis: TimeAxis;
  readonly #barPx: number;
  readonly #envelopes: Envelopes | null;

  constructor(model: UsageData, frame: Frame) {
    this.#model = model;
    this.#frame = frame;
    const { range, data, time } = model.input;
    const { width, height, linePx } = frame;
    const top = plotTop(frame);
    const plotHeight = Math.max(40, height - top - 2 * linePx - 12);
    const barPx = (widthPx: number): number =>
      model.length === 0 ? DENSE_PX : (widthPx * this.#typicalMs()) / (range.endMs - range.startMs);
    this.#envelopes = barPx(width) < DENSE_PX ? envelopesOf(model, Math.max(1, Math.round(width * frame.ratio))) : null;
    const [low, high] = this.#extremes();
    this.#ticks = valueTicks(low, high, Math.max(2, plotHeight / TICK_PX));
    const labels = this.#ticks.values.map((value) => frame.measure(this.#tickText(value)));
    const gutter = Math.ceil(Math.max(...labels) + GUTTER_PX);
    this.plot = { x: gutter, y: top, width: Math.max(20, width - gutter - 1), height: plotHeight };
    this.time = linearScale([range.startMs, range.endMs], [this.plot.x, this.plot.x + this.plot.width]);
    this.#channels = this.#separate
      ? separate(this.#ticks, top, plotHeight, linePx + PANEL_GAP_PX)
      : mirrored(this.#ticks, top, plotHeight);
    const axis = { range, calendar: data.calendar, time, linePx, measure: (text: string) => frame.measure(text) };
    this.#axis = timeAxis(axis, this.time, this.plot);
    this.#barPx = barPx(this.plot.width);
  }

  paint(surface: Surface, palette: Palette): void {
    const { data, range, resolution } = this.#model.input;
    const { words } = this.#model;
    const { plot, time } = this;
    drawWeekends(surface, palette, range, data.calendar, time, plot);
    const { up, down, axes } = this.#channels;
    for (const { scale, values } of axes)
      drawValueAxis(surface, palette, plot, scale, values, (value) => this.#tickText(value));
    drawBoundaries(surface, palette, this.#axis, plot);
    surface.color(palette.muted);
    surface.text(words.unitPer(resolution, data.source.slotMinutes), 0, this.#frame.linePx / 2, {
      maxPx: surface.width,
    });
    surface.clip(plot);
    drawGaps(surface, palette, data.gaps(range), time, plot);
    const net = this.#model.exports && !this.#separate;
    const place = { surface, palette, model: this.#model, plot, time, channels: this.#channels };
    if (this.#envelopes === null) paintBars({ ...place, barPx: this.#barPx, net });
    else paintEnvelopes(place, this.#envelopes);
    surface.clip(null);
    surface.color(palette.line);
    for (const zero of this.#separate ? [up.at(0), down.at(0)] : [up.at(0)])
      surface.box(plot.x, zero - 0.5, plot.x + plot.width, zero + 0.5);
    if (this.#separate) this.#nameChannels(surface, palette);
    drawTimeAxis(surface, palette, this.#axis, plot);
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

  /** True when import and export each have their own plot. */
  get #separate(): boolean {
    return this.#model.input.separate && this.#model.exports;
  }

  /** Names both plots, because colour alone must not tell import from export. */
  #nameChannels(surface: Surface, palette: Palette): void {
    const { imported, exported } = this.#model.words;
    const { linePx } = this.#frame;
    const right = this.plot.x + this.plot.width;
    const lower = this.#channels.down.at(-this.#ticks.min);
    surface.color(palette.text);
    surface.text(imported, right, linePx / 2, { bold: true, align: 'right' });
    surface.text(exported, right, lower - linePx / 2 - 3, { bold: true, align: 'right' });
  }

  #tickText(value: number): string {
    return fixedNumber(this.#model.input.locale, value, this.#ticks.digits);
  }

  #typicalMs(): number {
    const { from, to, length, buckets } = this.#model;
    return to <= from ? HOUR_MS : (buckets.endMs(to - 1) - buckets.startMs(from)) / length;
  }

  /** Returns the lowest and highest value drawn. */
  #extremes(): readonly [number, number] {
    const { from, to, exports, buckets } = this.#model;
    const envelopes = this.#envelopes;
    // Negative export is drawn upwards, negative import downwards.
    const up = [0, 0] as [number, number];
    const down = [0, 0] as [number, number];
    if (envelopes === null) {
      include(up, buckets.importKwh, from, to);
      if (exports) include(down, buckets.exportKwh, from, to);
      up[1] = Math.max(up[1], this.#model.overlay?.highestKwh() ?? 0);
    } else {
      const { importKwh, exportKwh } = envelopes;
      for (const column of [importKwh.min, importKwh.max]) include(up, column, 0, column.length);
      for (const column of exportKwh === null ? [] : [exportKwh.min, exportKwh.max])
        include(down, column, 0, column.length);
    }
    return [Math.min(up[0], -down[1]), Math.max(up[1], -down[0])];
  }
}

/** Widens `extent` to include the values of a column. */
function include(extent: [number, number], column: Float64Array, from: number, to: number): void {
  let low = extent[0];
  let high = extent[1];
  for (let i = from; i < to; i++) {
    // False for NaN, so gaps do not count.
    const value = column[i] as number;
    if (value > high) high = value;
    else if (value < low) low = value;
  }
  extent[0] = low;
  extent[1] = high;
}
