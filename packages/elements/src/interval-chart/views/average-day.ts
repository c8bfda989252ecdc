import { type ProfileBand, type ProfileGroup, profile } from '@arc-elements/intervals';
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
  type DatumValue,
  type Frame,
  type LegendItem,
  rowNeighbour,
  type Scene,
  type ViewInput,
  type ViewModel,
} from './view.ts';

/** What only this view says: English, from which the other languages are translated. */
export const messages = shared.with(({ plural }) => ({
  weekday: 'Weekdays',
  weekend: 'Weekends',
  all: 'All days',
  average: (group: string) => `${group}, average`,
  low: (group: string) => `${group}, 10 %`,
  high: (group: string) => `${group}, 90 %`,
  band: (group: string) => `${group}: 8 of 10 days lie here`,
  dayCount: (count: number) => plural(count, { one: '# day', other: '# days' }),
  averageDaySummary: (span: string, groups: string) => `Average power by time of day, ${span}. ${groups}.`,
  averagePeak: (group: string, kw: string, at: string) => `${group} are highest around ${at} with ${kw} on average`,
  timeOfDay: 'Time of day',
}));

const DAY_MINUTES = 1440;
const TOP_PX = 26;

/** Average power by time of day, weekdays and weekends apart, with the band in which eight of ten days lie. */
export const averageDayView: ChartView = {
  id: 'average-day',
  minBarPx: null,
  withTable: false,
  model: (input) => new AverageDayModel(input),
};

class AverageDayModel implements ViewModel {
  readonly input: ViewInput;
  readonly length: number;
  readonly page: number;
  readonly cellMinutes: number;
  /** Weekdays first; a range within one of them has only that. */
  readonly groups: readonly ProfileGroup[];

  constructor(input: ViewInput) {
    this.input = input;
    const { data, range } = input;
    const { columns, cellMinutes, groups } = profile(data.series, { range, minutes: 15, by: 'day-type' });
    this.groups = groups;
    this.cellMinutes = cellMinutes;
    this.length = groups.length === 0 ? 0 : columns;
    this.page = Math.max(1, Math.round((3 * 60) / cellMinutes));
  }

  get words(): WordsOf<typeof messages> {
    return messages.in(this.input.locale);
  }

