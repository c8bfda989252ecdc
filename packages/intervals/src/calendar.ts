import { civilOf, dayNumberOf, daysInMonth, dayText, monthText, weekdayOf } from './civil.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, type Zone, zoneOf } from './zone.ts';

/** The wall clock at one instant. */
export interface LocalParts {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** 1 Monday to 7 Sunday. */
  readonly weekday: number;
  /** Local time minus UTC. */
  readonly offsetMinutes: number;
}

/**
 * The calendar of one time zone. Takes and returns epoch milliseconds. Days have 23, 24, 25 or
 * other numbers of hours, as the zone had them. Changes of the offset are looked up once per zone
 * and cached; no method calls `Intl` per reading.
 */
export interface Calendar {
  /** Resolved IANA name. */
  readonly timeZone: string;
  /** Local time minus UTC, in minutes; fractional only for offsets before about 1970. */
  offsetMinutesAt(ms: number): number;
  /**
   * First instant at which the offset differs from the one at `ms`; `Infinity` when none is known.
   */
  nextOffsetChange(ms: number): number;
  /** First instant of the local day; where midnight is skipped, the instant the clocks jump. */
  startOfDay(ms: number): number;
  /**
   * The same wall-clock time `n` days later; a time that is skipped gives the instant of the
   * change.
   */
  addDays(ms: number, n: number): number;
  /** Start of the week that begins on `firstDay` (1 Monday to 7 Sunday; default Monday). */
  startOfWeek(ms: number, firstDay?: number): number;
  startOfMonth(ms: number): number;
  /** The same wall-clock time `n` months later; a day the month lacks gives its last day. */
  addMonths(ms: number, n: number): number;
  startOfYear(ms: number): number;
  /**
   * Start of the local clock hour; right after a change inside an hour, the instant of the change.
   */
  startOfHour(ms: number): number;
  /**
   * Start of the clock hour `n` hours after the one of `ms`, counting the repeated hour twice and
   * no skipped one.
   */
  addHours(ms: number, n: number): number;
  /** `YYYY-MM-DD`. */
  day(ms: number): string;
  /** `YYYY-MM`. */
  month(ms: number): string;
  /** Minutes on the wall clock since its midnight, 0 to 1439 (fractional between minutes). */
  minuteOfDay(ms: number): number;
  /** 1 Monday to 7 Sunday. */
  weekday(ms: number): number;
  parts(ms: number): LocalParts;
  /** Days from 1970-01-01 to the local date of an instant. */
  dayNumber(ms: number): number;
  /**
   * First instant of a local date given as a day number. A date the zone skipped gives the start of
   * the next one.
   */
  startOfDayNumber(dayNumber: number): number;
  /**
   * The instant at which the wall clock shows this time. A time that occurs twice gives the earlier
   * instant, a skipped one the instant of the change.
   */
  instantOf(year: number, month: number, day: number, minuteOfDay?: number): number;
}

class ZoneCalendar implements Calendar {
  readonly #zone: Zone;

  constructor(zone: Zone) {
    this.#zone = zone;
  }

  get timeZone(): string {
    return this.#zone.name;
  }

  offsetMinutesAt(ms: number): number {
    return this.#zone.offsetAt(ms) / MINUTE_MS;
  }

  nextOffsetChange(ms: number): number {
    return this.#zone.nextChange(ms);
  }

