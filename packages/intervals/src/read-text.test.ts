import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isArcError } from '@arc-elements/models';
import fc from 'fast-check';
import { readIntervals, readIntervalsText } from './index.ts';
import { scanRaw } from './scan-raw.ts';
import { body, messyRows, regularRows, wireRow, zone } from './testing/arbitrary.ts';
import { DATA_SETS, dataSkip, loadText } from './testing/data.ts';

/** What a reader makes of something: its answer, or the code of its refusal. */
function outcome(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    if (isArcError(error)) return error.code;
    if (error instanceof SyntaxError) return 'decode';
    throw error;
  }
}

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
  it('means the same as parsing first, for any rows, compact or indented', () => {
    fc.assert(
      fc.property(rowsAsPrinted, zone, fc.constantFrom(undefined, 1), (rows, timeZone, indent) => {
        same(JSON.stringify(body(rows, timeZone), null, indent));
      }),
    );
  });

  it('means the same as parsing first when any byte of the text is changed', () => {
    const text = JSON.stringify(
      body([wireRow(0, 15, 1.25), wireRow(900_000, 15, 20, 'export'), wireRow(1_800_000, 15, 3)], 'Europe/London'),
    );
    fc.assert(
      fc.property(
        fc.nat({ max: text.length - 1 }),
        fc.constantFrom(...'"0123456789.-+eE,:{}[]\\TZ azé', ''),
        (at, sign) => {
          same(text.slice(0, at) + sign + text.slice(at + 1));
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('takes the quick way for the layout that is printed, and only for that', () => {
    const row = { ...wireRow(0, 15, 1), kw: 4 };
    assert.notEqual(scanRaw(JSON.stringify(body([row]))), null);
    assert.notEqual(scanRaw(JSON.stringify({ note: 'é', ...body([row]), after: 'ü' })), null);
    assert.equal(scanRaw(JSON.stringify(body([]))), null);
    assert.equal(scanRaw(JSON.stringify(body([{ ...row, readType: 'ESTIMATED' }]))), null);
    assert.equal(scanRaw(JSON.stringify(body([{ kw: 4, ...wireRow(0, 15, 1) }]))), null);
  });

  it('reads an envelope, a text around the list that names it again, and bytes', () => {
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

  it('marks all rows when the body as a whole is estimated', () => {
    same(JSON.stringify({ ...body([wireRow(0, 15, 1)]), readType: 'ESTIMATED' }));
  });

  it('refuses a text that is no JSON without quoting it', () => {
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
    it(`reads ${id} the quick way to the same series`, { skip: dataSkip }, () => {
      const text = loadText(`${id}.raw`);
      assert.notEqual(scanRaw(text), null);
      same(text);
      same(loadText(`${id}.normalized`));
    });
  }
});
