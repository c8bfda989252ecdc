import { type MonthPeak, peaksByLocalMonth } from '@arc-elements/intervals';
import { type Buckets, bucketsIn } from '../data/chart-data.ts';
import { BOLD } from '../draw/layers.ts';
import type { LegendItem } from '../draw/legend.ts';
import type { Palette } from '../draw/palette.ts';
import type { Surface } from '../draw/surface.ts';
import type { ChartView, Datum, DatumValue, Frame, Scene, ViewInput } from './view.ts';
import { datumValue, ModelBase, ValueScene } from './view-base.ts';

/** Maximum width of a bar, for ranges of few months. */
const BAR_PX = 56;

/** One bar per month of the meter's calendar, with a table of peaks and coverage under it. */
export const monthsView: ChartView = {
  id: 'months',
  minBarPx: null,
  model: (input) => new MonthsModel(input),
};

class MonthsModel extends ModelBase {
  readonly buckets: Buckets;
  readonly from: number;
  readonly length: number;
  readonly page = 12;
  readonly #peaks: ReadonlyMap<string, MonthPeak>;

  constructor(input: ViewInput) {
    super(input);
    const { data, range } = input;
    this.buckets = data.buckets('month');
    const [from, to] = bucketsIn(this.buckets, range);
    this.from = from;
    this.length = to - from;
    this.#peaks = new Map(peaksByLocalMonth(data.series).map((peak) => [peak.month, peak]));
  }

  get columns(): readonly string[] {
    const energy = this.input.data.hasExport
      ? [this.words.imported, this.words.exported, this.words.net]
      : [this.words.imported];
    return [this.words.month, ...energy, this.#peakLabel, this.words.peakTime, this.words.coverage];
  }

  get legend(): readonly LegendItem[] {
    const items: LegendItem[] = [{ mark: 'import', label: this.words.imported }];
    if (this.input.data.hasExport)
      items.push({ mark: 'export', label: this.words.exported }, { mark: 'net', label: this.words.net });
    if (this.#incomplete()) items.push({ mark: 'missing', label: this.words.partMissing });
    return items;
  }

  get summary(): string {
    const { time, range } = this.input;
    let best = -1;
    for (let i = this.from; i < this.from + this.length; i++) {
      if (best < 0 || (this.buckets.importKwh[i] as number) > (this.buckets.importKwh[best] as number)) best = i;
    }
    const highest =
      best < 0
        ? ''
        : this.words.highestMonth(
            time.month(this.buckets.startMs(best)),
            this.kwhText(this.buckets.importKwh[best] as number),
          );
    return this.words.monthsSummary(time.span(range), highest);
  }

  datum(index: number): Datum {
    const { data, time } = this.input;
    const { buckets } = this;
    const i = this.from + index;
    const range = { startMs: buckets.startMs(i), endMs: buckets.endMs(i) };
    const values: DatumValue[] = [this.energy('import', this.words.imported, buckets.importKwh[i])];
    if (data.hasExport) {
      values.push(
        this.energy('export', this.words.exported, buckets.exportKwh[i]),
        this.energy('net', this.words.net, buckets.netKwh[i]),
      );
    }
    const peak = this.#peaks.get(data.calendar.month(range.startMs))?.peak ?? null;
    values.push(
      this.power('peak', this.#peakLabel, peak?.kw),
      datumValue('peak-time', this.words.peakTime, peak?.startMs, (ms) => time.moment(ms)),
      this.share('coverage', this.words.coverage, buckets.coverage?.[i] ?? 0),
    );
    return {
      title: time.month(range.startMs),
      range,
      values,
      note: Number.isNaN(buckets.importKwh[i]) ? this.words.noReading : '',
    };
  }

  override indexOf(ms: number): number {
    for (let i = 0; i < this.length; i++) {
      if (ms >= this.buckets.startMs(this.from + i) && ms < this.buckets.endMs(this.from + i)) return i;
    }
    return -1;
  }

  layout(frame: Frame): Scene {
    return new MonthsScene(this, frame);
  }

  get #peakLabel(): string {
    const { peak } = this.input.data.whole;
    return peak?.hourlyAverage ? this.words.peakOver(peak.minutes) : this.words.peak;
  }

  #incomplete(): boolean {
    for (let i = this.from; i < this.from + this.length; i++) if ((this.buckets.coverage?.[i] ?? 1) < 1) return true;
    return false;
  }
}

class MonthsScene extends ValueScene<MonthsModel> {
  constructor(model: MonthsModel, frame: Frame) {
    const { buckets, from, length } = model;
    let low = 0;
    let high = 0;
    for (let i = from; i < from + length; i++) {
      high = Math.max(high, buckets.importKwh[i] || 0);
      low = Math.min(low, -(buckets.exportKwh[i] || 0));
    }
    super(model, frame, { extent: [low, high], lines: 2, unit: model.words.unitPer('month', 0) });
  }

