import { joined } from './encoding.ts';
import { Problem } from './problem.ts';

type Body = AsyncIterable<Uint8Array> | ReadableStream<Uint8Array>;

/**
 * The body of a request, never more than `limit` bytes of it.
 * @throws {Problem} `payload-too-large`, before more than the limit is held.
 */
export async function readRequest(request: Request, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  // A length that lies is caught below; one that admits it saves the reading.
  const admitted = Number(request.headers.get('content-length') ?? 0) > limit;
  const bytes = admitted ? null : await collect(request.body, limit);
  if (bytes === null) throw new Problem('payload-too-large');
  return bytes;
}

/** All bytes of a body, or `null` when there are more than `limit`; the rest is then cancelled, not read. */
export async function collect(body: Body | null, limit: number): Promise<Uint8Array<ArrayBuffer> | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body === null ? [] : chunksOf(body)) {
    length += chunk.length;
    if (length > limit) return null;
    chunks.push(chunk);
  }
  return joined(chunks);
}

/** The chunks of a body; leaving the loop early cancels the source. Web streams are not iterable everywhere yet. */
export async function* chunksOf(body: Body): AsyncGenerator<Uint8Array> {
  if (!('getReader' in body)) return yield* body;
  const reader = body.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } finally {
    // Nothing after the end; on a stream that has failed, only its failure again, which the reader has reported already.
    await reader.cancel().catch(() => undefined);
  }
}
