import { DAY_MS } from './zone.ts';

/** A calendar date without a zone. `month` is 1 to 12, `day` 1 to 31. */
export interface CivilDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/**
 * Days from 1970-01-01 to a proleptic Gregorian date. Months outside 1 to 12 roll over into other
 * years.
 */
export function dayNumberOf(year: number, month: number, day: number): number {
  // The calendar repeats after 400 years; `Date.UTC` reads a year before 100 as one of the 20th
  // century.
  return Date.UTC(year + 400, month - 1, day) / DAY_MS - 146_097;
}

/** Returns the date that lies `dayNumber` days after 1970-01-01. */
export function civilOf(dayNumber: number): CivilDate {
  const date = new Date(dayNumber * DAY_MS);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** Days in a month (1 to 12) of a year. */
export function daysInMonth(year: number, month: number): number {
  return dayNumberOf(year, month + 1, 1) - dayNumberOf(year, month, 1);
}

/** Returns the day of the week of a day number: 1 Monday to 7 Sunday (ISO 8601). */
export function weekdayOf(dayNumber: number): number {
  return ((((dayNumber + 3) % 7) + 7) % 7) + 1;
}

/** Returns a date as `YYYY-MM-DD`. */
export function dayText(date: CivilDate): string {
  return `${monthText(date)}-${two(date.day)}`;
}

/** Returns the month of a date as `YYYY-MM`. */
export function monthText(date: CivilDate): string {
  return `${String(date.year).padStart(4, '0')}-${two(date.month)}`;
}

/** Returns the number with two digits. */
export function two(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}
