import type { Calendar } from './calendar.ts';
import { dayNumberOf, daysInMonth } from './civil.ts';
import { DAY_MS, MINUTE_MS } from './zone.ts';

// The last date is cached, because consecutive times nearly always share it and parsing them is
// most of the cost of decoding.
let lastDate = -1;
let lastDateMs = 0;

/**
 * Returns the epoch milliseconds of an RFC 3339 time with an offset; `NaN` for any other text. The
 * layouts of the platform (`…:00.000+00:00`, `…:00Z`) are read without regular expressions, about
 * ten times faster than by `Date.parse`.
 */
export function parseStamp(text: string): number {
  const length = text.length;
  if (length < 20) return parseSlowly(text);
  const y1 = text.charCodeAt(0) - 48;
  const y2 = text.charCodeAt(1) - 48;
  const y3 = text.charCodeAt(2) - 48;
  const y4 = text.charCodeAt(3) - 48;
  const mo1 = text.charCodeAt(5) - 48;
  const mo2 = text.charCodeAt(6) - 48;
  const d1 = text.charCodeAt(8) - 48;
  const d2 = text.charCodeAt(9) - 48;
  const h1 = text.charCodeAt(11) - 48;
  const h2 = text.charCodeAt(12) - 48;
  const mi1 = text.charCodeAt(14) - 48;
  const mi2 = text.charCodeAt(15) - 48;
  const s1 = text.charCodeAt(17) - 48;
  const s2 = text.charCodeAt(18) - 48;
  // `d | (9 - d)` is negative exactly if d is not a digit, so one comparison checks all of them.
  let odd = y1 | (9 - y1) | y2 | (9 - y2) | y3 | (9 - y3) | y4 | (9 - y4) | mo1 | (9 - mo1) | mo2 | (9 - mo2);
  odd |= d1 | (9 - d1) | d2 | (9 - d2) | h1 | (9 - h1) | h2 | (9 - h2) | mi1 | (9 - mi1) | mi2 | (9 - mi2);
  odd |= s1 | (9 - s1) | s2 | (9 - s2);
  if (odd < 0 || text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return parseSlowly(text);
  if (text.charCodeAt(10) !== 84 || text.charCodeAt(13) !== 58 || text.charCodeAt(16) !== 58) return parseSlowly(text);
  const hour = h1 * 10 + h2;
  const minute = mi1 * 10 + mi2;
  const second = s1 * 10 + s2;
  if (hour > 23 || minute > 59 || second > 59) return parseSlowly(text);

  let at = 19;
  let millis = 0;
  let mark = text.charCodeAt(19);
  if (mark === 46) {
    if (length < 24) return parseSlowly(text);
    const f1 = text.charCodeAt(20) - 48;
    const f2 = text.charCodeAt(21) - 48;
    const f3 = text.charCodeAt(22) - 48;
    if ((f1 | (9 - f1) | f2 | (9 - f2) | f3 | (9 - f3)) < 0) return parseSlowly(text);
    millis = f1 * 100 + f2 * 10 + f3;
    at = 23;
    mark = text.charCodeAt(23);
  }
  let offset = 0;
  if (mark === 90) {
    if (length !== at + 1) return parseSlowly(text);
  } else {
    if ((mark !== 43 && mark !== 45) || length !== at + 6 || text.charCodeAt(at + 3) !== 58) return parseSlowly(text);
    const o1 = text.charCodeAt(at + 1) - 48;
    const o2 = text.charCodeAt(at + 2) - 48;
    const o3 = text.charCodeAt(at + 4) - 48;
    const o4 = text.charCodeAt(at + 5) - 48;
    if ((o1 | (9 - o1) | o2 | (9 - o2) | o3 | (9 - o3) | o4 | (9 - o4)) < 0) return parseSlowly(text);
    offset = (o1 * 10 + o2) * 60 + o3 * 10 + o4;
    if (mark === 45) offset = -offset;
  }

  const date = y1 * 10_000_000 + y2 * 1_000_000 + y3 * 100_000 + y4 * 10_000 + mo1 * 1000 + mo2 * 100 + d1 * 10 + d2;
  if (date !== lastDate) {
    const year = (date / 10_000) | 0;
    const month = mo1 * 10 + mo2;
    const day = d1 * 10 + d2;
    if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return Number.NaN;
    lastDateMs = dayNumberOf(year, month, day) * DAY_MS;
    lastDate = date;
  }
  return lastDateMs + ((hour * 60 + minute - offset) * 60 + second) * 1000 + millis;
}

const STAMP =
  /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s*(Z|z|[+-]\d{2}(?::?\d{2})?)?$/;

/**
 * Reads any other RFC 3339 or ISO 8601 form; `NaN` without an offset, because only the caller knows
 * the zone.
 */
function parseSlowly(text: string): number {
  const match = STAMP.exec(text.trim());
  if (match?.[8] === undefined) return Number.NaN;
  const local = localOf(match);
  const zone = match[8].toUpperCase();
  if (zone === 'Z') return local;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3).replace(':', '') || 0);
  return local - (zone.startsWith('-') ? -minutes : minutes) * MINUTE_MS;
}

/**
 * Returns the epoch milliseconds of a time without an offset, on the wall clock of `calendar`;
 * `NaN` if the text is not a time. A time that occurs twice gives the earlier instant.
 */
export function parseLocalStamp(text: string, calendar: Calendar): number {
  const match = STAMP.exec(text.trim());
  if (match === null || match[8] !== undefined) return Number.NaN;
  const local = localOf(match);
  if (Number.isNaN(local)) return Number.NaN;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return calendar.instantOf(year, month, day, (local - dayNumberOf(year, month, day) * DAY_MS) / MINUTE_MS);
}

function localOf(match: RegExpExecArray): number {
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const [hour, minute, second] = [Number(match[4] ?? 0), Number(match[5] ?? 0), Number(match[6] ?? 0)];
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return Number.NaN;
  // 24:00 is the end of the day in ISO 8601 and in utilities' files; 60 is a leap second.
  if (hour > 24 || (hour === 24 && minute + second > 0) || minute > 59 || second > 60) return Number.NaN;
  const millis = match[7] === undefined ? 0 : Math.floor(Number(`0.${match[7]}`) * 1000);
  return dayNumberOf(year, month, day) * DAY_MS + ((hour * 60 + minute) * 60 + second) * 1000 + millis;
}

/** Returns an ISO time for notes, or the number if it is beyond the range of `Date`. */
export function timeText(ms: number): string {
  return Math.abs(ms) <= 8.64e15 ? new Date(ms).toISOString() : String(ms);
}
