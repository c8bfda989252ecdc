import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Alignment, comparePeriods, createSeries } from './index.ts';

const DAY_MS = 86_400_000;
const number = (text: string): number => Date.parse(`${text}T00:00:00Z`) / DAY_MS;
const text = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** Days of 1 January 2022 to the end of 2024, the first of which has 1 kWh, the second 2 and so on. */
const series = createSeries({
  startMs: Date.UTC(2022, 0, 1),
  stepMs: DAY_MS,
  timeZone: 'UTC',
  importKwh: Array.from({ length: 1096 }, (_, i) => i + 1),
});
const kwhOf = (day: string): number => number(day) - number('2022-01-01') + 1;

/** Returns the partner of a day by counting on the calendar. */
function partnerOf(alignment: Alignment, day: string, from: string, earlierFrom: string): string | null {
  const away = number(from) - number(earlierFrom);
  if (alignment === 'day-index') return text(number(day) - away);
  // Of the same weekdays the one whose distance is nearest to that of the periods.
  if (alignment === 'weekday') {
    const nearest = [-3, -2, -1, 0, 1, 2, 3].map((shift) => away + shift).find((distance) => distance % 7 === 0)!;
    return text(number(day) - nearest);
  }
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const months = (of: string): number => Number(of.slice(0, 4)) * 12 + Number(of.slice(5, 7));
  const partner = new Date(Date.UTC(year, month - 1 - (months(from) - months(earlierFrom)), date));
  return partner.getUTCDate() === date ? partner.toISOString().slice(0, 10) : null;
}

describe('comparePeriods', () => {
  for (const alignment of ['calendar-date', 'weekday', 'day-index'] as const)
    it(`finds the partner of each day by ${alignment}, and adds up pairs`, () => {
      for (const [from, to, earlierFrom] of [
        ['2024-03-01', '2024-04-01', '2024-02-01'],
        ['2024-01-01', '2024-01-09', '2023-12-25'],
        ['2024-12-31', '2025-01-01', '2024-11-30'],
        ['2023-01-31', '2023-02-01', '2022-02-28'],
        ['2024-02-27', '2024-03-02', '2023-02-26'],
        ['2024-05-06', '2024-05-20', '2023-05-04'],
        ['2022-01-05', '2022-01-08', '2022-01-03'],
      ] as const) {
        const found = comparePeriods(series, { alignment, from, to, earlierFrom });
        const expected = Array.from({ length: number(to) - number(from) }, (_, i) => {
          const day = text(number(from) + i);
          return [day, partnerOf(alignment, day, from, earlierFrom)] as const;
        });
        assert.deepEqual(
          found.days.map(({ day, earlierDay }) => [day, earlierDay]),
          expected,
        );
        const pairs = expected.flatMap(([day, earlier]) =>
          earlier === null || kwhOf(earlier) < 1 ? [] : [[kwhOf(day), kwhOf(earlier)] as const],
        );
        const sums = [0, 1].map((side) => pairs.reduce((sum, pair) => sum + pair[side]!, 0));
        const none = pairs.length === 0;
        assert.deepEqual(
          [found.comparableDays, found.currentKwh, found.earlierKwh],
          none ? [0, null, null] : [pairs.length, ...sums],
        );
        for (const { day, current, earlier, earlierDay } of found.days) {
          assert.deepEqual([current?.day, current?.importKwh], [day, kwhOf(day)]);
          const isThere = earlierDay !== null && kwhOf(earlierDay) >= 1;
          assert.equal(earlier?.importKwh, isThere ? kwhOf(earlierDay) : undefined);
        }
      }
    });

  it('compares with the year before if no earlier period is given, from the last day of a shorter month', () => {
    for (const [from, earlier] of [
      ['2024-03-01', '2023-03-01'],
      ['2024-02-29', '2023-02-28'],
      ['2023-02-28', '2022-02-28'],
      ['2024-01-31', '2023-01-31'],
      ['2024-12-31', '2023-12-31'],
    ] as const) {
      const { days } = comparePeriods(series, { alignment: 'day-index', from, to: text(number(from) + 1) });
      assert.equal(days[0]?.earlierDay, earlier);
    }
  });

  it('has no sums if no day is in both periods', () => {
    const { comparableDays, currentKwh, earlierKwh, days } = comparePeriods(series, {
      alignment: 'day-index',
      from: '2022-01-01',
      to: '2022-01-03',
      earlierFrom: '2021-12-01',
    });
    assert.deepEqual([days.length, comparableDays, currentKwh, earlierKwh], [2, 0, null, null]);
  });

  it('throws a range error that quotes a text that is no day', () => {
    for (const from of ['2023-00-01', '2023-13-01', '2023-01-00', '2023-01-32', '2023-02-29', '2023-1-1', 'today', ''])
      assert.throws(() => comparePeriods(series, { alignment: 'weekday', from, to: '2024-01-01' }), {
        name: 'RangeError',
        message: `"${from}" is not a day of the form YYYY-MM-DD`,
      });
    for (const from of ['2023-01-01', '2023-01-31', '2023-12-31'])
      assert.doesNotThrow(() => comparePeriods(series, { alignment: 'weekday', from, to: from }));
  });
});
