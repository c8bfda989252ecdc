import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  ABSENT,
  AWAITING,
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
  powerPercentile,
  profile,
  quantileOf,
  readIntervals,
  receiptOf,
  type Series,
  slotStartMs,
  summarize,
  type TimeRange,
  timeOfUseTotals,
  totalsByLocalDay,
} from './index.ts';
import { body, wireRow } from './testing/arbitrary.ts';
import { assertClose } from './testing/close.ts';

const LA = 'America/Los_Angeles';
const HOUR = 3_600_000;

/**
 * Returns hourly slots over whole local days; the value of a slot is given by its wall-clock hour.
 */
function days(
  timeZone: string,
  from: string,
  count: number,
  kwh: (hour: number, i: number) => number | null,
  stepMs = HOUR,
): Series {
  const calendar = createCalendar(timeZone);
  const [year, month, day] = from.split('-').map(Number) as [number, number, number];
  const startMs = calendar.instantOf(year, month, day);
  const endMs = calendar.addDays(startMs, count);
  const values: (number | null)[] = [];
  for (let at = startMs; at < endMs; at += stepMs)
    values.push(kwh(Math.floor(calendar.minuteOfDay(at) / 60), values.length));
  return createSeries({ startMs, stepMs, timeZone, importKwh: values });
}

describe('local days', () => {
  it('have 23 and 25 hours when the clocks change, all of which count', () => {
    const spring = totalsByLocalDay(days(LA, '2024-03-09', 3, () => 1));
    assert.deepEqual(
      spring.map(({ day, importKwh, slots }) => [day, importKwh, slots]),
      [
        ['2024-03-09', 24, 24],
        ['2024-03-10', 23, 23],
        ['2024-03-11', 24, 24],
      ],
    );
    const autumn = totalsByLocalDay(days(LA, '2024-11-02', 3, () => 1));
    assert.deepEqual(
      autumn.map(({ slots }) => slots),
      [24, 25, 24],
    );
  });

  it('are null, not zero, where nothing was measured', () => {
    const [first, second] = totalsByLocalDay(days(LA, '2024-05-01', 2, (_, i) => (i < 24 ? null : 0)));
    assert.deepEqual([first!.importKwh, first!.slots, first!.coverage], [null, 24, 0]);
    assert.deepEqual([second!.importKwh, second!.coverage], [0, 1]);
  });
});

describe('aggregate', () => {
  it('returns a repeated hour twice, each with its own start', () => {
    const series = days(LA, '2024-11-03', 1, () => 0.25, 900_000);
    const hours = aggregate(series, 'hour');
    assert.equal(hours.length, 25);
    const calendar = createCalendar(LA);
    const ones = [...hours.starts].filter((ms) => calendar.minuteOfDay(ms) === 60);
    assert.deepEqual(
      ones.map((ms) => calendar.offsetMinutesAt(ms)),
      [-420, -480],
    );
    assert.ok(hours.importKwh.every((kwh) => kwh === 1));
  });

  it('makes a bucket of the half hour by which Lord Howe shifts its clocks', () => {
    const series = days('Australia/Lord_Howe', '2024-04-07', 1, () => 1, 1_800_000);
    const lengths = [...aggregate(series, 'hour').importKwh];
    assert.equal(lengths.filter((kwh) => kwh === 1).length, 1);
    assert.equal(lengths.length, 25);
  });

  it('sums net that is known without export', () => {
    const series = createSeries({ startMs: 0, stepMs: HOUR, timeZone: 'UTC', importKwh: [3, 4], netKwh: [1, -2] });
    assert.deepEqual([...aggregate(series, 'day').netKwh], [-1]);
    assert.equal(summarize(normalize(series)).netKwh, -1);
  });

  it('starts weeks on the requested day', () => {
    const series = days(LA, '2024-05-01', 14, () => 1);
    const calendar = createCalendar(LA);
    assert.ok([...aggregate(series, 'week').starts].every((ms) => calendar.weekday(ms) === 1));
    assert.ok(
      [...aggregate(series, 'week', undefined, { firstDayOfWeek: 7 }).starts].every((ms) => calendar.weekday(ms) === 7),
    );
  });

  it('marks estimated and missing buckets', () => {
    const startMs = createCalendar(LA).instantOf(2024, 5, 1);
    const quality = Array.from({ length: 72 }, (_, i) => (i === 3 ? ESTIMATED : 0));
    const importKwh = Array.from({ length: 72 }, (_, i) => (i >= 24 && i < 48 ? null : 1));
    const byDay = aggregate(createSeries({ startMs, stepMs: HOUR, timeZone: LA, importKwh, quality }), 'day');
    assert.deepEqual([...byDay.quality], [ESTIMATED, MISSING, 0]);
    assert.deepEqual([...byDay.coverage], [1, 0, 1]);
  });
});

