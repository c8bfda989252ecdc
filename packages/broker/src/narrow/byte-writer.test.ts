import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { concatBytes } from '../encoding.ts';
import { ByteWriter } from './byte-writer.ts';

const KB = 1024;
/** Returns this many bytes that differ from their neighbours. */
const bytesOf = (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => i * 7);

describe('ByteWriter', () => {
  it('keeps all bytes and their order, for any sizes', () => {
    const sizes = fc.oneof(
      fc.nat(200),
      fc.constantFrom(63, 64, 65, 2 * KB - 1, 2 * KB, 2 * KB + 1, 16 * KB - 1, 16 * KB, 16 * KB + 1),
    );
    const step = fc.record({
      size: sizes,
      before: fc.nat(20),
      after: fc.nat(5000),
      next: fc.constantFrom('byte', 'take', ''),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const writer = new ByteWriter();
        const written: Uint8Array[] = [];
        const taken: Uint8Array[] = [];
        for (const { size, before, after, next } of steps) {
          const bytes = bytesOf(before + size + after);
          writer.write(bytes, before, before + size);
          written.push(bytes.slice(before, before + size));
          if (next === 'byte') {
            writer.byte(size % 256);
            written.push(Uint8Array.of(size % 256));
          }
          if (next === 'take') taken.push(...writer.take());
        }
        assert.deepEqual(concatBytes([...taken, ...writer.take(true)]), concatBytes(written));
        assert.deepEqual(writer.take(true), [], 'nothing is given twice');
      }),
      { numRuns: 300 },
    );
  });

  it('keeps back less than 4 KB until the end', () => {
    const writer = new ByteWriter();
    for (let n = 0; n < 4 * KB - 1; n += 1) writer.byte(n % 256);
    assert.deepEqual(writer.take(), []);
    writer.byte(0);
    assert.deepEqual(
      writer.take().map(({ length }) => length),
      [4 * KB],
    );
    writer.byte(1);
    assert.deepEqual(writer.take(), []);
    assert.deepEqual(writer.take(true), [Uint8Array.of(1)]);
  });

  it('collects short runs in parts of up to 16 KB', () => {
    const writer = new ByteWriter();
    for (let n = 0; n < 40; n += 1) writer.write(bytesOf(KB));
    assert.deepEqual(
      writer.take(true).map(({ length }) => length),
      [16 * KB, 16 * KB, 8 * KB],
    );
  });

  it('shares the memory of a run of 2 KB or more that is at least half of its buffer, and copies others', () => {
    const shares = (length: number, to: number): boolean => {
      const bytes = bytesOf(length);
      const writer = new ByteWriter();
      writer.write(bytes, 0, to);
      const [part] = writer.take(true);
      assert.equal(part?.length, to);
      return part?.buffer === bytes.buffer;
    };
    assert.deepEqual([shares(2 * KB, 2 * KB), shares(2 * KB, 2 * KB - 1)], [true, false]);
    assert.deepEqual([shares(8 * KB, 4 * KB), shares(8 * KB + 1, 4 * KB)], [true, false]);
  });
});
