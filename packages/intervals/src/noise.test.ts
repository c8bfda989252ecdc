import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  aggregate,
  type BandTotals,
  comparePeriods,
  createSeries,
  heatmap,
  profile,
  readIntervals,
  receiptOf,
  type Series,
  summarize,
  timeOfUseTotals,
  totalsByLocalDay,
  totalsByLocalMonth,
} from './index.ts';
import { zone } from './testing/arbitrary.ts';

const QUARTER = 900_000;
const HOUR = 4 * QUARTER;
const NAMES = ['importKwh', 'exportKwh', 'netKwh'] as const;

/** Tenths, of which many cancel out, and sums of two of them as a source may compute them. */
const tenths = fc.integer({ min: -9, max: 9 }).map((n) => n / 10);
const added = fc.tuple(tenths, tenths).map(([a, b]) => a + b);

const series: fc.Arbitrary<Series> = fc
  .record({
    timeZone: zone,
    slots: fc.array(fc.tuple(fc.option(added, { freq: 9 }), fc.option(added, { freq: 9 })), {
      minLength: 2,
      maxLength: 200,
    }),
  })
  .map(({ timeZone, slots }) =>
    createSeries({
      startMs: Date.UTC(2024, 2, 10),
      stepMs: QUARTER,
      timeZone,
      importKwh: slots.map(([kwh]) => kwh),
      exportKwh: slots.map(([, kwh]) => kwh),
    }),
  );

/**
 * Returns all sums and differences that are computed from a series, by the function that returns
 * them.
 */
function sumsOf(given: Series): Record<string, readonly (number | null)[]> {
  const columns = (of: Record<(typeof NAMES)[number], Iterable<number> | number | null>): (number | null)[] =>
    NAMES.flatMap((name) => (typeof of[name] === 'object' && of[name] !== null ? [...of[name]] : [of[name] as number]));
  const map = heatmap(given, { minutes: 60 });
  const groups = profile(given).groups.flatMap((group) => [group.import, group.export, group.net]);
  return {
    aggregate: (['hour', 'day', 'week', 'month'] as const).flatMap((unit) => columns(aggregate(given, unit))),
    days: totalsByLocalDay(given).flatMap(columns),
    months: totalsByLocalMonth(given).flatMap(columns),
    summary: columns(summarize(given)),
    receipt: columns(receiptOf(given)),
    heatmap: columns(map),
    repeated: map.repeated.flatMap(columns),
    profile: groups.flatMap((band) => (band === null ? [] : [...band.kwh, ...band.meanKw, ...band.medianKw])),
    bands: timeOfUseTotals(given, { rules: [{ band: 'night', fromMinute: 0, toMinute: 367 }] }).flatMap(columns),
    net: [...given.netKwh],
  };
}

const isNoise = (kwh: number | null): boolean => kwh !== null && kwh !== 0 && Math.abs(kwh) < 1e-9;

