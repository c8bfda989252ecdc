import { forEachBucket } from './buckets.ts';
import { createCalendar } from './calendar.ts';
import type { Series, TimeRange } from './series.ts';
import { type Peak, peakOf } from './summarize.ts';

/** The peak of one local month. */
export interface MonthPeak {
  /** `YYYY-MM` in the meter's zone. */
  readonly month: string;
  /** `null` when no import is known. */
  readonly peak: Peak | null;
}

/** Returns the peak import power of each local month, in order, as demand charges use it. */
export function peaksByLocalMonth(series: Series, range?: TimeRange): MonthPeak[] {
  const calendar = createCalendar(series.timeZone);
  const out: MonthPeak[] = [];
  forEachBucket(series, 'month', range, (startMs, _endMs, from, to) => {
    out.push({ month: calendar.month(startMs), peak: peakOf(series, from, to) });
  });
  return out;
}
