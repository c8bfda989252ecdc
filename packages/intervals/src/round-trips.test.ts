import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  normalize,
  readCsv,
  readGreenButton,
  readIntervals,
  type Series,
  writeCsv,
  writeGreenButton,
} from './index.ts';
import { series as anySeries, body, messyRows, zone } from './testing/arbitrary.ts';
import { DATA_SETS, dataSkip, load } from './testing/data.ts';

/** Everything a reader could see of two series is the same; NaN equals NaN. */
function assertSame(actual: Series, expected: Series): void {
  const plain = ({ timeZoneText: _, ...rest }: Series) => ({
    ...rest,
    starts: rest.starts && [...rest.starts],
    ends: rest.ends && [...rest.ends],
    importKwh: [...rest.importKwh],
    exportKwh: [...rest.exportKwh],
    netKwh: [...rest.netKwh],
    quality: [...rest.quality],
    coveredMs: rest.coveredMs && [...rest.coveredMs],
  });
  assert.deepEqual(plain(actual), plain(expected));
}

describe('round trips', () => {
  it('reads back the CSV it wrote as the same series', () => {
    fc.assert(
      fc.property(anySeries, (series) => {
        assertSame(readCsv(writeCsv(series)).series, series);
      }),
    );
  });

  it('reads back the Green Button file it wrote as the same series', () => {
    fc.assert(
      fc.property(anySeries, (series) => {
        // ESPI has one quality per reading: a slot is estimated as a whole.
        assertSame(readGreenButton(writeGreenButton(series)).series, series);
      }),
    );
  });

  it('reads back series of mixed lengths from both formats', () => {
    fc.assert(
      fc.property(messyRows, zone, (rows, timeZone) => {
        const { series } = readIntervals(body(rows, timeZone));
        assertSame(readCsv(writeCsv(series)).series, {
          ...series,
          sourceMinutes: readCsv(writeCsv(series)).series.sourceMinutes,
        });
        fc.pre(series.importMeasured);
        const back = readGreenButton(writeGreenButton(series));
        assert.equal(back.series.length, series.length);
        assert.deepEqual(
          [...back.series.importKwh.map((value) => Math.round(value * 1e9))],
          [...series.importKwh.map((value) => Math.round(value * 1e9))],
        );
      }),
    );
  });

  for (const id of DATA_SETS) {
    it(`keeps ${id} equal through both formats, raw and normalized`, { skip: dataSkip }, () => {
      const raw = readIntervals(load(`${id}.raw`)).series;
      for (const series of [raw, normalize(raw), readIntervals(load(`${id}.normalized`)).series]) {
        assertSame(readCsv(writeCsv(series)).series, series);
        assertSame(readGreenButton(writeGreenButton(series)).series, series);
      }
    });
  }
});
