import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  normalize,
  readCsv,
  readGreenButton,
  readIntervals,
  receiptOf,
  type Series,
  writeCsv,
  writeGreenButton,
} from './index.ts';
import { series as anySeries, body, messyRows, zone } from './testing/arbitrary.ts';
import { assertClose } from './testing/close.ts';
import { DATA_SETS, dataSkip, load } from './testing/data.ts';

/**
 * Asserts that two series are equal; NaN equals NaN. Loops, because deepEqual is slow with long
 * columns.
 */
function assertSame(actual: Series, expected: Series): void {
  const columns = ['starts', 'ends', 'importKwh', 'exportKwh', 'netKwh', 'quality', 'coveredMs'] as const;
  const plain = (series: Series) =>
    Object.fromEntries(
      Object.entries(series).filter(([key]) => key !== 'timeZoneText' && !(columns as readonly string[]).includes(key)),
    );
  assert.deepEqual(plain(actual), plain(expected));
  for (const name of columns) {
    const [a, b] = [actual[name], expected[name]];
    assert.equal(a?.length, b?.length, name);
    for (let i = 0; i < (b?.length ?? 0); i++)
      if (!Object.is(a![i], b![i])) assert.equal(a![i], b![i], `${name}[${i}]`);
  }
}

describe('round trips', () => {
  it('gives the same series from the CSV of a series', () => {
    fc.assert(
      fc.property(anySeries, (series) => {
        assertSame(readCsv(writeCsv(series)).series, series);
      }),
    );
  });

  it('gives the same series from the Green Button file of a series', () => {
    fc.assert(
      fc.property(anySeries, (series) => {
        // ESPI has one quality for each reading, so both channels of a slot are estimated.
        assertSame(readGreenButton(writeGreenButton(series)).series, series);
      }),
    );
  });

  it('gives the same slots, values and qualities from the CSV of a series of mixed lengths', () => {
    fc.assert(
      fc.property(messyRows, zone, (rows, timeZone) => {
        const { series } = readIntervals(body(rows, timeZone));
        const back = readCsv(writeCsv(series)).series;
        // Parts of readings that were split count as readings now.
        assertSame({ ...back, sourceMinutes: [] }, { ...series, sourceMinutes: [] });
      }),
    );
  });

  it('gives the same sums from the Green Button file of a series of mixed lengths', () => {
    fc.assert(
      fc.property(messyRows, zone, (rows, timeZone) => {
        const { series, receipt } = readIntervals(body(rows, timeZone));
        const back = readGreenButton(writeGreenButton(series));
        if (receipt.importKwh !== null) assertClose(back.receipt.importKwh, receipt.importKwh);
        if (receipt.exportKwh !== null) assertClose(back.receipt.exportKwh, receipt.exportKwh);
        assert.equal(back.receipt.missingMinutes, receipt.missingMinutes);
        assert.equal(back.series.startMs, series.startMs);
        assert.equal(back.series.endMs, series.endMs);
      }),
    );
  });

  for (const id of DATA_SETS) {
    it(`keeps ${id} equal through both formats, raw and normalized`, { skip: dataSkip }, () => {
      const raw = readIntervals(load(`${id}.raw`)).series;
      for (const series of [raw, readIntervals(load(`${id}.normalized`)).series]) {
        assertSame(readCsv(writeCsv(series)).series, series);
        assertSame(readGreenButton(writeGreenButton(series)).series, series);
      }
      // Sums of five-minute readings have more digits than ESPI's integers; CSV keeps these too.
      const normal = normalize(raw);
      assertSame(readCsv(writeCsv(normal)).series, normal);
      const back = readGreenButton(writeGreenButton(normal));
      assertClose(back.receipt.importKwh, receiptOf(normal).importKwh!);
      assert.equal(back.series.length, normal.length);
    });
  }
});