describe('summarize', () => {
  it('counts a slot in the range in which it starts', () => {
    const series = days(LA, '2024-05-01', 1, (hour) => hour);
    const part = summarize(series, { startMs: series.startMs + HOUR / 2, endMs: series.startMs + 3 * HOUR });
    assert.deepEqual([part.slots, part.importKwh], [2, 3]);
  });

  it('finds the earliest of equal peaks, in kW', () => {
    const series = days(LA, '2024-05-01', 2, (hour) => (hour === 18 ? 5 : 1), HOUR / 4);
    const { peak } = summarize(series);
    assert.deepEqual([peak!.kw, peak!.startMs, peak!.hourlyAverage], [20, series.startMs + 18 * HOUR, false]);
    const months = peaksByLocalMonth(days(LA, '2024-05-31', 2, (_, i) => i));
    assert.deepEqual(
      months.map(({ month, peak: top }) => [month, top!.kw, top!.hourlyAverage]),
      [
        ['2024-05', 23, true],
        ['2024-06', 47, true],
      ],
    );
  });

  it('finds the peak of mixed lengths by power, not by energy', () => {
    const { series } = readIntervals(body([wireRow(0, 60, 4), wireRow(HOUR, 15, 2), wireRow(1.25 * HOUR, 30, 3)]));
    const { peak } = summarize(series);
    assert.deepEqual([peak!.kw, peak!.startMs], [8, HOUR]);
  });

  it('names the finest resolution that the source of a peak may have', () => {
    const peakOf = (sourceMinutes: number[]) =>
      summarize(createSeries({ startMs: 0, stepMs: HOUR / 4, timeZone: 'UTC', importKwh: [1], sourceMinutes })).peak!;
    assert.deepEqual(
      [[15, 60], [30, 60], [60], [5, 15]].map((minutes) => [peakOf(minutes).minutes, peakOf(minutes).hourlyAverage]),
      [
        [15, false],
        [30, true],
        [60, true],
        [15, false],
      ],
    );
  });
});

describe('normalize', () => {
  it('keeps the energy and the coverage of a partly covered slot, or empties it with the option for it', () => {
    const startMs = Date.UTC(2024, 0, 1);
    const rows = [0, 1, 3, 4, 5].map((i) => wireRow(startMs + i * 300_000, 5, 1));
    const { series } = readIntervals(body(rows));
    const kept = normalize(series);
    assert.deepEqual([...kept.importKwh], [2, 3]);
    assert.deepEqual([...kept.coveredMs!], [600_000, 900_000]);
    assert.equal(summarize(kept).missingMinutes, 5);
    const strict = normalize(series, { partial: 'unknown' });
    assert.deepEqual([...strict.importKwh], [Number.NaN, 3]);
    assert.equal(strict.quality[0], MISSING);
  });

  it('has the time that readings do not fill as missing in the receipt, though every slot has a value', () => {
    const rows = [0, 1, 3, 4, 5].map((i) => wireRow(i * 300_000, 5, 1));
    const { coverage, importKwh, missingMinutes } = receiptOf(normalize(readIntervals(body(rows)).series));
    assert.deepEqual([importKwh, missingMinutes, coverage], [5, 5, 25 / 30]);
  });

  it('of a series without slots has neither energy nor coverage in its receipt', () => {
    const empty = createSeries({ startMs: 0, stepMs: HOUR, timeZone: 'UTC', importKwh: [] });
    const { coverage, importKwh, missingMinutes } = receiptOf(normalize(empty));
    assert.deepEqual([importKwh, missingMinutes, coverage], [null, 0, 0]);
  });

  it('splits a reading that crosses a boundary in proportion', () => {
    const series = createSeries({ startMs: 0, stepMs: 10 * 60_000, timeZone: 'UTC', importKwh: [2, 2, 2] });
    assert.deepEqual([...normalize(series).importKwh], [3, 3]);
  });
});