describe('rounding noise', () => {
  it('is 0 in net and in sums: 0.1 + 0.2 - 0.3', () => {
    const base = { startMs: 0, stepMs: QUARTER, timeZone: 'UTC' };
    assert.equal(createSeries({ ...base, importKwh: [0.1 + 0.2], exportKwh: [0.3] }).netKwh[0], 0);
    assert.equal(summarize(createSeries({ ...base, importKwh: [0.1, 0.2, -0.3] })).importKwh, 0);
  });

  it('is in no result that is computed from a series', () => {
    fc.assert(
      fc.property(series, (given) => {
        for (const [name, sums] of Object.entries(sumsOf(given))) {
          const noise = sums.filter(isNoise);
          assert.deepEqual(noise, [], name);
        }
      }),
    );
  });

  it('is the only difference to the exact sum', () => {
    fc.assert(
      fc.property(series, (given) => {
        for (const name of NAMES) {
          const exact = given[name].reduce((sum, kwh) => sum + (Number.isNaN(kwh) ? 0 : kwh), 0);
          assert.ok(Math.abs((summarize(given)[name] ?? 0) - exact) < 1e-9 + 1e-12);
        }
      }),
    );
  });

  it('is 0 in periods that are compared', () => {
    const day = (kwh: number) => Array.from({ length: 24 }, (_, i) => (i === 0 ? kwh : 0));
    const importKwh = [...day(0.1), ...day(0.2), ...day(-0.3), ...day(0.1), ...day(0.2), ...day(-0.3)];
    const given = createSeries({ startMs: Date.UTC(2024, 0, 1), stepMs: HOUR, timeZone: 'UTC', importKwh });
    const period = { alignment: 'day-index', from: '2024-01-04', to: '2024-01-07', earlierFrom: '2024-01-01' } as const;
    const { currentKwh, earlierKwh } = comparePeriods(given, period);
    assert.deepEqual([currentKwh, earlierKwh], [0, 0]);
  });

  it('is 0 in the net of a normalized body', () => {
    const columns = { importKwh: [0.1 + 0.2, -0.1 - 0.2], exportKwh: [0.3, -0.3], netKwh: [] };
    const { series: read } = readIntervals({
      startAt: '2024-01-01T00:00:00Z',
      intervalDurationMinutes: 15,
      readings: [columns],
    });
    assert.deepEqual([...read.netKwh], [0, 0]);
  });
});

describe('energy that cancels out over days', () => {
  /** Hours of days with the given kWh an hour, and an hour without import. */
  const daysOf = (...kwh: number[]): Series => {
    const importKwh = [...kwh.flatMap((value) => Array.from({ length: 24 }, () => value)), null];
    const exportKwh = importKwh.map(() => 0);
    return createSeries({ startMs: Date.UTC(2024, 0, 1), stepMs: HOUR, timeZone: 'UTC', importKwh, exportKwh });
  };
  const three = daysOf(0.1, 0.2, -0.3);

  it('is 0 in the receipt of a series with a gap', () => {
    const { importKwh, netKwh } = receiptOf(three);
    assert.deepEqual([importKwh, netKwh], [0, 0]);
  });

  it('is 0 in time-of-use bands', () => {
    const [{ importKwh, netKwh }] = timeOfUseTotals(three, { rules: [] }) as [BandTotals];
    assert.deepEqual([importKwh, netKwh], [0, 0]);
  });

  it('is 0 in the average day', () => {
    const { import: imports, net } = profile(three).groups[0]!;
    assert.deepEqual([imports.kwh[1], imports.meanKw[1], net!.kwh[1], net!.meanKw[1]], [0, 0, 0, 0]);
  });

  it('is 0 in a percentile between two days', () => {
    const { import: imports } = profile(daysOf(-0.3, 0.1), { high: 0.75 }).groups[0]!;
    assert.equal(imports.highKw[1], 0);
  });

  it('is 0 in a cell around the repeated hour', () => {
    const timeZone = 'America/Los_Angeles';
    const importKwh = [0.1, 0.2, 5, -0.3];
    const map = heatmap(createSeries({ startMs: Date.UTC(2024, 10, 3, 7), stepMs: HOUR, timeZone, importKwh }), {
      minutes: 180,
    });
    assert.deepEqual([map.importKwh[0], map.repeated[0]!.importKwh], [0, 5]);
  });
});

describe('a tiny value of the source', () => {
  const tiny = 1e-12;
  const given = createSeries({
    startMs: 0,
    stepMs: HOUR,
    timeZone: 'UTC',
    importKwh: [tiny, 2],
    exportKwh: [3, tiny],
    netKwh: [tiny, tiny],
  });

  it('is kept in its slot', () => {
    assert.deepEqual([given.importKwh[0], given.exportKwh[1], given.netKwh[0]], [tiny, tiny, tiny]);
  });

  it('is kept in views that show single slots', () => {
    assert.equal(aggregate(given, 'slot').importKwh[0], tiny);
    assert.equal(aggregate(given, 'hour').netKwh[1], tiny);
    assert.equal(heatmap(given).importKwh[0], tiny);
  });
});
