import {
  AWAITING,
  ESTIMATED,
  type IntervalData,
  MEASURED,
  MISSING,
  readIntervals,
  type SeriesInput,
} from '@arc-elements/intervals';
import { NOW_MS } from '../../../packages/elements/src/testing/fixtures.ts';
import { sampleHome } from '../sample-home.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const SLOTS_PER_DAY = 96;

/** Returns a year of a made-up home with panels. */
export const homeYear = (): SeriesInput => sampleHome({ nowMs: NOW_MS });

/** Returns three weeks of that home with estimated, missing and not yet published readings. */
export function patchyWeeks(): SeriesInput {
  const home = sampleHome({ nowMs: NOW_MS, days: 21 });
  const importKwh = home.importKwh.slice();
  const exportKwh = home.exportKwh.slice();
  const quality = new Uint8Array(importKwh.length).fill(MEASURED);
  const mark = (fromDay: number, toDay: number, state: number): void => {
    const from = Math.round(fromDay * SLOTS_PER_DAY);
    const to = Math.round(toDay * SLOTS_PER_DAY);
    quality.fill(state, from, to);
    if (state === ESTIMATED) return;
    importKwh.fill(Number.NaN, from, to);
    exportKwh.fill(Number.NaN, from, to);
  };
  mark(14.5, 16.2, ESTIMATED);
  mark(17.25, 18.1, MISSING);
  mark(20.4, 21, AWAITING);
  return { ...home, importKwh, exportKwh, quality };
}

/** Returns three days with impossible values, in a time zone that does not exist. */
export function unusableDays(): SeriesInput {
  const { importKwh, startMs, stepMs } = sampleHome({ nowMs: NOW_MS, days: 3 });
  const broken = importKwh.slice();
  broken[100] = Number.POSITIVE_INFINITY;
  broken[101] = 1e300;
  return { startMs, stepMs, timeZone: 'Mars/Olympus', importKwh: broken };
}

/** Returns 91 days of a home without panels, with hourly readings. */
export function hourlyHome(): SeriesInput {
  const { importKwh, exportKwh, startMs, timeZone } = sampleHome({ nowMs: NOW_MS, days: 91 });
  const hours = Float64Array.from({ length: importKwh.length / 4 }, (_, hour) => {
    let kWh = 0;
    for (let i = hour * 4; i < hour * 4 + 4; i++) kWh += (importKwh[i] ?? 0) + 0.4 * (exportKwh[i] ?? 0);
    return kWh;
  });
  return { startMs, stepMs: 60 * MINUTE_MS, timeZone, importKwh: hours, sourceMinutes: [60] };
}

/** Returns the week in which Denver's clocks go back: one day has 25 hours. */
export function clockChangeWeek(): SeriesInput {
  const home = sampleHome({ nowMs: NOW_MS, days: 7 });
  // Monday, 26 October 2026, midnight in Denver.
  return { ...home, startMs: Date.UTC(2026, 9, 26, 6), timeZone: 'America/Denver' };
}

const years = new Map<string, IntervalData>();

/**
 * Returns a year of one meter as the client decodes it. It is decoded once for each meter and kept.
 */
export function meterYear(meterId = 'mtr_1', { days = 364, scale = 1 } = {}): IntervalData {
  const key = `${meterId}/${days}/${scale}`;
  const known = years.get(key);
  if (known !== undefined) return known;
  const home = sampleHome({ nowMs: NOW_MS, days });
  const importKwh = Array.from(home.importKwh, (kWh) => kWh * scale);
  const exportKwh = Array.from(home.exportKwh, (kWh) => kWh * scale);
  const instant = (ms: number): string => new Date(ms).toISOString();
  const year = readIntervals({
    meterId,
    meterNumber: '00 4471 3220',
    localTimezone: home.timeZone,
    intervalDurationMinutes: 15,
    sourceIntervalDurationMinutes: [15],
    startAt: instant(home.startMs),
    endAt: instant(home.startMs + days * DAY_MS - 15 * MINUTE_MS),
    readings: [{ importKwh, exportKwh, netKwh: importKwh.map((kWh, i) => kWh - (exportKwh[i] ?? 0)) }],
  });
  years.set(key, year);
  return year;
}
