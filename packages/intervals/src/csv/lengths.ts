import { DAY_MS, HOUR_MS, MINUTE_MS } from '../zone.ts';
import type { CellKind } from './cell-kinds.ts';
import type { Cells } from './cell-times.ts';
import { countIn, type Length, parseLength, UNIT_NAMES, unitMsOf } from './parse-length.ts';
import { anyOf, wordsOf } from './words.ts';

/** Lengths of rows, as a column states them. */
export interface RowLengths {
  /** Milliseconds; `NaN` where none is stated, 0 for months. */
  readonly ms: Float64Array;
  /** Calendar months; 0 for a length in ms. */
  readonly months: Float64Array;
}

/** Words for the length of something. */
const NAMES = anyOf(
  /length|duration|(?:intervall?s?|perioden|mess|lade|zeit|sitzungs)?dauer|(?:intervalls?|perioden)?lange|duree/,
  /duracion|duracao|durata|duur|lengte|kesto|varighe[dt]/,
).source;
/** Words in a header whose cells may be lengths if they name units: `15 min`. */
const MENTIONS = new RegExp(
  `${NAMES}|interval|\\bpas\\b|period|frequency|minutes|dauer|resolution|granularity|resoluutio|auflosung`,
);
/** Words in headers of other lengths, such as those of bills. */
const OF_OTHERS = /bill|invoice|settlement|outage|contract|lead/;

const QUALIFIERS = anyOf(
  /interval|period|readings?|read|meter|metering|slot|step|session|charging|charge|measurement|measuring/,
  /sampling|sample|integration|recording|logging|data|time|usage|profile|row/,
).source;
/** A header that names the length of a row: `Duration`, `Interval length (min)`, `Duration hh:mm`. */
const NAMES_LENGTH = new RegExp(
  `^(?:(?:${QUALIFIERS}) )*(?:${NAMES})(?: (?:(?:in|en) )?(${UNIT_NAMES})| hh? mm?(?: ss?)?)?$`,
);
/** A header such as `Interval`, of lengths or of something else: the cells and the rows decide. */
const MAY_NAME_LENGTH = new RegExp(
  `^(?:(?:reading|read|meter|metering|data|demand|time) )?` +
    `(?:interval(?:l|le|lo|o)?|(?:mess)?period(?:e|o|en)?|step|pas|resolution|granularity)` +
    `(?: size| period| de temps)?(?: (?:in )?(s|seconds|min|minutes))?$|^minutes$`,
);
const CLOCK = /^(\d{1,3})[:h]([0-5]\d)(?::([0-5]\d))?$/i;

/** Numbers that are lengths below such a header if all cells have the same one. */
const COMMON_LENGTHS: ReadonlySet<string> = new Set(
  ['5', '10', '15', '20', '30', '60', '300', '600', '900', '1800', '3600'], // minutes, and seconds
);
/** The unit that a number has if the header names none. */
const UNIT_OF_COUNT: ReadonlyMap<number, number> = new Map([
  ...[5, 6, 10, 12, 15, 20, 30, 60, 120, 180, 240, 360, 720, 1440].map((count) => [count, MINUTE_MS] as const),
  ...[300, 600, 900, 1200, 1800, 3600, 7200, 86_400].map((count) => [count, 1000] as const),
  ...[0.25, 0.5, 24].map((count) => [count, HOUR_MS] as const),
]);

/** Returns true for a column that may state how long rows are, see `lengthsOf`. */
export function mayStateLengths(words: string, kind: CellKind, cells: Cells): boolean {
  if (cells.length === 0 || OF_OTHERS.test(words)) return false;
  if (MENTIONS.test(words) && (kind === 'length' || cells.every((cell) => parseLength(cell) !== null))) return true;
  // Some cells may say that there is no value: `NULL`, `-`.
  if (NAMES_LENGTH.test(words)) {
    const known = cells.filter((cell) => countIn(cell, MINUTE_MS) >= 0 || CLOCK.test(cell));
    return known.length * 2 > cells.length;
  }
  return MAY_NAME_LENGTH.test(words) && COMMON_LENGTHS.has(cells[0]!) && cells.every((cell) => cell === cells[0]);
}

/**
 * Returns the lengths of rows that a column states. `null` if they cannot be those of the rows: rows
 * as long as this would overlap the next ones, or the unit of the numbers is not known. Below a
 * header that does not name the length of a row, such as `Demand interval`, they must be the distance
 * between rows.
 * @param distanceMs - Usual distance between rows; `NaN` if there is one row.
 */
export function lengthsOf(cells: Cells, header: string, distanceMs: number): RowLengths | null {
  const words = wordsOf(header);
  const different = new Set(cells.filter((cell) => cell !== ''));
  const [first = ''] = different;
  const isEqual = different.size === 1;
  const unitMs = unitIn(words) ?? (isEqual ? unitOfNumber(countIn(first, MINUTE_MS), distanceMs) : Number.NaN);
  const known = new Map([...different].map((cell) => [cell, lengthIn(cell, unitMs)]));
  const ms = Float64Array.from(cells, (cell) => known.get(cell)?.ms ?? Number.NaN);
  if (ms.every(Number.isNaN)) return null;
  const months = Float64Array.from(cells, (cell) => known.get(cell)?.months ?? 0);
  const usual = known.get(first) ?? { ms: 0, months: 0 };
  // The shortest month has 28 days.
  const shortestMs = usual.ms + usual.months * 28 * DAY_MS;
  if (isEqual && shortestMs > distanceMs) return null;
  const isDistance = usual.months > 0 ? distanceMs <= usual.months * 31 * DAY_MS : usual.ms === distanceMs;
  const mustFit = !NAMES_LENGTH.test(words) && !Number.isNaN(distanceMs);
  return mustFit && !(isEqual && isDistance) ? null : { ms, months };
}

/** Returns the length in ms that all rows with one have; `NaN` if there are several, or months, or none. */
export function uniformLength(lengths: RowLengths | null): number {
  const [first = Number.NaN, ...others] = new Set(lengths?.ms.filter((ms) => !Number.isNaN(ms)));
  return others.length === 0 && first > 0 ? first : Number.NaN;
}

function lengthIn(cell: string, unitMs: number): Length | null {
  const named = parseLength(cell);
  if (named !== null) return named;
  const clock = CLOCK.exec(cell);
  const ms =
    clock === null
      ? countIn(cell, unitMs) * unitMs
      : Number(clock[1]) * HOUR_MS + Number(clock[2]) * MINUTE_MS + Number(clock[3] ?? 0) * 1000;
  return ms > 0 ? { ms, months: 0 } : null;
}

function unitIn(words: string): number | null {
  const named =
    NAMES_LENGTH.exec(words)?.[1] ?? MAY_NAME_LENGTH.exec(words)?.[1] ?? (words === 'minutes' ? 'min' : undefined);
  return named === undefined ? null : unitMsOf(named);
}

function unitOfNumber(count: number, distanceMs: number): number {
  const usual = UNIT_OF_COUNT.get(count);
  if (Number.isNaN(distanceMs) || count * usual! <= distanceMs) return usual ?? Number.NaN;
  return [MINUTE_MS, 1000, HOUR_MS].find((unitMs) => count * unitMs === distanceMs) ?? Number.NaN;
}
