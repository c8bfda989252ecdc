import { forEachBucket, Run } from './buckets.ts';
import { createCalendar } from './calendar.ts';
import { isBeforeChannel } from './coverage.ts';
import type { Series, TimeRange } from './series.ts';

/** Energy of one day or month. */
export interface Totals {
  /** kWh; `null` where nothing was measured. */
  readonly importKwh: number | null;
  /** kWh; `null` where nothing was measured. */
  readonly exportKwh: number | null;
  /** kWh over the slots where both are known; `null` where there is none. */
  readonly netKwh: number | null;
  /** Slots that start in it, including missing ones: 92, 96 or 100 on a day of 15-minute slots. */
  readonly slots: number;
  /** Share of its published slots with values for every channel measured there, 0 to 1. */
  readonly coverage: number;
}

/** Energy of one local day. */
export interface DayTotals extends Totals {
  /** `YYYY-MM-DD` in the meter's zone. */
  readonly day: string;
}

/** Energy of one local month. */
export interface MonthTotals extends Totals {
  /** `YYYY-MM` in the meter's zone. */
  readonly month: string;
}

/**
 * Returns the energy by day of the meter's own calendar, in order; days in which no slot starts are
 * left out.
 */
export function totalsByLocalDay(series: Series, range?: TimeRange): DayTotals[] {
  const out: DayTotals[] = [];
  forEachDay(series, range, (day) => out.push(day));
  return out;
}

/** Calls `each` with every local day. `isWhole`: import was measured from midnight to midnight. */
export function forEachDay(
  series: Series,
  range: TimeRange | undefined,
  each: (day: DayTotals, isWhole: boolean) => void,
): void {
  const calendar = createCalendar(series.timeZone);
  eachTotal(series, 'day', range, (startMs, totals, isWhole) =>
    each({ day: calendar.day(startMs), ...totals }, isWhole),
  );
}

/**
 * Returns the energy by month of the meter's own calendar, in order; months in which no slot starts
 * are left out.
 */
export function totalsByLocalMonth(series: Series, range?: TimeRange): MonthTotals[] {
  const calendar = createCalendar(series.timeZone);
  const out: MonthTotals[] = [];
  eachTotal(series, 'month', range, (startMs, totals) => out.push({ month: calendar.month(startMs), ...totals }));
  return out;
}

function eachTotal(
  series: Series,
  unit: 'day' | 'month',
  range: TimeRange | undefined,
  add: (startMs: number, totals: Totals, isWhole: boolean) => void,
): void {
  const run = new Run(series);
  forEachBucket(series, unit, range, (startMs, endMs, from, to) => {
    run.add(from, to);
    // Export alone covers the hours before the first import. Such a day has no complete import.
    const beginsLate = isBeforeChannel(series, from) && Number.isNaN(series.importKwh[from]!);
    add(startMs, { ...run.totals, slots: to - from }, run.coveredMs >= endMs - startMs && !beginsLate);
  });
}
