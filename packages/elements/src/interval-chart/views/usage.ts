import { AWAITING, ESTIMATED, MISSING } from '@arc-elements/intervals';
import { formatKw, formatKwh, formatPercent, joined } from '../../internal/format.ts';
import { type Buckets, bucketsIn, firstBucketAfter } from '../chart-data.ts';
import { durationText, hoursText } from '../core/duration-text.ts';
import { fixedNumber } from '../core/number-text.ts';
import { type ChartWords, messages } from '../messages.ts';
import { type UsageData, type UsageOverlay, UsageScene } from './usage-scene.ts';
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

const HOUR_MS = 3_600_000;
const HOURS_PER_DAY = 24;

/** Energy over time: what came from the grid upwards, what went to it downwards, the difference as a line. */
export const usageView: ChartView = {
  id: 'usage',
  minBarPx: 2,
  withTable: false,
  model: (input) => new UsageModel(input),
};

/** What the usage view says and draws of one range. */
export class UsageModel implements ViewModel, UsageData {
  readonly input: ViewInput;
  readonly buckets: Buckets;
  /** First and past-the-last bucket in the range. */
  readonly from: number;
  readonly to: number;
  readonly length: number;
  readonly page: number;
  /** Export is worth drawing, and the net differs from the import. */
  readonly exports: boolean;
  /** Something else drawn over the bars. */
  readonly overlay: UsageOverlay | null = null;

  constructor(input: ViewInput) {
    this.input = input;
    const { data, range, resolution } = input;
    this.exports = data.hasExport;
    this.buckets = data.buckets(resolution);
    [this.from, this.to] = bucketsIn(this.buckets, range);
    this.length = this.to - this.from;
    const slotsPerDay = Math.max(1, Math.round((24 * 60) / data.source.slotMinutes));
    this.page = { slot: slotsPerDay, hour: 24, day: 7, week: 4, month: 12 }[resolution];
  }

  get words(): ChartWords {
    return messages.in(this.input.locale);
  }

  value(index: number, column: number): number {
    const { buckets } = this;
    const i = this.from + index;
    const energy = this.exports ? [buckets.importKwh, buckets.exportKwh, buckets.netKwh] : [buckets.importKwh];
    const kwh = energy[column - 1]?.[i];
    return kwh ?? this.#kw(i);
  }

  indexOf(ms: number): number {
    const index = firstBucketAfter(this.buckets, ms);
    return index < this.from || index >= this.to || this.buckets.startMs(index) > ms ? -1 : index - this.from;
  }

  neighbour(index: number, arrow: Arrow): number {
    return rowNeighbour(index, arrow);
  }

  layout(frame: Frame): Scene {
    return new UsageScene(this, frame);
  }

  get legend(): readonly LegendItem[] {
    const items: LegendItem[] = [{ mark: 'import', label: this.words.imported }];
    if (this.exports) items.push({ mark: 'export', label: this.words.exported });
    if (this.exports && !this.input.separate) items.push({ mark: 'net', label: this.words.net });
    const { quality } = this.buckets;
    for (let i = this.from; i < this.to; i++) {
      if (quality[i] !== ESTIMATED) continue;
      items.push({ mark: 'estimated', label: this.words.estimated });
      break;
    }
    const gaps = this.input.data.gaps(this.input.range);
    if (gaps.some((gap) => !gap.awaiting)) items.push({ mark: 'missing', label: this.words.missing });
    if (gaps.some((gap) => gap.awaiting)) items.push({ mark: 'awaiting', label: this.words.awaitingShort });
    return items;
  }

  get columns(): readonly string[] {
    const columns: string[] = [this.words.time, this.words.imported];
    if (this.exports) columns.push(this.words.exported, this.words.net);
    if (this.#hasPower) columns.push(this.#powerLabel);
    return columns;
  }

  get summary(): string {
    const { data, range, resolution, time, locale } = this.input;
    const { importKwh, exportKwh, peak, missingMinutes } = data.summary(range);
    const gaps = data.gaps(range).filter((gap) => !gap.awaiting);
    return this.words.summary({
      span: time.span(range),
      resolution: this.words.resolutionName(resolution, data.source.slotMinutes),
      imported: joined(formatKwh(locale, importKwh)),
      exported: this.exports ? joined(formatKwh(locale, exportKwh)) : null,
      peak: peak === null ? null : `${joined(formatKw(locale, peak.kw))}, ${time.moment(peak.startMs)}`,
      gaps: gaps.length === 0 ? null : this.words.gaps(gaps.length, durationText(locale, missingMinutes)),
    });
  }

  datum(index: number): Datum {
    const { resolution, time } = this.input;
    const buckets = this.buckets;
    const i = this.from + index;
    const range = { startMs: buckets.startMs(i), endMs: buckets.endMs(i) };
    const values: DatumValue[] = [this.#energy('import', this.words.imported, buckets.importKwh[i])];
    if (this.exports) {
      values.push(
        this.#energy('export', this.words.exported, buckets.exportKwh[i]),
        this.#energy('net', this.words.net, buckets.netKwh[i]),
      );
    }
    if (this.#hasPower) {
      const average = this.#kw(i);
      const kw = Number.isNaN(average) ? null : average;
      values.push({
        key: 'power',
        label: this.#powerLabel,
        text: kw === null ? '–' : `${this.fixed(kw)} kW`,
        value: kw,
      });
    }
    return { title: time.interval(range, resolution), range, values, note: this.#note(i, range) };
  }

  /** Average power of a bucket, of the net where export is shown. */
  #kw(i: number): number {
    const { buckets } = this;
    const kwh = (this.exports ? buckets.netKwh : buckets.importKwh)[i] as number;
    return kwh / ((buckets.endMs(i) - buckets.startMs(i)) / HOUR_MS);
  }

  get #hasPower(): boolean {
    return this.input.resolution === 'slot' || this.input.resolution === 'hour';
  }

  get #powerLabel(): string {
    return this.exports ? this.words.netPower : this.words.power;
  }

  #note(i: number, range: { readonly startMs: number; readonly endMs: number }): string {
    const { locale, resolution } = this.input;
    const notes: string[] = [];
    const quality = this.buckets.quality[i];
    if (quality === AWAITING) notes.push(this.words.notPublished);
    else if (quality === MISSING) notes.push(this.words.noReading);
    else if (quality === ESTIMATED) notes.push(resolution === 'slot' ? this.words.estimated : this.words.partEstimated);
    const coverage = this.buckets.coverage?.[i];
    if (coverage !== undefined && coverage > 0 && coverage < 1)
      notes.push(this.words.partlyMeasured(formatPercent(locale, coverage)));
    const hours = (range.endMs - range.startMs) / HOUR_MS;
    if (resolution === 'day' && hours !== HOURS_PER_DAY) notes.push(this.words.clockChange(hoursText(locale, hours)));
    return notes.join(' · ');
  }

  #energy(key: string, label: string, kwh: number | undefined): DatumValue {
    const value = kwh === undefined || Number.isNaN(kwh) ? null : kwh;
    return { key, label, text: value === null ? '–' : `${this.fixed(value)} kWh`, value };
  }

  /** An energy in the notation of its column: one number of digits for all of it, so that rows compare at a glance. */
  fixed(value: number): string {
    const { data, locale, resolution } = this.input;
    return fixedNumber(locale, value, data.energyDigits(resolution));
  }
}
