import type { Channel } from '../files/channel.ts';
import type { DateOrder } from '../files/times/index.ts';
import { wordsOf } from './words.ts';

/**
 * What a header, or the cell of a register column, says about values. It says nothing about keys
 * that are missing.
 */
export type Facts = Partial<Pick<Channel, 'flow' | 'kind' | 'part' | 'commodity' | 'unit'>>;

/** What a column is for. */
export type Role =
  /** Date and time of the start, or only its date. */
  | 'start'
  /** Date and time of the end. Rows may have no other time. */
  | 'end'
  /** Start and end in one cell: `2024-06-01 00:00 to 2024-06-01 00:15`. */
  | 'span'
  /** Date of the start, and of the end where there is no `endDate`. */
  | 'date'
  | 'endDate'
  /** Time of day of the start. */
  | 'startTime'
  /** Time of day of the end. Rows with a date may have no other time. */
  | 'endTime'
  /** Number of the interval in its day, counted from 0: hours 0 to 23. */
  | 'hourStart'
  /**
   * Number of the interval in its day, counted from 1: hours 1 to 24, or to 25 on a 25-hour day.
   */
  | 'hourEnd'
  /** Length of the interval: `15min`, `PT1H`, a number of minutes. */
  | 'length'
  /** Zone or offset of the times of the row. */
  | 'zone'
  /** The usage point, or the meter. */
  | 'meter'
  /** The device at a usage point; it identifies the meter if no column names the usage point. */
  | 'device'
  /**
   * Account, customer or address; it identifies the meter if there are several and no other column
   * does.
   */
  | 'account'
  /** What the values of the row are: a direction, a register, a commodity. */
  | 'register'
  /**
   * Which part of the whole the values of the row are. Every cell except "total" names a part, and
   * parts add up.
   */
  | 'part'
  | 'unit'
  /** Whether the value is an estimate. */
  | 'quality'
  /** Minutes of the interval that were measured, as `writeCsv` writes them. */
  | 'covered'
  | 'ignored';

/**
 * A layout of one utility or manufacturer that the words of its headers do not explain. All texts
 * are words as `wordsOf` returns them: lower-case letters without accents, and one space in place
 * of other characters. Of two equal headers the second is followed by ` 2`.
 */
export interface Dialect {
  /** Utility or manufacturer. */
  readonly name: string;
  /** The dialect applies if a row has all these headers. */
  readonly header: readonly string[];
  /** IANA zone of times without an offset. */
  readonly timeZone?: string;
  /** Of dates such as 3/4/2024. */
  readonly dateOrder?: DateOrder;
  /**
   * By header: what the column is for, or what its values are. Other columns are read by their
   * words.
   */
  readonly columns: Readonly<Record<string, Role | Facts>>;
  /**
   * By cell of a register column: what the values of its rows are. Other cells are read by their
   * words.
   */
  readonly registers?: Readonly<Record<string, Facts>>;
  /** Cells of the quality column that mean an estimate, in addition to the usual words. */
  readonly estimated?: readonly string[];
  /**
   * By label of a line above the header (`Meter;123`, or a row of labels over a row of values):
   * what its value is for all rows.
   */
  readonly above?: Readonly<Record<string, 'meter' | 'register' | 'unit'>>;
}

/** Returns the headers of a row as dialects name them: the second `usage` is `usage 2`. */
export function headerWords(header: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  return header.map((text) => {
    const words = wordsOf(text);
    const count = (counts.get(words) ?? 0) + 1;
    counts.set(words, count);
    return count === 1 ? words : `${words} ${count}`;
  });
}

/**
 * Returns the dialect of a header row, given as `headerWords` returns it; `null` if there is none.
 */
export function dialectOf(words: readonly string[], dialects: readonly Dialect[]): Dialect | null {
  return dialects.find((dialect) => dialect.header.every((text) => words.includes(text))) ?? null;
}
