import {
  AWAITING,
  aggregate,
  type Calendar,
  createCalendar,
  MISSING,
  type Series,
  summarize,
  type TimeRange,
} from '@arc-elements/intervals';
import { sameRange } from './range.ts';
import type { Resolution, ResolutionSource } from './resolution.ts';

/** Readings of one resolution in time order, as columns. */
export interface Buckets {
  readonly resolution: Resolution;
  readonly length: number;
  /** Width of every bucket; `null` when widths differ. */
  readonly stepMs: number | null;
  startMs(index: number): number;
  endMs(index: number): number;
  /** kWh per bucket; NaN where nothing was measured. */
  readonly importKwh: Float64Array;
  readonly exportKwh: Float64Array;
  readonly netKwh: Float64Array;
  /** One of the quality constants of `@arc-elements/intervals` per bucket. */
  readonly quality: Uint8Array;
  /** Share of the bucket's time that was measured, 0 to 1; `null` when every bucket is one slot. */
  readonly coverage: Float64Array | null;
}

/** A span of time without readings. */
export interface Gap extends TimeRange {
  /** True when the utility has not published the readings yet; false when they are missing. */
  readonly awaiting: boolean;
}

/** Totals, peak and coverage of a range. */
export type RangeSummary = ReturnType<typeof summarize>;

/**
 * A series with everything that views derive from it, each computed once. The arithmetic is that of
 * `@arc-elements/intervals`, so picture, table and export agree.
 */
export class ChartData {
  readonly series: Series;
  readonly calendar: Calendar;
  /** From the first slot's start to the last one's end. */
  readonly extent: TimeRange;
  readonly source: ResolutionSource;
  readonly #buckets = new Map<Resolution, Buckets>();
  readonly #digits = new Map<Resolution, number>();
  #gaps: readonly Gap[] | undefined;
  #whole: RangeSummary | undefined;
  #hasExport: boolean | undefined;
  #summary: { readonly range: TimeRange; readonly value: RangeSummary } | undefined;

  constructor(series: Series) {
    this.series = series;
    this.calendar = createCalendar(series.timeZone);
    this.extent = { startMs: series.startMs, endMs: series.endMs };
    const finest = series.sourceMinutes[0] ?? (series.stepMs ?? 900_000) / 60_000;
    this.source = { slotMinutes: series.stepMs === null ? finest : series.stepMs / 60_000, sourceMinutes: finest };
  }

  /** Returns the whole series in one resolution. */
  buckets(resolution: Resolution): Buckets {
    const known = this.#buckets.get(resolution);
    if (known !== undefined) return known;
    const created = resolution === 'slot' ? slotBuckets(this.series) : this.#aggregate(resolution);
    this.#buckets.set(resolution, created);
    return created;
  }

  /** Returns totals, peak and coverage of a range, from the slots of the series. */
  summary(range: TimeRange): RangeSummary {
    // Numbers, foot and spoken summary all ask for the same range in one render.
    if (this.#summary === undefined || !sameRange(this.#summary.range, range)) {
      this.#summary = { range, value: summarize(this.series, range) };
    }
    return this.#summary.value;
  }

  /** Totals, peak and coverage of the whole series. */
  get whole(): RangeSummary {
    this.#whole ??= summarize(this.series);
    return this.#whole;
  }

  /** Returns the gaps that touch a range, in order of time, cut to the range. */
  gaps(range: TimeRange): readonly Gap[] {
    this.#gaps ??= findGaps(this.series);
    const found: Gap[] = [];
    for (const gap of this.#gaps) {
      if (gap.endMs <= range.startMs || gap.startMs >= range.endMs) continue;
      found.push({ ...gap, startMs: Math.max(gap.startMs, range.startMs), endMs: Math.min(gap.endMs, range.endMs) });
    }
    return found;
  }

