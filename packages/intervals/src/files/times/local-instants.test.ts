import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createCalendar } from '../../calendar.ts';
import { quarter, zone } from '../../testing/arbitrary.ts';
import { DAY_MS, MINUTE_MS, zoneOf } from '../../zone.ts';
import { instantsOfEnds, instantsOfLocal, instantsOfNumbered } from './index.ts';

const wallsOf = (...texts: readonly string[]) => Float64Array.from(texts, (text) => Date.parse(`${text}Z`));
const hoursOf = (instants: Float64Array) =>
  Array.from(instants, (ms) => (Number.isNaN(ms) ? '-' : new Date(ms).toISOString().slice(11, 16))).join(' ');
const placed = (zoneName: string | null, ...texts: readonly string[]) =>
  hoursOf(instantsOfLocal(wallsOf(...texts), zoneName).instants);

describe('instantsOfLocal in autumn', () => {
  const NEW_YORK = 'America/New_York';

  it('reads the second of two rows as the later hour when the oldest row is first', () => {
    const times = placed(NEW_YORK, '2024-11-03T00:00', '2024-11-03T01:00', '2024-11-03T01:00', '2024-11-03T02:00');
    assert.equal(times, '04:00 05:00 06:00 07:00');
  });

  it('reads the first of two rows as the later hour when the newest row is first', () => {
    const times = placed(NEW_YORK, '2024-11-03T02:00', '2024-11-03T01:00', '2024-11-03T01:00', '2024-11-03T00:00');
    assert.equal(times, '07:00 06:00 05:00 04:00');
  });

  it('distinguishes quarters that are listed one occurrence of the hour after the other', () => {
    const hour = ['01:00', '01:15', '01:30', '01:45'];
    const day = ['00:45', ...hour, ...hour, '02:00'].map((time) => `2024-11-03T${time}`);
    const times = '04:45 05:00 05:15 05:30 05:45 06:00 06:15 06:30 06:45 07:00';
    assert.equal(placed(NEW_YORK, ...day), times);
    assert.equal(placed(NEW_YORK, ...day.toReversed()), times.split(' ').toReversed().join(' '));
  });

  it('distinguishes half hours that are listed in pairs', () => {
    const day = ['00:30', '01:00', '01:00', '01:30', '01:30', '02:00'].map((time) => `2024-10-27T${time}`);
    assert.equal(placed('Europe/London', ...day), '23:30 00:00 01:00 00:30 01:30 02:00');
    assert.equal(placed('Europe/London', ...day.toReversed()), '02:00 01:30 00:30 01:00 00:00 23:30');
  });

  it('distinguishes quarters of a file that has only the repeated hour, in pairs', () => {
    const hour = ['01:00', '01:15', '01:30', '01:45'].flatMap((time) => [time, time]);
    const times = placed(NEW_YORK, ...hour.map((time) => `2024-11-03T${time}`));
    assert.equal(times, '05:00 06:00 05:15 06:15 05:30 06:30 05:45 06:45');
  });

  it('finds the second occurrence by the rows before it when the first one has a gap', () => {
    const day = ['00:45', '01:15', '01:30', '01:45', '01:00', '01:15', '01:30', '01:45', '02:00'];
    const times = placed(NEW_YORK, ...day.map((time) => `2024-11-03T${time}`));
    assert.equal(times, '04:45 05:15 05:30 05:45 06:00 06:15 06:30 06:45 07:00');
  });

  it('reads a file that begins in the second occurrence without a gap after it', () => {
    const day = ['01:30', '01:45', '02:00', '02:15'].map((time) => `2024-11-03T${time}`);
    assert.equal(placed(NEW_YORK, ...day), '06:30 06:45 07:00 07:15');
  });

  it('reads files with the newest day first and the oldest hour of each day first', () => {
    const day = (date: string, ...hours: readonly number[]) =>
      hours.map((hour) => `2024-${date}T${String(hour).padStart(2, '0')}:00`);
    const rows = [...day('11-04', 0, 1, 2, 3), ...day('11-03', 0, 1, 1, 2, 3), ...day('11-02', 21, 22, 23)];
    assert.equal(placed(NEW_YORK, ...rows), '05:00 06:00 07:00 08:00 04:00 05:00 06:00 07:00 08:00 01:00 02:00 03:00');
  });

  it('reads a day with its newest hour first among days with the oldest first', () => {
    const rows = ['2024-10-20T12:00', '2024-10-21T12:00', '2024-11-03T02:00', '2024-11-03T01:00', '2024-11-03T01:00'];
    assert.equal(placed(NEW_YORK, ...rows), '16:00 16:00 07:00 06:00 05:00');
  });

  it('gives both copies of a file that is listed twice the same instants', () => {
    const day = ['00:00', '01:00', '01:00', '02:00'].map((time) => `2024-11-03T${time}`);
    assert.equal(placed(NEW_YORK, ...day, ...day), '04:00 05:00 06:00 07:00 04:00 05:00 06:00 07:00');
  });

  it('uses the order of the whole file if the hour is the only one of its day', () => {
    const rows = ['2024-11-09T12:00', '2024-11-08T12:00', '2024-11-03T01:00', '2024-11-03T01:00'];
    assert.equal(placed(NEW_YORK, ...rows), '17:00 17:00 06:00 05:00');
  });

  it('does not read rows that are listed twice as the two occurrences', () => {
    const day = ['00:00', '01:00', '02:00', '03:00'].map((time) => `2024-11-03T${time}`);
    assert.equal(placed(NEW_YORK, ...day, ...day), '04:00 05:00 07:00 08:00 04:00 05:00 07:00 08:00');
  });

  it('keeps the hours of a single day of 24 on summer time until the change', () => {
    const day = ['23:00', '00:00', '01:00', '02:00', '03:00'];
    const times = placed(NEW_YORK, ...day.map((time, i) => `2024-11-0${i === 0 ? 2 : 3}T${time}`));
    assert.equal(times, '03:00 04:00 05:00 07:00 08:00');
  });

  it('reads the first of two ends after the repeated hour as the change itself', () => {
    const ends = ['01:00', '02:00', '02:00', '03:00'].map((time) => `2024-11-03T${time}`);
    assert.equal(placed(NEW_YORK, ...ends), '05:00 06:00 07:00 08:00');
  });

  it('finds the half hour of Lord Howe by the distance of its rows', () => {
    const day = ['00:00', '01:00', '01:30', '02:30'].map((time) => `2024-04-07T${time}`);
    assert.equal(placed('Australia/Lord_Howe', ...day), '13:00 14:00 15:00 16:00');
  });

  it('resolves a repeated hour before midnight', () => {
    const day = ['2018-02-17T22:00', '2018-02-17T23:00', '2018-02-17T23:00', '2018-02-18T00:00'];
    assert.equal(placed('America/Sao_Paulo', ...day), '00:00 01:00 02:00 03:00');
  });
});

