import type { Calendar, TimeRange } from '@arc-elements/intervals';

/**
 * A named range: a calendar day, week or month, twelve months up to the end of one, or all data.
 */
export type RangePreset = 'day' | 'week' | 'month' | 'year' | 'all';

/** Every preset, shortest first. */
export const RANGE_PRESETS: readonly RangePreset[] = ['day', 'week', 'month', 'year', 'all'];

/** Returns true for the name of a preset. */
export function isRangePreset(value: unknown): value is RangePreset {
  return typeof value === 'string' && (RANGE_PRESETS as readonly string[]).includes(value);
}

/** The furthest that a range may be from 1970. A step beyond it still gives a valid date. */
const FURTHEST_MS = Date.UTC(9999, 0);

/** Returns true for `{ startMs, endMs }` with instants in order and no later than the year 9999. */
export function isTimeRange(value: unknown): value is TimeRange {
  if (typeof value !== 'object' || value === null) return false;
  const { startMs, endMs } = value as Partial<TimeRange>;
  const isInstant = (ms: unknown): boolean => typeof ms === 'number' && Math.abs(ms) <= FURTHEST_MS;
  return isInstant(startMs) && isInstant(endMs) && (endMs as number) > (startMs as number);
}

/** Returns true if both ranges have the same start and end. */
export function sameRange(a: TimeRange, b: TimeRange): boolean {
  return a.startMs === b.startMs && a.endMs === b.endMs;
}

/**
 * Returns the range of a preset around an instant, on the meter's calendar. A day, week or month is
 * a whole one, even if data cover only part of it, so that two of them can be compared. A year is
 * the twelve months up to the end of the month of the instant. `all` is exactly the data.
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
 * Returns the range before (`direction` −1) or after (1) this one. A preset steps by its calendar
 * unit, whatever its length: a day may have 23, 24 or 25 hours. Any other range steps by its own
 * width.
 */
export function stepRange(
  range: TimeRange,
  preset: RangePreset | null,
  direction: -1 | 1,
  calendar: Calendar,
): TimeRange {
  switch (preset) {
    case 'day':
    case 'week': {
      const days = preset === 'day' ? 1 : 7;
      const startMs = calendar.addDays(range.startMs, direction * days);
      return { startMs, endMs: calendar.addDays(startMs, days) };
    }
    case 'month':
    case 'year': {
      const months = preset === 'month' ? 1 : 12;
      const startMs = calendar.addMonths(range.startMs, direction * months);
      return { startMs, endMs: calendar.addMonths(startMs, months) };
    }
    default: {
      const widthMs = range.endMs - range.startMs;
      return { startMs: range.startMs + direction * widthMs, endMs: range.endMs + direction * widthMs };
    }
  }
}

/** Returns true if there are data before (`direction` −1) or after (1) the range. */
export function hasDataBeyond(range: TimeRange, direction: -1 | 1, extent: TimeRange): boolean {
  return direction < 0 ? range.startMs > extent.startMs : range.endMs < extent.endMs;
}

/**
 * Moves a range without leaving the limits. Its width stays, unless it is wider than the limits.
 */
export function panRange(range: TimeRange, byMs: number, limits: TimeRange): TimeRange {
  const widthMs = Math.min(range.endMs - range.startMs, limits.endMs - limits.startMs);
  const startMs = Math.min(Math.max(Math.round(range.startMs + byMs), limits.startMs), limits.endMs - widthMs);
  return { startMs, endMs: startMs + widthMs };
}

/**
 * Narrows (`factor` below 1) or widens a range around an instant, whose place on the screen stays.
 */
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

/** Returns the smallest range that holds both. */
export function unionRange(a: TimeRange, b: TimeRange): TimeRange {
  return { startMs: Math.min(a.startMs, b.startMs), endMs: Math.max(a.endMs, b.endMs) };
}
