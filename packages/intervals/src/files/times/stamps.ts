import { parseStamp } from '../../stamp.ts';
import { DAY_MS } from '../../zone.ts';
import type { DateOrder } from './date-order.ts';
import { parseLocal } from './parse-local.ts';
import { mayNameZone, splitZone } from './zone-words.ts';

/** The form of the times in a column. */
type StampKind =
  /** Local times without an offset. */
  | 'local'
  /** Days since 1899-12-30 in local time, as in spreadsheets. */
  | 'excel-serial'
  /** Instants: the time is followed by an offset or an abbreviation with a known offset (`EDT`). */
  | 'offset'
  /** Some cells have an offset, some do not. */
  | 'mixed'
  /** Instants: numbers since 1970. */
  | 'unix-seconds'
  | 'unix-milliseconds'
  | 'unix-microseconds'
  | 'unix-nanoseconds';

/** Reads the cells of one column. At most one of the two methods returns a time for a cell. */
export interface StampReader {
  readonly kind: StampKind;
  /** Returns the epoch ms of a cell that states an instant; else `NaN`. */
  instantOf(text: string): number;
  /** Returns the local time of a cell as if it were UTC, for `instantsOfLocal`; else `NaN`. */
  localOf(text: string): number;
}

interface NumberKind {
  readonly kind: StampKind;
  /** Range of the numbers, from 1990 to 2100. */
  readonly from: number;
  readonly to: number;
  readonly msOf: (value: number) => number;
}

const SECOND_1990 = Date.UTC(1990, 0, 1) / 1000;
const SECOND_2100 = Date.UTC(2100, 0, 1) / 1000;

const unix = (kind: StampKind, perSecond: number): NumberKind => ({
  kind,
  from: SECOND_1990 * perSecond,
  to: SECOND_2100 * perSecond,
  msOf: (value) => Math.round((value / perSecond) * 1000),
});

const NUMBER_KINDS: readonly NumberKind[] = [
  {
    kind: 'excel-serial',
    from: 32_874,
    to: 73_051,
    // Fractions of a day have about ten digits, which are exact to the second.
    msOf: (value) => Math.round((value - 25_569) * (DAY_MS / 1000)) * 1000,
  },
  // Up to 2033: later numbers may also be a date and an hour, 2033010100.
  { ...unix('unix-seconds', 1), to: 1_990_010_100 },
  unix('unix-milliseconds', 1e3),
  unix('unix-microseconds', 1e6),
  unix('unix-nanoseconds', 1e9),
];

const NUMBER = /^\s*\d+(?:[.,]\d*)?\s*$/;
const numberIn = (text: string): number => (NUMBER.test(text) ? Number(text.replace(',', '.')) : Number.NaN);

/** Returns the reader of a column, chosen by all of its cells; `null` if none of them is a time. */
export function stampReaderOf(cells: Iterable<string>, order: DateOrder): StampReader | null {
  const numbers = new Map<NumberKind, number>();
  let instants = 0;
  let localTimes = 0;
  for (const cell of cells) {
    const number = numberKindOf(numberIn(cell));
    if (number !== undefined) numbers.set(number, (numbers.get(number) ?? 0) + 1);
    else if (mayNameZone(cell) && !Number.isNaN(instantOf(cell, order))) instants++;
    // One local time is enough to know that the column has times. Reading all of them here would be
    // reading twice.
    else if (localTimes > 0 || !Number.isNaN(localOf(cell, order))) localTimes++;
  }
  let most = instants + localTimes;
  let numberKind: NumberKind | undefined;
  for (const [kind, count] of numbers) {
    if (count <= most) continue;
    most = count;
    numberKind = kind;
  }
  if (numberKind !== undefined) return numberReader(numberKind);
  if (most === 0) return null;
  return {
    kind: instants === 0 ? 'local' : localTimes === 0 ? 'offset' : 'mixed',
    instantOf: instants === 0 ? noTime : (text) => instantOf(text, order),
    localOf: localTimes === 0 ? noTime : (text) => localOf(text, order),
  };
}

const noTime = (): number => Number.NaN;

const numberKindOf = (value: number): NumberKind | undefined =>
  NUMBER_KINDS.find(({ from, to }) => value >= from && value < to);

function numberReader(number: NumberKind): StampReader {
  const read = (text: string): number => {
    const value = numberIn(text);
    return numberKindOf(value) === number ? number.msOf(value) : Number.NaN;
  };
  const isLocal = number.kind === 'excel-serial';
  return { kind: number.kind, instantOf: isLocal ? noTime : read, localOf: isLocal ? read : noTime };
}

function instantOf(text: string, order: DateOrder): number {
  const stamped = parseStamp(text);
  if (!Number.isNaN(stamped)) return stamped;
  const split = splitZone(text.trim());
  return split === null ? Number.NaN : parseLocal(split.text, order) - split.offsetMs;
}

function localOf(text: string, order: DateOrder): number {
  const localMs = parseLocal(text, order);
  if (!Number.isNaN(localMs) || !mayNameZone(text)) return localMs;
  // An abbreviation with several meanings states no offset, so the time is local.
  const split = splitZone(text.trim());
  return split === null || !Number.isNaN(split.offsetMs) ? Number.NaN : parseLocal(split.text, order);
}
