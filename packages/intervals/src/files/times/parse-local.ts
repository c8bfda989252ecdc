import { dayNumberOf, daysInMonth } from '../../civil.ts';
import { anyOf } from '../../csv/words.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../zone.ts';
import type { DateOrder } from './date-order.ts';
import { monthNamed } from './months.ts';

/**
 * Returns the local time of a cell as if it were UTC, epoch ms, in the layouts of utilities;
 * midnight for a date alone. `NaN` if it is not a time, or has an offset or a zone.
 * @param order - Order of day and month in dates like 3/4/2024.
 */
export function parseLocal(text: string, order: DateOrder): number {
  const usual = parseUsual(text, order);
  return Number.isNaN(usual) ? parseOther(text.trim(), order) : usual;
}

const MINUTES = anyOf(/[:.]?(\d{2})(?:[:.]?(\d{2})(?:[.,](\d{1,9}))?)?/, /\s?h\s?(?:(\d{2})(?:\s?m(?:in)?)?)?/);
const TIME = new RegExp(`^(\\d{1,2})(?:${MINUTES.source})?(?:\\s?([ap])\\.?\\s?m\\.?)?$`, 'i');

/**
 * Returns the milliseconds after midnight of `13:45`, `1:45 PM`, `1345`, `24:00`, `00h15`, `13`;
 * `NaN` if it is not a time of day.
 */
export function parseTime(text: string): number {
  const match = TIME.exec(text.trim());
  if (match === null) return Number.NaN;
  let hour = Number(match[1]);
  const minute = Number(match[2] ?? match[5] ?? 0);
  const second = Number(match[3] ?? 0);
  const millis = match[4] === undefined ? 0 : Math.floor(Number(`0.${match[4]}`) * 1000);
  const half = match[6]?.toLowerCase();
  if (half === 'a' && hour > 12) return Number.NaN;
  if (half === 'a' && hour === 12) hour = 0;
  if (half === 'p' && hour < 12) hour += 12;
  const ms = hour * HOUR_MS + minute * MINUTE_MS + second * 1000 + millis;
  return minute > 59 || second > 59 || ms > DAY_MS ? Number.NaN : ms;
}

// The last date is cached, because consecutive times nearly always share it.
let lastDate = -1;
let lastDateMs = 0;

/**
 * Reads `2024-07-01 13:45:00`, `01/07/2024 13:45` and similar layouts without regular expressions;
 * `NaN` for any other.
 */
function parseUsual(text: string, order: DateOrder): number {
  const { length } = text;
  if (length !== 10 && length !== 16 && length !== 19) return Number.NaN;
  const yearFirst = isDateMark(text.charCodeAt(4));
  const mark = text.charCodeAt(yearFirst ? 4 : 2);
  if (!isDateMark(mark) || text.charCodeAt(yearFirst ? 7 : 5) !== mark) return Number.NaN;
  const year = yearFirst ? twoAt(text, 0) * 100 + twoAt(text, 2) : twoAt(text, 6) * 100 + twoAt(text, 8);
  const first = twoAt(text, yearFirst ? 5 : 0);
  const second = twoAt(text, yearFirst ? 8 : 3);
  const monthFirst = yearFirst || isMonthFirst(second, mark, order);
  const date = (year * 100 + (monthFirst ? first : second)) * 100 + (monthFirst ? second : first);
  let ms = 0;
  if (length > 10) {
    const gap = text.charCodeAt(10);
    if ((gap !== 32 && gap !== 84) || text.charCodeAt(13) !== 58) return Number.NaN;
    const minute = twoAt(text, 14);
    const sec = length === 16 ? 0 : text.charCodeAt(16) === 58 ? twoAt(text, 17) : Number.NaN;
    ms = twoAt(text, 11) * HOUR_MS + minute * MINUTE_MS + sec * 1000;
    if (minute > 59 || sec > 59 || ms > DAY_MS) return Number.NaN;
  }
  if (date !== lastDate) {
    const day = dayOf(year, Math.floor(date / 100) % 100, date % 100);
    if (Number.isNaN(day)) return Number.NaN;
    lastDate = date;
    lastDateMs = day * DAY_MS;
  }
  return lastDateMs + ms;
}

const isDateMark = (code: number): boolean => code >= 45 && code <= 47;

/** Returns the number of two digits; `NaN` if they are not digits. */
function twoAt(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return (tens | (9 - tens) | ones | (9 - ones)) < 0 ? Number.NaN : tens * 10 + ones;
}

const DOT = 46;

