import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { CompressedBodies } from './compressed-bodies.ts';

/** A body of these parts, and whether it was cancelled. */
function bodyOf(parts: readonly Uint8Array<ArrayBuffer>[], fails = false) {
  const seen = { cancelled: false };
  const rest = [...parts];
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const part = rest.shift();
      if (part !== undefined) controller.enqueue(part);
      else if (fails) controller.error(new Error('the platform broke off'));
      else controller.close();
    },
    cancel() {
      seen.cancelled = true;
    },
  });
  return { body, seen };
}

const text = new TextEncoder().encode('{"readings":[1,2,3]}'.repeat(100));
const read = async (compressed: BodyInit): Promise<Buffer> => Buffer.from(await new Response(compressed).arrayBuffer());

/** Returns true if a body with this digest is not compressed again. */
async function isKnown(bodies: CompressedBodies, digest: string): Promise<boolean> {
  const { body, seen } = bodyOf([text]);
  const compressed = await bodies.compress(digest, body);
  if (compressed instanceof ReadableStream) await compressed.cancel();
  else assert.equal(seen.cancelled, true, 'a body that is not needed is released');
  return !(compressed instanceof ReadableStream);
}

describe('CompressedBodies', () => {
  it('compress a body once, and give the same bytes for its digest from then on', async () => {
    const bodies = new CompressedBodies();
    const half = text.length / 2;
    const first = await read(await bodies.compress('a', bodyOf([text.slice(0, half), text.slice(half)]).body));
    assert.deepEqual(new Uint8Array(gunzipSync(first)), text);
    const { body, seen } = bodyOf([new TextEncoder().encode('another body, which nobody reads')]);
    assert.deepEqual(await read(await bodies.compress('a', body)), first);
    assert.equal(seen.cancelled, true);
    assert.equal(await isKnown(bodies, 'b'), false);
  });

  it('compress a body of unknown digest each time', async () => {
    const bodies = new CompressedBodies();
    for (const each of [text, text.slice(5)])
      assert.deepEqual(new Uint8Array(gunzipSync(await read(await bodies.compress(null, bodyOf([each]).body)))), each);
  });

  it('remember no body that failed or was not read to its end', async () => {
    const bodies = new CompressedBodies();
    await assert.rejects(read(await bodies.compress('failed', bodyOf([text], true).body)));
    const left = await bodies.compress('left', bodyOf([text]).body);
    await (left as ReadableStream).cancel();
    assert.deepEqual([await isKnown(bodies, 'failed'), await isKnown(bodies, 'left')], [false, false]);
  });

  it('remember no body beyond 4 MB when compressed', async () => {
    const bodies = new CompressedBodies();
    for (const [digest, kilobytes, known] of [
      ['small', 3 * 1024, true],
      ['large', 5 * 1024, false],
    ] as const) {
      // Random bytes, which do not become fewer.
      const parts = Array.from({ length: kilobytes / 64 }, () => crypto.getRandomValues(new Uint8Array(64 * 1024)));
      const compressed = await read(await bodies.compress(digest, bodyOf(parts).body));
      assert.equal(gunzipSync(compressed).length, kilobytes * 1024);
      assert.equal(await isKnown(bodies, digest), known, digest);
    }
  });
});
