import type { TimeRange } from '@arc-elements/intervals';
import type { Resolution } from '../data/resolution.ts';

/** What a tick begins, which decides how it is written. */
export type TickUnit = 'minute' | 'hour' | 'day' | 'month' | 'year';

/** One instant on a time axis. */
export interface CalendarTick {
  readonly ms: number;
  readonly unit: TickUnit;
  /** The clock was turned back around here and this local time comes twice: write its offset too. */
  readonly repeated: boolean;
}

/** Writes instants of one meter in one language. Every text is in the meter's zone, whatever the viewer's is. */
export class TimeText {
  readonly locale: string;
  readonly timeZone: string;
  readonly #formats = new Map<string, Intl.DateTimeFormat>();

  constructor(locale: string, timeZone: string) {
    this.locale = locale;
    this.timeZone = timeZone;
  }

  /** `13:15`, or `1:15 PM` where people write it so. */
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

  /** A calendar day given as `YYYY-MM-DD`, which has no zone and must not get one. */
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

  /** Distance from UTC in force at an instant, `UTC−7` or `UTC+5:45`. */
  offset(ms: number): string {
    const parts = this.#format('offset', { timeZoneName: 'shortOffset', hour: 'numeric' }).formatToParts(ms);
    const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? '';
    // Some languages write GMT, some UTC, and the plain zone has no digits at all; one spelling reads the same
    // everywhere.
    const digits = /[+\-−]\s?[\d:]+/.exec(name)?.[0];
    return digits === undefined ? 'UTC' : `UTC${digits.replace('-', '−')}`;
  }

  /**
   * An interval with both its ends and the offset in force, so that the two same hours of autumn differ:
   * `Sun, Nov 6, 2011, 1:00 AM – 2:00 AM UTC−7`. Whole days, weeks and months are written as such.
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

  /** A time on the wall clock, whatever the day: `7 AM`, `07:00`. */
  minuteOfDay(minute: number): string {
    const ms = Date.UTC(2000, 0, 1, 0, minute);
    const text = this.#format('wall', { timeStyle: 'short', timeZone: 'UTC' }).format(ms);
    const hours = this.#format('wall-hour', { hour: 'numeric', timeZone: 'UTC' });
    return minute % 60 === 0 && hours.resolvedOptions().hour12 ? hours.format(ms) : text;
  }

  /** Both ends of a span of any width, in words for a heading: `Feb 1, 2011 – Jan 31, 2012`. */
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

  /** Label of a fine tick. */
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

  /** Label of the span that fine ticks lie in. */
  enclosing(unit: TickUnit, ms: number): string {
    if (unit === 'day')
      return this.#format('major-day', { weekday: 'short', day: 'numeric', month: 'short' }).format(ms);
    if (unit === 'month') return this.#format('major-month', { month: 'short', year: 'numeric' }).format(ms);
    return this.#format('tick-year', { year: 'numeric' }).format(ms);
  }

  #dayAndClock(ms: number): string {
    return `${this.day(ms)}${this.locale.startsWith('ar') ? '،' : ','} ${this.clock(ms)}`;
  }

  // `12 AM` says as much as `12:00 AM` in less room; where hours run to 24 the minutes make it a time.
  #tickClock(ms: number): string {
    const hours = this.#format('tick-hour', { hour: 'numeric' });
    const text = this.clock(ms);
    return hours.resolvedOptions().hour12 && /\D00\b/.test(text) ? hours.format(ms) : text;
  }

  // Making an Intl format costs more than a thousand uses of it, so each is made once, when it is first needed.
  #format(key: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
    const known = this.#formats.get(key);
    if (known !== undefined) return known;
    const made = new Intl.DateTimeFormat(this.locale, { timeZone: this.timeZone, ...options });
    this.#formats.set(key, made);
    return made;
  }
}

const known = new Map<string, TimeText>();

/** The texts of a zone in a language; charts of one page share them, because making formats is slow. */
export function timeText(locale: string, timeZone: string): TimeText {
  const key = `${locale} ${timeZone}`;
  let text = known.get(key);
  if (text === undefined) {
    text = new TimeText(locale, timeZone);
    known.set(key, text);
  }
  return text;
}
