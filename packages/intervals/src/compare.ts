import { createCalendar } from './calendar.ts';
import { civilOf, dayNumberOf, daysInMonth, dayText } from './civil.ts';
import { sumOf } from './noise.ts';
import type { Series } from './series.ts';
import { type DayTotals, forEachDay } from './totals.ts';

/**
 * Which earlier day a day is compared with. `calendar-date`: the same date some months before, so 5
 * March with 5 February; a date that the earlier month lacks has no partner. `weekday`: the same
 * weekday, whole weeks before. `day-index`: the first day with the first, the second with the
 * second, and so on.
 */
export type Alignment = 'calendar-date' | 'weekday' | 'day-index';

/** The two periods to compare. Days are `YYYY-MM-DD` in the meter's zone. */
export interface CompareOptions {
  readonly alignment: Alignment;
  /** First day of the period. */
  readonly from: string;
  /** The day after its last. */
  readonly to: string;
  /**
   * First day of the earlier period. For `calendar-date` it names the month to go back to; for
   * `weekday` the nearest same weekday is taken. Default: a year before `from`.
   */
  readonly earlierFrom?: string | undefined;
}

/** One day and the earlier day that it is compared with. */
export interface ComparedDay {
  readonly day: string;
  /**
   * `null` if the alignment has no partner for this day (30 March with February), never the nearest
   * day in its place.
   */
  readonly earlierDay: string | null;
  /** Totals; `null` when the series has no slot on that day. */
  readonly current: DayTotals | null;
  readonly earlier: DayTotals | null;
}

/** Two periods day by day. */
export interface Comparison {
  readonly alignment: Alignment;
  readonly days: readonly ComparedDay[];
  /**
   * Import of the days that are measured from midnight to midnight in both periods, kWh; `null` if
   * there is no such day. Only this sum and `earlierKwh` may be compared.
   */
  readonly currentKwh: number | null;
  readonly earlierKwh: number | null;
  /** Days that count in both sums. */
  readonly comparableDays: number;
}

/**
 * The partner of a day is at most so far from the one by number: `earlierFrom` may be any day of
 * the month to go back to.
 */
const REACH_DAYS = 40;

/**
 * Compares a period with an earlier one day by day. Days are never moved to fit: months of unequal
 * length, leap days and days without data leave a day without a partner, and the sums use only days
 * that were measured completely in both periods.
 * @throws {RangeError} A day that is not a date.
 */
export function comparePeriods(series: Series, options: CompareOptions): Comparison {
  const from = dayNumber(options.from);
  const to = dayNumber(options.to);
  const earlierFrom = options.earlierFrom === undefined ? yearBefore(from) : dayNumber(options.earlierFrom);
  const calendar = createCalendar(series.timeZone);
  const totals = new Map<string, DayTotals>();
  const first = Math.min(from, earlierFrom) - REACH_DAYS;
  const span = Math.max(to, earlierFrom + (to - from)) + REACH_DAYS;
  const range = { startMs: calendar.startOfDayNumber(first), endMs: calendar.startOfDayNumber(span) };
  const whole = new Set<string>();
  forEachDay(series, range, (day, isWhole) => {
    totals.set(day.day, day);
    if (isWhole) whole.add(day.day);
  });
  const partner = partnerOf(options.alignment, from, earlierFrom);
  const days: ComparedDay[] = [];
  let currentKwh = 0;
  let earlierKwh = 0;
  let comparableDays = 0;
  for (let number = from; number < to; number++) {
    const day = dayText(civilOf(number));
    const earlierNumber = partner(number);
    const earlierDay = earlierNumber === null ? null : dayText(civilOf(earlierNumber));
    const current = totals.get(day) ?? null;
    const earlier = earlierDay === null ? null : (totals.get(earlierDay) ?? null);
    days.push({ day, earlierDay, current, earlier });
    if (current?.importKwh == null || earlier?.importKwh == null) continue;
    // Half a day compared with a whole one would look like a saving.
    if (!whole.has(day) || !whole.has(earlier.day)) continue;
    currentKwh += current.importKwh;
    earlierKwh += earlier.importKwh;
    comparableDays++;
  }
  const known = comparableDays > 0;
  return {
    alignment: options.alignment,
    days,
    currentKwh: known ? sumOf(currentKwh, comparableDays) : null,
    earlierKwh: known ? sumOf(earlierKwh, comparableDays) : null,
    comparableDays,
  };
}

function partnerOf(alignment: Alignment, from: number, earlierFrom: number): (day: number) => number | null {
  if (alignment === 'day-index') return (day) => day - from + earlierFrom;
  if (alignment === 'weekday') {
    const shift = Math.round((from - earlierFrom) / 7) * 7;
    return (day) => day - shift;
  }
  const a = civilOf(from);
  const b = civilOf(earlierFrom);
  const months = (a.year - b.year) * 12 + a.month - b.month;
  return (number) => {
    const { year, month, day } = civilOf(number);
    const first = civilOf(dayNumberOf(year, month - months, 1));
    return day > daysInMonth(first.year, first.month) ? null : dayNumberOf(first.year, first.month, day);
  };
}

function yearBefore(day: number): number {
  const { year, month } = civilOf(day);
  return Math.min(dayNumberOf(year - 1, month, civilOf(day).day), dayNumberOf(year - 1, month + 1, 1) - 1);
}

/** Returns the day number of a `YYYY-MM-DD` text. */
function dayNumber(text: string): number {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  const [year, month, day] = [Number(match?.[1]), Number(match?.[2]), Number(match?.[3])];
  if (month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)) return dayNumberOf(year, month, day);
  throw new RangeError(`"${text}" is not a day of the form YYYY-MM-DD`);
}
