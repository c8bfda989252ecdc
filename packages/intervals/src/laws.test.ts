import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  aggregate,
  type BucketUnit,
  heatmap,
  loadDuration,
  normalize,
  profile,
  readCsv,
  readGreenButton,
  readIntervals,
  receiptOf,
  type Series,
  slotEndMs,
  slotStartMs,
  summarize,
  timeOfUseTotals,
  totalsByLocalDay,
  totalsByLocalMonth,
  writeCsv,
  writeGreenButton,
} from './index.ts';
import { body, messyRows, regularRows, series as regularSeries, zone } from './testing/arbitrary.ts';
import { assertClose } from './testing/close.ts';

const COLUMNS = ['importKwh', 'exportKwh', 'netKwh'] as const;
type Sums = Record<(typeof COLUMNS)[number], number>;

/** Series with regular slots, and series decoded from irregular readings. */
const anySeries = fc.oneof(
  regularSeries,
  fc.tuple(messyRows, zone).map(([rows, timeZone]) => readIntervals(body(rows, timeZone)).series),
);

const known = (values: Iterable<number | null>): number => {
  let sum = 0;
  for (const value of values) if (value !== null && !Number.isNaN(value)) sum += value;
  return sum;
};

const sumsOf = (columns: Record<keyof Sums, Iterable<number | null>>): Sums => ({
  importKwh: known(columns.importKwh),
  exportKwh: known(columns.exportKwh),
  netKwh: known(columns.netKwh),
});

function assertConserved(actual: Sums, series: Series): void {
  const expected = sumsOf(series);
  // Net may be nearly zero, so the tolerance is relative to the energy that was added.
  const scale = Math.abs(expected.importKwh) + Math.abs(expected.exportKwh) + 1e-6;
  for (const column of COLUMNS) assertClose(actual[column], expected[column], scale, column);
}

const columnsOf = <T>(items: readonly T[], pick: (item: T) => Record<keyof Sums, number | null>): Sums =>
  sumsOf({
    importKwh: items.map((item) => pick(item).importKwh),
    exportKwh: items.map((item) => pick(item).exportKwh),
    netKwh: items.map((item) => pick(item).netKwh),
  });

describe('energy of any series', () => {
  it('is conserved by decoding, as the receipt says', () => {
    fc.assert(
      fc.property(fc.oneof(regularRows, messyRows), zone, (rows, timeZone) => {
        const { series, receipt } = readIntervals(body(rows, timeZone));
        const { importKwh, exportKwh, netKwh } = receipt;
        assertConserved({ importKwh: importKwh ?? 0, exportKwh: exportKwh ?? 0, netKwh: netKwh ?? 0 }, series);
        // All readings that were not dropped are counted.
        const dropped = receipt.duplicates + receipt.conflicts;
        assert.equal(receipt.readings + dropped, rows.length);
        if (dropped === 0)
          assertClose(
            (importKwh ?? 0) + (exportKwh ?? 0),
            rows.reduce((sum, row) => sum + row.kwh, 0),
          );
      }),
    );
  });

  for (const unit of ['slot', 'hour', 'day', 'week', 'month'] satisfies BucketUnit[]) {
    it(`is conserved by aggregation to ${unit}s`, () => {
      fc.assert(fc.property(anySeries, (series) => assertConserved(sumsOf(aggregate(series, unit)), series)));
    });
  }

  it('is conserved by totals of local days and months, and so are slots', () => {
    fc.assert(
      fc.property(anySeries, (series) => {
        for (const totals of [totalsByLocalDay(series), totalsByLocalMonth(series)]) {
          assertConserved(
            columnsOf<(typeof totals)[number]>(totals, (item) => item),
            series,
          );
          assert.equal(
            totals.reduce((sum, { slots }) => sum + slots, 0),
            series.length,
          );
        }
      }),
    );
  });

  it('is conserved by normalization to any slot length', () => {
    fc.assert(
      fc.property(anySeries, fc.constantFrom(5, 15, 30, 60), (series, minutes) => {
        const normal = normalize(series, { minutes });
        assert.equal(normal.stepMs, minutes * 60_000);
        // Net of a slot needs both channels in that slot, so mixing slots may change which net is
        // known.
        const { importKwh, exportKwh } = sumsOf(normal);
        const expected = sumsOf(series);
        assertClose(importKwh, expected.importKwh);
        assertClose(exportKwh, expected.exportKwh);
        assert.deepEqual(normal.sourceMinutes, series.sourceMinutes);
      }),
    );
  });

  it('is conserved by heatmaps, profiles and the load-duration curve', () => {
    fc.assert(
      fc.property(anySeries, fc.constantFrom(15, 60, 120), (series, minutes) => {
        const map = heatmap(series, { minutes });
        const cells = sumsOf(map);
        const repeated = columnsOf(map.repeated, (cell) => cell);
        const both = Object.fromEntries(COLUMNS.map((name) => [name, cells[name] + repeated[name]])) as Sums;
        assertConserved(both, series);
        for (const by of ['all', 'day-type', 'weekday', 'month'] as const) {
          const { groups } = profile(series, { minutes, by });
          assertConserved(
            sumsOf({
              importKwh: groups.flatMap((group) => [...group.import.kwh]),
              exportKwh: groups.flatMap((group) => [...(group.export?.kwh ?? [])]),
              netKwh: groups.flatMap((group) => [...(group.net?.kwh ?? [])]),
            }),
            series,
          );
        }
        const { kw, hours } = loadDuration(series);
        let area = 0;
        kw.forEach((power, i) => {
          area += power * (hours[i]! - (hours[i - 1] ?? 0));
        });
        assertClose(area, sumsOf(series).importKwh);
      }),
    );
  });

  it('is conserved by time-of-use bands, however they divide slots', () => {
    const rule = fc.record({
      band: fc.constantFrom('peak', 'shoulder', 'night'),
      months: fc.option(fc.uniqueArray(fc.integer({ min: 1, max: 12 })), { nil: undefined }),
      weekdays: fc.option(fc.uniqueArray(fc.integer({ min: 1, max: 7 })), { nil: undefined }),
      fromMinute: fc.integer({ min: 0, max: 1440 }),
      toMinute: fc.integer({ min: 0, max: 1440 }),
    });
    fc.assert(
      fc.property(anySeries, fc.array(rule, { maxLength: 4 }), (series, rules) => {
        const totals = timeOfUseTotals(series, { rules });
        assertConserved(
          columnsOf(totals, (item) => item),
          series,
        );
        const hours = totals.reduce((sum, item) => sum + item.hours, 0);
        assertClose(hours, (series.endMs - series.startMs) / 3_600_000);
      }),
    );
  });

  it('is conserved by both file formats', () => {
    fc.assert(
      fc.property(anySeries, (series) => {
        const receipt = receiptOf(series);
        for (const back of [readCsv(writeCsv(series)).receipt, readGreenButton(writeGreenButton(series)).receipt]) {
          if (receipt.importKwh !== null) assertClose(back.importKwh, receipt.importKwh);
          if (receipt.exportKwh !== null) assertClose(back.exportKwh, receipt.exportKwh);
        }
      }),
    );
  });

  it('is conserved by any partition of time into ranges', () => {
    fc.assert(
      fc.property(anySeries, fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 5 }), (series, cuts) => {
        const span = series.endMs - series.startMs;
        const edges = [series.startMs, ...cuts.map((cut) => series.startMs + cut * span), series.endMs].sort(
          (a, b) => a - b,
        );
        const parts = edges.slice(1).map((endMs, i) => summarize(series, { startMs: edges[i]!, endMs }));
        assertConserved(
          columnsOf(parts, (part) => part),
          series,
        );
        assert.equal(
          parts.reduce((sum, part) => sum + part.slots, 0),
          series.length,
        );
        const missing = parts.reduce((sum, part) => sum + part.missingMinutes, 0);
        assertClose(missing, receiptOf(series).missingMinutes, span / 60_000);
      }),
    );
  });
});

