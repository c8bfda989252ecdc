import { type DateOrder, usualDistance } from '../files/times/index.ts';
import { type Cells, datesWithTimes, joined, numbersOf, type Stamps, spanEnds, stampsOf } from './cell-times.ts';
import type { Role } from './dialect.ts';
import { lengthsOf, type RowLengths, uniformLength } from './lengths.ts';
import { dropSubtotals, endsOfSingleTimes, includeLastDays, movePastMidnight } from './row-ends.ts';
import type { Section } from './sections.ts';
import type { Table } from './table.ts';

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
  /** Length of a numbered interval. */
  readonly stepMs: number;
  /** Lengths as a column states them; `null` if there is none. */
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
  const numbered = start === null && startTime === null ? numbersOf(cellsOf('hourEnd'), cellsOf('hourStart')) : null;
  const stated = cellsOf('length');
  // All intervals that are numbered within a day have the time of its midnight.
  const distanceMs =
    numbered === null ? usualDistance(started.localTimes) || usualDistance(started.instants) : Number.NaN;
  const lengths = stated === null ? null : lengthsOf(stated, columnOf('length')!.header, distanceMs);
  const nothing: Stamps = { localTimes: unknownTimes(), instants: unknownTimes() };
  const endsOf = (): { readonly ended: Stamps; readonly isStart: boolean } => {
    const end = spanStops ?? cellsOf('end');
    const endDate = cellsOf('endDate');
    const endTime = cellsOf('endTime');
    if (end !== null || endDate !== null) {
      const ended = end === null ? stamped(endDate!, endTime) : read(end);
      const isDates = end === null ? endTime === null : spanStops?.every((cell) => !cell.includes(':'));
      if (isDates) includeLastDays(started.localTimes, ended.localTimes);
      return { ended, isStart: true };
    }
    if (endTime !== null) {
      const ended = stamped(date ?? start!.map((cell) => cell.split(/[ T]/)[0]!), endTime);
      // The row has a date and an end time, but no start.
      if (start === null && startTime === null && numbered === null) return { ended, isStart: false };
      movePastMidnight(started.localTimes, ended.localTimes);
      movePastMidnight(started.instants, ended.instants);
      return { ended, isStart: true };
    }
    if (numbered !== null || lengths !== null) return { ended: nothing, isStart: true };
    return (
      endsOfSingleTimes(started, startTime === null ? (start ?? date) : null, layout.columns) ?? {
        ended: nothing,
        isStart: true,
      }
    );
  };
  const { ended, isStart } = endsOf();
  return {
    localStarts: isStart ? started.localTimes : unknownTimes(),
    localEnds: ended.localTimes,
    starts: started.instants,
    ends: ended.instants,
    numbers: numbered?.numbers ?? null,
    stepMs: uniformLength(lengths) || (numbered?.stepMs ?? Number.NaN),
    lengths,
  };
}