  dayNumber(ms: number): number {
    return Math.floor((ms + this.#zone.offsetAt(ms)) / DAY_MS);
  }

  startOfDayNumber(dayNumber: number): number {
    const local = dayNumber * DAY_MS;
    const start = this.#zone.instantOf(local);
    // Clocks that are set back shortly after midnight (Newfoundland until 2011, at 00:01) return to
    // the day before. The day then starts at its second midnight, so that days are contiguous.
    const change = this.#zone.nextChange(start);
    if (change - start < 3 * HOUR_MS && change + this.#zone.offsetAt(change) < local) {
      return local - this.#zone.offsetAt(change);
    }
    return start;
  }

  startOfDay(ms: number): number {
    const number = this.dayNumber(ms);
    const start = this.startOfDayNumber(number);
    return start <= ms ? start : this.startOfDayNumber(number - 1);
  }

  addDays(ms: number, n: number): number {
    const local = ms + this.#zone.offsetAt(ms);
    const midnight = Math.floor(local / DAY_MS);
    if (local === midnight * DAY_MS || ms === this.startOfDayNumber(midnight)) {
      return this.startOfDayNumber(midnight + n);
    }
    return this.#zone.instantOf(local + n * DAY_MS);
  }

  startOfWeek(ms: number, firstDay = 1): number {
    const number = this.dayNumber(this.startOfDay(ms));
    return this.startOfDayNumber(number - ((weekdayOf(number) - firstDay + 7) % 7));
  }

  startOfMonth(ms: number): number {
    const { year, month } = civilOf(this.dayNumber(this.startOfDay(ms)));
    return this.startOfDayNumber(dayNumberOf(year, month, 1));
  }

  addMonths(ms: number, n: number): number {
    const number = this.dayNumber(ms);
    const { year, month, day } = civilOf(number);
    const first = civilOf(dayNumberOf(year, month + n, 1));
    const target = dayNumberOf(first.year, first.month, Math.min(day, daysInMonth(first.year, first.month)));
    return this.addDays(ms, target - number);
  }

  startOfYear(ms: number): number {
    const { year } = civilOf(this.dayNumber(this.startOfDay(ms)));
    return this.startOfDayNumber(dayNumberOf(year, 1, 1));
  }

  startOfHour(ms: number): number {
    const offset = this.#zone.offsetAt(ms);
    const start = Math.floor((ms + offset) / HOUR_MS) * HOUR_MS - offset;
    if (this.#zone.offsetAt(start) === offset) return start;
    // The change lies inside this clock hour (Lord Howe's half-hour shift): the hour after it
    // starts at the change.
    const change = this.#zone.nextChange(start);
    return change <= ms ? change : start;
  }

  addHours(ms: number, n: number): number {
    let hour = this.startOfHour(ms);
    for (let i = 0; i < n; i++) {
      const offset = this.#zone.offsetAt(hour);
      const next = (Math.floor((hour + offset) / HOUR_MS) + 1) * HOUR_MS - offset;
      hour = Math.min(next, this.#zone.nextChange(hour));
    }
    for (let i = 0; i > n; i--) hour = this.startOfHour(hour - 1);
    return hour;
  }

  day(ms: number): string {
    return dayText(civilOf(this.dayNumber(ms)));
  }

  month(ms: number): string {
    return monthText(civilOf(this.dayNumber(ms)));
  }

  minuteOfDay(ms: number): number {
    const local = ms + this.#zone.offsetAt(ms);
    return (local - Math.floor(local / DAY_MS) * DAY_MS) / MINUTE_MS;
  }

  weekday(ms: number): number {
    return weekdayOf(this.dayNumber(ms));
  }

  parts(ms: number): LocalParts {
    const offset = this.#zone.offsetAt(ms);
    const local = ms + offset;
    const number = Math.floor(local / DAY_MS);
    const seconds = Math.floor((local - number * DAY_MS) / 1000);
    return {
      ...civilOf(number),
      hour: Math.floor(seconds / 3600),
      minute: Math.floor(seconds / 60) % 60,
      second: seconds % 60,
      weekday: weekdayOf(number),
      offsetMinutes: offset / MINUTE_MS,
    };
  }

  instantOf(year: number, month: number, day: number, minuteOfDay = 0): number {
    return this.#zone.instantOf(dayNumberOf(year, month, day) * DAY_MS + minuteOfDay * MINUTE_MS);
  }
}

const calendars = new Map<string, Calendar>();

/**
 * Returns the calendar of an IANA zone or alias. Calls with the same zone share one object.
 * @throws {RangeError} No such zone. `resolveTimeZone` returns `null` in place of throwing.
 */
export function createCalendar(timeZone: string): Calendar {
  const calendar = calendars.get(timeZone) ?? new ZoneCalendar(zoneOf(timeZone));
  calendars.set(timeZone, calendar);
  return calendar;
}