describe('decoding', () => {
  it('does not depend on the order of distinct readings', () => {
    const shuffled = fc
      .oneof(regularRows, messyRows)
      .chain((rows) =>
        fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length, maxLength: rows.length })),
      );
    fc.assert(
      fc.property(shuffled, zone, ([rows, other], timeZone) => {
        // With a policy that compares values, not even conflicts depend on the order.
        const a = readIntervals(body(rows, timeZone), { conflicts: 'largest' });
        const b = readIntervals(body(other, timeZone), { conflicts: 'largest' });
        assert.deepEqual(b.series, a.series);
        const { notes: _a, duplicates: da, conflicts: ca, ...restA } = a.receipt;
        const { notes: _b, duplicates: db, conflicts: cb, ...restB } = b.receipt;
        assert.deepEqual(restB, restA);
        // Of three readings 1, 2, 1 the last is a duplicate or a conflict, depending on the order;
        // the sum of both counts is not.
        assert.equal(da + ca, db + cb);
      }),
    );
  });

  it('does not change the body it reads', () => {
    fc.assert(
      fc.property(messyRows, (rows) => {
        const given = body(rows, 'Europe/London');
        const before = JSON.stringify(given);
        readIntervals(given);
        assert.equal(JSON.stringify(given), before);
      }),
    );
  });

  it('loses exactly k slots of coverage when k readings are removed', () => {
    const removal = regularRows.chain((rows) => {
      // The first and the last reading are kept, so that the span is the same.
      const times = rows.map((row) => Date.parse(row.startAt));
      const [first, last] = [Math.min(...times), Math.max(...times)];
      const imports = rows.filter(
        (row) => row.direction === 'import' && ![first, last].includes(Date.parse(row.startAt)),
      );
      return fc.tuple(fc.constant(rows), fc.subarray(imports));
    });
    fc.assert(
      fc.property(removal, ([rows, removed]) => {
        const only = rows.filter((row) => row.direction === 'import');
        fc.pre(only.length > 1 && only.length > removed.length);
        const ends = (list: typeof rows) => {
          const starts = list.map((row) => Date.parse(row.startAt));
          return `${Math.min(...starts)} ${Math.max(...starts)}`;
        };
        const rest = only.filter((row) => !removed.includes(row));
        fc.pre(ends(only) === ends(rest));
        const before = readIntervals(body(only));
        const after = readIntervals(body(rest));
        const minutes = before.series.stepMs! / 60_000;
        assert.equal(after.receipt.missingMinutes - before.receipt.missingMinutes, removed.length * minutes);
        assertClose(before.receipt.coverage - after.receipt.coverage, removed.length / before.series.length, 1);
        assert.equal(
          Math.round(after.receipt.coverage * after.series.length),
          before.series.length - Math.round((1 - before.receipt.coverage) * before.series.length) - removed.length,
        );
      }),
    );
  });

  it('gives each instant of the span exactly one slot', () => {
    fc.assert(
      fc.property(anySeries, (series) => {
        let at = series.startMs;
        for (let i = 0; i < series.length; i++) {
          assert.equal(slotStartMs(series, i), at);
          at = slotEndMs(series, i);
        }
        assert.equal(at, series.endMs);
      }),
    );
  });
});
