import type { Calendar } from '../../calendar.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../zone.ts';
import type { Rows } from '../channel.ts';
import { mostFrequent, nextTimesOf, usualDistance } from '../times/index.ts';

/** Starts and ends of rows. */
export interface Spans {
  readonly start: Float64Array;
  readonly end: Float64Array;
  /** Number of rows whose length was assumed: the usual distance between rows, or an hour. */
  readonly assumed: number;
  /** The most frequent length in ms; `NaN` if there is no row. */
  readonly usualMs: number;
}

/**
 * Returns starts and ends of rows. Files have both, only one of them, or ends that are the last
 * second or minute of the interval (899 seconds, 23:59). Days and months with only a start end as
 * on the calendar.
 * @param isExact - True if ends must not be rounded.
 * @param beside - Rows of all tariffs of a meter: the rows of one tariff may be too far apart to
 * show how long they are.
 */
export function spansOf(rows: Rows, calendar: Calendar, isExact = false, beside: readonly Rows[] = []): Spans {
  const { count } = rows;
  const start = rows.start.slice(0, count);
  const end = rows.end.slice(0, count);
  let halves = 0;
  let timeless = 0;
  let assumed = 0;
  let starts: ReadonlySet<number> | undefined;
  let wholeMs = Number.NaN;
  for (let i = 0; i < count; i++) {
    const lengthMs = end[i]! - start[i]!;
    // Most rows are as long as the one before and need no further check.
    if (lengthMs === wholeMs) continue;
    if (Number.isNaN(start[i]!) && Number.isNaN(end[i]!)) timeless++;
    else if (Number.isNaN(start[i]!) !== Number.isNaN(end[i]!)) halves++;
    else if (lengthMs % (5 * MINUTE_MS) === 0) wholeMs = lengthMs;
    else if (!isExact) {
      const rounded = roundedUp(start[i]!, end[i]!);
      if (rounded === end[i]) continue;
      // The end is exact if another row starts there. Usually that is the row beside it.
      const follows = start[i + 1] === rounded || start[i - 1] === rounded;
      if (!follows) starts ??= new Set(start);
      if (follows || !starts!.has(end[i]!)) end[i] = rounded;
    }
  }
  const knownMs =
    halves + timeless === count
      ? usualDistance(timesBeside(timesOf(start, end), beside))
      : mostFrequent(stated(start, end));
  // A single row is assumed to be an hour.
  const isSingle = Number.isNaN(knownMs) && halves > 0;
  const usualMs = isSingle ? HOUR_MS : knownMs;
  if (halves > 0) {
    const next = nextTimesOf(timesOf(start, end));
    for (let i = 0; i < count; i++) {
      if (Number.isNaN(end[i]!)) {
        end[i] = endOf(start[i]!, next[i]!, usualMs, calendar);
        if (isSingle || (next[i]! !== end[i]! && !Number.isNaN(next[i]!))) assumed++;
      } else if (Number.isNaN(start[i]!)) {
        start[i] = startOf(end[i]!, usualMs, calendar);
        if (isSingle) assumed++;
      }
    }
  }
  return { start, end, assumed, usualMs };
}

/**
 * Rounds ends at :59 and lengths of 899 s up to the next minute or second. No meter measures such
 * lengths.
 */
function roundedUp(start: number, end: number): number {
  if (!(end > start)) return end;
  if ((end - start + 1000) % MINUTE_MS === 0) return end + 1000;
  const isMinuteShort = (end - start + MINUTE_MS) % (5 * MINUTE_MS) === 0 && start % (5 * MINUTE_MS) === 0;
  return isMinuteShort ? end + MINUTE_MS : end;
}

/** Returns the end of a row that has only a start. `next` is `NaN` for the last row. */
function endOf(start: number, next: number, usual: number, calendar: Calendar): number {
  if (usual >= DAY_MS - HOUR_MS && calendar.startOfDay(start) === start) {
    const days = Math.round(usual / DAY_MS);
    if (days < 28 || days > 35) return calendar.addDays(start, days);
    if (calendar.startOfMonth(start) === start) return calendar.startOfMonth(calendar.addDays(start, 32));
    // Billing periods follow each other and differ in length.
    return next - start < 1.5 * usual ? next : calendar.addDays(start, days);
  }
  return next - start < usual ? next : start + usual;
}

/** Returns the start of a row that has only an end. */
function startOf(end: number, usual: number, calendar: Calendar): number {
  const isDays = usual >= DAY_MS - HOUR_MS && calendar.startOfDay(end) === end;
  return isDays ? calendar.addDays(end, -Math.round(usual / DAY_MS)) : end - usual;
}

/** Returns starts, or ends where only those are known. */
function timesOf(start: Float64Array, end: Float64Array): Float64Array {
  return start.map((from, i) => (Number.isNaN(from) ? end[i]! : from));
}

/** Returns the times of all rows in `beside`, if there are several; else `own`. */
function timesBeside(own: Float64Array, beside: readonly Rows[]): Float64Array {
  if (beside.length < 2) return own;
  return Float64Array.from(
    beside.flatMap(({ count, end, start }) => [...timesOf(start.subarray(0, count), end.subarray(0, count))]),
  );
}

/** Returns the lengths of the rows that have a start and an end. */
function stated(start: Float64Array, end: Float64Array): Float64Array {
  const lengths = new Float64Array(start.length);
  let count = 0;
  for (let i = 0; i < start.length; i++) if (end[i]! > start[i]!) lengths[count++] = end[i]! - start[i]!;
  return lengths.subarray(0, count);
}
