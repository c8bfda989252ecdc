import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { quantileOf, selectQuantiles } from './quantile.ts';

describe('selectQuantiles', () => {
  it('returns the same as sorting, for any values, ties and shares', () => {
    const values = fc.array(
      fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ noNaN: true, min: -1e6, max: 1e6 })),
      {
        minLength: 1,
        maxLength: 400,
      },
    );
    const shares = fc.array(fc.double({ noNaN: true, min: 0, max: 1 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(values, shares, (list, wanted) => {
        const ascending = wanted.toSorted((a, b) => a - b);
        const sorted = Float64Array.from(list).sort();
        const found = new Float64Array(ascending.length);
        // Values after the first `count` must not be used.
        selectQuantiles(Float64Array.from([...list, -1e9, 1e9]), list.length, ascending, found);
        assert.deepEqual(
          [...found].map(unsigned),
          ascending.map((share) => unsigned(quantileOf(sorted, share))),
        );
      }),
    );
  });
});

/** Removes the sign of zero: the order of two equal zeros does not matter. */
function unsigned(value: number): number {
  return value === 0 ? 0 : value;
}
