import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  AWAITING,
  createSeries,
  MEASURED,
  MISSING,
  readIntervals,
  type Series,
  type SeriesInput,
  summarize,
} from './index.ts';
import { series as anySeries, body, wireRow } from './testing/arbitrary.ts';

const HOUR = 3_600_000;
const BASE = { startMs: 0, stepMs: HOUR, timeZone: 'UTC', importKwh: [1, 2] };

/** Calls createSeries with input of any type, as a page without types may. */
const made = (input: unknown): Series => createSeries(input as SeriesInput);

describe('createSeries', () => {
  it('computes net, and corrects a quality that contradicts the values', () => {
    const series = createSeries({
      startMs: 0,
      stepMs: HOUR,
      timeZone: 'US/Eastern',
      importKwh: [1, null],
      exportKwh: [3, null],
      quality: [MISSING, 0],
    });
    assert.deepEqual([...series.netKwh], [-2, Number.NaN]);
    assert.deepEqual([...series.quality], [0, MISSING]);
    assert.equal(series.timeZone, 'America/New_York');
  });

  it('reads NaN in a column as missing', () => {
    assert.deepEqual(
      [...createSeries({ ...BASE, importKwh: Float64Array.of(1, Number.NaN) }).quality],
      [MEASURED, MISSING],
    );
  });

  it('reads null in an optional field as if it were left out', () => {
    const nothing = { exportKwh: null, netKwh: null, quality: null, sourceMinutes: null };
    assert.deepEqual(createSeries({ ...BASE, ...nothing }), createSeries(BASE));
  });

  it('keeps one column for import and net when both are the same array', () => {
    const importKwh = [1, Number.POSITIVE_INFINITY];
    const series = createSeries({ ...BASE, importKwh, netKwh: importKwh });
    assert.equal(series.netKwh, series.importKwh);
  });

  it('accepts arrays, typed arrays and array-like objects as columns', () => {
    for (const importKwh of [[1, 2], Float32Array.of(1, 2), { length: 2, 0: 1, 1: 2 }])
      assert.deepEqual([...createSeries({ ...BASE, importKwh }).importKwh], [1, 2]);
  });
});

