import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createSeries } from './create-series.ts';
import { sumRuns } from './run-sums.ts';

const value = fc.option(fc.integer({ min: 0, max: 1000 }), { nil: null, freq: 9 });
const slots = fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 40 });

describe('sumRuns', () => {
  for (const hasExport of [true, false])
    it(`adds up runs of any length from any slot, ${hasExport ? 'with' : 'without'} export`, () => {
      fc.assert(
        fc.property(slots, fc.nat(), fc.nat(), fc.nat(3), (pairs, fromSeed, eachSeed, at) => {
          const length = pairs.length;
          const from = fromSeed % length;
          const each = 1 + (eachSeed % (length - from));
          const count = Math.floor((length - from) / each);
          const series = createSeries({
            startMs: 0,
            stepMs: 300_000,
            timeZone: 'UTC',
            importKwh: pairs.map(([kwh]) => kwh),
            ...(hasExport && { exportKwh: pairs.map(([, kwh]) => kwh) }),
          });
          const column = () => new Float64Array(at + count).fill(-1);
          const to = { importKwh: column(), exportKwh: column(), netKwh: column() };
          sumRuns(series, from, each, count, to, at);
          const sums = (values: Float64Array): readonly number[] => [
            ...Array<number>(at).fill(-1),
            ...Array.from({ length: count }, (_, run) =>
              values.slice(from + run * each, from + (run + 1) * each).reduce((sum, kwh) => sum + kwh, 0),
            ),
          ];
          assert.deepEqual([...to.importKwh], sums(series.importKwh));
          if (series.exportMeasured) assert.deepEqual([...to.exportKwh], sums(series.exportKwh));
          if (series.exportMeasured) assert.deepEqual([...to.netKwh], sums(series.netKwh));
        }),
      );
    });
});
