import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createCalendar } from './calendar.ts';
import { parseLocalStamp, parseStamp } from './stamp.ts';

const instant = fc.integer({ min: Date.UTC(1971, 0, 1), max: Date.UTC(2099, 0, 1) });

const PLAIN =
  /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s*(?:Z|([+-])(\d\d)(?::?(\d\d))?)$/;

/** Reads a time with an offset by one regular expression and `Date`; `NaN` for any other text. */
function readPlainly(text: string): number {
  const match = PLAIN.exec(text.trim());
  if (match === null) return Number.NaN;
  const [hour, minute, second = 0] = match.slice(4, 7).map((part) => Number(part ?? 0)) as [number, number, number];
  const dayMs = Date.parse(`${match[1]}-${match[2]}-${match[3]}T00:00:00Z`);
  const exists = !Number.isNaN(dayMs) && new Date(dayMs).getUTCDate() === Number(match[3]);
  const isTime = minute < 60 && second <= 60 && (hour < 24 || (hour === 24 && minute === 0 && second === 0));
  if (!exists || !isTime) return Number.NaN;
  const millis = Number((match[7] ?? '').padEnd(3, '0').slice(0, 3));
  const offset = (Number(match[9] ?? 0) * 60 + Number(match[10] ?? 0)) * (match[8] === '-' ? -1 : 1);
  return dayMs + ((hour * 60 + minute - offset) * 60 + second) * 1000 + millis;
}

describe('parseStamp', () => {
  it('reads every layout of an instant as Date.parse does', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: -56, max: 56 }), (ms, quarters) => {
        const iso = new Date(ms).toISOString();
        assert.equal(parseStamp(iso), ms);
        assert.equal(parseStamp(iso.replace('Z', '+00:00')), ms);
        assert.equal(parseStamp(iso.replace(/\.\d+Z/, 'Z')), Math.floor(ms / 1000) * 1000);
        const size = Math.abs(quarters) * 15;
        const two = (value: number) => String(value).padStart(2, '0');
        const zone = `${quarters < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
        const shifted = new Date(ms + quarters * 900_000).toISOString().replace('Z', zone);
        assert.equal(parseStamp(shifted), ms);
        assert.equal(parseStamp(shifted.toLowerCase().replace('t', ' ')), ms);
      }),
    );
  });

  it('reads offsets without a colon, times without seconds and long fractions', () => {
    const ms = Date.UTC(2024, 1, 29, 12, 30);
    for (const text of [
      '2024-02-29T07:30:00-0500',
      '2024-02-29T07:30-05:00',
      '2024-02-29 12:30:00.000000Z',
      '2024-02-29T12:30:00.0Z',
    ]) {
      assert.equal(parseStamp(text), ms, text);
    }
    assert.equal(parseStamp('2024-02-29T12:30:00.123456Z'), ms + 123);
    assert.equal(parseStamp('2024-02-28T24:00:00Z'), Date.UTC(2024, 1, 29));
  });

  it('reads the same as a regular expression when any character of a time is another', () => {
    for (const text of [
      '2024-02-29T12:30:00Z',
      '1999-12-31T23:59:59+05:45',
      '2024-10-09T19:08:07.123Z',
      '2031-06-10T00:00:00.009-11:30',
      '2024-02-29T12:30:00.1234567Z',
      '2024-02-29T12:30-08:00',
      '2024-02-29T24:00:00+02',
    ])
      for (let at = 0; at <= text.length; at++)
        for (const other of ['', ...'0123456789:;/.,-+ TZx'])
          for (const to of [at, at + 1]) {
            const changed = text.slice(0, at) + other + text.slice(to);
            assert.equal(parseStamp(changed), readPlainly(changed), changed);
          }
  });

  it('returns NaN for dates that do not exist and for other texts', () => {
    const bad = [
      '2023-02-29T00:00:00Z',
      '2024-13-01T00:00:00Z',
      '2024-00-10T00:00:00.000+00:00',
      '2024-04-31T00:00:00.000+00:00',
    ];
    for (const text of [
      ...bad,
      '2024-01-01T25:00:00Z',
      '2024-01-01T00:61:00Z',
      '2024/01/01T00:00:00Z',
      '',
      'null',
      '2024-01-01T00:00:0xZ',
    ]) {
      assert.ok(Number.isNaN(parseStamp(text)), text);
    }
  });

  it('rejects a bad date after a good one, whose date is cached', () => {
    assert.equal(parseStamp('2024-03-05T00:00:00Z'), Date.UTC(2024, 2, 5));
    assert.ok(Number.isNaN(parseStamp('2024-02-30T00:00:00Z')));
    assert.equal(parseStamp('2024-03-05T01:00:00Z'), Date.UTC(2024, 2, 5, 1));
    for (const text of ['2024/03/05T02:00:00Z', '2024-03}05T02:00:00Z', '2024.03-05T02:00:00.000Z']) {
      assert.ok(Number.isNaN(parseStamp(text)), text);
    }
  });

  it('returns NaN for times without an offset', () => {
    assert.ok(Number.isNaN(parseStamp('2024-07-01T00:00:00')));
    const calendar = createCalendar('America/Los_Angeles');
    assert.equal(parseLocalStamp('2024-07-01T00:00:00', calendar), Date.UTC(2024, 6, 1, 7));
    assert.equal(parseLocalStamp('2024-07-01 24:00', calendar), Date.UTC(2024, 6, 2, 7));
    assert.ok(Number.isNaN(parseLocalStamp('2024-07-01T00:00:00Z', calendar)));
  });
});
