import { LRUCache } from 'lru-cache';
import { joined } from '../encoding.ts';

const MAX_TOTAL_BYTES = 64 * 1024 * 1024;
const MAX_ENTRY_BYTES = 4 * 1024 * 1024;

/**
 * Packed interval answers by user, meter and version: packing a year of readings costs far more than everything else
 * about them, and the same few versions are read again and again. Bounded by bytes; a broken answer is never kept.
 */
export class PackedAnswers {
  readonly #entries = new LRUCache<string, Uint8Array<ArrayBuffer>>({
    maxSize: MAX_TOTAL_BYTES,
    sizeCalculation: (bytes) => bytes.length,
  });

  /** The packed bytes of a version, if they are at hand. */
  get(key: string): Uint8Array<ArrayBuffer> | undefined {
    return this.#entries.get(key);
  }

  /** Packs a body as it is read, and remembers the result once it is whole, if there is a key for it. */
  pack(key: string | null, body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
    let parts: Uint8Array[] | null = key === null ? null : [];
    let length = 0;
    const remember = new TransformStream<Uint8Array, Uint8Array>({
      transform: (chunk, controller) => {
        controller.enqueue(chunk);
        length += chunk.length;
        if (length > MAX_ENTRY_BYTES) parts = null;
        parts?.push(chunk);
      },
      flush: () => {
        if (key !== null && parts !== null) this.#entries.set(key, joined(parts));
      },
    });
    const gzip = new CompressionStream('gzip') as unknown as ReadableWritablePair<Uint8Array, Uint8Array>;
    return body.pipeThrough(gzip).pipeThrough(remember);
  }
}
