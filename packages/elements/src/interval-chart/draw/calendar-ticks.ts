import type { Calendar, TimeRange } from '@arc-elements/intervals';
import type { CalendarTick, TickUnit } from '../text/time-text.ts';

/** Ticks of a time axis: the fine ones, and those of the larger units around them. */
export interface CalendarTicks {
  readonly minor: readonly CalendarTick[];
  readonly major: readonly CalendarTick[];
}

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** Step between fine ticks, and the larger unit around them. */
interface Step {
  readonly unit: TickUnit;
  readonly every: number;
  readonly ms: number;
  readonly above: TickUnit;
}

const STEPS: readonly Step[] = [
  { unit: 'minute', every: 5, ms: 5 * MINUTE_MS, above: 'day' },
  { unit: 'minute', every: 15, ms: 15 * MINUTE_MS, above: 'day' },
  { unit: 'minute', every: 30, ms: 30 * MINUTE_MS, above: 'day' },
  { unit: 'hour', every: 1, ms: HOUR_MS, above: 'day' },
  { unit: 'hour', every: 2, ms: 2 * HOUR_MS, above: 'day' },
  { unit: 'hour', every: 3, ms: 3 * HOUR_MS, above: 'day' },
  { unit: 'hour', every: 6, ms: 6 * HOUR_MS, above: 'day' },
  { unit: 'hour', every: 12, ms: 12 * HOUR_MS, above: 'day' },
  { unit: 'day', every: 1, ms: DAY_MS, above: 'month' },
  { unit: 'day', every: 2, ms: 2 * DAY_MS, above: 'month' },
  { unit: 'day', every: 5, ms: 5 * DAY_MS, above: 'month' },
  { unit: 'day', every: 10, ms: 10 * DAY_MS, above: 'month' },
  { unit: 'month', every: 1, ms: 30.4 * DAY_MS, above: 'year' },
  { unit: 'month', every: 2, ms: 60.8 * DAY_MS, above: 'year' },
  { unit: 'month', every: 3, ms: 91.3 * DAY_MS, above: 'year' },
  { unit: 'month', every: 6, ms: 182.6 * DAY_MS, above: 'year' },
  { unit: 'year', every: 1, ms: 365.25 * DAY_MS, above: 'year' },
  { unit: 'year', every: 2, ms: 730.5 * DAY_MS, above: 'year' },
  { unit: 'year', every: 5, ms: 1826 * DAY_MS, above: 'year' },
];

/**
 * Returns ticks on the meter's calendar, at least `minPx` apart. Days begin at local midnight, so
 * one of 23 or 25 hours has its own width. Steps of several days count from the first of the month.
 */
export function calendarTicks(range: TimeRange, widthPx: number, minPx: number, calendar: Calendar): CalendarTicks {
  const pxPerMs = widthPx / (range.endMs - range.startMs);
  const step = STEPS.find((candidate) => candidate.ms * pxPerMs >= minPx) ?? (STEPS.at(-1) as Step);
  const minor =
    step.unit === 'minute' || step.unit === 'hour'
      ? clockTicks(range, step, calendar)
      : step.unit === 'day'
        ? dayTicks(range, step.every, calendar)
        : monthTicks(range, step, calendar);
  return { minor, major: step.above === step.unit ? [] : majorTicks(range, step.above, calendar) };
}

/** Returns the starts of the local days in a range, including the day that it begins in. */
export function dayStarts(range: TimeRange, calendar: Calendar): readonly number[] {
  const starts: number[] = [];
  for (let ms = calendar.startOfDay(range.startMs); ms < range.endMs; ms = calendar.addDays(ms, 1)) starts.push(ms);
  return starts;
}

function clockTicks(range: TimeRange, step: Step, calendar: Calendar): readonly CalendarTick[] {
  const everyMinutes = step.unit === 'hour' ? step.every * 60 : step.every;
  const ticks: CalendarTick[] = [];
  for (const day of dayStarts(range, calendar)) {
    const nextDay = calendar.addDays(day, 1);
    const hasClockChange = nextDay - day !== DAY_MS;
    // After a change of the clocks, local hours are no longer multiples of the step from midnight.
    const strideMs = hasClockChange ? Math.min(30, everyMinutes) * MINUTE_MS : everyMinutes * MINUTE_MS;
    const seen = new Set<number>();
    for (let ms = day; ms < nextDay; ms += strideMs) {
      const minute = calendar.minuteOfDay(ms);
      if (hasClockChange && minute % everyMinutes !== 0) continue;
      const repeated = hasClockChange && (seen.has(minute) || calendar.minuteOfDay(ms + HOUR_MS) === minute);
      seen.add(minute);
      if (ms < range.startMs || ms >= range.endMs) continue;
      ticks.push({ ms, unit: minute === 0 ? 'day' : minute % 60 === 0 ? 'hour' : 'minute', repeated });
    }
  }
  return ticks;
}

function dayTicks(range: TimeRange, every: number, calendar: Calendar): readonly CalendarTick[] {
  const ticks: CalendarTick[] = [];
  for (const ms of dayStarts(range, calendar)) {
    if (ms < range.startMs) continue;
    const dayOfMonth = Number(calendar.day(ms).slice(8));
    // Labels of the 31st and the 1st would overlap.
    if (every > 1 && (dayOfMonth - 1) % every !== 0) continue;
    if (every > 1 && dayOfMonth > 1 && 31 - dayOfMonth < every / 2) continue;
    ticks.push({ ms, unit: dayOfMonth === 1 ? 'month' : 'day', repeated: false });
  }
  return ticks;
}

function monthTicks(range: TimeRange, step: Step, calendar: Calendar): readonly CalendarTick[] {
  const ticks: CalendarTick[] = [];
  for (let ms = calendar.startOfMonth(range.startMs); ms < range.endMs; ms = calendar.addMonths(ms, 1)) {
    if (ms < range.startMs) continue;
    const [year, month] = calendar.month(ms).split('-').map(Number) as [number, number];
    const fits = step.unit === 'year' ? month === 1 && year % step.every === 0 : (month - 1) % step.every === 0;
    if (fits) ticks.push({ ms, unit: step.unit === 'year' || month === 1 ? 'year' : 'month', repeated: false });
  }
  return ticks;
}

function majorTicks(range: TimeRange, unit: TickUnit, calendar: Calendar): readonly CalendarTick[] {
  const ticks: CalendarTick[] = [];
  if (unit === 'day') {
    for (const ms of dayStarts(range, calendar)) ticks.push({ ms, unit, repeated: false });
    return ticks;
  }
  for (let ms = calendar.startOfMonth(range.startMs); ms < range.endMs; ms = calendar.addMonths(ms, 1)) {
    if (unit === 'month' || calendar.month(ms).endsWith('-01') || ticks.length === 0)
      ticks.push({ ms, unit, repeated: false });
  }
  return ticks;
}
