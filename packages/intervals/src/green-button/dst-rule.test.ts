import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createCalendar } from '../calendar.ts';
import { DAY_MS, HOUR_MS } from '../zone.ts';
import { type DstRule, decodeDstRule, encodeDstRule, localChangeOf, localTimeOf } from './dst-rule.ts';
import { zoneLike } from './zones.ts';

const US_START: DstRule = { month: 3, operator: 3, day: 0, weekday: 7, seconds: 7200 };
const US_END: DstRule = { month: 11, operator: 2, day: 0, weekday: 7, seconds: 7200 };

describe('a rule of daylight saving time', () => {
  it('has its parts in the bits of eight hexadecimal digits', () => {
    assert.deepEqual(decodeDstRule('360E2000'), US_START);
    assert.deepEqual(decodeDstRule('B40E2000'), US_END);
    assert.deepEqual([encodeDstRule(US_START), encodeDstRule(US_END)], ['360E2000', 'B40E2000']);
    assert.deepEqual(decodeDstRule(' 1 '), null);
    assert.equal(encodeDstRule({ month: 1, operator: 0, day: 1, weekday: 0, seconds: 1 }), '10100001');
  });

  it('is read back equal, whatever it is', () => {
    const rule = fc.record({
      month: fc.integer({ min: 1, max: 12 }),
      operator: fc.integer({ min: 0, max: 7 }),
      day: fc.integer({ min: 1, max: 31 }),
      weekday: fc.integer({ min: 1, max: 7 }),
      seconds: fc.integer({ min: 0, max: 86_400 }),
    });
    fc.assert(fc.property(rule, (given) => assert.deepEqual(decodeDstRule(encodeDstRule(given)), { ...given })));
  });

  it('is none if it has no month, no day or an hour that no day has', () => {
    const valid: DstRule = { month: 12, operator: 0, day: 1, weekday: 0, seconds: 86_400 };
    const isRule = (part: Partial<DstRule>): boolean => decodeDstRule(encodeDstRule({ ...valid, ...part })) !== null;
    assert.deepEqual(
      [isRule({}), isRule({ month: 0 }), isRule({ month: 1 }), isRule({ month: 13 })],
      [true, false, true, false],
    );
    assert.deepEqual([isRule({ seconds: 86_401 }), isRule({ day: 0 })], [false, false]);
    assert.deepEqual([isRule({ operator: 1 }), isRule({ operator: 1, weekday: 1 })], [false, true]);
    assert.equal(isRule({ operator: 7, weekday: 7, day: 0 }), true);
    for (const text of ['', 'FFFFFFFF', '360E20000', '360G2000', '00000000']) assert.equal(decodeDstRule(text), null);
  });

  it('names the day that a search through its month finds', () => {
    for (let year = 2019; year < 2026; year++)
      for (let month = 1; month <= 12; month++)
        for (const operator of [0, 1, 2, 3, 4, 5, 7])
          for (let weekday = 1; weekday <= 7; weekday++) {
            const day = operator > 1 ? 0 : 9;
            const dates = Array.from({ length: new Date(Date.UTC(year, month, 0)).getUTCDate() }, (_, i) => i + 1);
            const fitting = dates.filter(
              (date) => new Date(Date.UTC(year, month - 1, date)).getUTCDay() === weekday % 7,
            );
            const found =
              operator === 0
                ? day
                : operator === 1
                  ? fitting.find((date) => date >= day)
                  : fitting.at(operator === 7 ? -1 : operator - 2);
            const localMs = localChangeOf({ month, operator, day, weekday, seconds: 3601 }, year);
            assert.equal(
              localMs,
              Date.UTC(year, month - 1, found) + 3_601_000,
              `${year} ${month} ${operator} ${weekday}`,
            );
          }
  });

  it('counts from the first of the month if it has no day', () => {
    const rule: DstRule = { month: 7, operator: 1, day: 0, weekday: 1, seconds: 0 };
    assert.equal(localChangeOf(rule, 2024), Date.UTC(2024, 6, 1));
  });
});