describe('heatmap', () => {
  it('has the energy of both sides of a clock change in a cell that the change divides', () => {
    const { coverage, importKwh } = heatmap(
      days(LA, '2024-03-10', 1, () => 1),
      { minutes: 240 },
    );
    assert.deepEqual([...importKwh], [3, 4, 4, 4, 4, 4]);
    assert.deepEqual([...coverage], [1, 1, 1, 1, 1, 1]);
  });

  for (const [change, day, first, second] of [
    ['skips an hour', '2024-03-10', 2, 1],
    ['repeats an hour', '2024-11-03', 2, 2],
  ] as const)
    it(`weighs the coverage of both sides of a clock change that ${change} by their lengths`, () => {
      const shares = [[0], [3]].map((missing) => {
        const hours = days(LA, day, 1, (hour) => (missing.includes(hour) ? Number.NaN : 1));
        return heatmap(hours, { minutes: 240 }).coverage[0];
      });
      const whole = first + second;
      assert.deepEqual(shares, [Math.fround((whole - 1) / whole), Math.fround((whole - 1) / whole)]);
    });

  it('leaves the skipped hour absent and keeps the repeated one apart from the grid', () => {
    const spring = heatmap(days(LA, '2024-03-10', 1, (hour) => hour));
    assert.deepEqual([spring.rows, spring.columns, spring.quality[2]], [1, 24, ABSENT]);
    assert.equal(spring.importKwh[3], 3);
    const autumn = heatmap(days(LA, '2024-11-03', 1, (hour) => hour));
    assert.equal(autumn.repeated.length, 1);
    assert.deepEqual([autumn.repeated[0]!.column, autumn.repeated[0]!.importKwh], [1, 1]);
    assert.equal(autumn.importKwh[2], 2);
    assert.ok(autumn.quality.every((quality) => quality === 0));
  });

  it('is never finer than the source', () => {
    const hourly = days(LA, '2024-05-01', 1, () => 1);
    assert.equal(heatmap(hourly, { minutes: 15 }).columns, 24);
    const split = normalize(hourly);
    assert.equal(heatmap(split, { minutes: 15 }).cellMinutes, 60);
  });

  it('puts the hours of a day without midnight under their wall-clock times', () => {
    const map = heatmap(days('America/Sao_Paulo', '2018-11-03', 2, (hour) => hour));
    assert.deepEqual([map.quality[24], map.importKwh[25]], [ABSENT, 1]);
  });
});

