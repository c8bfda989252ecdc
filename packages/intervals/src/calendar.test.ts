import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createCalendar } from './calendar.ts';
import { quarter, zone } from './testing/arbitrary.ts';
import { resolveTimeZone } from './zone.ts';

const HOUR = 3_600_000;

function hoursOfDay(timeZone: string, year: number, month: number, day: number): number {
  const calendar = createCalendar(timeZone);
  const noon = calendar.instantOf(year, month, day, 12 * 60);
  return (calendar.startOfDay(calendar.addDays(noon, 1)) - calendar.startOfDay(noon)) / HOUR;
}

describe('createCalendar', () => {
  it('shows the same wall clock as Intl at any instant in any zone', () => {
    const all = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
    fc.assert(
      fc.property(
        fc.oneof(zone, all),
        fc.integer({ min: Date.UTC(1985, 0, 1), max: Date.UTC(2040, 0, 1) }),
        (timeZone, ms) => {
          const parts = createCalendar(timeZone).parts(ms);
          const format = new Intl.DateTimeFormat('en-US-u-hc-h23', {
            timeZone,
            year: 'numeric',
            month: 'numeric',
            day: 'numeric',
            hour: 'numeric',
            minute: 'numeric',
            second: 'numeric',
          });
          const shown = Object.fromEntries(format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]));
          const { year, month, day, hour, minute, second } = parts;
          assert.deepEqual(
            { year, month, day, hour, minute, second },
            {
              year: shown.year,
              month: shown.month,
              day: shown.day,
              hour: shown.hour,
              minute: shown.minute,
              second: shown.second,
            },
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  it('divides time into contiguous days that contain their instants and have one date each', () => {
    fc.assert(
      fc.property(zone, quarter, (timeZone, ms) => {
        const calendar = createCalendar(timeZone);
        const start = calendar.startOfDay(ms);
        const next = calendar.addDays(start, 1);
        assert.ok(start <= ms && ms < next, `${start} ${ms} ${next}`);
        assert.equal(calendar.startOfDay(next), next);
        assert.equal(calendar.startOfDay(next - 1), start);
        assert.equal(calendar.day(start), calendar.day(next - 1));
        assert.notEqual(calendar.day(start), calendar.day(next));
      }),
      { numRuns: 500 },
    );
  });

  it('divides time into contiguous hours, weeks, months and years', () => {
    fc.assert(
      fc.property(zone, quarter, (timeZone, ms) => {
        const calendar = createCalendar(timeZone);
        const hour = calendar.startOfHour(ms);
        const after = calendar.addHours(hour, 1);
        assert.ok(hour <= ms && ms < after && after - hour <= HOUR);
        assert.equal(calendar.startOfHour(after), after);
        assert.equal(calendar.addHours(after, -1), hour);
        const month = calendar.startOfMonth(ms);
        const nextMonth = calendar.startOfMonth(calendar.addMonths(month, 1));
        assert.ok(month <= ms && ms < nextMonth);
        assert.equal(calendar.month(month), calendar.month(nextMonth - 1));
        const week = calendar.startOfWeek(ms);
        assert.equal(calendar.weekday(week), 1);
        assert.ok(week <= ms && ms - week < 7.2 * 24 * HOUR);
        const year = calendar.startOfYear(ms);
        assert.ok(year <= ms && calendar.parts(year).month === 1);
      }),
      { numRuns: 300 },
    );
  });

  it('has days of 23, 24 and 25 hours', () => {
    assert.equal(hoursOfDay('America/Los_Angeles', 2024, 3, 10), 23);
    assert.equal(hoursOfDay('America/Los_Angeles', 2024, 3, 11), 24);
    assert.equal(hoursOfDay('America/Los_Angeles', 2024, 11, 3), 25);
    assert.equal(hoursOfDay('Australia/Brisbane', 2024, 10, 6), 24);
  });

  it('follows the half-hour shift of Lord Howe, by day and by hour', () => {
    assert.equal(hoursOfDay('Australia/Lord_Howe', 2024, 4, 7), 24.5);
    assert.equal(hoursOfDay('Australia/Lord_Howe', 2024, 10, 6), 23.5);
    const calendar = createCalendar('Australia/Lord_Howe');
    const change = calendar.nextOffsetChange(calendar.instantOf(2024, 4, 6));
    // At 2:00 the clock goes back to 1:30: the hour from 1:00 is followed by a half one.
    assert.equal(calendar.startOfHour(change), change);
    assert.equal(calendar.addHours(change, 1) - change, HOUR / 2);
    assert.equal(calendar.minuteOfDay(change), 90);
  });

  it('starts hours at full local hours in a zone with an odd offset', () => {
    const calendar = createCalendar('Asia/Kathmandu');
    assert.equal(calendar.offsetMinutesAt(0 + Date.UTC(2024, 0, 1)), 345);
    assert.equal(calendar.startOfHour(Date.UTC(2024, 0, 1, 0, 30)), Date.UTC(2024, 0, 1, 0, 15));
    assert.equal(calendar.day(Date.UTC(2024, 0, 1, 18, 15)), '2024-01-02');
  });

  it('starts a day without midnight at the change of the clocks', () => {
    const calendar = createCalendar('America/Sao_Paulo');
    const start = calendar.startOfDay(Date.UTC(2018, 10, 4, 12));
    assert.equal(new Date(start).toISOString(), '2018-11-04T03:00:00.000Z');
    assert.equal(calendar.minuteOfDay(start), 60);
    assert.equal(hoursOfDay('America/Sao_Paulo', 2018, 11, 4), 23);
  });

  it('starts a day with two midnights at the first of them', () => {
    assert.equal(hoursOfDay('America/Havana', 2024, 11, 3), 25);
    const calendar = createCalendar('America/Havana');
    assert.equal(new Date(calendar.startOfDay(Date.UTC(2024, 10, 3, 12))).toISOString(), '2024-11-03T04:00:00.000Z');
  });

  it('counts a repeated hour before midnight to the day that the clock shows', () => {
    // Newfoundland set its clocks back at 00:01 until 2011.
    assert.equal(hoursOfDay('America/St_Johns', 2006, 10, 28), 25);
    assert.equal(hoursOfDay('America/St_Johns', 2006, 10, 29), 24);
  });

  it('goes from one date to the next that the zone has when a date was skipped', () => {
    const calendar = createCalendar('Pacific/Apia');
    const before = calendar.instantOf(2011, 12, 29);
    assert.equal(calendar.day(calendar.startOfDay(before) + 24 * HOUR), '2011-12-31');
  });

  it('keeps the wall-clock time when it adds days, and takes the last day of a shorter month', () => {
    const calendar = createCalendar('America/New_York');
    const evening = calendar.instantOf(2024, 3, 9, 20 * 60);
    assert.equal(calendar.minuteOfDay(calendar.addDays(evening, 1)), 20 * 60);
    assert.equal(calendar.addDays(evening, 1) - evening, 23 * HOUR);
    assert.equal(calendar.day(calendar.addMonths(calendar.instantOf(2024, 1, 31), 1)), '2024-02-29');
  });

  it('resolves aliases and renamed zones, and returns null for a zone that does not exist', () => {
    assert.equal(resolveTimeZone('US/Pacific'), 'America/Los_Angeles');
    assert.equal(resolveTimeZone('asia/katmandu'), 'Asia/Kathmandu');
    assert.equal(resolveTimeZone('Asia/Kathmandu'), 'Asia/Kathmandu');
    assert.equal(resolveTimeZone('Etc/UTC'), 'UTC');
    assert.equal(resolveTimeZone('string'), null);
    assert.equal(resolveTimeZone(''), null);
    assert.throws(() => createCalendar('Mars/Olympus'), RangeError);
  });
});
