import { type LoadDuration, loadDuration, powerPercentile } from '@arc-elements/intervals';
import { formatPercent } from '../../internal/format.ts';
import type { WordsOf } from '../../languages/catalog.ts';
import type { Ink } from '../core/ink.ts';
import { drawValueAxis } from '../core/layers.ts';
import { fixedNumber } from '../core/number-text.ts';
import { type Box, type LinearScale, linearScale, type ValueTicks, valueTicks } from '../core/scale.ts';
import type { Surface } from '../core/surface.ts';
import { messages as shared } from '../messages.ts';
import {
  type Arrow,
  type ChartView,
  type Datum,
  type Frame,
  type LegendItem,
  rowNeighbour,
  type Scene,
  type ViewInput,
  type ViewModel,
} from './view.ts';

/** What only this view says: English, from which the other languages are translated. */
export const messages = shared.with(() => ({
  shareOfTime: 'Share of the time',
  powerAtLeast: 'Import power at least',
  atLeastFor: (share: string) => `${share} of the time`,
  baseLoad: (kw: string) => `Base load ${kw}`,
  baseLoadHint: 'Reached or exceeded 95 % of the time',
  durationSummary: (span: string, top: string, base: string) =>
    `How long the import power was at least so high, ${span}. Highest ${top}; 95 % of the time at least ${base}.`,
}));

const TOP_PX = 26;
/** The curve is read at every percent of the time. */
const POINTS = 101;
/** Power that is there nearly always: exceeded 95 % of the time. */
const BASE_LOAD_SHARE = 0.05;

/** Import power from highest to lowest with the hours it was reached: the left end is the peak, the right end the base load. */
export const durationView: ChartView = {
  id: 'duration',
  minBarPx: null,
  withTable: false,
  model: (input) => new DurationModel(input),
};

class DurationModel implements ViewModel {
  readonly input: ViewInput;
  readonly curve: LoadDuration;
  readonly length: number;
  readonly page = 10;
  readonly baseKw: number | null;

  constructor(input: ViewInput) {
    this.input = input;
    this.curve = loadDuration(input.data.series, input.range);
    this.length = this.curve.kw.length === 0 ? 0 : POINTS;
    this.baseKw = powerPercentile(this.curve, BASE_LOAD_SHARE);
  }

  get columns(): readonly string[] {
    return [this.words.shareOfTime, this.words.powerAtLeast, this.words.hours];
  }

  get legend(): readonly LegendItem[] {
    const items: LegendItem[] = [{ mark: 'import', label: this.words.imported }];
    if (this.baseKw !== null)
      items.push({
        mark: 'dashed',
        label: `${this.words.baseLoad(this.kwText(this.baseKw))} · ${this.words.baseLoadHint}`,
      });
    return items;
  }

  get summary(): string {
    const { time, range } = this.input;
    const top = this.curve.kw[0];
    if (top === undefined || this.baseKw === null) return this.words.outside;
    return this.words.durationSummary(time.span(range), this.kwText(top), this.kwText(this.baseKw));
  }

  datum(index: number): Datum {
    const { locale } = this.input;
    const share = index / (POINTS - 1);
    const hours = share * this.curve.totalHours;
    const kw = this.kwAt(hours);
    return {
      title: this.words.atLeastFor(formatPercent(locale, share)),
      range: null,
      values: [
        { key: 'import', label: this.words.powerAtLeast, text: this.kwText(kw), value: kw },
        { key: 'hours', label: this.words.hours, text: `${fixedNumber(locale, hours, 1)} h`, value: hours },
      ],
      note: '',
    };
  }

  get words(): WordsOf<typeof messages> {
    return messages.in(this.input.locale);
  }

  indexOf(): number {
    return -1;
  }

  neighbour(index: number, arrow: Arrow): number {
    return rowNeighbour(index, arrow);
  }