/** Dates with dots have the day first everywhere, unless that is impossible. */
function isMonthFirst(second: number, mark: number, order: DateOrder): boolean {
  return mark === DOT ? second > 12 : order === 'month-first';
}

const WEEKDAY = /^\p{L}{2,}\.?,?\s+(?=\p{L}+\.?\s+\d|\d{1,2}\D)/u;
const NUMBERS = /^(\d{1,4})([-/.])(\d{1,2})\2(\d{4}|\d{1,2})(?=\D|$)/;
const DAY_MONTH =
  /^(\d{1,2})(?:st|nd|rd|th|er|º|\.)?[-\s./]*(?:de\s)?(\p{L}{3,})\.?(?:\sde\s|[-\s./,]+)(\d{4}|\d{2})(?=\D|$)/iu;
const MONTH_DAY = /^(\p{L}{3,})\.?[-\s]+(\d{1,2})(?:st|nd|rd|th)?,?[-\s]+(\d{4})(?=\D|$)/iu;
const YEAR_MONTH = /^(\d{4})[-\s/](\p{L}{3,})\.?[-\s/](\d{1,2})(?=\D|$)/u;
/** A month is read as its first day, as in files of bills: `2024-01`, `1/2024`, `Jan 2024`. */
const MONTH_NUMBER = /^(\d{4})-(\d{2})$/;
const MONTH_BEFORE_YEAR = /^(\d{1,2})\/(\d{4})$/;
const MONTH_NAME = /^(\p{L}{3,})\.?[-\s/]+(\d{4})$/u;
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?=$|\D|(?:\d{2}){1,3}$)/;
const TIME_AFTER = /^(?:T|_|,?\s+(?:at\s|um\s|à\s)?|-(?=\d{1,2}:)|(?=\d)|$)/u;

// Cache for these layouts: the last date with the space after it.
let last = { text: ' ', order: 'day-first', day: Number.NaN };

function parseOther(text: string, order: DateOrder): number {
  if (text.startsWith(last.text) && order === last.order)
    return last.day * DAY_MS + parseTime(text.slice(last.text.length));
  const found = dateIn(text, order) ?? dateIn(text.replace(WEEKDAY, ''), order);
  const gap = found === null ? null : TIME_AFTER.exec(found.rest);
  if (found === null || gap === null) return Number.NaN;
  const time = found.rest.slice(gap[0].length);
  const ms = time === '' ? 0 : parseTime(time);
  if (gap[0] === ' ' && !Number.isNaN(ms)) last = { text: text.slice(0, -time.length), order, day: found.day };
  return found.day * DAY_MS + ms;
}

/** Returns the date at the beginning of a text, as a day number, and the text after it. */
function dateIn(text: string, order: DateOrder): { readonly day: number; readonly rest: string } | null {
  const date = (match: RegExpExecArray, year: string, month: number, day: string) => ({
    day: dayOf(year.length < 4 ? 2000 + Number(year) : Number(year), month, Number(day)),
    rest: text.slice(match[0].length),
  });
  let match = NUMBERS.exec(text);
  if (match !== null) {
    const [, a, mark, b, c] = match as unknown as [string, string, string, string, string];
    if (a.length > 2) return date(match, a, Number(b), c);
    const monthFirst = isMonthFirst(Number(b), mark.charCodeAt(0), order);
    return date(match, c, Number(monthFirst ? a : b), monthFirst ? b : a);
  }
  match = COMPACT.exec(text);
  if (match !== null) return date(match, match[1]!, Number(match[2]), match[3]!);
  match = DAY_MONTH.exec(text);
  if (match !== null) return date(match, match[3]!, monthNamed(match[2]!), match[1]!);
  match = MONTH_DAY.exec(text);
  if (match !== null) return date(match, match[3]!, monthNamed(match[1]!), match[2]!);
  match = YEAR_MONTH.exec(text);
  if (match !== null) return date(match, match[1]!, monthNamed(match[2]!), match[3]!);
  match = MONTH_NUMBER.exec(text);
  if (match !== null) return date(match, match[1]!, Number(match[2]), '1');
  match = MONTH_BEFORE_YEAR.exec(text);
  if (match !== null) return date(match, match[2]!, Number(match[1]), '1');
  match = MONTH_NAME.exec(text);
  return match === null ? null : date(match, match[2]!, monthNamed(match[1]!), '1');
}

/** Returns the day number of a date; `NaN` if the date does not exist or is not in 1900 to 2199. */
function dayOf(year: number, month: number, day: number): number {
  const exists =
    year >= 1900 && year < 2200 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
  return exists ? dayNumberOf(year, month, day) : Number.NaN;
}
