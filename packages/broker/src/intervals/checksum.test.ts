import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { checksum } from './checksum.ts';

function of(bytes: Uint8Array): string {
  const padded = new Uint8Array(Math.ceil(bytes.length / 16) * 16);
  padded.set(bytes);
  return checksum(new Uint32Array(padded.buffer), bytes.length);
}

describe('checksum', () => {
  it('differs when any byte does', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 200 }),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (bytes, n, by) => {
          const other = bytes.slice();
          const at = n % bytes.length;
          other[at] = (other[at] as number) ^ by;
          assert.notEqual(of(bytes), of(other));
        },
      ),
    );
  });

  it('differs when parts change places', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 64, maxLength: 64 }),
        fc.constantFrom(1, 4, 16, 20),
        fc.nat({ max: 1 }),
        (bytes, width, from) => {
          const at = from * 4;
          const first = bytes.slice(at, at + width);
          const second = bytes.slice(at + width, at + 2 * width);
          fc.pre(Buffer.compare(first, second) !== 0);
          const other = bytes.slice();
          other.set(second, at);
          other.set(first, at + width);
          assert.notEqual(of(bytes), of(other));
        },
      ),
    );
  });

  it('differs for more or fewer zeros at the end', () => {
    const all = Array.from({ length: 100 }, (_, length) => of(new Uint8Array(length)));
    assert.equal(new Set(all).size, all.length);
  });

  it('has no two alike among 50,000 numbers in a row of readings', () => {
    const encoder = new TextEncoder();
    const seen = new Set<string>();
    for (let n = 0; n < 50_000; n += 1) seen.add(of(encoder.encode(`{"readings":[0.125,${n / 1000},0.125]}`)));
    assert.equal(seen.size, 50_000);
  });
});
