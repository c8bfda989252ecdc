import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isArcError } from '@arc-elements/models';
import fc from 'fast-check';
import { readCsv, readGreenButton, readIntervals, totalsByLocalDay, writeGreenButton } from './index.ts';

/** Runs a reader, which may throw a decode error. What it reads has to add up. */
function readsOrRefuses(read: () => ReturnType<typeof readIntervals> | ReturnType<typeof readCsv>): void {
  try {
    const { series, receipt } = read();
    const days = totalsByLocalDay(series);
    const sum = days.reduce((total, day) => total + (day.importKwh ?? 0), 0);
    assert.ok(Math.abs(sum - (receipt.importKwh ?? 0)) <= 1e-9 * Math.max(1, Math.abs(sum)));
    assert.ok(receipt.coverage >= 0 && receipt.coverage <= 1);
  } catch (error) {
    if (!(isArcError(error) && error.code === 'decode')) throw error;
  }
}

const cell = fc.oneof(
  fc.constantFrom(
    null,
    '',
    'null',
    '2024-01-01T00:00:00Z',
    '2024-01-01T00:15:00.000+00:00',
    '2024-13-01T00:00:00Z',
    'import',
    'export',
    '1e400',
    -1,
  ),
  fc.double({ min: -1e6, max: 1e6 }),
  fc.jsonValue(),
);
const anyRow = fc.record(
  {
    startAt: cell,
    endAt: cell,
    direction: cell,
    kwh: cell,
    kw: cell,
    importKwh: fc.array(cell),
    exportKwh: cell,
    netKwh: fc.array(cell),
    readType: cell,
  },
  { requiredKeys: [] },
);

describe('readers with damaged input', () => {
  it('decode what they can of an interval body and throw nothing but decode errors', () => {
    const anyBody = fc.record(
      {
        readings: fc.oneof(fc.array(fc.oneof(anyRow, fc.jsonValue())), fc.jsonValue()),
        localTimezone: cell,
        startAt: cell,
        endAt: cell,
        intervalDurationMinutes: cell,
        latestIntervalAt: cell,
        sourceIntervalDurationMinutes: cell,
        readType: cell,
      },
      { requiredKeys: ['readings'] },
    );
    fc.assert(
      fc.property(fc.oneof(anyBody, fc.jsonValue()), (body) => readsOrRefuses(() => readIntervals(body))),
      { numRuns: 500 },
    );
  });

  it('read any text as CSV or throw a decode error', () => {
    const line = fc.array(
      fc.oneof(
        fc.constantFrom('start', 'end', 'kWh', 'date', '2024-01-01', '1/2/2024 3:00 PM', '12:00', '1,5', '"', '-3'),
        fc.string(),
      ),
      { maxLength: 5 },
    );
    const text = fc
      .array(
        line.map((cells) => cells.join(',')),
        { maxLength: 8 },
      )
      .map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(fc.oneof(text, fc.string()), (csv) => readsOrRefuses(() => readCsv(csv))),
      { numRuns: 300 },
    );
  });

  it('read any text as Green Button or throw a decode error', () => {
    const piece = fc.constantFrom(
      '<feed>',
      '</feed>',
      '<entry>',
      '</entry>',
      '<IntervalBlock>',
      '</IntervalBlock>',
      '<IntervalReading>',
      '</IntervalReading>',
      '<timePeriod><duration>900</duration><start>1357027200</start></timePeriod>',
      '<value>7</value>',
      '<value>x</value>',
      '<UsagePoint/>',
      '&amp;',
      'text',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) =>
        readsOrRefuses(() => readGreenButton(pieces.join(''))),
      ),
      { numRuns: 300 },
    );
  });

  it('do not fill memory when a file or a caller names an end in the far future', () => {
    const slot = { startAt: '2024-01-01T00:00:00Z', endAt: '2024-01-01T00:15:00Z', direction: 'import', kwh: 1 };
    const written = writeGreenButton(readIntervals({ readings: [slot] }).series);
    for (const read of [
      () => readIntervals({ readings: [slot] }, { untilMs: 8e15 }),
      () =>
        readCsv(
          'start,end,import (kWh),quality\n2024-01-01T00:00:00Z,2024-01-01T00:15:00Z,1,measured\n' +
            '9999-01-01T00:00:00Z,9999-01-01T00:15:00Z,,awaiting',
        ),
      () => readGreenButton(written.replace(/endMs="\d+"/, 'endMs="8000000000000000"')),
    ]) {
      const { series, receipt } = read();
      assert.equal(receipt.importKwh, 1);
      assert.equal(receipt.coverage, 1);
      assert.ok(series.length < 200_000, `${series.length} slots`);
    }
  });
});
