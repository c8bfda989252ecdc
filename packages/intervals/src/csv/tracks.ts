import {
  type DateOrder,
  type Placed,
  placeEnds,
  placeNumbered,
  placeWall,
  stampReaderOf,
} from '../files/times/index.ts';
import { DAY_MS } from '../zone.ts';
import type { Group, Lane } from './groups.ts';
import type { RowTimes } from './row-times.ts';
import type { Section } from './sections.ts';
import type { Table } from './table.ts';
import type { WideColumns } from './wide.ts';

/** Intervals in the order of the file and the lanes that have values for them. */
export interface Track {
  readonly count: number;
  readonly lanes: readonly Lane[];
  /** Times of the intervals, as `RowTimes` has them for rows. */
  readonly times: RowTimes;
  /** Place of the row of an interval among the rows of the group. */
  rowOf(i: number): number;
  /** The cell of a lane. */
  cellOf(i: number, lane: Lane): string;
}

/** The intervals of a group: one for each row, or all those that stand beside each other in its rows. */
export function tracksOf(
  group: Group,
  { layout, from }: Section,
  times: RowTimes,
  { rows }: Table,
  order: DateOrder,
): readonly Track[] {
  const cell = (row: number, index: number): string => rows[from + group.rows[row]!]![index] ?? '';
  const tracks: Track[] = [];
  if (group.lanes.length > 0 && layout.wide?.by !== 'stamp') {
    tracks.push({
      count: group.rows.length,
      lanes: group.lanes,
      times: timesOfRows(group.rows, times),
      rowOf: (i) => i,
      cellOf: (i, lane) => cell(i, lane.places[0]!.index),
    });
  }
  for (const lane of group.wide) {
    const { places } = lane;
    tracks.push({
      count: group.rows.length * places.length,
      lanes: [lane],
      times: timesBeside(lane, group.rows, times, layout.wide!, order),
      rowOf: (i) => Math.floor(i / places.length),
      cellOf: (i) => cell(Math.floor(i / places.length), places[i % places.length]!.index),
    });
  }
  return tracks;
}

function timesOfRows(rows: readonly number[], times: RowTimes): RowTimes {
  const { startWalls, endWalls, starts, ends, numbers, lengths } = times;
  // Of one meter and register these are all rows.
  if (rows.length === startWalls.length) return times;
  const of = (column: Float64Array): Float64Array => {
    const picked = new Float64Array(rows.length);
    for (let i = 0; i < rows.length; i++) picked[i] = column[rows[i]!]!;
    return picked;
  };
  return {
    ...times,
    startWalls: of(startWalls),
    endWalls: of(endWalls),
    starts: of(starts),
    ends: of(ends),
    numbers: numbers === null ? null : of(numbers),
    lengths: lengths === null ? null : of(lengths),
  };
}

function timesBeside(
  { places }: Lane,
  rows: readonly number[],
  times: RowTimes,
  { by, stepMs }: WideColumns,
  order: DateOrder,
): RowTimes {
  const count = rows.length * places.length;
  const nowhere = (): Float64Array => new Float64Array(count).fill(Number.NaN);
  const startWalls = nowhere();
  const starts = nowhere();
  const numbers = by === 'number' ? nowhere() : null;
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
      startWalls[i] = reader?.wallOf(at) ?? Number.NaN;
      continue;
    }
    const day = Math.floor(times.startWalls[rows[Math.floor(i / places.length)]!]! / DAY_MS) * DAY_MS;
    startWalls[i] = by === 'number' ? day : day + at;
    if (numbers !== null) numbers[i] = at;
  }
  return {
    startWalls,
    starts,
    numbers,
    stepMs,
    endWalls: by === 'clock' ? startWalls.map((wall) => wall + stepMs) : nowhere(),
    ends: nowhere(),
    lengths: null,
  };
}

/** Instants of both ends; `NaN` where one is not known. */
export interface Instants {
  readonly starts: Float64Array;
  readonly ends: Float64Array;
  /** What was found while placing local times. */
  readonly placed: Placed | null;
}

/**
 * Places intervals in time.
 * @param zone - Of times without an offset; `null` when nobody knows it.
 * @param isAssumed - The zone is that of the page, as `placeWall` has it.
 * @param values - Of each interval, to tell rows that are measured from those that only fill a day.
 */
export function instantsOf(times: RowTimes, zone: string | null, values: Float64Array, isAssumed: boolean): Instants {
  const { startWalls, endWalls, numbers, stepMs, lengths } = times;
  if (numbers !== null) {
    const placed = placeNumbered(startWalls, numbers, stepMs, zone, values);
    return { starts: placed.instants, ends: placed.instants.map((start) => start + stepMs), placed };
  }
  const starts = times.starts.slice();
  const ends = times.ends.slice();
  let placed: Placed | null = null;
  if (startWalls.some(isNumber)) {
    placed = placeWall(startWalls, zone, values, isAssumed);
    fill(starts, placed.instants);
    if (endWalls.some(isNumber)) fill(ends, placeEnds(placed, startWalls, endWalls, zone));
  } else if (endWalls.some(isNumber)) {
    placed = placeWall(endWalls, zone, values, isAssumed);
    fill(ends, placed.instants);
  }
  if (lengths !== null) {
    fill(
      ends,
      starts.map((start, i) => start + lengths[i]!),
    );
    fill(
      starts,
      ends.map((end, i) => end - lengths[i]!),
    );
  }
  return { starts, ends, placed };
}

const isNumber = (value: number): boolean => !Number.isNaN(value);

function fill(into: Float64Array, from: Float64Array): void {
  for (let i = 0; i < into.length; i++) if (Number.isNaN(into[i]!)) into[i] = from[i]!;
}
