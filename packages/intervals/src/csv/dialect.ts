import type { Channel } from '../files/channel.ts';
import type { DateOrder } from '../files/times/index.ts';
import { wordsOf } from './words.ts';

/**
 * What a header, or the cell of a register column, says about values. A missing key means that it
 * says nothing about it.
 */
export type Facts = Partial<Pick<Channel, 'flow' | 'kind' | 'part' | 'commodity' | 'unit'>>;

/** What a column is for. */
export type Role =
  /** Date and time of the start, or a date that is all there is. */
  | 'start'
  /** Date and time of the end. Alone: the only time is that of the end. */
  | 'end'
  /** Both in one cell: `2024-06-01 00:00 to 2024-06-01 00:15`. */
  | 'span'
  /** Date of the start, and of the end where there is no `endDate`. */
  | 'date'
  | 'endDate'
  /** Time of day of the start. */
  | 'startTime'
  /**
   * Time of day of the end. Beside a date without a `startTime`: the only time is that of the end.
   */
  | 'endTime'
  /** Number of the interval in its day, from 0: hours 0 to 23. */
  | 'hourStart'
  /** Number of the interval in its day, from 1: hours 1 to 24, or to 25 on a 25-hour day. */
  | 'hourEnd'
  /** How long the interval is: `15min`, `PT1H`, a number of minutes. */
  | 'length'
  /** Zone or offset of the times of the row. */
  | 'zone'
  /** The usage point, or the meter. */
  | 'meter'
  /** The device at a usage point; a meter of its own where no column names the point. */
  | 'device'
  /**
   * Account, customer or place: a meter of its own where there are several and nothing else tells
   * meters apart.
   */
  | 'account'
  /** What the values of the row are: direction, register, commodity. */
  | 'register'
  /**
   * Which part of the whole the values of the row are: every cell other than "total" names a part;
   * parts add up.
   */
  | 'part'
  | 'unit'
  /** Whether the value is an estimate. */
  | 'quality'
  /** Minutes of the interval that were measured, as our own files have. */
  | 'covered'
  | 'ignored';

/**
 * A layout of one utility or maker whose header words alone would mislead. All texts in it are
 * words as `wordsOf` gives them: small letters, no accents, one space where anything else stood.
 * Where two headers are alike, the second has ` 2` behind it.
 */
export interface Dialect {
  /** Utility or maker. */
  readonly name: string;
  /** The dialect applies if a row has all these headers. */
  readonly header: readonly string[];
  /** IANA zone of times without an offset. */
  readonly timeZone?: string;
  /** Of dates such as 3/4/2024. */
  readonly dateOrder?: DateOrder;
  /**
   * By header: what the column is for, or what its values are. Columns that are not named are
   * judged by their words.
   */
  readonly columns: Readonly<Record<string, Role | Facts>>;
  /**
   * By cell of a register column: what the values of its rows are. Cells that are not named are
   * judged by their words.
   */
  readonly registers?: Readonly<Record<string, Facts>>;
  /** Cells of the quality column that mean an estimate, beside the usual words. */
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

/** Returns the dialect of a header row, given as `headerWords` has it; `null` for any other. */
export function dialectOf(words: readonly string[], dialects: readonly Dialect[]): Dialect | null {
  return dialects.find((dialect) => dialect.header.every((text) => words.includes(text))) ?? null;
}
