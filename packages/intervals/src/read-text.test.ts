import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isArcError } from '@arc-elements/models';
import fc from 'fast-check';
import { readIntervals, readIntervalsText } from './index.ts';
import { body, messyRows, regularRows, wireRow, zone } from './testing/arbitrary.ts';
import { DATA_SETS, dataSkip, loadText } from './testing/data.ts';

/** Returns what a reader returns, or the code of the error that it throws. */
function outcome(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    if (isArcError(error)) return error.code;
    if (error instanceof SyntaxError) return 'decode';
    throw error;
  }
}

/** Asserts that the text and the parsed body give the same. */
const same = (text: string) =>
  assert.deepEqual(
    outcome(() => readIntervalsText(text)),
    outcome(() => readIntervals(JSON.parse(text))),
  );

const rowsAsPrinted = fc.oneof(regularRows, messyRows).chain((rows) =>
  fc
    .record({
      zulu: fc.boolean(),
      power: fc.boolean(),
      values: fc.array(
        fc.oneof(fc.double({ noNaN: true }), fc.integer(), fc.constantFrom(0, -0, 1e-7, 1 / 3, 2 ** 60, null)),
        { maxLength: 5 },
      ),
    })
    .map(({ zulu, power, values }) =>
      rows.map((row, i) => {
        const stamp = (text: string) => (zulu ? text : text.replace('Z', '+00:00'));
        const kwh = values.length > 0 && i % 7 === 0 ? values[i % values.length]! : row.kwh;
        const printed = { startAt: stamp(row.startAt), endAt: stamp(row.endAt), direction: row.direction, kwh };
        return power ? { ...printed, kw: row.kwh * 4 } : printed;
      }),
    ),
);

describe('readIntervalsText', () => {
  it('reads any rows, compact or indented, as the parsed body is read', () => {
    fc.assert(
      fc.property(rowsAsPrinted, zone, fc.constantFrom(undefined, 1), (rows, timeZone, indent) => {
        same(JSON.stringify(body(rows, timeZone), null, indent));
      }),
    );
  });

  it('reads envelopes, keys that occur twice, and UTF-8 bytes as the parsed body is read', () => {
    const row = wireRow(0, 15, 1);
    same(JSON.stringify({ data: body([row]) }));
    same(JSON.stringify({ ...body([row]), note: 'see "readings":[' }));
    same(JSON.stringify({ note: 'readings', ...body([row]) }));
    same(JSON.stringify({ ...body([row]), providerName: 'É'.repeat(5000) }));
    same(
      '{"readings":[{"startAt":"2024-01-01T00:00:00Z","endAt":"2024-01-01T01:00:00Z","direction":"import","kwh":1}],"readings":[]}',
    );
    const bytes = new TextEncoder().encode(JSON.stringify({ ...body([row]), providerName: 'Énergie' }));
    assert.equal(readIntervalsText(bytes).meter.providerName, 'Énergie');
  });

  it('marks all readings as estimates when the body says that it is estimated', () => {
    same(JSON.stringify({ ...body([wireRow(0, 15, 1)]), readType: 'ESTIMATED' }));
  });

  it('throws for a text that is not JSON, without quoting the text in the message', () => {
    for (const text of [
      '',
      'secret',
      '{"readings":[',
      '{"a":1,"readings":[{"startAt":"2024-01-01T00:00:00Z","endAt":"2024-01-01T01:00:00Z","direction":"import","kwh":1}]',
    ]) {
      assert.throws(
        () => readIntervalsText(text),
        (error) => isArcError(error) && error.code === 'decode' && !error.message.includes('secret'),
      );
    }
  });

  for (const id of DATA_SETS) {
    it(`reads the text of ${id} as its parsed body is read`, { skip: dataSkip }, () => {
      same(loadText(`${id}.raw`));
      same(loadText(`${id}.normalized`));
    });
  }
});
