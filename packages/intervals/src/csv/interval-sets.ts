import { type Calendar, createCalendar } from '../calendar.ts';
import {
  type DateOrder,
  instantsOfEnds,
  instantsOfLocal,
  instantsOfNumbered,
  type LocalInstants,
  stampReaderOf,
} from '../files/times/index.ts';
import { DAY_MS } from '../zone.ts';
import type { Group, ValueColumn } from './groups.ts';
import type { RowLengths } from './lengths.ts';
import type { RowTimes } from './row-times.ts';
import type { Section } from './sections.ts';
import type { Table } from './table.ts';
import type { WideColumns } from './wide.ts';

/** Intervals in the order of the file, and the columns that have values for them. */
export interface IntervalSet {
  readonly count: number;
  readonly valueColumns: readonly ValueColumn[];
  /** Times of the intervals, as in `RowTimes`. */
  readonly times: RowTimes;
  /** Index of the row of an interval in the rows of the group. */
  rowOf(i: number): number;
  /** The cell of an interval in a value column. */
  cellOf(i: number, valueColumn: ValueColumn): string;
}

/** Returns the intervals of a group: one for each row, or those of all columns of a wide table. */
export function intervalSetsOf(
  group: Group,
  { layout, from }: Section,
  times: RowTimes,
  { rows }: Table,
  order: DateOrder,
): readonly IntervalSet[] {
  const cell = (row: number, index: number): string => rows[from + group.rows[row]!]![index] ?? '';
  const sets: IntervalSet[] = [];
  if (group.valueColumns.length > 0 && layout.wide?.by !== 'stamp') {
    sets.push({
      count: group.rows.length,
      valueColumns: group.valueColumns,
      times: timesOfRows(group.rows, times),
      rowOf: (i) => i,
      cellOf: (i, valueColumn) => cell(i, valueColumn.places[0]!.index),
    });
  }
  for (const valueColumn of group.wide) {
    const { places } = valueColumn;
    sets.push({
      count: group.rows.length * places.length,
      valueColumns: [valueColumn],
      times: timesOfWideColumns(valueColumn, group.rows, times, layout.wide!, order),
      rowOf: (i) => Math.floor(i / places.length),
      cellOf: (i) => cell(Math.floor(i / places.length), places[i % places.length]!.index),
    });
  }
  return sets;
}

function timesOfRows(rows: readonly number[], times: RowTimes): RowTimes {
  const { localStarts, localEnds, starts, ends, numbers, lengths } = times;
  // Files of one meter and register have one group with all rows.
  if (rows.length === localStarts.length) return times;
  const pickRows = (column: Float64Array): Float64Array => {
    const picked = new Float64Array(rows.length);
    for (let i = 0; i < rows.length; i++) picked[i] = column[rows[i]!]!;
    return picked;
  };
  return {
    ...times,
    localStarts: pickRows(localStarts),
    localEnds: pickRows(localEnds),
    starts: pickRows(starts),
    ends: pickRows(ends),
    numbers: numbers === null ? null : pickRows(numbers),
    lengths: lengths === null ? null : { ms: pickRows(lengths.ms), months: pickRows(lengths.months) },
  };
}

/** Returns the times of all intervals of a wide table, row by row. */
function timesOfWideColumns(
  { places }: ValueColumn,
  rows: readonly number[],
  times: RowTimes,
  { by, stepMs }: WideColumns,
  order: DateOrder,
): RowTimes {
  const count = rows.length * places.length;
  const unknownTimes = (): Float64Array => new Float64Array(count).fill(Number.NaN);
  const localStarts = unknownTimes();
  const starts = unknownTimes();
  const numbers = by === 'number' ? unknownTimes() : null;
  const reader =
    by === 'stamp'
      ? stampReaderOf(
          places.map(({ at }) => String(at)),
          order,
        )
      : null;
  for (let i = 0; i < count; i++) {
    const { at } = places[i % places.length]!;
    if (typeof at === 'string') {
      starts[i] = reader?.instantOf(at) ?? Number.NaN;
      localStarts[i] = reader?.localOf(at) ?? Number.NaN;
      continue;
    }
    const day = Math.floor(times.localStarts[rows[Math.floor(i / places.length)]!]! / DAY_MS) * DAY_MS;
    localStarts[i] = by === 'number' ? day : day + at;
    if (numbers !== null) numbers[i] = at;
  }
  return {
    localStarts,
    starts,
    numbers,
    stepMs,
    localEnds: by === 'clock' ? localStarts.map((localMs) => localMs + stepMs) : unknownTimes(),
    ends: unknownTimes(),
    lengths: null,
  };
}

/** Instants of starts and ends; `NaN` where one is not known. */
export interface Instants {
  readonly starts: Float64Array;
  readonly ends: Float64Array;
  /** The result for local times; `null` if there are none. */
  readonly placed: LocalInstants | null;
}

/**
 * Returns the instants of the starts and ends of intervals.
 * @param zone - Zone of times without an offset; `null` if it is not known.
 * @param values - A value of each interval, to tell measured rows from those that only fill a day.
 * @param isAssumed - True if the zone is that of the page and not stated by the file.
 */
export function instantsOf(times: RowTimes, zone: string | null, values: Float64Array, isAssumed: boolean): Instants {
  const { localStarts, localEnds, numbers, stepMs, lengths } = times;
  if (numbers !== null) {
    const placed = instantsOfNumbered(localStarts, numbers, stepMs, zone, values, isAssumed);
    return { starts: placed.instants, ends: placed.instants.map((start) => start + stepMs), placed };
  }
  const starts = times.starts.slice();
  const ends = times.ends.slice();
  let placed: LocalInstants | null = null;
  if (localStarts.some(isNumber)) {
    placed = instantsOfLocal(localStarts, zone, values, isAssumed);
    fill(starts, placed.instants);
    if (localEnds.some(isNumber)) fill(ends, instantsOfEnds(placed, localStarts, localEnds, zone));
  } else if (localEnds.some(isNumber)) {
    placed = instantsOfLocal(localEnds, zone, values, isAssumed);
    fill(ends, placed.instants);
  }
  if (lengths !== null) {
    // In standard time all year, days have 24 hours.
    const calendar = createCalendar(placed !== null && placed.standardTime > 0 ? 'UTC' : (zone ?? 'UTC'));
    fill(
      starts,
      ends.map((end, i) => startOfLength(end, lengths, i, calendar)),
    );
  }
  return { starts, ends, placed };
}

/**
 * Returns the start of a row that has an end and a length. Lengths of months, and those of days to a
 * midnight, are those of the calendar: a day of 24 hours has 23 when the clocks go forward. `NaN` for
 * months to another time: an offset in the file shows that `calendar` is not that of the meter.
 */
function startOfLength(end: number, { ms, months }: RowLengths, i: number, calendar: Calendar): number {
  const lengthMs = ms[i]!;
  if (Number.isNaN(end) || Number.isNaN(lengthMs)) return Number.NaN;
  if (lengthMs % DAY_MS !== 0) return end - lengthMs;
  const isMidnight = calendar.startOfDay(end) === end;
  if (months[i]! > 0) return isMidnight ? calendar.addMonths(end, -months[i]!) : Number.NaN;
  return isMidnight ? calendar.addDays(end, -lengthMs / DAY_MS) : end - lengthMs;
}

const isNumber = (value: number): boolean => !Number.isNaN(value);

function fill(into: Float64Array, from: Float64Array): void {
  for (let i = 0; i < into.length; i++) if (Number.isNaN(into[i]!)) into[i] = from[i]!;
}
