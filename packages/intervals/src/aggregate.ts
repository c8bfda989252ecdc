import { type BucketUnit, forEachBucket, Run } from './buckets.ts';
import { type Series, slotEndMs, slotStartMs, slotsIn, type TimeRange } from './series.ts';

/** Sums by calendar unit, as columns. Units in which no slot starts are left out. */
export interface Buckets {
  readonly length: number;
  readonly unit: BucketUnit;
  /** Zone the units are in. */
  readonly timeZone: string;
  /** Start of each unit on the meter's calendar, epoch ms; may lie before the first slot. */
  readonly starts: Float64Array;
  /** End of each unit, epoch ms. */
  readonly ends: Float64Array;
  /** kWh; `NaN` where nothing is known. */
  readonly importKwh: Float64Array;
  readonly exportKwh: Float64Array;
  readonly netKwh: Float64Array;
  /** ESTIMATED when any value in it is; MISSING or AWAITING only when it has no value at all. */
  readonly quality: Uint8Array;
  /**
   * Share of the published slots in it that have values for every channel measured there, 0 to 1.
   */
  readonly coverage: Float64Array;
  /** Slots that start in it, missing ones too. */
  readonly slots: Uint32Array;
}

/**
 * Adds a series up by hours, days, weeks or months of the meter's own calendar. A slot belongs
 * where it starts. A unit with gaps has the sum of what is known and a coverage below 1.
 * @param range - Only slots that start in it.
 */
export function aggregate(
  series: Series,
  unit: BucketUnit,
  range?: TimeRange,
  options: { readonly firstDayOfWeek?: number } = {},
): Buckets {
  const spans: number[] = [];
  if (unit === 'slot') {
    const [from, to] = slotsIn(series, range);
    for (let i = from; i < to; i++) spans.push(slotStartMs(series, i), slotEndMs(series, i), i, i + 1);
  } else {
    const each = (start: number, end: number, from: number, to: number) => void spans.push(start, end, from, to);
    forEachBucket(series, unit, range, each, options.firstDayOfWeek);
  }
  const length = spans.length / 4;
  const buckets = {
    length,
    unit,
    timeZone: series.timeZone,
    starts: new Float64Array(length),
    ends: new Float64Array(length),
    importKwh: new Float64Array(length),
    exportKwh: new Float64Array(length),
    netKwh: new Float64Array(length),
    quality: new Uint8Array(length),
    coverage: new Float64Array(length),
    slots: new Uint32Array(length),
  };
  const run = new Run(series);
  for (let k = 0; k < length; k++) {
    const from = spans[4 * k + 2]!;
    const to = spans[4 * k + 3]!;
    run.add(from, to);
    buckets.starts[k] = spans[4 * k]!;
    buckets.ends[k] = spans[4 * k + 1]!;
    buckets.importKwh[k] = run.importKwh;
    buckets.exportKwh[k] = run.exportKwh;
    buckets.netKwh[k] = run.netKwh;
    buckets.quality[k] = run.quality;
    buckets.coverage[k] = run.coverage;
    buckets.slots[k] = to - from;
  }
  return buckets;
}
