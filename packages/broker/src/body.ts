import { fromUtf8 } from './encoding.ts';
import { Problem } from './problem.ts';

/**
 * The body of a request, never more than `limit` bytes of it.
 * @throws {Problem} `payload-too-large`, before more than the limit is held.
 */
export async function readRequest(request: Request, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  // A length that lies is caught below; one that admits it saves the reading.
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw new Problem('payload-too-large');
  if (request.body === null) return new Uint8Array(0);
  const bytes = await collect(request.body, limit);
  if (bytes === null) throw new Problem('payload-too-large');
  return bytes;
}

/** All bytes of a body, or `null` when there are more than `limit`; the rest is then cancelled, not read. */
export async function collect(
  body: AsyncIterable<Uint8Array> | ReadableStream<Uint8Array>,
  limit: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunksOf(body)) {
    length += chunk.length;
    if (length > limit) return null;
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

/** The chunks of a body; leaving the loop early cancels the source. Web streams are not iterable everywhere yet. */
export async function* chunksOf(
  body: AsyncIterable<Uint8Array> | ReadableStream<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  if (!('getReader' in body)) {
    yield* body;
    return;
  }
  const reader = body.getReader();
  let finished = false;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        finished = true;
        return;
      }
      yield value;
    }
  } finally {
    // Cancelling a stream that has failed rejects with that failure, which the reader has reported already.
    if (!finished) await reader.cancel().catch(() => undefined);
  }
}

/** JSON of a request body. @throws {Problem} `invalid-request` when it is not UTF-8 or not JSON. */
export function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(fromUtf8(bytes)) as unknown;
  } catch (cause) {
    throw new Problem('invalid-request', { detail: 'The body is not JSON.', cause });
  }
}

/** An object that is not an array, or `null`. */
export function asRecord(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}