describe('the rules of a zone', () => {
  it('name the changes of their year', () => {
    for (const name of [
      'America/Los_Angeles',
      'America/St_Johns',
      'Europe/London',
      'Europe/Athens',
      'Australia/Sydney',
      'Australia/Lord_Howe',
      'Pacific/Auckland',
      'America/Havana',
    ])
      for (let year = 2008; year < 2027; year++) {
        const calendar = createCalendar(name);
        const first = calendar.nextOffsetChange(Date.UTC(year, 0, 1));
        const changes = [first, calendar.nextOffsetChange(first)];
        const local = localTimeOf(name, Date.UTC(year, 4, 1));
        const on = localChangeOf(local.start!, year) - local.standardMs;
        const off = localChangeOf(local.end!, year) - local.standardMs - local.dstMs;
        assert.deepEqual(
          [on, off].sort((a, b) => a - b),
          changes,
          `${name} ${year}`,
        );
        assert.equal(calendar.offsetMinutesAt(on) * 60_000, local.standardMs + local.dstMs);
        assert.equal(calendar.offsetMinutesAt(off) * 60_000, local.standardMs);
        assert.deepEqual([local.start!.day, local.end!.day], [0, 0]);
      }
  });

  it('are those of the last week if the change is in it, and count weeks from the first otherwise', () => {
    assert.deepEqual(localTimeOf('America/New_York', Date.UTC(2013, 5, 1)), {
      standardMs: -5 * HOUR_MS,
      dstMs: HOUR_MS,
      start: US_START,
      end: US_END,
    });
    assert.equal(localTimeOf('Europe/Berlin', Date.UTC(2024, 5, 1)).start!.operator, 7);
    // The last Sunday of March 2019 was the 31st, of October 2021 the 31st, of March 2018 the 25th.
    for (const year of [2018, 2019, 2021]) {
      const { start, end } = localTimeOf('Europe/Berlin', Date.UTC(year, 5, 1));
      assert.deepEqual([start!.operator, end!.operator], [7, 7]);
    }
  });

  it('are only an offset if the clocks do not change twice in the year', () => {
    for (const [name, hours] of [
      ['Asia/Tokyo', 9],
      ['America/Phoenix', -7],
      ['UTC', 0],
    ] as const)
      assert.deepEqual(localTimeOf(name, Date.UTC(2024, 0, 1)), {
        standardMs: hours * HOUR_MS,
        dstMs: 0,
        start: null,
        end: null,
      });
    // Turkey stayed on summer time in 2016.
    const at = (ms: number) => localTimeOf('Europe/Istanbul', ms);
    assert.deepEqual(
      [at(Date.UTC(2016, 0, 1)), at(Date.UTC(2016, 11, 1))].map(({ standardMs, dstMs }) => [
        standardMs / HOUR_MS,
        dstMs,
      ]),
      [
        [2, 0],
        [3, 0],
      ],
    );
  });

  it('lead back to a zone with the same offsets', () => {
    for (const name of [
      'America/Los_Angeles',
      'America/Phoenix',
      'America/St_Johns',
      'Europe/Paris',
      'Asia/Kathmandu',
      'Australia/Adelaide',
      'Australia/Lord_Howe',
      'Pacific/Auckland',
      'Etc/GMT+12',
      'Pacific/Marquesas',
    ]) {
      const nearMs = Date.UTC(2024, 3, 1);
      const found = createCalendar(zoneLike(localTimeOf(name, nearMs), nearMs)!);
      const calendar = createCalendar(name);
      for (let ms = Date.UTC(2024, 0, 1); ms < Date.UTC(2025, 0, 1); ms += DAY_MS / 8)
        assert.equal(found.offsetMinutesAt(ms), calendar.offsetMinutesAt(ms), `${name} ${found.timeZone}`);
    }
  });
});
