import type { DateOrder } from './date-order.ts';

/** How the cells of a column write their times. */
export type StampKind =
  /** Wall-clock times without an offset. */
  | 'wall'
  /** Days since 1899-12-30 on a wall clock, as a spreadsheet keeps them. */
  | 'excel-serial'
  /** Instants: an offset or a zone word whose offset is known (`EDT`) follows the time. */
  | 'offset'
  /** Some cells have an offset, some do not. */
  | 'mixed'
  /** Instants: numbers since 1970. */
  | 'unix-seconds'
  | 'unix-milliseconds'
  | 'unix-microseconds'
  | 'unix-nanoseconds';

/** Reads the cells of one column. At most one of the two gives a number for a cell, as far as it is a time at all. */
export interface StampReader {
  readonly kind: StampKind;
  /** Epoch ms of a cell that says an instant; else `NaN`. */
  instantOf(text: string): number;
  /** Wall-clock time as if it were UTC, for `placeWall`; `NaN` for a cell that says an instant, and for one that is no time. */
  wallOf(text: string): number;
}

/** The reader of a column, decided once by all its cells; `null` when none of them is a time. */
export function stampReaderOf(cells: Iterable<string>, order: DateOrder): StampReader | null {
  return null;
}
