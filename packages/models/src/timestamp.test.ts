import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseTimestamp } from './index.ts';

describe('parseTimestamp', () => {
  it('parses any date and time with any offset', () => {
    const moment = fc.integer({ min: Date.UTC(1000, 0, 1), max: Date.UTC(9998, 0, 1) });
    const offset = fc.integer({ min: -18 * 60, max: 18 * 60 });
    fc.assert(
      fc.property(moment, offset, fc.constantFrom('T', 't', ' '), fc.boolean(), (ms, minutes, mark, colon) => {
        const local = new Date(ms + minutes * 60_000).toISOString().slice(0, -1).replace('T', mark);
        const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
        const pad = (value: number) => String(value).padStart(2, '0');
        const zone = `${minutes < 0 ? '-' : '+'}${pad(hours)}${colon ? ':' : ''}${pad(rest)}`;
        assert.equal(parseTimestamp(local + zone), ms);
      }),
    );
  });

  it('cuts fractions of any length to milliseconds', () => {
    assert.equal(parseTimestamp('1970-01-01T00:00:00.5Z'), 500);
    assert.equal(parseTimestamp('1970-01-01T00:00:00.57Z'), 570);
    assert.equal(parseTimestamp('1970-01-01T00:00:00.123999999Z'), 123);
  });

  it('reads a date alone, or a time without an offset, as UTC', () => {
    assert.equal(parseTimestamp('1970-01-02'), 86_400_000);
    assert.equal(parseTimestamp('1970-01-01T01:00'), 3_600_000);
  });

  it('reads a leap second as the second after it', () => {
    assert.equal(parseTimestamp('2016-12-31T23:59:60Z'), Date.UTC(2017, 0, 1));
  });

  it('reads the last times that exist, and the largest offset', () => {
    const last = Date.UTC(2025, 0, 1, 23, 59, 59);
    assert.equal(parseTimestamp('2025-01-01T23:59:59Z'), last);
    assert.equal(parseTimestamp('2025-01-01T23:59:59+23:59'), last - (23 * 60 + 59) * 60_000);
  });

  it('returns null for dates and times that do not exist', () => {
    const wrong = [
      '2025-02-30',
      '2025-13-01',
      '2025-00-10',
      '0050-01-01',
      '2025-01-01T24:00Z',
      '2025-01-01T10:60Z',
      '2025-01-01T10:00+24:00',
      '2025-01-01T10:00+01:60',
      '2025-01-01T10:00:61Z',
    ];
    for (const text of wrong) assert.equal(parseTimestamp(text), null, text);
    for (const text of ['', 'null', 'string', '1700000000', '25-01-01', '2025-1-1', 'T10:00Z'])
      assert.equal(parseTimestamp(text), null, text);
    assert.equal(parseTimestamp('2024-02-29'), Date.UTC(2024, 1, 29));
  });
});