describe('instantsOfLocal in spring', () => {
  const MELBOURNE = 'Australia/Melbourne';
  const night = ['00:00', '01:00', '02:00', '03:00', '04:00'].map((time) => `2024-10-06T${time}`);

  it('reads a file with a value in a skipped hour as standard time all year', () => {
    const rows = wallsOf('2024-01-15T12:00', ...night);
    const { instants, standardTime } = instantsOfLocal(rows, MELBOURNE);
    assert.equal(hoursOf(instants), '02:00 14:00 15:00 16:00 17:00 18:00');
    assert.equal(standardTime, 1);
  });

  it('ignores a row without a value in a skipped hour', () => {
    const { instants, standardTime } = instantsOfLocal(
      wallsOf(...night),
      MELBOURNE,
      Float64Array.of(1, 1, Number.NaN, 1, 1),
    );
    assert.equal(hoursOf(instants), '14:00 15:00 - 16:00 17:00');
    assert.equal(standardTime, 0);
  });

  it('reads an end at the start of the skipped hour as the change', () => {
    const ends = ['01:00', '02:00', '04:00', '05:00'].map((time) => `2024-10-06T${time}`);
    const { instants, standardTime } = instantsOfLocal(wallsOf(...ends), MELBOURNE);
    assert.equal(hoursOf(instants), '15:00 16:00 17:00 18:00');
    assert.equal(standardTime, 0);
  });

  it('puts the start of a day without midnight at the change', () => {
    const days = wallsOf('2024-03-30T00:00', '2024-03-31T00:00', '2024-04-01T00:00');
    assert.equal(hoursOf(instantsOfLocal(days, 'Asia/Beirut').instants), '22:00 22:00 21:00');
  });

  it('counts a skipped hour as impossible if the file also repeats an hour', () => {
    const autumn = ['01:00', '02:00', '02:00', '03:00'].map((time) => `2024-04-07T${time}`);
    const { instants, standardTime, impossible } = instantsOfLocal(wallsOf(...autumn, ...night), MELBOURNE);
    assert.equal(hoursOf(instants), '14:00 15:00 16:00 17:00 14:00 15:00 - 16:00 17:00');
    assert.deepEqual({ standardTime, impossible }, { standardTime: 0, impossible: 1 });
  });
});

