import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sampleHome } from './sample-home.ts';

/** Noon of a Tuesday in Phoenix. */
const NOON = Date.UTC(2026, 2, 10, 19);
const WEEK_MS = 7 * 86_400_000;
const sum = (column: Float64Array): number => column.reduce((total, kwh) => total + kwh, 0);

describe('the sample home', () => {
  it('has 52 whole weeks that end with the last Sunday', () => {
    const { startMs, stepMs, importKwh, exportKwh } = sampleHome({ nowMs: NOON });
    assert.equal(importKwh.length, 364 * 96);
    assert.equal(exportKwh.length, importKwh.length);
    assert.equal(startMs + importKwh.length * stepMs, Date.UTC(2026, 2, 9, 7));
  });

  it('gets a new week at midnight before Monday', () => {
    const end = (nowMs: number) => sampleHome({ nowMs, days: 7 }).startMs + WEEK_MS;
    const monday = Date.UTC(2026, 2, 9, 7);
    assert.equal(end(monday), monday);
    assert.equal(end(monday - 1), monday - WEEK_MS);
  });

  it('has the same readings of a day at any time', () => {
    const before = sampleHome({ nowMs: NOON, days: 14 });
    const after = sampleHome({ nowMs: NOON + WEEK_MS, days: 14 });
    assert.deepEqual(before.importKwh.slice(7 * 96), after.importKwh.slice(0, 7 * 96));
    assert.deepEqual(before.exportKwh.slice(7 * 96), after.exportKwh.slice(0, 7 * 96));
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
