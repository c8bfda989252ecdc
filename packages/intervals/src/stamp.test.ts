import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createCalendar } from './calendar.ts';
import { parseLocalStamp, parseStamp } from './stamp.ts';

const instant = fc.integer({ min: Date.UTC(1971, 0, 1), max: Date.UTC(2099, 0, 1) });

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