describe('instantsOfLocal without a zone', () => {
  const zonesOf = (...texts: readonly string[]) => instantsOfLocal(wallsOf(...texts), null).zones;

  it('returns the zones in which an hour occurs twice that the file repeats', () => {
    const zones = zonesOf('2024-10-27T01:00', '2024-10-27T02:00', '2024-10-27T02:00', '2024-10-27T03:00');
    assert.deepEqual(zones, ['Europe/Berlin']);
  });

  it('returns zones of the southern hemisphere', () => {
    const night = ['01:30', '02:00', '02:30', '02:00', '02:30', '03:00'];
    const zones = zonesOf(...night.map((time) => `2024-04-07T${time}`));
    assert.deepEqual(zones, ['Australia/Sydney', 'Australia/Adelaide', 'Pacific/Auckland']);
  });

  it('finds the zones of a repeated hour in ends that were computed from start and length', () => {
    const ends = ['00:15', '00:30', '00:45', '01:00', '00:15', '00:30', '00:45', '01:00', '01:15'];
    assert.deepEqual(zonesOf(...ends.map((time) => `2024-10-27T${time}`)), ['Atlantic/Azores']);
  });

  it('returns no zones when rows are listed twice on any other day', () => {
    assert.deepEqual(zonesOf('2024-06-03T01:00', '2024-06-03T01:00', '2024-06-03T02:00'), []);
  });

  it('returns no zones when all rows of the day of a change are listed twice', () => {
    const day = ['00:00', '01:00', '02:00', '03:00'].map((time) => `2024-11-03T${time}`);
    assert.deepEqual(zonesOf(...day, ...day), []);
  });

  it('reads the times as UTC', () => {
    assert.equal(placed(null, '2024-07-01T00:00'), '00:00');
  });
});

/** Consecutive slots that begin before a repeated time and end after it. */
const run = fc
  .record({
    zoneName: zone,
    start: quarter,
    stepMs: fc.constantFrom(5, 15, 30, 60, 120).map((minutes) => minutes * MINUTE_MS),
    before: fc.integer({ min: 8, max: 60 }),
    after: fc.integer({ min: 1, max: 60 }),
  })
  .map(({ zoneName, start, stepMs, before, after }) => {
    const at = zoneOf(zoneName);
    // Near a change of the clocks, if there is one.
    const change = at.nextChange(start);
    const middle = Math.ceil((Number.isFinite(change) ? change : start) / stepMs) * stepMs;
    const instants = Float64Array.from({ length: before + after }, (_, i) => middle + (i - before) * stepMs);
    return { zoneName, stepMs, instants, localTimes: instants.map((ms) => ms + at.offsetAt(ms)) };
  });

