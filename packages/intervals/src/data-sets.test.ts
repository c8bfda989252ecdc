import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { normalize, readIntervals, totalsByLocalDay, totalsByLocalMonth } from './index.ts';
import { assertClose } from './testing/close.ts';
import { DATA_SETS, dataSkip, load, loadExpect, loadSample, samplesSkip } from './testing/data.ts';

for (const id of DATA_SETS) {
  describe(`public data set ${id}`, { skip: dataSkip }, () => {
    it('decodes raw readings to the expected totals, gaps and duplicates', () => {
      const expected = loadExpect(id);
      const { series, receipt } = readIntervals(load(`${id}.raw`));
      const { channels } = expected.raw;
      assertClose(receipt.importKwh, Number(channels.import!.distinctSumKwh));
      if (channels.export === undefined) assert.equal(receipt.exportKwh, null);
      else assertClose(receipt.exportKwh, Number(channels.export.distinctSumKwh));
      assert.equal(receipt.readings, channels.import!.distinct + (channels.export?.distinct ?? 0));
      assert.equal(receipt.duplicates, expected.raw.duplicates);
      assert.equal(receipt.conflicts, 0);
      assert.deepEqual(
        receipt.gaps.map(({ fromMs, toMs, minutes }) => [fromMs, toMs, minutes]),
        expected.raw.gaps.map((gap) => [Date.parse(gap.fromAt), Date.parse(gap.toAt), gap.missingMinutes]),
      );
      assert.equal(series.startMs, Date.parse(expected.raw.firstStartAt));
      assert.equal(series.endMs, Date.parse(expected.raw.lastEndAt));
      assert.equal(series.timeZone, expected.localTimezone);
      const missing = expected.raw.gaps.reduce((sum, gap) => sum + gap.missingMinutes, 0);
      assert.equal(receipt.missingMinutes, missing);
      assertClose(receipt.coverage, 1 - (missing * 60_000) / (series.endMs - series.startMs));
    });

    it('decodes normalized readings to the expected sums and null counts', () => {
      const { normalized } = loadExpect(id);
      const { series, receipt } = readIntervals(load(`${id}.normalized`));
      assert.equal(series.length, normalized.slots);
      assertClose(receipt.importKwh, Number(normalized.sumImportKwh));
      assertClose(receipt.exportKwh, Number(normalized.sumExportKwh));
      assertClose(receipt.netKwh, Number(normalized.sumNetKwh));
      const nulls = (column: Float64Array) => column.reduce((count, value) => count + (Number.isNaN(value) ? 1 : 0), 0);
      assert.equal(nulls(series.importKwh), normalized.nullImport);
      assert.equal(nulls(series.exportKwh), normalized.nullExport);
      assert.equal(nulls(series.netKwh), normalized.nullNet);
      assert.equal(receipt.missingMinutes, normalized.nullImport * 15);
      const nets = series.netKwh.filter((value) => !Number.isNaN(value));
      assertClose(
        nets.reduce((a, b) => Math.max(a, b)),
        Number(normalized.maxNetKwh),
      );
      assertClose(
        nets.reduce((a, b) => Math.min(a, b)),
        Number(normalized.minNetKwh),
      );
      assert.equal(nets.filter((value) => value < 0).length, normalized.negativeNetSlots);
    });

    it('normalizes its own raw readings to the same slots', () => {
      const own = normalize(readIntervals(load(`${id}.raw`)).series);
      const { series } = readIntervals(load(`${id}.normalized`));
      assert.equal(own.length, series.length);
      assert.equal(own.startMs, series.startMs);
      for (let i = 0; i < own.length; i++) {
        if (Number.isNaN(series.importKwh[i]!)) assert.ok(Number.isNaN(own.importKwh[i]!), `slot ${i} is a gap`);
        else assertClose(own.importKwh[i]!, series.importKwh[i]!, 1, `slot ${i}`);
      }
    });

    for (const form of ['raw', 'normalized'] as const) {
      it(`adds the ${form} readings up to the expected local months and days`, () => {
        const expected = loadExpect(id);
        const { series } = readIntervals(load(`${id}.${form}`));
        const months = totalsByLocalMonth(series);
        assert.deepEqual(
          months.map(({ month }) => month),
          Object.keys(expected.localMonths),
        );
        for (const { month, importKwh, exportKwh } of months) {
          assertClose(importKwh, Number(expected.localMonths[month]!.importKwh), undefined, month);
          if (exportKwh !== null) assertClose(exportKwh, Number(expected.localMonths[month]!.exportKwh));
        }
        const days = totalsByLocalDay(series);
        assert.equal(days.length, expected.localDayCount);
        for (const [day, totals] of Object.entries(expected.localDays)) {
          const found = days.find((candidate) => candidate.day === day);
          assertClose(found!.importKwh, Number(totals.importKwh), undefined, day);
          if (found!.exportKwh !== null) assertClose(found!.exportKwh, Number(totals.exportKwh));
          if (form === 'raw') {
            const channels = series.exportMeasured ? 2 : 1;
            const missing = Math.round((1 - found!.coverage) * found!.slots);
            assert.equal((found!.slots - missing) * channels, totals.readings, day);
          }
        }
        const highest = Math.max(...days.map((totals) => totals.importKwh ?? 0));
        const named = days.find(({ day }) => day === expected.highestImportDay);
        assertClose(named!.importKwh, highest, undefined, 'highest day');
      });
    }
  });
}

describe('published samples', { skip: samplesSkip }, () => {
  it('are decoded: one raw reading of one minute, two normalized slots with import, export and net', () => {
    const raw = readIntervals(loadSample('intervals.response'));
    assert.deepEqual(
      [raw.series.length, raw.series.stepMs, raw.receipt.importKwh, raw.meter.meterNumber],
      [1, 60_000, 0, '23220'],
    );
    const { receipt, series } = readIntervals(loadSample('normalized-intervals.response'));
    assert.deepEqual([receipt.importKwh, receipt.exportKwh, receipt.netKwh, series.length], [4, 2, 2, 2]);
    assert.deepEqual(series.sourceMinutes, [60]);
    // endAt is nine months later than the end of the arrays.
    assert.ok(receipt.notes.some(({ code }) => code === 'span-mismatch'));
  });

  it('are rejected when they are errors', () => {
    assert.throws(() => readIntervals(loadSample('intervals.error')), { code: 'decode' });
  });
});