  /** Power that was reached or exceeded for so many hours. */
  kwAt(hours: number): number {
    const { kw, hours: until } = this.curve;
    let low = 0;
    let high = kw.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      // A hair of slack: hours are sums of fractions.
      if ((until[middle] as number) < hours - 1e-9) low = middle + 1;
      else high = middle;
    }
    return kw[low] ?? 0;
  }

  kwText(kw: number): string {
    return `${fixedNumber(this.input.locale, kw, this.input.data.energyDigits('slot'))} kW`;
  }

  layout(frame: Frame): Scene {
    return new DurationScene(this, frame);
  }
}

class DurationScene implements Scene {
  readonly plot: Box;
  readonly time = null;
  readonly #model: DurationModel;
  readonly #frame: Frame;
  readonly #ticks: ValueTicks;
  readonly #value: LinearScale;

  constructor(model: DurationModel, frame: Frame) {
    this.#model = model;
    this.#frame = frame;
    const height = Math.max(40, frame.height - TOP_PX - frame.linePx - 12);
    const lowest = model.curve.kw.at(-1) ?? 0;
    this.#ticks = valueTicks(Math.min(0, lowest), model.curve.kw[0] ?? 1, Math.max(2, height / 52));
    const gutter = Math.ceil(Math.max(...this.#ticks.values.map((value) => frame.measure(this.#tickText(value)))) + 10);
    this.plot = { x: gutter, y: TOP_PX, width: Math.max(20, frame.width - gutter - 1), height };
    this.#value = linearScale([this.#ticks.min, this.#ticks.max], [TOP_PX + height, TOP_PX]);
  }

  paint(surface: Surface, ink: Ink): void {
    const { curve, baseKw, input } = this.#model;
    const { x, y, width, height } = this.plot;
    drawValueAxis(surface, ink, this.plot, this.#value, this.#ticks.values, (value) => this.#tickText(value));
    surface.ink(ink.muted);
    surface.text(this.#model.words.unitPower, 0, TOP_PX / 2 - 4);
    const zero = this.#value.at(0);
    const columns = Math.max(1, Math.round(width * surface.ratio));
    const step = width / columns;
    surface.ink(ink.import);
    for (let c = 0; c < columns && curve.kw.length > 0; c++) {
      // The highest power of each pixel column, so that the peak stands at the left edge however narrow it is.
      const top = this.#value.at(this.#model.kwAt((c / columns) * curve.totalHours + 1e-6));
      surface.box(x + c * step, Math.min(top, zero), x + (c + 1) * step, Math.max(top, zero));
    }
    if (baseKw !== null) {
      const at = this.#value.at(baseKw);
      surface.ink(ink.text);
      for (let left = x; left < x + width; left += 9)
        surface.box(left, at - 0.5, Math.min(left + 5, x + width), at + 0.5);
      surface.text(this.#model.words.baseLoad(this.#model.kwText(baseKw)), x + width - 4, Math.max(at - 10, y + 8), {
        align: 'right',
        bold: true,
      });
    }
    surface.ink(ink.line);
    surface.box(x, zero - 0.5, x + width, zero + 0.5);
    const hours = valueTicks(0, curve.totalHours || 1, Math.max(2, width / 90));
    for (const hour of hours.values) {
      if (hour > curve.totalHours * 1.0001) continue;
      const at = x + (hour / (curve.totalHours || 1)) * width;
      surface.ink(ink.border);
      surface.box(at, y + height, at, y + height + 5);
      surface.ink(ink.muted);
      const text = `${fixedNumber(input.locale, hour, hours.digits)} h`;
      if (at + this.#frame.measure(text) + 4 <= x + width)
        surface.text(text, at + 4, y + height + 6 + this.#frame.linePx / 2);
    }
  }

  indexAt(x: number): number {
    if (this.#model.length === 0 || x < this.plot.x || x > this.plot.x + this.plot.width) return -1;
    return Math.round(((x - this.plot.x) / this.plot.width) * (POINTS - 1));
  }

  mark(index: number): Box {
    const { x, y, width, height } = this.plot;
    return { x: x + (index / (POINTS - 1)) * width, y, width: 1, height };
  }

  #tickText(value: number): string {
    return fixedNumber(this.#model.input.locale, value, this.#ticks.digits);
  }
}