describe('instantsOfLocal and instantsOfEnds for any slots', () => {
  it('return the instants of any slots in any zone', () => {
    fc.assert(
      fc.property(run, ({ zoneName, instants, localTimes }) => {
        assert.deepEqual(instantsOfLocal(localTimes, zoneName).instants, instants);
      }),
      { numRuns: 1000 },
    );
  });

  it('return the instants of slots that are written newest first', () => {
    fc.assert(
      fc.property(run, ({ zoneName, instants, localTimes }) => {
        assert.deepEqual(instantsOfLocal(localTimes.toReversed(), zoneName).instants, instants.toReversed());
      }),
      { numRuns: 1000 },
    );
  });

  it('return the instants whatever the order of the rows of other days', () => {
    fc.assert(
      fc.property(run, fc.array(fc.nat(), { minLength: 1, maxLength: 300 }), fc.boolean(), (rows, seed, descends) => {
        const far = Array.from(seed, (n, i) => rows.instants[0]! - (2 * DAY_MS + ((n % 97) + i * 100) * rows.stepMs));
        const at = zoneOf(rows.zoneName);
        const list = Array.from(descends ? rows.instants.toReversed() : rows.instants);
        const mixed = seed.flatMap((n, i) => (n % 2 === 0 ? [far[i]!, ...list.splice(0, 3)] : [far[i]!])).concat(list);
        const instants = Float64Array.from(mixed);
        const localTimes = instants.map((ms) => ms + at.offsetAt(ms));
        const known = instants.filter((ms) => ms >= rows.instants[0]!);
        const placedAgain = instantsOfLocal(localTimes, rows.zoneName).instants.filter(
          (_, i) => instants[i]! >= rows.instants[0]!,
        );
        assert.deepEqual(placedAgain, known);
      }),
    );
  });

  it('return the ends of any slots, written by the clock or as start plus length', () => {
    fc.assert(
      fc.property(run, fc.boolean(), ({ zoneName, instants, localTimes, stepMs }, byClock) => {
        const at = zoneOf(zoneName);
        const ends = instants.map((ms) => ms + stepMs);
        const localEnds = byClock
          ? ends.map((ms) => ms + at.offsetAt(ms))
          : localTimes.map((localMs) => localMs + stepMs);
        fc.pre(stepMs <= 60 * MINUTE_MS);
        assert.deepEqual(instantsOfEnds(instantsOfLocal(localTimes, zoneName), localTimes, localEnds, zoneName), ends);
      }),
    );
  });
});

describe('instantsOfEnds', () => {
  const ends = (zoneName: string, ...rows: readonly (readonly [start: string, end: string])[]) => {
    const localTimes = wallsOf(...rows.map(([start]) => start));
    return hoursOf(
      instantsOfEnds(
        instantsOfLocal(localTimes, zoneName),
        localTimes,
        wallsOf(...rows.map(([, end]) => end)),
        zoneName,
      ),
    );
  };

  it('ends days and half days when the clock says so', () => {
    const halves = ends(
      'Europe/Berlin',
      ['2024-03-30T12:00', '2024-03-31T00:00'],
      ['2024-03-31T00:00', '2024-03-31T12:00'],
      ['2024-03-31T12:00', '2024-04-01T00:00'],
    );
    assert.equal(halves, '23:00 10:00 22:00');
  });

  it('keeps the length of rows on standard time', () => {
    const hours = ['01:00', '02:00', '03:00', '04:00'].map((time) => `2024-03-31T${time}`);
    const rows = hours.slice(1).map((end, i) => [hours[i]!, end] as const);
    const half = ['2024-03-31T00:00', '2024-03-31T12:00'] as const;
    assert.equal(ends('Europe/Berlin', ...rows, half), '01:00 02:00 03:00 11:00');
  });

  it('keeps ends that are the last minute of the interval', () => {
    const rows = ['00', '01', '01', '02'].map((hour) => [`2024-11-03T${hour}:00`, `2024-11-03T${hour}:59`] as const);
    assert.equal(ends('America/Chicago', ...rows), '05:59 06:59 07:59 08:59');
  });
});

