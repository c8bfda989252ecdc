import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sampleHome } from './sample-home.ts';

const NOON = Date.UTC(2026, 2, 10, 19);
const sum = (column: Float64Array): number => column.reduce((total, kwh) => total + kwh, 0);

describe('the sample home', () => {
  it('is a year of whole days that ends at the last midnight there', () => {
    const { startMs, stepMs, importKwh, exportKwh } = sampleHome({ nowMs: NOON });
    assert.equal(importKwh.length, 365 * 96);
    assert.equal(exportKwh.length, importKwh.length);
    assert.equal(startMs + importKwh.length * stepMs, Date.UTC(2026, 2, 10, 7));
  });

  it('draws a day alike whenever it is asked for', () => {
    const today = sampleHome({ nowMs: NOON, days: 2 });
    const tomorrow = sampleHome({ nowMs: NOON + 86_400_000, days: 2 });
    assert.deepEqual(today.importKwh.slice(96), tomorrow.importKwh.slice(0, 96));
    assert.deepEqual(today.exportKwh.slice(96), tomorrow.exportKwh.slice(0, 96));
  });

  it('looks like a home with panels', () => {
    const { importKwh, exportKwh } = sampleHome({ nowMs: NOON });
    assert.ok(importKwh.every((kwh) => kwh >= 0 && kwh < 2));
    assert.ok(exportKwh.every((kwh) => kwh >= 0 && kwh < 1.5));
    assert.ok(sum(importKwh) > 3000 && sum(importKwh) < 8000);
    assert.ok(sum(exportKwh) > 4000 && sum(exportKwh) < 10_000);
    for (let slot = 0; slot < exportKwh.length; slot++) {
      // No sun from ten at night to four in the morning.
      const hour = (slot % 96) / 4;
      if (hour >= 22 || hour < 4) assert.equal(exportKwh[slot], 0);
    }
  });
});