  get columns(): readonly string[] {
    const heads: string[] = [this.words.timeOfDay];
    for (const { key } of this.groups)
      heads.push(
        this.words.average(this.#name(key)),
        this.words.low(this.#name(key)),
        this.words.high(this.#name(key)),
      );
    return heads;
  }

  get legend(): readonly LegendItem[] {
    const [first, second] = this.groups;
    const items: LegendItem[] = [];
    const named = ({ key, dayCount }: ProfileGroup) => `${this.#name(key)} (${this.words.dayCount(dayCount)})`;
    if (first !== undefined) {
      items.push(
        { mark: 'import', label: named(first) },
        { mark: 'band', label: this.words.band(this.#name(first.key)) },
      );
    }
    if (second !== undefined) items.push({ mark: 'dashed', label: named(second) });
    return items;
  }

  get summary(): string {
    const { time, range, locale, data } = this.input;
    const groups = this.groups.map((group) => {
      const { meanKw } = this.band(group);
      let best = 0;
      for (let i = 1; i < meanKw.length; i++) if ((meanKw[i] as number) > (meanKw[best] as number)) best = i;
      const kw = `${fixedNumber(locale, meanKw[best] as number, data.energyDigits('slot'))} kW`;
      return this.words.averagePeak(this.#name(group.key), kw, time.minuteOfDay(best * this.cellMinutes));
    });
    return this.words.averageDaySummary(time.span(range), groups.join('; '));
  }

  datum(index: number): Datum {
    const { time } = this.input;
    const from = index * this.cellMinutes;
    const values: DatumValue[] = [];
    for (const group of this.groups) {
      const band = this.band(group);
      values.push(
        this.#power(`${group.key}-mean`, this.words.average(this.#name(group.key)), band.meanKw[index]),
        this.#power(`${group.key}-low`, this.words.low(this.#name(group.key)), band.lowKw[index]),
        this.#power(`${group.key}-high`, this.words.high(this.#name(group.key)), band.highKw[index]),
      );
    }
    const title = `${time.minuteOfDay(from)} – ${time.minuteOfDay((from + this.cellMinutes) % DAY_MINUTES)}`;
    const known = values.some((value) => value.value !== null);
    return { title, range: null, values, note: known ? '' : this.words.noReading };
  }

  indexOf(): number {
    return -1;
  }

  neighbour(index: number, arrow: Arrow): number {
    return rowNeighbour(index, arrow);
  }

  /** What is shown of a group: the net where the meter exports, else the import. */
  band(group: ProfileGroup): ProfileBand {
    return this.input.data.hasExport && group.net !== null ? group.net : group.import;
  }

  layout(frame: Frame): Scene {
    return new AverageDayScene(this, frame);
  }

  #name(key: string): string {
    const { weekday, weekend, all } = this.words;
    return key === 'weekday' ? weekday : key === 'weekend' ? weekend : all;
  }

  #power(key: string, label: string, kw: number | undefined): DatumValue {
    const { data, locale } = this.input;
    if (kw === undefined || Number.isNaN(kw)) return { key, label, text: '–', value: null };
    return { key, label, text: `${fixedNumber(locale, kw, data.energyDigits('slot'))} kW`, value: kw };
  }
}

class AverageDayScene implements Scene {
  readonly plot: Box;
  readonly time = null;
  readonly #model: AverageDayModel;
  readonly #frame: Frame;
  readonly #ticks: ValueTicks;
  readonly #value: LinearScale;
  readonly #stepPx: number;

  constructor(model: AverageDayModel, frame: Frame) {
    this.#model = model;
    this.#frame = frame;
    let low = 0;
    let high = 0;
    for (const group of model.groups) {
      const { lowKw, highKw, meanKw } = model.band(group);
      for (const column of [lowKw, highKw, meanKw]) {
        for (const kw of column) {
          if (kw > high) high = kw;
          else if (kw < low) low = kw;
        }
      }
    }
    const height = Math.max(40, frame.height - TOP_PX - frame.linePx - 12);
    this.#ticks = valueTicks(low, high === 0 && low === 0 ? 1 : high, Math.max(2, height / 52));
    const gutter = Math.ceil(Math.max(...this.#ticks.values.map((value) => frame.measure(this.#tickText(value)))) + 10);
    this.plot = { x: gutter, y: TOP_PX, width: Math.max(20, frame.width - gutter - 1), height };
    this.#value = linearScale([this.#ticks.min, this.#ticks.max], [TOP_PX + height, TOP_PX]);
    this.#stepPx = this.plot.width / Math.max(1, model.length);
  }

  paint(surface: Surface, ink: Ink): void {
    const { input, groups } = this.#model;
    drawValueAxis(surface, ink, this.plot, this.#value, this.#ticks.values, (value) => this.#tickText(value));
    surface.ink(ink.muted);
    surface.text(
      input.data.hasExport ? this.#model.words.unitNetPower : this.#model.words.unitPower,
      0,
      TOP_PX / 2 - 4,
    );
    const [first, second] = groups;
    surface.clip(this.plot);
    if (first !== undefined) this.#paintBand(surface, ink, this.#model.band(first));
    if (first !== undefined) this.#paintLine(surface, ink.import, this.#model.band(first), false);
    if (second !== undefined) this.#paintLine(surface, ink.text, this.#model.band(second), true);
    surface.clip(null);
    const zero = this.#value.at(0);
    surface.ink(ink.line);
    surface.box(this.plot.x, zero - 0.5, this.plot.x + this.plot.width, zero + 0.5);
    this.#paintHours(surface, ink);
  }

  indexAt(x: number): number {
    const index = Math.floor((x - this.plot.x) / this.#stepPx);
    return index < 0 || index >= this.#model.length ? -1 : index;
  }

  mark(index: number): Box {
    const { x, y, height } = this.plot;
    return { x: x + index * this.#stepPx, y, width: this.#stepPx, height };
  }

  #tickText(value: number): string {
    return fixedNumber(this.#model.input.locale, value, this.#ticks.digits);
  }

  #paintBand(surface: Surface, ink: Ink, { lowKw, highKw }: ProfileBand): void {
    surface.ink(`color-mix(in srgb, ${ink.import} 22%, ${ink.background})`);
    for (let i = 0; i < lowKw.length; i++) {
      if (Number.isNaN(lowKw[i] as number)) continue;
      const left = this.plot.x + i * this.#stepPx;
      surface.box(left, this.#value.at(highKw[i] as number), left + this.#stepPx, this.#value.at(lowKw[i] as number));
    }
  }

  #paintLine(surface: Surface, color: string, { meanKw }: ProfileBand, dashed: boolean): void {
    surface.ink(color);
    let before = Number.NaN;
    for (let i = 0; i < meanKw.length; i++) {
      const kw = meanKw[i] as number;
      if (Number.isNaN(kw)) {
        before = Number.NaN;
        continue;
      }
      const y = this.#value.at(kw);
      const left = this.plot.x + i * this.#stepPx;
      // A gap in every step, so that the two lines differ without colour.
      surface.box(left, y - 1, left + this.#stepPx * (dashed ? 0.55 : 1), y + 1);
      if (!dashed && !Number.isNaN(before))
        surface.box(left - 0.5, Math.min(before, y) - 1, left + 0.5, Math.max(before, y) + 1);
      before = y;
    }
  }

  #paintHours(surface: Surface, ink: Ink): void {
    const { time } = this.#model.input;
    const { x, y, width, height } = this.plot;
    const room = this.#frame.measure(time.minuteOfDay(22 * 60)) + 20;
    const every = [1, 2, 3, 6, 12].find((hours) => (width * hours) / 24 >= room) ?? 12;
    for (let hour = 0; hour <= 24; hour += every) {
      const at = x + (width * hour) / 24;
      surface.ink(ink.border);
      surface.box(at, y + height, at, y + height + 5);
      surface.ink(ink.muted);
      if (hour < 24) surface.text(time.minuteOfDay(hour * 60), at + 4, y + height + 6 + this.#frame.linePx / 2);
    }
  }
}
