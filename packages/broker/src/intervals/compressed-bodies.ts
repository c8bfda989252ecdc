import { LRUCache } from 'lru-cache';
import { concatBytes } from '../encoding.ts';

const MAX_TOTAL_BYTES = 64 * 1024 * 1024;
const MAX_ENTRY_BYTES = 4 * 1024 * 1024;

/**
 * Compresses bodies and caches the result by the digest of the body. Compressing costs ten times as
 * much as everything else about an answer, and the same few answers are read again and again. The
 * cache is bounded in bytes; a body that failed is not cached.
 */
export class CompressedBodies {
  readonly #entries = new LRUCache<string, Uint8Array<ArrayBuffer>>({
    maxSize: MAX_TOTAL_BYTES,
    sizeCalculation: (bytes) => bytes.length,
  });

  /**
   * Compresses a body with gzip while it is read. `digest` is that of its bytes, `null` if not
   * known.
   */
  async compress(digest: string | null, body: ReadableStream<Uint8Array>): Promise<BodyInit> {
    const known = digest === null ? undefined : this.#entries.get(digest);
    if (known !== undefined) {
      await body.cancel();
      return known;
    }
    let parts: Uint8Array[] | null = digest === null ? null : [];
    let length = 0;
    const remember = new TransformStream<Uint8Array, Uint8Array>({
      transform: (chunk, controller) => {
        controller.enqueue(chunk);
        length += chunk.length;
        if (length > MAX_ENTRY_BYTES) parts = null;
        parts?.push(chunk);
      },
      flush: () => {
        if (digest !== null && parts !== null) this.#entries.set(digest, concatBytes(parts));
      },
    });
    const gzip = new CompressionStream('gzip') as unknown as ReadableWritablePair<Uint8Array, Uint8Array>;
    return body.pipeThrough(gzip).pipeThrough(remember);
  }
}