describe('instantsOfNumbered', () => {
  const day = (text: string, count: number) => new Float64Array(count).fill(Date.parse(`${text}Z`));
  const upTo = (count: number) => Float64Array.from({ length: count }, (_, i) => i + 1);
  const HOUR_MS = 60 * MINUTE_MS;
  const isWhole = (instants: Float64Array, stepMs: number) =>
    instants.every((ms, i) => i === 0 || ms - instants[i - 1]! === stepMs);

  it('finds the instants of any day, whether numbers count from midnight or are times on the clock', () => {
    for (const name of ['Europe/Madrid', 'America/New_York', 'Australia/Adelaide', 'America/Havana', 'Asia/Tokyo'])
      for (const stepMs of [HOUR_MS, HOUR_MS / 2, HOUR_MS / 4])
        for (const date of ['2024-03-10', '2024-03-31', '2024-04-07', '2024-07-01', '2024-10-06', '2024-11-03']) {
          const calendar = createCalendar(name);
          const midnight = calendar.startOfDayNumber(Date.parse(`${date}Z`) / DAY_MS);
          const count = (calendar.addDays(midnight, 1) - midnight) / stepMs;
          const expected = [...upTo(count)].map((number) => midnight + (number - 1) * stepMs);
          const onClock = expected.map((ms) => (calendar.minuteOfDay(ms) * MINUTE_MS) / stepMs + 1);
          for (const numbers of [upTo(count), Float64Array.from(onClock)]) {
            // The day after it has as many numbers as the clock has.
            const days = Float64Array.from([...day(date, count), Date.parse(`${date}Z`) + DAY_MS]);
            const found = instantsOfNumbered(days, Float64Array.from([...numbers, 1]), stepMs, name);
            assert.deepEqual([...found.instants], [...expected, calendar.addDays(midnight, 1)], `${name} ${date}`);
            assert.deepEqual([found.standardTime, found.impossible, found.zones], [0, 0, []]);
          }
        }
  });

  it('counts 25 hours of an autumn day from midnight', () => {
    const { instants } = instantsOfNumbered(day('2024-10-27', 25), upTo(25), HOUR_MS, 'Europe/Madrid');
    assert.equal(new Date(instants[0]!).toISOString(), '2024-10-26T22:00:00.000Z');
    assert.ok(isWhole(instants, HOUR_MS));
  });

  it('counts 50 half hours of an autumn day from midnight', () => {
    const { instants } = instantsOfNumbered(day('2024-10-27', 50), upTo(50), HOUR_MS / 2, 'Europe/London');
    assert.ok(isWhole(instants, HOUR_MS / 2));
  });

  it('counts 23 hours of a spring day from midnight', () => {
    const { instants } = instantsOfNumbered(day('2024-03-31', 23), upTo(23), HOUR_MS, 'Europe/Madrid');
    assert.ok(isWhole(instants, HOUR_MS));
  });

  it('reads numbers that leave out the skipped hour as times on the clock', () => {
    const numbers = upTo(24).filter((number) => number !== 3);
    const { instants, standardTime } = instantsOfNumbered(day('2024-03-31', 23), numbers, HOUR_MS, 'Europe/Madrid');
    assert.ok(isWhole(instants, HOUR_MS));
    assert.equal(standardTime, 0);
  });

  it('reads numbers that leave out the skipped hour as times on the clock, though the last hour is missing', () => {
    const numbers = upTo(23).filter((number) => number !== 3);
    const { instants } = instantsOfNumbered(day('2024-03-31', 22), numbers, HOUR_MS, 'Europe/Madrid');
    assert.ok(isWhole(instants, HOUR_MS));
  });

  it('reads a number that occurs twice as both occurrences of an hour', () => {
    const numbers = upTo(25).map((number) => (number > 3 ? number - 1 : number));
    const { instants } = instantsOfNumbered(day('2024-10-27', 25), numbers, HOUR_MS, 'Europe/Madrid');
    assert.ok(isWhole(instants, HOUR_MS));
  });

  it('reads 24 hours with values on a spring day as standard time', () => {
    const { instants, standardTime } = instantsOfNumbered(day('2024-03-31', 24), upTo(24), HOUR_MS, 'Europe/Madrid');
    assert.ok(isWhole(instants, HOUR_MS));
    assert.equal(standardTime, 1);
  });

  it('leaves out the column for a 25th hour on days of 24 hours', () => {
    const values = new Float64Array(25).fill(1).fill(0, 24);
    const { instants, impossible } = instantsOfNumbered(
      day('2024-07-01', 25),
      upTo(25),
      HOUR_MS,
      'Europe/Madrid',
      values,
    );
    assert.ok(isWhole(instants.subarray(0, 24), HOUR_MS));
    assert.ok(Number.isNaN(instants[24]!));
    assert.equal(impossible, 0);
  });

  it('ignores an empty column for a 25th hour when it decides what numbers count', () => {
    const numbers = upTo(25).filter((number) => number !== 3);
    const values = numbers.map((number) => (number > 24 ? 0 : 1));
    const { instants } = instantsOfNumbered(day('2024-03-31', 24), numbers, HOUR_MS, 'Europe/Madrid', values);
    assert.ok(isWhole(instants.subarray(0, 23), HOUR_MS));
  });

  it('counts a 25th hour with a value on a day of 24 hours as impossible', () => {
    assert.equal(instantsOfNumbered(day('2024-07-01', 25), upTo(25), HOUR_MS, 'Europe/Madrid').impossible, 1);
  });

  it('returns the zones whose day has 25 hours when the zone is not known', () => {
    const { zones } = instantsOfNumbered(day('2024-11-03', 25), upTo(25), HOUR_MS, null);
    assert.ok(zones.includes('America/Chicago') && !zones.includes('Europe/Berlin'));
  });
});
