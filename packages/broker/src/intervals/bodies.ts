import { LRUCache } from 'lru-cache';
import { fingerprint, joined } from '../encoding.ts';

/** All of an answer's body. */
export interface Body {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** SHA-256 of the bytes. */
  readonly digest: string;
}

const MAX_KNOWN_BYTES = 32 * 1024 * 1024;

/**
 * Remembers the last body of each kind, to be compared with the next one: most are the same, and a digest costs as much as passing an
 * answer on. Bounded by bytes.
 */
export class KnownBodies {
  readonly #known = new LRUCache<string, Body>({
    maxSize: MAX_KNOWN_BYTES,
    sizeCalculation: ({ bytes }) => bytes.length + 1,
  });

  /** A body that is about to come. */
  begin(key: string): ComingBody {
    return new ComingBody(this.#known.get(key), (body) => this.#known.set(key, body));
  }
}

/** A body of which one part comes after the other. */
export class ComingBody {
  readonly #remember: (body: Body) => void;
  /** What it is the same as until now. */
  #known: Body | undefined;
  #parts: Uint8Array[] = [];
  #length = 0;

  constructor(known: Body | undefined, remember: (body: Body) => void) {
    this.#known = known;
    this.#remember = remember;
  }

  /** Bytes that are held for it alone. */
  get heldBytes(): number {
    return this.#known === undefined ? this.#length : 0;
  }

  /** All until now. */
  get parts(): Uint8Array[] {
    if (this.#known === undefined) return this.#parts;
    return this.#length === 0 ? [] : [this.#known.bytes.subarray(0, this.#length)];
  }

  /** Appends a part. */
  add(part: Uint8Array): void {
    if (this.#known !== undefined && !isAt(this.#known.bytes, this.#length, part)) {
      this.#parts = this.parts;
      this.#known = undefined;
    }
    if (this.#known === undefined) this.#parts.push(part);
    this.#length += part.length;
  }

  /** The whole body. */
  async end(): Promise<Body> {
    if (this.#known?.bytes.length === this.#length) return this.#known;
    const bytes = joined(this.parts);
    const body = { bytes, digest: await fingerprint(bytes) };
    this.#remember(body);
    return body;
  }
}

/** What most servers compare bytes with, in a tenth of the time that it takes here. */
const { Buffer: native } = globalThis as { readonly Buffer?: { compare(a: Uint8Array, b: Uint8Array): number } };

/** Returns true if the part is in the bytes at this place. */
function isAt(bytes: Uint8Array, from: number, part: Uint8Array): boolean {
  const there = bytes.subarray(from, from + part.length);
  if (there.length !== part.length) return false;
  return native === undefined ? there.every((byte, i) => byte === part[i]) : native.compare(there, part) === 0;
}