describe('profile', () => {
  it('averages weekdays and weekends separately, in kW, with a percentile band', () => {
    const calendar = createCalendar(LA);
    const weekly = days(LA, '2024-05-06', 28, (hour, i) => {
      const weekday = (Math.floor(i / 24) % 7) + 1;
      return weekday > 5 ? 10 : hour;
    });
    assert.equal(calendar.weekday(weekly.startMs), 1);
    const { groups, columns } = profile(weekly, { by: 'day-type' });
    assert.equal(columns, 24);
    assert.deepEqual(
      groups.map(({ key, dayCount }) => [key, dayCount]),
      [
        ['weekday', 20],
        ['weekend', 8],
      ],
    );
    assert.equal(groups[0]!.import.meanKw[13], 13);
    assert.deepEqual(
      [groups[1]!.import.lowKw[3], groups[1]!.import.medianKw[3], groups[1]!.import.highKw[3]],
      [10, 10, 10],
    );
    assert.equal(groups[0]!.export, null);
  });

  it('leaves incomplete cells out of the mean but not out of the energy', () => {
    const startMs = createCalendar(LA).instantOf(2024, 5, 6);
    const importKwh = Array.from({ length: 48 * 4 }, (_, i) => (i === 0 ? null : 1));
    const [all] = profile(createSeries({ startMs, stepMs: 900_000, timeZone: LA, importKwh })).groups;
    assert.equal(all!.import.days[0], 1);
    assert.equal(all!.import.meanKw[0], 4);
    assert.equal(all!.import.kwh[0], 7);
  });

  it('has the energy of a repeated hour of which only the second time was measured', () => {
    const { groups } = profile(days(LA, '2024-11-03', 1, (hour, i) => (hour === 1 && i === 1 ? null : 1)));
    assert.deepEqual([groups[0]!.import.kwh[1], groups[0]!.import.days[1]], [1, 1]);
  });

  it('leaves out cells in which the series or the range begins or ends, or readings await publication', () => {
    const quality = Array.from({ length: 100 }, (_, i) => (i < 98 ? MEASURED : AWAITING));
    const importKwh = quality.map((each) => (each === AWAITING ? null : 1));
    const daysOf = (startMs: number, range?: TimeRange): readonly number[] => {
      const series = createSeries({ startMs, stepMs: HOUR / 4, timeZone: 'UTC', importKwh, quality });
      const { days, meanKw } = profile(series, { range }).groups[0]!.import;
      assert.ok(meanKw.every((kw) => kw === 4 || Number.isNaN(kw)));
      return [...days.slice(0, 3), days[23]!];
    };
    assert.deepEqual(daysOf(0), [1, 1, 1, 1], '98 quarters from 0:00, the last two in the hour from 0:00');
    assert.deepEqual(daysOf(HOUR / 2), [1, 1, 1, 1], 'from 0:30 to 1:00 of the next day');
    assert.deepEqual(daysOf(0.25 * HOUR), [0, 1, 1, 1], 'from 0:15 to 0:45 of the next day');
    assert.deepEqual(daysOf(0, { startMs: 1.25 * HOUR, endMs: 24 * HOUR }).slice(0, 3), [0, 0, 1]);
  });

  it('counts the complete one of two occurrences of an hour in which the series begins or ends', () => {
    const first = Date.UTC(2024, 10, 3, 5);
    for (const [fromMinute, toMinute] of [
      [30, 240],
      [60, 240],
      [-120, 60],
      [-120, 90],
    ] as const) {
      const importKwh = Array(((toMinute - fromMinute) / 15) | 0).fill(1);
      const startMs = first + fromMinute * 60_000;
      const { days, meanKw } = profile(
        createSeries({ startMs, stepMs: HOUR / 4, timeZone: 'America/New_York', importKwh }),
      ).groups[0]!.import;
      assert.deepEqual([days[1], meanKw[1]], [1, 4], `from ${fromMinute} to ${toMinute}`);
    }
  });

  it('has the same percentiles as sorting', () => {
    const values = days(LA, '2024-01-01', 120, (_, i) => ((i * 7919) % 1009) / 10);
    const { groups } = profile(values, { low: 0.05, high: 0.8 });
    const column = [...values.importKwh]
      .filter((_, i) => createCalendar(LA).minuteOfDay(slotStartMs(values, i)) === 300)
      .sort((a, b) => a - b);
    assertClose(groups[0]!.import.lowKw[5]!, quantileOf(column, 0.05));
    assertClose(groups[0]!.import.medianKw[5]!, quantileOf(column, 0.5));
    assertClose(groups[0]!.import.highKw[5]!, quantileOf(column, 0.8));
  });

  it('groups by month of the year', () => {
    const { groups } = profile(
      days(LA, '2024-01-30', 4, () => 1),
      { by: 'month' },
    );
    assert.deepEqual(
      groups.map(({ key, dayCount }) => [key, dayCount]),
      [
        ['01', 2],
        ['02', 2],
      ],
    );
  });
});

