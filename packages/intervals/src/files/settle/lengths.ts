import type { Calendar } from '../../calendar.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../zone.ts';
import type { Rows } from '../channel.ts';

/** Times of each row once its length is known. */
export interface Spans {
  readonly start: Float64Array;
  readonly end: Float64Array;
  /** Rows whose length neither the file says nor the row that follows: the usual distance between rows stands for it. */
  readonly assumed: number;
  /** The most frequent length in ms; `NaN` without a row. */
  readonly usualMs: number;
}

/**
 * Starts and ends of rows, which files give in different ways: both, a start or an end alone, or an end that names the last second or
 * minute of the interval (899 seconds, 23:59). Days and months that are given by their start last as long as they do on the calendar.
 */
export function spansOf(rows: Rows, calendar: Calendar): Spans {
  const { count } = rows;
  const start = rows.start.slice(0, count);
  const end = rows.end.slice(0, count);
  let halves = 0;
  let assumed = 0;
  for (let i = 0; i < count; i++) {
    if (Number.isNaN(start[i]!) === Number.isNaN(end[i]!)) end[i] = roundedUp(start[i]!, end[i]!);
    else halves++;
  }
  const usualMs = halves === count ? mostFrequent(distances(start, end)) : mostFrequent(stated(start, end));
  if (halves > 0) {
    const nextTimes = nextTimesOf(start, end);
    for (let i = 0; i < count; i++) {
      if (Number.isNaN(end[i]!)) {
        const next = nextTimes.get(start[i]!);
        end[i] = endOf(start[i]!, next, usualMs, calendar);
        if (next !== undefined && next !== end[i]) assumed++;
      } else if (Number.isNaN(start[i]!)) start[i] = end[i]! - usualMs;
    }
  }
  return { start, end, assumed, usualMs };
}

/** Ends at :59 and lengths of 899 s mean the minute or the second after; no meter measures such lengths. */
function roundedUp(start: number, end: number): number {
  const length = end - start;
  if (length > 0 && (length + 1000) % MINUTE_MS === 0) return end + 1000;
  if (length > 0 && length % MINUTE_MS === 0 && (length + MINUTE_MS) % (5 * MINUTE_MS) === 0) return end + MINUTE_MS;
  return end;
}

function endOf(start: number, next: number | undefined, usual: number, calendar: Calendar): number {
  if (usual >= DAY_MS - HOUR_MS && calendar.startOfDay(start) === start) {
    const days = Math.round(usual / DAY_MS);
    if (days < 28 || days > 35) return calendar.addDays(start, days);
    if (calendar.startOfMonth(start) === start) return calendar.startOfMonth(calendar.addDays(start, 32));
    // Billing periods follow each other, and no two need be alike.
    return next !== undefined && next - start < 1.5 * usual ? next : calendar.addDays(start, days);
  }
  return next !== undefined && next - start < usual ? next : start + usual;
}

function nextTimesOf(start: Float64Array, end: Float64Array): ReadonlyMap<number, number> {
  const times = sortedTimes(start, end);
  return new Map(Array.from(times.subarray(1), (time, i) => [times[i]!, time]));
}

/** Different times in order: of starts, or of ends where only those are known. */
function sortedTimes(start: Float64Array, end: Float64Array): Float64Array {
  const times = start.map((from, i) => (Number.isNaN(from) ? end[i]! : from)).sort();
  return times.filter((time, i) => !Number.isNaN(time) && time !== times[i - 1]);
}

function distances(start: Float64Array, end: Float64Array): Float64Array {
  const times = sortedTimes(start, end);
  // One row alone: an hour, as most meters measure.
  return times.length < 2 ? Float64Array.of(HOUR_MS) : times.subarray(1).map((time, i) => time - times[i]!);
}

function stated(start: Float64Array, end: Float64Array): Float64Array {
  return start.map((from, i) => end[i]! - from).filter((length) => length > 0);
}

/** The most frequent of some lengths, the shorter of two; `NaN` of none. */
function mostFrequent(lengths: Float64Array): number {
  const counts = new Map<number, number>();
  for (const length of lengths) counts.set(length, (counts.get(length) ?? 0) + 1);
  let usual = Number.NaN;
  let most = 0;
  for (const [length, count] of counts) {
    if (count > most || (count === most && length < usual)) {
      most = count;
      usual = length;
    }
  }
  return usual;
}