describe('createSeries with wrong input', () => {
  const wrong: readonly (readonly [string, unknown, RegExp, ErrorConstructor])[] = [
    ['null', null, /^a series must be an object with startMs, stepMs, timeZone and importKwh, not null$/, TypeError],
    ['undefined', undefined, /not undefined$/, TypeError],
    ['a list', [1, 2], /not an array$/, TypeError],
    ['text', 'https://example.com', /not "https:\/\/example.com"$/, TypeError],
    [
      'no zone',
      { timeZone: undefined },
      /^timeZone must be the name of a time zone such as .*, not undefined$/,
      TypeError,
    ],
    ['null for a zone', { timeZone: null }, /^timeZone must .* not null$/, TypeError],
    ['an offset for a zone', { timeZone: -8 }, /^timeZone must .* not -8$/, TypeError],
    ['no import', { importKwh: undefined }, /^importKwh must be an array .* not undefined$/, TypeError],
    [
      'net only',
      { importKwh: undefined, netKwh: [1, 2] },
      /^importKwh is undefined and netKwh is given: net alone cannot be split into import and export; give importKwh/,
      TypeError,
    ],
    ['a number for import', { importKwh: 7 }, /^importKwh must be an array .* not 7$/, TypeError],
    ['text for import', { importKwh: '1,2' }, /^importKwh must be an array .* not "1,2"$/, TypeError],
    ['an object for import', { importKwh: {} }, /^importKwh must be an array .* not an object$/, TypeError],
    ['an invalid length', { importKwh: { length: 0.5 } }, /^importKwh must be an array/, TypeError],
    ['a function for export', { exportKwh: () => [1] }, /^exportKwh must be an array .* not a function$/, TypeError],
    ['true for net', { netKwh: true }, /^netKwh must be an array .* not true$/, TypeError],
    ['a word for quality', { quality: 'measured' }, /^quality must be an array .* not "measured"$/, TypeError],
    [
      'columns of two lengths',
      { exportKwh: [1] },
      /^exportKwh must have a number for each of the 2 slots, not 1$/,
      RangeError,
    ],
    ['quality of another length', { quality: [0, 0, 0] }, /^quality must have .* 2 slots, not 3$/, RangeError],
    ['a number of minutes', { sourceMinutes: 15 }, /^sourceMinutes must be an array .* not 15$/, TypeError],
    ['minutes as text', { sourceMinutes: ['15'] }, /^sourceMinutes must be an array .* not "15"$/, TypeError],
    ['sourceMinutes of 0', { sourceMinutes: [15, 0] }, /^sourceMinutes must be an array .* not 0$/, RangeError],
    [
      'no start',
      { startMs: undefined },
      /^startMs must be epoch milliseconds of a date as a number, not undefined$/,
      TypeError,
    ],
    ['text for a start', { startMs: '2024-01-01' }, /^startMs must .* not "2024-01-01"$/, TypeError],
    ['a date for a start', { startMs: new Date(0) }, /^startMs must .* not a Date$/, TypeError],
    ['a big integer for a start', { startMs: 0n }, /^startMs must .* not 0n$/, TypeError],
    ['a start that is not a number', { startMs: Number.NaN }, /^startMs must .* not NaN$/, RangeError],
    ['a start that is not a date', { startMs: 1e16 }, /^startMs must .* not 10000000000000000$/, RangeError],
    [
      'an end that is not a date',
      { stepMs: 8e15 },
      /^startMs \+ stepMs × .* must be .* not 16000000000000000$/,
      RangeError,
    ],
    ['no step', { stepMs: null }, /^stepMs must be .* not null$/, TypeError],
    ['text for a step', { stepMs: '900000' }, /^stepMs must be .* not "900000"$/, TypeError],
    ['a step of 0', { stepMs: 0 }, /^stepMs must be .* not 0$/, RangeError],
    ['an infinite step', { stepMs: Number.POSITIVE_INFINITY }, /^stepMs must be .* not Infinity$/, RangeError],
  ];

  for (const [name, input, message, type] of wrong) {
    it(`throws an error that names the wrong input: ${name}`, () => {
      const isFields = typeof input === 'object' && input !== null && !Array.isArray(input);
      assert.throws(
        () => made(isFields ? { ...BASE, ...input } : input),
        (error) => {
          assert.ok(error instanceof type, String(error));
          assert.match(error.message, message);
          return true;
        },
      );
    });
  }

  it('makes a series or names a wrong field, whatever the fields contain', () => {
    const anything = fc.oneof(fc.anything(), fc.constantFrom(null, undefined, 0, 'UTC', HOUR), fc.array(fc.double()));
    const fields = ['startMs', 'stepMs', 'timeZone', 'importKwh', 'exportKwh', 'netKwh', 'quality', 'sourceMinutes'];
    const patch = fc.dictionary(fc.constantFrom(...fields), anything);
    const named = new RegExp(`^(${fields.join('|')}|starts) `);
    const ready = createSeries(BASE);
    fc.assert(
      fc.property(patch, fc.constantFrom(BASE, ready), (patched, base) => {
        try {
          summarize(made({ ...base, ...patched }));
        } catch (error) {
          assert.match((error as Error).message, named);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('values that no meter can have measured', () => {
  const bad = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1.1e12, -1e300];

  it('become unknown, and their slots are counted', () => {
    for (const kwh of bad) {
      const series = createSeries({ ...BASE, importKwh: Float64Array.of(1, kwh), exportKwh: Float64Array.of(0, kwh) });
      assert.deepEqual([...series.importKwh, ...series.netKwh], [1, Number.NaN, 1, Number.NaN], String(kwh));
      assert.deepEqual([...series.quality], [MEASURED, MISSING]);
      assert.equal(series.unusable, 1);
    }
  });

  it('are left out of arrays too, as is everything that is not a number', () => {
    const importKwh = [1, 1e13, '7', Number.NaN, null, undefined, true] as (number | null)[];
    const series = createSeries({ ...BASE, importKwh });
    assert.equal(summarize(series).importKwh, 1);
    assert.equal(series.unusable, 3);
  });

  it('are left out of a given net', () => {
    const series = createSeries({ ...BASE, exportKwh: [0, 0], netKwh: Float64Array.of(1, Number.NEGATIVE_INFINITY) });
    assert.deepEqual([...series.netKwh], [1, Number.NaN]);
    assert.equal(series.unusable, 1);
  });

  it('are not changed in the array of the caller', () => {
    const importKwh = Float64Array.of(1, Number.POSITIVE_INFINITY);
    createSeries({ ...BASE, importKwh });
    assert.deepEqual([...importKwh], [1, Number.POSITIVE_INFINITY]);
  });

  it('do not make an export channel', () => {
    const series = createSeries({ ...BASE, exportKwh: [Number.POSITIVE_INFINITY, null] });
    assert.equal(series.exportMeasured, false);
  });

  it('cause copies only of columns that have some', () => {
    const columns = {
      importKwh: Float64Array.of(1e12, Number.NaN),
      exportKwh: Float64Array.of(-1e12, 0),
      netKwh: Float64Array.of(0, Number.NaN),
    };
    const series = createSeries({ ...BASE, ...columns });
    for (const name of ['importKwh', 'exportKwh', 'netKwh'] as const) assert.equal(series[name], columns[name]);
    assert.equal(series.unusable, 0);
  });

  it('are missing in a body that is read, with a note', () => {
    const raw = readIntervals(body([wireRow(0, 60, 1), wireRow(HOUR, 60, 1e15), wireRow(2 * HOUR, 60, -1e15)]));
    assert.deepEqual([raw.receipt.importKwh, raw.receipt.missingMinutes], [1, 120]);
    assert.equal(raw.receipt.notes.find(({ code }) => code === 'no-value')?.count, 2);
    const signed = readIntervals(body([wireRow(0, 60, 1), wireRow(HOUR, 60, -1e15)]), { signed: 'split' });
    assert.deepEqual([signed.receipt.importKwh, signed.receipt.exportKwh], [1, 0]);
    const columns = { importKwh: [1, Number.POSITIVE_INFINITY], exportKwh: [2, -1e15], netKwh: [] };
    const { receipt } = readIntervals({
      startAt: '2024-01-01T00:00:00Z',
      intervalDurationMinutes: 15,
      readings: [columns],
    });
    assert.deepEqual([receipt.importKwh, receipt.exportKwh, receipt.missingMinutes], [1, 2, 15]);
    assert.equal(receipt.notes.find(({ code }) => code === 'no-value')?.count, 2);
  });
});

describe('createSeries with a finished series', () => {
  it('returns it as it is', () => {
    fc.assert(fc.property(anySeries, (series) => assert.equal(createSeries(series), series)));
    const { series } = readIntervals(body([wireRow(0, 60, 1), wireRow(HOUR, 15, 1)]));
    assert.equal(createSeries(series), series);
  });

  it('leaves unusable values out of a copy and counts them', () => {
    const importKwh = Float64Array.of(1, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY);
    const quality = Uint8Array.of(MEASURED, MEASURED, AWAITING);
    const built: Series = { ...createSeries({ ...BASE, importKwh: [1, 2, 3] }), importKwh, netKwh: importKwh, quality };
    const series = createSeries(built);
    assert.deepEqual([...series.importKwh], [1, Number.NaN, Number.NaN]);
    assert.equal(series.netKwh, series.importKwh);
    assert.deepEqual([...series.quality], [MEASURED, MISSING, AWAITING]);
    assert.equal(series.unusable, 2);
    assert.equal(built.importKwh, importKwh);
    assert.equal(createSeries(series), series);
  });

  it('subtracts the time of values that it leaves out from the covered time', () => {
    const importKwh = Float64Array.of(1, Number.POSITIVE_INFINITY);
    const coveredMs = Float64Array.of(HOUR / 2, HOUR);
    const series = createSeries({ ...createSeries(BASE), importKwh, coveredMs });
    assert.deepEqual([...series.coveredMs!], [HOUR / 2, 0]);
  });

  it('reads a zone that does not exist as UTC and keeps its name', () => {
    const { timeZone, timeZoneText } = createSeries({
      ...createSeries(BASE),
      timeZone: 'Mars/Olympus',
      timeZoneText: null,
    });
    assert.deepEqual([timeZone, timeZoneText], ['UTC', 'Mars/Olympus']);
  });

  it('throws an error that explains what is wrong with one that a page made', () => {
    const ready = createSeries(BASE);
    const wrong: readonly (readonly [object, RegExp])[] = [
      [{ length: '2' }, /^length must be the number of slots, not "2"$/],
      [{ endMs: null }, /^endMs must be epoch milliseconds/],
      [{ stepMs: null, starts: null }, /^starts must be an array/],
      [{ exportKwh: null }, /^exportKwh must be an array with a number for each slot, not null$/],
      [{ quality: new Uint8Array(3) }, /^quality must have a number for each of the 2 slots, not 3$/],
      [{ timeZone: undefined }, /^timeZone must be/],
    ];
    for (const [fields, message] of wrong) assert.throws(() => made({ ...ready, ...fields }), { message });
  });
});
