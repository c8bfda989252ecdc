import { AWAITING, ESTIMATED, MISSING, type TimeRange } from '@arc-elements/intervals';
import { formatKw, formatKwh, formatPercent, joined } from '../../../internal/format.ts';
import { type Buckets, bucketsIn, firstBucketAfter } from '../../data/chart-data.ts';
import type { LegendItem } from '../../draw/legend.ts';
import { durationText, hoursText } from '../../text/duration-text.ts';
import type { ChartView, Datum, DatumValue, Frame, Scene, ViewInput } from '../view.ts';
import { ModelBase } from '../view-base.ts';
import type { UsageData, UsageOverlay } from './data.ts';
import { UsageScene } from './layout.ts';

const HOUR_MS = 3_600_000;
const HOURS_PER_DAY = 24;

/** Energy over time: import upwards, export downwards, net as a line. */
export const usageView: ChartView = {
  id: 'usage',
  minBarPx: 2,
  model: (input) => new UsageModel(input),
};

/** Model of the usage view. */
export class UsageModel extends ModelBase implements UsageData {
  readonly buckets: Buckets;
  /** First bucket in the range, and the one after the last. */
  readonly from: number;
  readonly to: number;
  readonly length: number;
  readonly page: number;
  /** True if there is any export, so that export and net are drawn. */
  readonly exports: boolean;
  /** What is drawn over the bars; `null` for nothing. */
  readonly overlay: UsageOverlay | null = null;

  constructor(input: ViewInput) {
    super(input);
    const { data, range, resolution } = input;
    this.exports = data.hasExport;
    this.buckets = data.buckets(resolution);
    [this.from, this.to] = bucketsIn(this.buckets, range);
    this.length = this.to - this.from;
    const slotsPerDay = Math.max(1, Math.round((24 * 60) / data.source.slotMinutes));
    this.page = { slot: slotsPerDay, hour: 24, day: 7, week: 4, month: 12 }[resolution];
  }

  value(index: number, column: number): number {
    const { buckets } = this;
    const i = this.from + index;
    const energy = this.exports ? [buckets.importKwh, buckets.exportKwh, buckets.netKwh] : [buckets.importKwh];
    return energy[column - 1]?.[i] ?? this.#kw(i);
  }

  override indexOf(ms: number): number {
    const index = firstBucketAfter(this.buckets, ms);
    return index < this.from || index >= this.to || this.buckets.startMs(index) > ms ? -1 : index - this.from;
  }

  layout(frame: Frame): Scene {
    return new UsageScene(this, frame);
  }

  get legend(): readonly LegendItem[] {
    const { words } = this;
    const items: LegendItem[] = [{ mark: 'import', label: words.imported }];
    if (this.exports) items.push({ mark: 'export', label: words.exported });
    if (this.exports && !this.input.separate) items.push({ mark: 'net', label: words.net });
    const estimated = this.buckets.quality.indexOf(ESTIMATED, this.from);
    if (estimated >= 0 && estimated < this.to) items.push({ mark: 'estimated', label: words.estimated });
    const gaps = this.input.data.gaps(this.input.range);
    if (gaps.some((gap) => !gap.awaiting)) items.push({ mark: 'missing', label: words.missing });
    if (gaps.some((gap) => gap.awaiting)) items.push({ mark: 'awaiting', label: words.notPublished });
    return items;
  }

  get columns(): readonly string[] {
    const { words } = this;
    const columns: string[] = [words.time, words.imported];
    if (this.exports) columns.push(words.exported, words.net);
    if (this.#hasPower) columns.push(this.#powerLabel);
    return columns;
  }

  get summary(): string {
    const { words } = this;
    const { data, range, resolution, time, locale } = this.input;
    const { importKwh, exportKwh, peak, missingMinutes } = data.summary(range);
    const gaps = data.gaps(range).filter((gap) => !gap.awaiting);
    return words.summary({
      span: time.span(range),
      resolution: words.resolutionName(resolution, data.source.slotMinutes),
      imported: joined(formatKwh(locale, importKwh)),
      exported: this.exports ? joined(formatKwh(locale, exportKwh)) : null,
      peak: peak === null ? null : `${joined(formatKw(locale, peak.kw))}, ${time.moment(peak.startMs)}`,
      gaps: gaps.length === 0 ? null : words.gaps(gaps.length, durationText(locale, missingMinutes)),
    });
  }

  datum(index: number): Datum {
    const { words, buckets } = this;
    const { data, resolution, time } = this.input;
    const i = this.from + index;
    const range = { startMs: buckets.startMs(i), endMs: buckets.endMs(i) };
    const values: DatumValue[] = [this.energy('import', words.imported, buckets.importKwh[i], resolution)];
    if (this.exports) {
      values.push(
        this.energy('export', words.exported, buckets.exportKwh[i], resolution),
        this.energy('net', words.net, buckets.netKwh[i], resolution),
      );
    }
    if (this.#hasPower) values.push(this.power('power', this.#powerLabel, this.#kw(i), resolution));
    // Slots of a meter that is read once a day are days.
    const isDay = resolution === 'slot' && data.source.slotMinutes === 1440;
    return { title: time.interval(range, isDay ? 'day' : resolution), range, values, note: this.#note(i, range) };
  }

  /** Returns the average power of a bucket: of the net if there is export, else of the import. */
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

  #note(i: number, range: TimeRange): string {
    const { words } = this;
    const { locale, resolution } = this.input;
    const notes: string[] = [];
    const quality = this.buckets.quality[i];
    if (quality === AWAITING) notes.push(words.notPublished);
    else if (quality === MISSING) notes.push(words.noReading);
    else if (quality === ESTIMATED) notes.push(resolution === 'slot' ? words.estimated : words.partEstimated);
    const coverage = this.buckets.coverage?.[i];
    if (coverage !== undefined && coverage > 0 && coverage < 1)
      notes.push(words.partlyMeasured(formatPercent(locale, coverage)));
    const hours = (range.endMs - range.startMs) / HOUR_MS;
    if (resolution === 'day' && hours !== HOURS_PER_DAY) notes.push(words.clockChange(hoursText(locale, hours)));
    return notes.join(' · ');
  }
}
