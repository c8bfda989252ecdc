import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { ObjectScanner } from './object-scanner.ts';

/** Members of an object as the scanner splits it, with every value passed on in parts. */
function split(text: string, sizes: readonly number[]): Record<string, string> {
  const members: Record<string, string> = {};
  let name = '';
  const decoder = new TextDecoder();
  const scanner = new ObjectScanner({
    key: (key) => {
      name = key;
      members[name] = '';
      return 'pass';
    },
    value: () => assert.fail('nothing is kept'),
    part: (bytes) => {
      members[name] += decoder.decode(bytes, { stream: true });
    },
  });
  const bytes = new TextEncoder().encode(text);
  for (let at = 0, i = 0; at < bytes.length; i += 1) {
    const size = sizes.length === 0 ? bytes.length : (sizes[i % sizes.length] ?? 1);
    scanner.push(bytes.subarray(at, at + size));
    at += size;
  }
  scanner.end();
  return members;
}

const numbers = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { maxLength: 60 });

describe('ObjectScanner', () => {
  it('splits any object into the texts of its members, however it is cut, long runs of digits included', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.string({ maxLength: 8 }),
          fc.oneof(fc.jsonValue(), numbers, fc.record({ a: numbers, b: fc.string({ maxLength: 200 }) })),
          { maxKeys: 5 },
        ),
        fc.array(fc.integer({ min: 1, max: 300 }), { maxLength: 4 }),
        (object, sizes) => {
          const expected = Object.fromEntries(
            Object.entries(object).map(([key, value]) => [key, JSON.stringify(value)]),
          );
          assert.deepEqual(split(JSON.stringify(object), sizes), expected);
        },
      ),
      { numRuns: 400 },
    );
  });
});
