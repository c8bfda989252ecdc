import { describe, it } from 'node:test';
import {
  aggregate,
  comparePeriods,
  createCalendar,
  createSeries,
  ESTIMATED,
  heatmap,
  loadDuration,
  MEASURED,
  MISSING,
  normalize,
  peaksByLocalMonth,
  profile,
  readCsv,
  readGreenButton,
  readIntervals,
  receiptOf,
  type Series,
  summarize,
  timeOfUseTotals,
  totalsByLocalDay,
  totalsByLocalMonth,
  writeCsv,
  writeGreenButton,
} from './index.ts';
import { body, wireRow } from './testing/arbitrary.ts';
import { snapshotOf } from './testing/corpus.ts';

const HOUR = 3_600_000;

/**
 * Six days in which import repeats every 13 slots and export every 11, with missing slots and a few
 * estimates.
 */
function daysOf(timeZone: string, day: readonly [number, number, number], minutes: number, hasExport: boolean): Series {
  const startMs = createCalendar(timeZone).instantOf(...day);
  const slots = Array.from({ length: (6 * 24 * 60) / minutes }, (_, i) => i);
  return createSeries({
    startMs,
    stepMs: minutes * 60_000,
    timeZone,
    importKwh: slots.map((i) => (i % 31 === 7 ? null : ((i * 7) % 13) / 8)),
    ...(hasExport && { exportKwh: slots.map((i) => (i % 17 === 3 ? null : ((i * 5) % 11) / 4)) }),
    quality: slots.map((i) => (i % 31 === 7 ? MISSING : i % 29 === 5 ? ESTIMATED : MEASURED)),
  });
}

/** Readings of several lengths that overlap, repeat and contradict each other, in both directions. */
function mixedReadings(timeZone: string): Series {
  const startMs = createCalendar(timeZone).instantOf(2024, 10, 31);
  const rows = Array.from({ length: 80 }, (_, i) => wireRow(startMs + i * HOUR, 60, (i % 5) + 0.25)).filter(
    (_, i) => i % 19 !== 4,
  );
  for (let i = 0; i < 60; i++) rows.push(wireRow(startMs + (90 + i / 4) * HOUR, 15, (i % 7) / 8));
  for (let i = 0; i < 40; i++) rows.push(wireRow(startMs + 2 * i * HOUR, 120, i / 16, 'export'));
  rows.push(
    wireRow(startMs + HOUR, 60, 1.25),
    wireRow(startMs + 2 * HOUR, 60, 9),
    wireRow(startMs + 110.5 * HOUR, 30, 2),
  );
  return readIntervals(body(rows, timeZone)).series;
}

const SERIES: Readonly<Record<string, Series>> = {
  'hours in spring': daysOf('America/Los_Angeles', [2024, 3, 8], 60, true),
  'half hours in autumn': daysOf('Europe/London', [2023, 10, 27], 30, false),
  'quarter hours where clocks change by half an hour': daysOf('Australia/Lord_Howe', [2024, 4, 5], 15, true),
  'three-hour slots at the end of a year': daysOf('Pacific/Chatham', [2023, 12, 29], 180, true),
  'readings of several lengths': mixedReadings('America/New_York'),
};

const SCHEDULE = {
  rules: [
    { band: 'night', fromMinute: 1320, toMinute: 390 },
    { band: 'weekend', weekdays: [6, 7], holidays: 'include' },
    { band: 'peak', weekdays: [1, 2, 3, 4, 5], months: [3, 10, 11, 12], fromMinute: 990, toMinute: 1230 },
  ],
  otherwise: 'day',
  holidays: ['2024-03-11', '2023-10-30'],
} as const;

/** What the package computes from a series, by name. */
const RESULTS: Readonly<Record<string, (series: Series) => unknown>> = {
  receipt: (series) => receiptOf(series),
  summary: (series) => [summarize(series), summarize(series, middleOf(series))],
  hours: (series) => aggregate(series, 'hour', middleOf(series)),
  days: (series) => aggregate(series, 'day'),
  weeks: (series) => [aggregate(series, 'week'), aggregate(series, 'week', undefined, { firstDayOfWeek: 7 })],
  months: (series) => [aggregate(series, 'month'), totalsByLocalMonth(series), peaksByLocalMonth(series)],
  'totals by day': (series) => [totalsByLocalDay(series), totalsByLocalDay(series, middleOf(series))],
  heatmap: (series) => [heatmap(series), heatmap(series, { minutes: 240, range: middleOf(series) })],
  profile: (series) => [
    profile(series, { minutes: 180 }),
    profile(series, { by: 'day-type', minutes: 360, low: 0.25, high: 0.75, range: middleOf(series) }),
    profile(series, { by: 'month', minutes: 720 }),
  ],
  'load duration': (series) => [loadDuration(series), loadDuration(series, middleOf(series), 'netKwh')],
  comparison: (series) => {
    const day = (number: number) => totalsByLocalDay(series)[number]!.day;
    return (['calendar-date', 'weekday', 'day-index'] as const).map((alignment) =>
      comparePeriods(series, { alignment, from: day(2), to: day(4), earlierFrom: day(0) }),
    );
  },
  'time of use': (series) => [timeOfUseTotals(series, SCHEDULE), timeOfUseTotals(series, SCHEDULE, middleOf(series))],
  'other lengths': (series) =>
    [10, 15, 50, 60].map((minutes) =>
      summarize(normalize(series, { minutes, partial: minutes === 50 ? 'unknown' : 'keep' })),
    ),
  'slots of 40 minutes': (series) => {
    const long = normalize(series, { minutes: 40 });
    return [long, readCsv(writeCsv(long)).series];
  },
  CSV: (series) => [writeCsv(series).split('\n').slice(0, 24), receiptOf(readCsv(writeCsv(series)).series)],
  'Green Button': (series) => [
    writeGreenButton(series).split('\n').slice(0, 40),
    receiptOf(readGreenButton(writeGreenButton(series)).series),
  ],
};

/**
 * Returns a range from about a day after the start to a day before the end, with both limits inside
 * a slot.
 */
const middleOf = ({ startMs, endMs }: Series) => ({ startMs: startMs + 25.3 * HOUR, endMs: endMs - 23.6 * HOUR });

describe('computed from a series:', () => {
  for (const [of, series] of Object.entries(SERIES))
    for (const [what, compute] of Object.entries(RESULTS))
      it(`${what} of ${of}`, (t) => t.assert.snapshot(compute(series), { serializers: [snapshotOf] }));
});
