import { concatBytes } from './encoding.ts';
import { Problem } from './problem.ts';

type Body = AsyncIterable<Uint8Array> | ReadableStream<Uint8Array>;

/**
 * Reads the body of a request into memory.
 * @throws {Problem} `payload-too-large`: it has more than `limit` bytes; the rest is not read.
 */
export async function readRequest(request: Request, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  // `collect` catches a length that is wrong; a right one saves reading the body.
  const isTooLarge = Number(request.headers.get('content-length') ?? 0) > limit;
  const bytes = isTooLarge ? null : await collect(request.body, limit);
  if (bytes === null) throw new Problem('payload-too-large');
  return bytes;
}

/** Reads a body to its end. Returns `null` and cancels it if it has more than `limit` bytes. */
export async function collect(body: Body | null, limit: number): Promise<Uint8Array<ArrayBuffer> | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body === null ? [] : chunksOf(body)) {
    length += chunk.length;
    if (length > limit) return null;
    chunks.push(chunk);
  }
  return concatBytes(chunks);
}

/**
 * Iterates over the chunks of a body; leaving the loop early cancels the body. Not every runtime
 * can iterate over a web stream by itself.
 */
export async function* chunksOf(body: Body): AsyncGenerator<Uint8Array> {
  if (!('getReader' in body)) return yield* body;
  const reader = body.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } finally {
    // At the end this does nothing. On a failed stream it rejects with the failure that `read` has
    // already thrown.
    await reader.cancel().catch(() => undefined);
  }
}
