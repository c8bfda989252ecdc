import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createSeries } from '@arc-elements/intervals';
import { ChartData } from '../../data/chart-data.ts';
import type { Palette } from '../../draw/palette.ts';
import { linearScale } from '../../draw/scale.ts';
import type { Surface } from '../../draw/surface.ts';
import type { UsageData } from './data.ts';
import { envelopesOf, paintEnvelopes } from './envelope.ts';

const HOUR_MS = 3_600_000;

/** Returns the data of the usage view of hours from these values. */
function usage(importKwh: readonly (number | null)[], exportKwh: readonly (number | null)[]): UsageData {
  const data = new ChartData(createSeries({ startMs: 0, stepMs: HOUR_MS, timeZone: 'UTC', importKwh, exportKwh }));
  const exports = data.hasExport;
  return {
    buckets: data.buckets('slot'),
    exports,
    from: 0,
    to: importKwh.length,
    input: { range: data.extent },
  } as UsageData;
}

describe('the envelope of readings that share a column of pixels', () => {
  const few = usage([1, 5, null, 3, null, null], [0, 2, null, 0, null, null]);

  it('has the lowest, the highest and the average of the known values', () => {
    const { importKwh, netKwh } = envelopesOf(few, 2);
    assert.deepEqual([...importKwh.min], [1, 3]);
    assert.deepEqual([...importKwh.max], [5, 3]);
    assert.deepEqual([...importKwh.mean], [3, 3], 'missing values do not count');
    assert.deepEqual([...(netKwh?.mean ?? [])], [2, 3]);
  });

  it('has NaN in a column without readings', () => {
    const { importKwh } = envelopesOf(few, 3);
    for (const column of [importKwh.min, importKwh.max, importKwh.mean]) assert.ok(Number.isNaN(column[2]));
  });

  it('is drawn pale up to the highest value, and solid up to the lowest', () => {
    const drawn: string[] = [];
    let ink = '';
    const surface = {
      color: (color: string) => {
        ink = color;
      },
      box: (x0: number, y0: number, x1: number, y1: number) => drawn.push(`${ink} ${x0}-${x1}: ${y0}-${y1}`),
    } as unknown as Surface;
    const up = linearScale([0, 10], [100, 0]);
    paintEnvelopes(
      {
        surface,
        palette: { import: 'hard', importSoft: 'soft', text: 'ink' } as Palette,
        model: few,
        plot: { x: 0, y: 0, width: 2, height: 100 },
        channels: { up, down: up } as never,
      },
      { ...envelopesOf(few, 2), exportKwh: null, netKwh: null },
    );
    assert.deepEqual(drawn, ['soft 0-1: 50-100', 'soft 1-2: 70-100', 'hard 0-1: 90-100', 'hard 1-2: 70-100']);
  });
});
