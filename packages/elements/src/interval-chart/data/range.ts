import type { Calendar, TimeRange } from '@arc-elements/intervals';

/**
 * A named range: the calendar day, week or month that holds the data looked at, the twelve months up to its end, or
 * everything.
 */
export type RangePreset = 'day' | 'week' | 'month' | 'year' | 'all';

/** Every preset, shortest first. */
export const RANGE_PRESETS: readonly RangePreset[] = ['day', 'week', 'month', 'year', 'all'];

/** True for a word that names a preset. */
export function isRangePreset(value: unknown): value is RangePreset {
  return typeof value === 'string' && (RANGE_PRESETS as readonly string[]).includes(value);
}

/** As far from 1970 as a range may reach: a step beyond it is a date still, which every calendar can write. */
const FURTHEST_MS = Date.UTC(9999, 0);

/** True for `{ startMs, endMs }` with instants in order, of years of four digits at most. */
export function isTimeRange(value: unknown): value is TimeRange {
  if (typeof value !== 'object' || value === null) return false;
  const { startMs, endMs } = value as Partial<TimeRange>;
  const isInstant = (ms: unknown): boolean => typeof ms === 'number' && Math.abs(ms) <= FURTHEST_MS;
  return isInstant(startMs) && isInstant(endMs) && (endMs as number) > (startMs as number);
}

/** Same instants, not same object. */
export function sameRange(a: TimeRange, b: TimeRange): boolean {
  return a.startMs === b.startMs && a.endMs === b.endMs;
}

/**
 * The span a preset stands for around an instant, on the meter's calendar. A day, week or month is the whole calendar
 * one, also where data covers only part of it, so that two of them compare; a year is twelve whole months and moves
 * in whole months; `all` is exactly the data.
 */
export function presetRange(preset: RangePreset, aroundMs: number, extent: TimeRange, calendar: Calendar): TimeRange {
  const at = Math.min(Math.max(aroundMs, extent.startMs), extent.endMs - 1);
  switch (preset) {
    case 'day': {
      const startMs = calendar.startOfDay(at);
      return { startMs, endMs: calendar.addDays(startMs, 1) };
    }
    case 'week': {
      const startMs = calendar.startOfWeek(at);
      return { startMs, endMs: calendar.addDays(startMs, 7) };
    }
    case 'month': {
      const startMs = calendar.startOfMonth(at);
      return { startMs, endMs: calendar.addMonths(startMs, 1) };
    }
    case 'year': {
      const lastMonth = calendar.startOfMonth(at);
      return { startMs: calendar.addMonths(lastMonth, -11), endMs: calendar.addMonths(lastMonth, 1) };
    }
    case 'all':
      return extent;
  }
}

/**
 * The range before (`direction` −1) or after (1) this one. A preset steps by its calendar unit, so months keep their
 * lengths and days their 23, 24 or 25 hours; any other range steps by its own width.
 */
export function stepRange(
  range: TimeRange,
  preset: RangePreset | null,
  direction: -1 | 1,
  calendar: Calendar,
): TimeRange {
  switch (preset) {
    case 'day': {
      const startMs = calendar.addDays(range.startMs, direction);
      return { startMs, endMs: calendar.addDays(startMs, 1) };
    }
    case 'week': {
      const startMs = calendar.addDays(range.startMs, 7 * direction);
      return { startMs, endMs: calendar.addDays(startMs, 7) };
    }
    case 'month': {
      const startMs = calendar.addMonths(range.startMs, direction);
      return { startMs, endMs: calendar.addMonths(startMs, 1) };
    }
    case 'year': {
      const startMs = calendar.addMonths(range.startMs, 12 * direction);
      return { startMs, endMs: calendar.addMonths(startMs, 12) };
    }
    default: {
      const widthMs = range.endMs - range.startMs;
      return { startMs: range.startMs + direction * widthMs, endMs: range.endMs + direction * widthMs };
    }
  }
}

/** True while some data lies beyond that side of the range. */
export function hasDataBeyond(range: TimeRange, direction: -1 | 1, extent: TimeRange): boolean {
  return direction < 0 ? range.startMs > extent.startMs : range.endMs < extent.endMs;
}

/** Moves a range by a span without leaving the limits; its width never changes unless it is wider than the limits. */
export function panRange(range: TimeRange, byMs: number, limits: TimeRange): TimeRange {
  const widthMs = Math.min(range.endMs - range.startMs, limits.endMs - limits.startMs);
  const startMs = Math.min(Math.max(Math.round(range.startMs + byMs), limits.startMs), limits.endMs - widthMs);
  return { startMs, endMs: startMs + widthMs };
}

/** Narrows (`factor` below 1) or widens a range around an instant that stays where it is on the screen. */
export function zoomRange(
  range: TimeRange,
  factor: number,
  aroundMs: number,
  limits: TimeRange,
  minMs: number,
): TimeRange {
  const widthMs = range.endMs - range.startMs;
  const fullMs = limits.endMs - limits.startMs;
  const nextMs = Math.round(Math.min(Math.max(widthMs * factor, Math.min(minMs, fullMs)), fullMs));
  const share = widthMs === 0 ? 0.5 : (aroundMs - range.startMs) / widthMs;
  const startMs = Math.round(aroundMs - share * nextMs);
  return panRange({ startMs, endMs: startMs + nextMs }, 0, limits);
}

/**
 * The smallest span that holds both, so that a whole calendar month can be shown around data that covers part of it.
 */
export function unionRange(a: TimeRange, b: TimeRange): TimeRange {
  return { startMs: Math.min(a.startMs, b.startMs), endMs: Math.max(a.endMs, b.endMs) };
}
