import { parseLocal, parseTime, stampReaderOf } from '../files/times/index.ts';
import { parseLength } from './parse-length.ts';

/** What most cells of a column are. */
export type CellKind =
  /** Date and time of day. */
  | 'stamp'
  | 'date'
  /** Time of day. */
  | 'time'
  /** A start and an end. */
  | 'span'
  /** A length: `15min`, `PT1H`. */
  | 'length'
  | 'number'
  | 'word'
  /** There are no cells. */
  | 'empty';

/** Returns the kind that most of the cells have. */
export function kindOfCells(cells: readonly string[]): CellKind {
  const counts = new Map<CellKind, number>();
  for (const cell of cells) {
    const kind = kindOf(cell);
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  let most: CellKind = 'empty';
  for (const [kind, count] of counts) if (count > (counts.get(most) ?? 0)) most = kind;
  return most;
}

function kindOf(cell: string): CellKind {
  if (!/\d/.test(cell)) return 'word';
  if (/^(19|20)\d{6}$/.test(cell) && !Number.isNaN(parseLocal(cell, 'day-first'))) return 'date';
  if (/^[-+(\u2212$€£]?\d[\d.,' ]*\)?-?$/.test(cell) && !/^\d{1,2}\.\d{1,2}\.\d{2,4}$/.test(cell)) return 'number';
  if (parseLength(cell) !== null) return 'length';
  if (/[:hapm]/i.test(cell) && !Number.isNaN(parseTime(cell))) return 'time';
  const isTime = stampReaderOf([cell], 'day-first') !== null || stampReaderOf([cell], 'month-first') !== null;
  if (isTime) return /\d:\d\d|\d\s?[ap]\.?m|T\d\d|^\d{12,}$|\d{4,}\s?\d{4}$/i.test(cell.slice(5)) ? 'stamp' : 'date';
  if (splitSpan(cell) !== null) return 'span';
  return /^[-+(]?\d[\d.,' ]*\)?\s*[a-z³]+$/i.test(cell) ? 'number' : 'word';
}

const BETWEEN =
  /\s+(?:to|until|bis|tot|til|till|al?|à|au|-|–|—)\s+|\s*[/–—]\s*(?=\d{4}-)|(?<=\d\d:\d\d)\s*[-–—]\s*(?=\d\d:\d\d)/i;

/**
 * Splits a span into its two times: `2024-06-01 00:00 to 2024-06-01 00:15`, `00:00 - 00:30`; `null`
 * if the text is not a span.
 */
export function splitSpan(text: string): readonly [start: string, end: string] | null {
  const parts = text.split(BETWEEN);
  return parts.length === 2 && parts.every((part) => /\d/.test(part)) ? [parts[0]!.trim(), parts[1]!.trim()] : null;
}