  /**
   * True when some exported energy is not zero. Otherwise net equals import, and neither export nor
   * net is shown.
   */
  get hasExport(): boolean {
    // some() stops at the first exported kWh; a sum would read every slot.
    this.#hasExport ??= this.series.exportMeasured && this.series.exportKwh.some((kwh) => kwh > 0 || kwh < 0);
    return this.#hasExport;
  }

  /**
   * Returns the number of decimals for energies of a resolution: the same in every row, about four
   * significant digits.
   */
  energyDigits(resolution: Resolution): number {
    const known = this.#digits.get(resolution);
    if (known !== undefined) return known;
    const { importKwh, exportKwh, length } = this.buckets(resolution);
    let high = 0;
    for (let i = 0; i < length; i++) {
      const a = Math.abs(importKwh[i] as number);
      const b = Math.abs(exportKwh[i] as number);
      if (a > high) high = a;
      if (b > high) high = b;
    }
    const digits = high < 10 ? 3 : high < 100 ? 2 : high < 10_000 ? 1 : 0;
    this.#digits.set(resolution, digits);
    return digits;
  }

  /** End of the last slot that holds a reading; `null` when none does. */
  get lastReadingMs(): number | null {
    const buckets = this.buckets('slot');
    for (let i = buckets.length - 1; i >= 0; i--) {
      if ((buckets.quality[i] as number) < MISSING) return buckets.endMs(i);
    }
    return null;
  }

  #aggregate(resolution: Exclude<Resolution, 'slot'>): Buckets {
    const { starts, ends, importKwh, exportKwh, netKwh, quality, coverage } = aggregate(this.series, resolution);
    return {
      resolution,
      length: starts.length,
      stepMs: null,
      startMs: (index) => starts[index] as number,
      endMs: (index) => ends[index] as number,
      importKwh,
      exportKwh,
      netKwh,
      quality,
      coverage,
    };
  }
}

/** Returns the index of the first bucket that ends after an instant; `length` when none does. */
export function firstBucketAfter(buckets: Buckets, ms: number): number {
  if (buckets.stepMs !== null && buckets.length > 0) {
    return Math.min(buckets.length, Math.max(0, Math.floor((ms - buckets.startMs(0)) / buckets.stepMs)));
  }
  let low = 0;
  let high = buckets.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (buckets.endMs(middle) <= ms) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Returns the buckets that touch a range, as `[from, to)`. */
export function bucketsIn(buckets: Buckets, range: TimeRange): readonly [from: number, to: number] {
  const from = firstBucketAfter(buckets, range.startMs);
  let to = firstBucketAfter(buckets, range.endMs - 1);
  if (to < buckets.length && buckets.startMs(to) < range.endMs) to++;
  return [from, Math.max(from, to)];
}

// The columns of the series are used in place: copying a year of one-minute data would be slow.
function slotBuckets(series: Series): Buckets {
  const { starts, ends, stepMs, startMs } = series;
  const regular = stepMs !== null;
  return {
    resolution: 'slot',
    length: series.length,
    stepMs,
    startMs: regular ? (index) => startMs + index * stepMs : (index) => starts?.[index] as number,
    endMs: regular ? (index) => startMs + (index + 1) * stepMs : (index) => ends?.[index] as number,
    importKwh: series.importKwh,
    exportKwh: series.exportKwh,
    netKwh: series.netKwh,
    quality: series.quality,
    coverage: null,
  };
}

function findGaps(series: Series): readonly Gap[] {
  const buckets = slotBuckets(series);
  const { quality } = buckets;
  const gaps: Gap[] = [];
  // indexOf is faster than a loop that runs once, and most series have no gap.
  const first = [MISSING, AWAITING].map((state) => quality.indexOf(state)).filter((at) => at >= 0);
  for (let i = Math.min(...first); i < quality.length; i++) {
    const state = quality[i] as number;
    if (state < MISSING) continue;
    const from = i;
    while (quality[i + 1] === state) i++;
    gaps.push({ startMs: buckets.startMs(from), endMs: buckets.endMs(i), awaiting: state === AWAITING });
  }
  return gaps;
}
