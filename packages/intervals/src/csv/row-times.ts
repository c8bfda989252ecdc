import { type DateOrder, usualDistance } from '../files/times/index.ts';
import { HOUR_MS } from '../zone.ts';
import {
  type Cells,
  datesWithTimes,
  joined,
  type NumberedIntervals,
  numbersOf,
  type Stamps,
  spanEnds,
  stampsOf,
} from './cell-times.ts';
import { type Column, namesHours } from './columns.ts';
import type { Role } from './dialect.ts';
import { lengthsOf, type RowLengths, uniformLength } from './lengths.ts';
import { dropSubtotals, endsOfLengths, endsOfSingleTimes, includeLastDays, movePastMidnight } from './row-ends.ts';
import type { Section } from './sections.ts';
import type { Table } from './table.ts';
import { wordsOf } from './words.ts';

/** Times of the rows of a section, one number for each row; `NaN` where a row has none. */
export interface RowTimes {
  /** Local time as if it were UTC, epoch ms. For numbered rows: midnight of their day. */
  readonly localStarts: Float64Array;
  readonly localEnds: Float64Array;
  /** Epoch ms, where the cell or its zone column states an offset. */
  readonly starts: Float64Array;
  readonly ends: Float64Array;
  /** Number in the day from 1; `null` if rows are not numbered. */
  readonly numbers: Float64Array | null;
  /** Length of a numbered interval; `NaN` if rows are not numbered. */
  readonly stepMs: number;
  /** Lengths of rows that have only an end, as a column states them; else `null`. */
  readonly lengths: RowLengths | null;
}

/** Combines date, time, end, length and zone columns into the times of each row. */
export function rowTimesOf({ layout, from, to }: Section, { rows }: Table, order: DateOrder): RowTimes {
  const columnOf = (role: Role) => layout.columns.find((candidate) => candidate.role === role);
  const cellsOf = (role: Role): Cells | null => {
    const column = columnOf(role);
    if (column === undefined) return null;
    const cells: string[] = [];
    for (let i = from; i < to; i++) cells.push(rows[i]![column.index] ?? '');
    return cells;
  };
  const count = to - from;
  const named = cellsOf('zone');
  // A column of IANA names is read as one zone of the whole file. Abbreviations and offsets belong
  // to each time.
  const zones = named?.some((zone) => zone.includes('/')) ? null : named;
  const unknownTimes = (): Float64Array => new Float64Array(count).fill(Number.NaN);
  const read = (cells: Cells | null): Stamps => {
    if (cells === null) return { localTimes: unknownTimes(), instants: unknownTimes() };
    return stampsOf(zones === null ? cells : cells.map((cell, i) => (cell === '' ? '' : `${cell} ${zones[i]}`)), order);
  };
  const stamped = (dates: Cells, times: Cells | null): Stamps =>
    (zones !== null && times !== null ? null : datesWithTimes(dates, times, order)) ?? read(joined(dates, times!));
  const span = cellsOf('span');
  const date = cellsOf('date');
  const [spanStarts, spanStops] = span === null ? [null, null] : spanEnds(span, date);
  const startTime = cellsOf('startTime');
  const start = spanStarts ?? cellsOf('start');
  const started = start !== null || date === null ? read(start) : stamped(date, startTime);
  dropSubtotals(start ?? (startTime === null ? date : null), started);
  const statedEnds = (): { readonly ended: Stamps; readonly isStart: boolean } | null => {
    const end = spanStops ?? cellsOf('end');
    const endDate = cellsOf('endDate');
    const endTime = cellsOf('endTime');
    if (end !== null || endDate !== null) {
      const ended = end === null ? stamped(endDate!, endTime) : read(end);
      const isDates = end === null ? endTime === null : spanStops?.every((cell) => !cell.includes(':'));
      if (isDates) includeLastDays(started.localTimes, ended.localTimes);
      return { ended, isStart: true };
    }
    if (endTime === null) return null;
    const ended = stamped(date ?? start!.map((cell) => cell.split(/[ T]/)[0]!), endTime);
    // The row has a date and an end time, but no start.
    if (start === null && startTime === null && numbered === null) return { ended, isStart: false };
    movePastMidnight(started.localTimes, ended.localTimes);
    movePastMidnight(started.instants, ended.instants);
    return { ended, isStart: true };
  };
  // Rows with starts or ends need no numbers.
  const isTimed = [start, startTime, cellsOf('end'), cellsOf('endDate')].some((cells) => cells !== null);
  const numbered = isTimed ? null : numbersOf(cellsOf('hourEnd'), cellsOf('hourStart'));
  const statedLengths = (times: Stamps | undefined): RowLengths | null => {
    const cells = cellsOf('length');
    if (cells === null || times === undefined) return null;
    // All intervals that are numbered within a day have the time of its midnight.
    const distanceMs =
      numbered === null ? usualDistance(times.localTimes) || usualDistance(times.instants) : Number.NaN;
    return lengthsOf(cells, columnOf('length')!.header, distanceMs);
  };
  const stated = statedEnds();
  const hasStarts = (start !== null || date !== null) && stated?.isStart !== false;
  const lengths = statedLengths(hasStarts ? started : stated?.ended);

  const nothing: Stamps = { localTimes: unknownTimes(), instants: unknownTimes() };
  const unstatedEnds = (): { readonly ended: Stamps; readonly isStart: boolean } => {
    if (numbered !== null) return { ended: nothing, isStart: true };
    if (lengths !== null) return { ended: endsOfLengths(started, lengths), isStart: true };
    const dates = startTime === null ? (start ?? date) : null;
    return endsOfSingleTimes(started, dates, layout.columns) ?? { ended: nothing, isStart: true };
  };
  const { ended, isStart } = stated ?? unstatedEnds();
  return {
    localStarts: isStart ? started.localTimes : unknownTimes(),
    localEnds: ended.localTimes,
    starts: started.instants,
    ends: ended.instants,
    numbers: numbered?.numbers ?? null,
    stepMs: numbered === null ? Number.NaN : stepOf(numbered, columnOf('hourEnd') ?? columnOf('hourStart')!, lengths),
    lengths: hasStarts ? null : lengths,
  };
}

/** Largest numbers of complete days of hours, half hours and quarter hours, with clock changes. */
const COMPLETE: ReadonlySet<number> = new Set([23, 24, 25, 46, 48, 50, 92, 96, 100]);

/**
 * Returns the length of numbered intervals. A stated length counts only if the numbers leave it open:
 * not those of hours, nor those of a complete day.
 */
function stepOf({ most, stepMs }: NumberedIntervals, { header }: Column, lengths: RowLengths | null): number {
  const lengthMs = uniformLength(lengths);
  const isOpen = !COMPLETE.has(most) && !namesHours(wordsOf(header));
  return isOpen && lengthMs < stepMs && most * lengthMs <= 25 * HOUR_MS ? lengthMs : stepMs;
}
