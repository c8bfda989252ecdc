import type { Calendar } from '../calendar.ts';
import { dayNumberOf, daysInMonth } from '../civil.ts';
import { parseStamp } from '../stamp.ts';
import { DAY_MS, MINUTE_MS, zoneOf } from '../zone.ts';

/** Order of day and month in dates like 3/4/2024. */
export type DateOrder = 'month-first' | 'day-first';

/** Reads times without an offset in file order, so that an hour that occurs twice is told apart by its place in the file. */
export class WallClock {
  readonly #calendar: Calendar;
  readonly #order: DateOrder;

  constructor(calendar: Calendar, order: DateOrder) {
    this.#calendar = calendar;
    this.#order = order;
  }

  /**
   * The instant a cell means and its wall-clock time as if it were UTC (`NaN` when it has an offset of its own). Both `NaN` when the
   * cell is no time.
   * @param afterMs - Start of the row before, so that a repeated wall time that would not come after it is the second one.
   */
  read(text: string, afterMs: number): { readonly ms: number; readonly wall: number } {
    const stamped = parseStamp(text);
    if (!Number.isNaN(stamped)) return { ms: stamped, wall: Number.NaN };
    const wall = parseWall(text, this.#order);
    return { ms: Number.isNaN(wall) ? Number.NaN : this.#instantOf(wall, afterMs), wall };
  }

  #instantOf(wall: number, afterMs: number): number {
    const zone = zoneOf(this.#calendar.timeZone);
    const first = zone.instantOf(wall);
    if (first > afterMs || afterMs - first > 3 * 3_600_000) return first;
    // Shown twice: the second time is under the offset that follows.
    const change = zone.nextChange(first);
    const second = wall - zone.offsetAt(change);
    return second >= change && second > afterMs && second - first <= 3 * 3_600_000 ? second : first;
  }
}

const DATE =
  /^(?:(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})|(\d{1,2})[-/.](\d{1,2})[-/.](\d{2,4})|(\d{1,2})[ -]([A-Za-z]{3,9})[ -,]+(\d{4})|([A-Za-z]{3,9}) (\d{1,2}),? (\d{4}))(?:[T ,]+(.*))?$/;
const TIME = /^(\d{1,2})(?::?(\d{2}))?(?::(\d{2})(?:[.,]\d+)?)?\s*([ap])?\.?m?\.?$/i;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Wall-clock time of a cell as if it were UTC, in the layouts that utilities write; `NaN` when it is none. */
export function parseWall(text: string, order: DateOrder): number {
  const match = DATE.exec(text.trim());
  if (match === null) return Number.NaN;
  const [, y, m, d, first, second, year, dayText, monthName, namedYear, name, nameDay, nameYear, time] = match;
  let day: number;
  if (y !== undefined) day = dayOf(Number(y), Number(m), Number(d));
  else if (first !== undefined) {
    const full = Number(year) < 100 ? 2000 + Number(year) : Number(year);
    const [month, date] = order === 'month-first' ? [first, second] : [second, first];
    day = dayOf(full, Number(month), Number(date));
  } else {
    const word = (monthName ?? name ?? '').slice(0, 3).toLowerCase();
    day = dayOf(Number(namedYear ?? nameYear), MONTHS.indexOf(word) + 1, Number(dayText ?? nameDay));
  }
  const minutes = time === undefined || time.trim() === '' ? 0 : parseTime(time);
  return day * DAY_MS + minutes * MINUTE_MS;
}

/** Minutes after midnight of `13:45`, `1:45 PM`, `24:00`, `1345`; `NaN` when it is no time. */
export function parseTime(text: string): number {
  const match = TIME.exec(text.trim());
  if (match === null) return Number.NaN;
  let hour = Number(match[1]);
  const minute = Number(match[2] ?? 0);
  const half = match[4]?.toLowerCase();
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return Number.NaN;
    hour = (hour % 12) + (half === 'p' ? 12 : 0);
  }
  if (hour > 24 || minute > 59 || (hour === 24 && minute > 0)) return Number.NaN;
  return hour * 60 + minute + Number(match[3] ?? 0) / 60;
}

function dayOf(year: number, month: number, day: number): number {
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return Number.NaN;
  return dayNumberOf(year, month, day);
}

/** Day first when a date cannot be read month first; else month first, unless dots or semicolons speak of another continent. */
export function dateOrderOf(rows: readonly (readonly string[])[], delimiter: string): DateOrder {
  let dots = false;
  for (const fields of rows) {
    for (let i = 0; i < Math.min(fields.length, 3); i++) {
      const match = /^(\d{1,2})([-/.])(\d{1,2})[-/.]\d{2,4}/.exec(fields[i]!);
      if (match === null) continue;
      if (Number(match[1]) > 12) return 'day-first';
      if (Number(match[3]) > 12) return 'month-first';
      if (match[2] === '.') dots = true;
    }
  }
  return dots || delimiter === ';' ? 'day-first' : 'month-first';
}