describe('load duration', () => {
  it('falls from the peak and covers the known hours', () => {
    const curve = loadDuration(days(LA, '2024-05-01', 1, (hour) => (hour === 4 ? null : hour)));
    assert.deepEqual([curve.kw[0], curve.kw.at(-1), curve.totalHours], [23, 0, 23]);
    assert.equal(powerPercentile(curve, 1), 23);
    assert.equal(powerPercentile(curve, 0), 0);
  });

  it('weighs slots by their length when lengths differ', () => {
    const start = Date.UTC(2024, 0, 1);
    const { series } = readIntervals(body([wireRow(start, 60, 1), wireRow(start + HOUR, 15, 10)]));
    const curve = loadDuration(series);
    assert.deepEqual([...curve.kw], [40, 1]);
    assert.deepEqual([powerPercentile(curve, 0.5), powerPercentile(curve, 0.9)], [1, 40]);
  });
});

describe('comparePeriods', () => {
  const two = days(LA, '2023-01-01', 500, (_, i) => Math.floor(i / 24));

  it('compares equal dates and leaves the leap day without a partner', () => {
    const { days: pairs } = comparePeriods(two, { alignment: 'calendar-date', from: '2024-02-27', to: '2024-03-02' });
    assert.deepEqual(
      pairs.map(({ day, earlierDay }) => [day, earlierDay]),
      [
        ['2024-02-27', '2023-02-27'],
        ['2024-02-28', '2023-02-28'],
        ['2024-02-29', null],
        ['2024-03-01', '2023-03-01'],
      ],
    );
  });

  it('goes back whole months and leaves days that the shorter month lacks without a partner', () => {
    const { days: pairs } = comparePeriods(two, {
      alignment: 'calendar-date',
      from: '2023-03-28',
      to: '2023-04-01',
      earlierFrom: '2023-02-28',
    });
    assert.deepEqual(
      pairs.map(({ earlierDay }) => earlierDay),
      ['2023-02-28', null, null, null],
    );
  });

  it('compares weekdays whole weeks before, and days by their number', () => {
    const calendar = createCalendar(LA);
    const weekday = comparePeriods(two, { alignment: 'weekday', from: '2024-02-01', to: '2024-02-08' });
    for (const { day, earlierDay } of weekday.days) {
      const of = (text: string) =>
        calendar.weekday(calendar.instantOf(...(text.split('-').map(Number) as [number, number, number])));
      assert.equal(of(day), of(earlierDay!));
    }
    assert.equal(weekday.days[0]!.earlierDay, '2023-02-02');
    const index = comparePeriods(two, {
      alignment: 'day-index',
      from: '2023-03-01',
      to: '2023-03-03',
      earlierFrom: '2023-02-10',
    });
    assert.deepEqual(
      index.days.map(({ earlierDay }) => earlierDay),
      ['2023-02-10', '2023-02-11'],
    );
  });

  it('adds up only days that have data in both periods', () => {
    const result = comparePeriods(two, {
      alignment: 'day-index',
      from: '2023-01-03',
      to: '2023-01-05',
      earlierFrom: '2022-12-31',
    });
    assert.equal(result.comparableDays, 1);
    assert.equal(result.days[0]!.earlier, null);
    assert.deepEqual([result.currentKwh, result.earlierKwh], [3 * 24, 0]);
    assert.throws(
      () => comparePeriods(two, { alignment: 'weekday', from: '2023-02-30', to: '2023-03-03' }),
      RangeError,
    );
  });
});

