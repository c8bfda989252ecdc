import type { TimeRange } from '@arc-elements/intervals';
import type { Resolution } from '../data/resolution.ts';

/** The unit that begins at a tick. */
export type TickUnit = 'minute' | 'hour' | 'day' | 'month' | 'year';

/** One instant on a time axis. */
export interface CalendarTick {
  readonly ms: number;
  readonly unit: TickUnit;
  /**
   * True if this local time occurs twice, because the clocks go back; its label includes the
   * offset.
   */
  readonly repeated: boolean;
}

/** Formats times of one meter in one language, always in the meter's zone. */
export class TimeText {
  readonly locale: string;
  readonly timeZone: string;
  readonly #formats = new Map<string, Intl.DateTimeFormat>();

  constructor(locale: string, timeZone: string) {
    this.locale = locale;
    this.timeZone = timeZone;
  }

  /** `13:15`, or `1:15 PM` in locales with a 12-hour clock. */
  clock(ms: number): string {
    return this.#format('clock', { timeStyle: 'short' }).format(ms);
  }

  /** `Sun, Nov 6, 2011`. */
  day(ms: number): string {
    return this.#format('day', { weekday: 'short', year: 'numeric', month: 'short', day: 'numeric' }).format(ms);
  }

  /** `Nov 6, 2011`. */
  date(ms: number): string {
    return this.#format('date', { year: 'numeric', month: 'short', day: 'numeric' }).format(ms);
  }

  /** `Sun, Nov 6, 2011` for a calendar day `YYYY-MM-DD`, which has no zone. */
  plainDay(day: string): string {
    const options = { weekday: 'short', year: 'numeric', month: 'short', day: 'numeric', timeZone: 'UTC' } as const;
    return this.#format('plain-day', options).format(Date.parse(`${day}T00:00:00Z`));
  }

  /** `November 2011`. */
  month(ms: number): string {
    return this.#format('month', { year: 'numeric', month: 'long' }).format(ms);
  }

  /** `Nov 6, 2011, 23:45`. */
  moment(ms: number): string {
    return this.#format('moment', {
      year: 'numeric',
      month: 'short',
      day: 'numeric',
      hour: 'numeric',
      minute: '2-digit',
    }).format(ms);
  }

  /** Offset from UTC at an instant: `UTC−7` or `UTC+5:45`. */
  offset(ms: number): string {
    const parts = this.#format('offset', { timeZoneName: 'shortOffset', hour: 'numeric' }).formatToParts(ms);
    const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? '';
    // Some languages write GMT, some UTC, and UTC itself has no digits. One spelling is used for
    // all.
    const digits = /[+\-−]\s?[\d:]+/.exec(name)?.[0];
    return digits === undefined ? 'UTC' : `UTC${digits.replace('-', '−')}`;
  }

  /**
   * An interval with both ends and the offset, so that the hour that occurs twice in autumn is
   * clear: `Sun, Nov 6, 2011, 1:00 AM – 2:00 AM UTC−7`. Days, weeks and months are dates only.
   */
  interval(range: TimeRange, resolution: Resolution): string {
    switch (resolution) {
      case 'day':
        return this.day(range.startMs);
      case 'week':
        return `${this.date(range.startMs)} – ${this.date(range.endMs - 1)}`;
      case 'month':
        return this.month(range.startMs);
      default: {
        const from = this.offset(range.startMs);
        const to = this.offset(range.endMs);
        const start = this.#dayAndClock(range.startMs);
        return from === to
          ? `${start} – ${this.clock(range.endMs)} ${to}`
          : `${start} ${from} – ${this.clock(range.endMs)} ${to}`;
      }
    }
  }

  /** A time of day: `7 AM`, `07:00`. */
  minuteOfDay(minute: number): string {
    const ms = Date.UTC(2000, 0, 1, 0, minute);
    const text = this.#format('wall', { timeStyle: 'short', timeZone: 'UTC' }).format(ms);
    const hours = this.#format('wall-hour', { hour: 'numeric', timeZone: 'UTC' });
    return minute % 60 === 0 && hours.resolvedOptions().hour12 ? hours.format(ms) : text;
  }

  /** A range of any width, for a heading: `Feb 1, 2011 – Jan 31, 2012`. */
  span(range: TimeRange): string {
    const first = this.date(range.startMs);
    const last = this.date(range.endMs - 1);
    if (first === last) {
      return range.endMs - range.startMs < 22 * 3_600_000
        ? `${this.#dayAndClock(range.startMs)} – ${this.clock(range.endMs)}`
        : this.day(range.startMs);
    }
    return this.#format('date', { year: 'numeric', month: 'short', day: 'numeric' }).formatRange(
      range.startMs,
      range.endMs - 1,
    );
  }

  /** Label of a fine tick, such as `2 PM`, `6` or `Nov`. */
  tick(tick: CalendarTick): string {
    switch (tick.unit) {
      case 'minute':
      case 'hour':
        return tick.repeated ? `${this.#tickClock(tick.ms)} ${this.offset(tick.ms)}` : this.#tickClock(tick.ms);
      case 'day':
        return this.#format('tick-day', { day: 'numeric' }).format(tick.ms);
      case 'month':
        return this.#format('tick-month', { month: 'short' }).format(tick.ms);
      case 'year':
        return this.#format('tick-year', { year: 'numeric' }).format(tick.ms);
    }
  }

  /** Label of the larger unit around fine ticks, such as `Sun, Nov 6` or `Nov 2011`. */
  enclosing(unit: TickUnit, ms: number): string {
    if (unit === 'day')
      return this.#format('major-day', { weekday: 'short', day: 'numeric', month: 'short' }).format(ms);
    if (unit === 'month') return this.#format('major-month', { month: 'short', year: 'numeric' }).format(ms);
    return this.#format('tick-year', { year: 'numeric' }).format(ms);
  }

  #dayAndClock(ms: number): string {
    return `${this.day(ms)}${this.locale.startsWith('ar') ? '،' : ','} ${this.clock(ms)}`;
  }

  // `12 AM` is shorter than `12:00 AM`; with a 24-hour clock, only the minutes show that it is a
  // time.
  #tickClock(ms: number): string {
    const hours = this.#format('tick-hour', { hour: 'numeric' });
    const text = this.clock(ms);
    return hours.resolvedOptions().hour12 && /\D00\b/.test(text) ? hours.format(ms) : text;
  }

  // Creating a format is slow, so each is created once, when it is first needed.
  #format(key: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
    const known = this.#formats.get(key);
    if (known !== undefined) return known;
    const format = new Intl.DateTimeFormat(this.locale, { timeZone: this.timeZone, ...options });
    this.#formats.set(key, format);
    return format;
  }
}

const shared = new Map<string, TimeText>();

/** Returns the formatter of a zone and a language, shared among the charts of a page. */
export function timeText(locale: string, timeZone: string): TimeText {
  const key = `${locale} ${timeZone}`;
  let text = shared.get(key);
  if (text === undefined) {
    text = new TimeText(locale, timeZone);
    shared.set(key, text);
  }
  return text;
}
