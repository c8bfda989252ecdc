import { type DateOrder, parseLocal, parseTime, stampReaderOf } from '../files/times/index.ts';
import { DAY_MS, HOUR_MS } from '../zone.ts';
import { splitSpan } from './cell-kinds.ts';
import { stepOfNumbers } from './wide.ts';

/** The cells of one column, in the order of the rows. */
export type Cells = readonly string[];

/**
 * Times of cells: local times in `localTimes`, times with an offset in `instants`, `NaN` elsewhere.
 */
export interface Stamps {
  readonly localTimes: Float64Array;
  readonly instants: Float64Array;
}

/** Reads a column of dates with times. */
export function stampsOf(cells: Cells, order: DateOrder): Stamps {
  const localTimes = new Float64Array(cells.length).fill(Number.NaN);
  const instants = new Float64Array(cells.length).fill(Number.NaN);
  const reader = stampReaderOf(cells, order);
  if (reader === null) return { localTimes, instants };
  const isLocal = reader.kind === 'local' || reader.kind === 'excel-serial' || reader.kind === 'mixed';
  const isInstant = reader.kind !== 'local' && reader.kind !== 'excel-serial';
  for (let i = 0; i < cells.length; i++) {
    if (cells[i] === '') continue;
    if (isLocal) localTimes[i] = reader.localOf(cells[i]!);
    if (isInstant && Number.isNaN(localTimes[i]!)) instants[i] = reader.instantOf(cells[i]!);
  }
  return { localTimes, instants };
}

/** Reads dates and times of day from two columns; `null` if the times have offsets or zones. */
export function datesWithTimes(dates: Cells, times: Cells | null, order: DateOrder): Stamps | null {
  const days = parsedOnce(dates, (text) => parseLocal(text, order));
  const instants = new Float64Array(dates.length).fill(Number.NaN);
  if (times === null) return { localTimes: days, instants };
  const ofDay = parsedOnce(times, parseTime);
  // Some rows may be totals or notes, but a column with zones has them in all times.
  const known = ofDay.reduce((count, time) => count + (Number.isNaN(time) ? 0 : 1), 0);
  if (known === 0 && times.some((time) => time !== '')) return null;
  return { localTimes: days.map((day, i) => Math.floor(day / DAY_MS) * DAY_MS + ofDay[i]!), instants };
}

/** Joins each date with the time of day beside it. */
export const joined = (dates: Cells, times: Cells): Cells =>
  dates.map((date, i) => (times[i] === '' ? '' : `${date} ${times[i]}`));

/** Reads each different cell once: dates repeat from row to row, times of day from day to day. */
function parsedOnce(cells: Cells, parse: (text: string) => number): Float64Array {
  const known = new Map<string, number>();
  const values = new Float64Array(cells.length);
  let last = '';
  let value = Number.NaN;
  for (let i = 0; i < cells.length; i++) {
    const cell = cells[i]!;
    if (cell !== last) {
      last = cell;
      value = known.get(cell) ?? (cell === '' ? Number.NaN : parse(cell));
      known.set(cell, value);
    }
    values[i] = value;
  }
  return values;
}

/**
 * Returns the starts and the ends of spans such as `00:00 - 00:15`, with the dates beside them if
 * they have none of their own.
 */
export function spanEnds(spans: Cells, dates: Cells | null): readonly [Cells, Cells] {
  const parts = spans.map((span, i) => {
    const split = splitSpan(span) ?? (['', ''] as const);
    const isDated = dates === null || split[0] === '' || Number.isNaN(parseTime(split[0]));
    if (isDated) return split;
    const [start, end] = split;
    return [`${dates[i]} ${start}`, `${dates[i]} ${parseTime(end) === 0 ? '24:00' : end}`] as const;
  });
  return [parts.map(([start]) => start), parts.map(([, end]) => end)];
}

/** Numbers of intervals in their day, from 1: 24 or 25 hours, 48 half hours, 96 quarters. */
export interface NumberedIntervals {
  readonly numbers: Float64Array;
  /** The largest number. */
  readonly most: number;
  /** Length of an interval, by the largest number. */
  readonly stepMs: number;
}

/** Reads a column of numbers of intervals; `null` if there is none. */
export function numbersOf(ends: Cells | null, starts: Cells | null): NumberedIntervals | null {
  const cells = ends ?? starts;
  if (cells === null) return null;
  const shift = ends === null ? 1 : 0;
  const numbers = parsedOnce(
    cells,
    // 25:00 is not a time of day, so parseTime does not read it.
    (text) => (/^\d{1,3}$|^25:00/.test(text) ? Number.parseInt(text, 10) : parseTime(text) / HOUR_MS) + shift,
  );
  const most = numbers.reduce((a, b) => (Number.isNaN(b) ? a : Math.max(a, b)), 0);
  return { numbers, most, stepMs: stepOfNumbers(most) };
}