describe('comparePeriods with days that are not whole', () => {
  /**
   * Two hours from local midnight on 1 March, then four whole days; on the third one hour is
   * missing, the last afternoon is still to come.
   */
  const at = (hour: number): number => (hour >= 3 * 24 + 5 && hour < 3 * 24 + 6 ? Number.NaN : 1);
  const startMs = Date.UTC(2024, 2, 1, 8) + 22 * 3_600_000;
  const importKwh = Float64Array.from({ length: 2 + 4 * 24 }, (_, i) => at(i + 22));
  const quality = Uint8Array.from(importKwh, (kwh, i) =>
    Number.isNaN(kwh) ? MISSING : i >= 2 + 3 * 24 + 12 ? AWAITING : MEASURED,
  );
  for (let i = 2 + 3 * 24 + 12; i < importKwh.length; i++) importKwh[i] = Number.NaN;
  const series = createSeries({ startMs, stepMs: 3_600_000, timeZone: LA, importKwh, quality });

  it('lists days that begin late, have a gap or are not complete yet, and leaves them out of both sums', () => {
    const result = comparePeriods(series, {
      alignment: 'day-index',
      from: '2024-03-02',
      to: '2024-03-06',
      earlierFrom: '2024-03-01',
    });
    assert.deepEqual(
      result.days.map(({ current, earlier }) => [current?.importKwh, earlier?.importKwh]),
      [
        [24, 2],
        [24, 24],
        [23, 24],
        [12, 23],
      ],
    );
    assert.equal(result.comparableDays, 1);
    assert.deepEqual([result.currentKwh, result.earlierKwh], [24, 24]);
  });
});

describe('timeOfUseTotals', () => {
  const schedule = {
    rules: [
      { band: 'peak', weekdays: [1, 2, 3, 4, 5], fromMinute: 16 * 60, toMinute: 21 * 60 },
      { band: 'night', fromMinute: 22 * 60, toMinute: 6 * 60 },
    ],
    otherwise: 'day',
    holidays: ['2024-05-27'],
  };

  it('adds up bands of the wall clock by weekday, and holidays separately', () => {
    // Monday 27 May is a holiday: no peak.
    const totals = timeOfUseTotals(
      days(LA, '2024-05-27', 2, () => 1),
      schedule,
    );
    assert.deepEqual(
      totals.map(({ band, importKwh, hours }) => [band, importKwh, hours]),
      [
        ['peak', 5, 5],
        ['night', 16, 16],
        ['day', 27, 27],
      ],
    );
  });

  it('counts the repeated hour twice and the skipped one not at all', () => {
    const night = (from: string) =>
      timeOfUseTotals(
        days(LA, from, 1, () => 1),
        schedule,
      ).find(({ band }) => band === 'night')!.hours;
    assert.deepEqual([night('2024-03-10'), night('2024-11-03'), night('2024-05-28')], [7, 9, 8]);
  });

  it('splits a slot in two bands by time, counts it as uncertain, and keeps its full power as peak', () => {
    const half = { rules: [{ band: 'early', fromMinute: 0, toMinute: 90 }] };
    const totals = timeOfUseTotals(
      days(LA, '2024-05-28', 1, () => 2),
      half,
    );
    assert.deepEqual([totals[0]!.importKwh, totals[0]!.uncertainKwh], [3, 1]);
    assert.equal(totals[1]!.uncertainKwh, 1);
    const [short] = timeOfUseTotals(
      days(LA, '2024-05-28', 1, () => 2),
      { rules: [{ band: 'early', fromMinute: 0, toMinute: 30 }] },
    );
    assert.equal(short!.peakKw, 2, 'half of a slot has its power all the same');
  });

  it('has nothing uncertain in a slot that is in one band, though another rule begins or ends inside it', () => {
    const rules = [
      { band: 'peak', weekdays: [6, 7], fromMinute: 90, toMinute: 630 },
      { band: 'peak', fromMinute: 90, toMinute: 1440 },
    ];
    const totals = timeOfUseTotals(
      days(LA, '2024-05-28', 1, () => 2),
      { rules },
    );
    assert.deepEqual(
      totals.map(({ band, importKwh, uncertainKwh }) => [band, importKwh, uncertainKwh]),
      [
        ['peak', 45, 1],
        ['other', 3, 1],
      ],
    );
  });
});
