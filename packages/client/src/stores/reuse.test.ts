import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { reuse } from './reuse.ts';

const json = fc.jsonValue({ maxDepth: 4 });

describe('reuse', () => {
  it('returns a value that equals the new one', () => {
    fc.assert(fc.property(json, json, (prev, next) => assert.deepEqual(reuse(prev, structuredClone(next)), next)));
  });

  it('returns the old value if nothing changed', () => {
    fc.assert(fc.property(json, (value) => assert.ok(Object.is(reuse(value, structuredClone(value)), value))));
  });

  it('changes neither value', () => {
    fc.assert(
      fc.property(json, json, (prev, next) => {
        const before = structuredClone([prev, next]);
        reuse(prev, next);
        assert.deepEqual([prev, next], before);
      }),
    );
  });

  it('keeps equal columns, also with missing values', () => {
    const prev = { importKwh: Float64Array.of(1, Number.NaN), quality: Uint8Array.of(0, 2) };
    const next = { importKwh: Float64Array.of(1, Number.NaN), quality: Uint8Array.of(0, 3) };
    const kept = reuse(prev, next);
    assert.equal(kept.importKwh, prev.importKwh);
    assert.equal(kept.quality, next.quality);
  });

  it('keeps items that moved in a list', () => {
    const prev = [
      { id: 1, tags: ['a'] },
      { id: 2, tags: ['b'] },
    ];
    const kept = reuse(prev, [
      { id: 3, tags: [] },
      { id: 2, tags: ['b'] },
      { id: 1, tags: ['c'] },
    ]);
    assert.equal(kept[1], prev[1]);
    assert.notEqual(kept[2], prev[0]);
  });
});
