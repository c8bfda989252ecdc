import type { Levels, Series } from '@arc-elements/intervals';
import { type Buckets, type ChartData, firstBucketAfter } from './chart-data.ts';
import type { TimeRange } from './core/range.ts';

/** Columns of energy that a picture draws. */
export type EnergyColumn = 'importKwh' | 'exportKwh' | 'netKwh';

/** Per pixel column the lowest, highest and average value of the data in it; NaN where there is none. */
export interface ColumnExtents {
  readonly min: Float64Array;
  readonly max: Float64Array;
  readonly mean: Float64Array;
}

// Measured: below about this many data a plain scan is faster than asking a pyramid.
const PYRAMID_FROM = 20_000;
/** Series of up to so many data are scanned before one would be built. */
const WORTH_A_PYRAMID = 100_000;

/**
 * What each of `columns` equal parts of a range holds; a datum belongs to the part in which it starts.
 */
export function columnExtents(
  data: ChartData,
  buckets: Buckets,
  column: EnergyColumn,
  range: TimeRange,
  columns: number,
): ColumnExtents {
  const { series } = data;
  const visible = ((range.endMs - range.startMs) / (data.extent.endMs - data.extent.startMs)) * buckets.length;
  const large = buckets.resolution === 'slot' && series.stepMs !== null && series.length > WORTH_A_PYRAMID;
  const levels = large ? data.levels : undefined;
  if (levels !== undefined && series.stepMs !== null && visible > PYRAMID_FROM) {
    return fromPyramid(series, levels, series.stepMs, column, range, columns);
  }
  return fromScan(buckets, column, range, columns);
}

function fromPyramid(
  series: Series,
  levels: Levels,
  stepMs: number,
  column: EnergyColumn,
  range: TimeRange,
  columns: number,
): ColumnExtents {
  const out = blank(columns);
  const msPerColumn = (range.endMs - range.startMs) / columns;
  // The pyramid knows slots only, so parts of the range without slots are left out of the question.
  const first = Math.max(0, Math.ceil((series.startMs - range.startMs) / msPerColumn));
  const end = Math.min(columns, Math.floor((series.endMs - range.startMs) / msPerColumn));
  if (end <= first) return out;
  const indexAt = (at: number) => (range.startMs + at * msPerColumn - series.startMs) / stepMs;
  const found = levels.pixels(column, Math.max(0, indexAt(first)), Math.min(series.length, indexAt(end)), end - first);
  const perColumn = msPerColumn / stepMs;
  for (let c = first; c < end; c++) {
    out.min[c] = found.min[c - first] as number;
    out.max[c] = found.max[c - first] as number;
    const known = Math.max(1, Math.round(perColumn)) - (found.missing[c - first] as number);
    out.mean[c] = Number.isNaN(out.min[c] as number)
      ? Number.NaN
      : (found.sum[c - first] as number) / Math.max(1, known);
  }
  return out;
}

function fromScan(buckets: Buckets, column: EnergyColumn, range: TimeRange, columns: number): ColumnExtents {
  const out = blank(columns);
  const values = buckets[column];
  const msPerColumn = (range.endMs - range.startMs) / columns;
  const length = buckets.length;
  let i = firstBucketAfter(buckets, range.startMs);
  let c = 0;
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  let sum = 0;
  let known = 0;
  // One long loop instead of one per pixel: it runs cold, once, and a browser makes only long loops fast while they run.
  for (let edge = startingFrom(buckets, range.startMs + msPerColumn); c < columns; ) {
    if (i >= edge || i >= length) {
      if (known > 0) {
        out.min[c] = min;
        out.max[c] = max;
        out.mean[c] = sum / known;
      }
      if (i >= length) break;
      min = Number.POSITIVE_INFINITY;
      max = Number.NEGATIVE_INFINITY;
      sum = 0;
      known = 0;
      c++;
      edge = startingFrom(buckets, range.startMs + (c + 1) * msPerColumn);
      continue;
    }
    const value = values[i] as number;
    i++;
    // NaN is not less than anything. Asking `Number.isNaN` is a call for every datum while the loop is cold, a fifth of its time.
    if (!(value < Number.POSITIVE_INFINITY)) continue;
    if (value < min) min = value;
    if (value > max) max = value;
    sum += value;
    known++;
  }
  return out;
}

/** First bucket that starts at or after an instant. */
function startingFrom(buckets: Buckets, ms: number): number {
  const { stepMs, length } = buckets;
  if (stepMs !== null) return Math.min(length, Math.max(0, Math.ceil((ms - buckets.startMs(0)) / stepMs)));
  const at = firstBucketAfter(buckets, ms);
  return at < length && buckets.startMs(at) < ms ? at + 1 : at;
}

function blank(columns: number): { min: Float64Array; max: Float64Array; mean: Float64Array } {
  const column = () => new Float64Array(columns).fill(Number.NaN);
  return { min: column(), max: column(), mean: column() };
}