  protected override paintData(surface: Surface, palette: Palette): void {
    const { input, buckets, from, length } = this.model;
    const { x, y } = this.plot;
    const zero = this.value.at(0);
    const bar = Math.min(BAR_PX, this.stepPx * 0.72);
    const hasExport = input.data.hasExport;
    for (let k = 0; k < length; k++) {
      const i = from + k;
      const left = x + (k + 0.5) * this.stepPx - bar / 2;
      const upKwh = buckets.importKwh[i] as number;
      const top = this.value.at(Number.isNaN(upKwh) ? 0 : upKwh);
      const coverage = buckets.coverage?.[i] ?? 1;
      if (coverage < 1) {
        // Hatched up to the energy of the whole month if the missing readings were like the others.
        const full = coverage > 0 ? this.value.at(Math.min(upKwh / coverage, this.ticks.max)) : y;
        surface.color(palette.line);
        surface.hatch({ x: left, y: Math.min(full, top - 3), width: bar, height: Math.max(3, top - full) });
      }
      surface.color(palette.import);
      if (upKwh > 0) surface.box(left, top, left + bar, zero);
      if (!hasExport) continue;
      const downKwh = buckets.exportKwh[i] as number;
      surface.color(palette.export);
      if (downKwh > 0) surface.box(left, zero, left + bar, this.value.at(-downKwh));
      const net = buckets.netKwh[i] as number;
      if (Number.isNaN(net)) continue;
      // An outline separates the line from bars of the same colour, as in forced colours.
      for (const [color, reach] of [
        [palette.background, 2],
        [palette.text, 1],
      ] as const) {
        surface.color(color);
        surface.box(left - 4, this.value.at(net) - reach, left + bar + 4, this.value.at(net) + reach);
      }
    }
  }

  protected override paintTicks(surface: Surface, palette: Palette): void {
    const { from, length, input } = this.model;
    const bottom = this.plot.y + this.plot.height;
    const every = Math.max(1, Math.ceil((this.frame.measure('Mmm') + 8) / this.stepPx));
    surface.color(palette.muted);
    for (let k = 0; k < length; k += every) {
      const text = input.time.tick({ ms: this.#middleOf(from + k), unit: 'month', repeated: false });
      const centre = this.plot.x + (k + 0.5) * this.stepPx;
      // The last label may be wider than its column.
      const inside = Math.min(centre, this.frame.width - this.frame.measure(text) / 2);
      surface.text(text, inside, bottom + 6 + this.frame.linePx / 2, { align: 'center' });
    }
    surface.color(palette.text);
    for (const { text, x } of this.#years())
      surface.text(text, x, bottom + 6 + this.frame.linePx * 1.5, { bold: true });
  }

  /**
   * Returns the labels of the years, each where its year begins. Of two that would overlap, the one
   * with more months remains.
   */
  #years(): readonly { readonly text: string; readonly x: number }[] {
    const { from, length, input } = this.model;
    const right = this.plot.x + this.plot.width;
    const years: { text: string; x: number; end: number; months: number }[] = [];
    for (let k = 0; k < length; k++) {
      const text = input.time.enclosing('year', this.#middleOf(from + k));
      const last = years.at(-1);
      if (last?.text === text) {
        last.months++;
        continue;
      }
      const width = this.frame.measure(text) * BOLD;
      // At the right edge, a year that has only begun has less room than its label.
      const x = Math.min(this.plot.x + k * this.stepPx + 4, right - width);
      years.push({ text, x, end: x + width + 8, months: 1 });
    }
    return years.filter((year, i) => {
      const [before, after] = [years[i - 1], years[i + 1]];
      const yieldsBefore = before !== undefined && before.end > year.x && before.months >= year.months;
      const yieldsAfter = after !== undefined && year.end > after.x && after.months > year.months;
      return !yieldsBefore && !yieldsAfter;
    });
  }

  // The middle of a month is in that month in every zone; its first instant is not.
  #middleOf(i: number): number {
    const { buckets } = this.model;
    return (buckets.startMs(i) + buckets.endMs(i)) / 2;
  }
}
