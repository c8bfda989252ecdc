import { isArcError } from '@arc-elements/models';
import { LRUCache } from 'lru-cache';
import { acceptsGzip } from '../accept-encoding.ts';
import { concatBytes, fingerprint } from '../encoding.ts';
import { ForeignDataError, IntervalNarrower, type IntervalOwner } from '../narrow/index.ts';
import { Problem } from '../problem.ts';
import type { UpstreamAnswer } from '../upstream/transport.ts';
import { CompressedBodies } from './compressed-bodies.ts';

/** The owner that the answer must have, and how to deliver it. */
export interface Delivery extends IntervalOwner {
  /** Time after which an answer that nobody reads is aborted, ms; default 30,000. */
  readonly stalledMs?: number;
  /**
   * Called if another user's data is found after the answer has begun; the answer is then aborted.
   */
  readonly onForeign: (error: ForeignDataError) => void;
}

/** Most bytes held of one answer. A year of 15-minute data is 1 MB normalized, 5 to 9 MB raw. */
const MAX_HELD_BYTES = 10 * 1024 * 1024;
/** Most bytes held of all answers together. */
const MAX_ALL_HELD_BYTES = 64 * 1024 * 1024;
const STALLED_MS = 30_000;
/** A reader has the time above for this many bytes. */
const STALLED_BYTES = 64 * 1024;
const PART_BYTES = 256 * 1024;
/** Bytes narrowed without a break, in about 10 ms; then the event loop serves others. */
const BYTES_PER_TURN = 512 * 1024;
/** Most answers whose narrowed form is remembered, by two digests each. */
const MAX_KNOWN = 50_000;

const NOTHING = new Uint8Array(0);

/** A narrowed answer that was read to its end. */
interface CompleteAnswer {
  /** `null` if the browser has these bytes already. */
  readonly bytes: Uint8Array<ArrayBuffer> | null;
  /** SHA-256 of the bytes. */
  readonly digest: string;
}

/**
 * Sends interval answers of the platform to browsers. An ordinary answer is read to its end before
 * any of it is sent. Its `ETag` is the digest of what is sent: the platform may change readings
 * without changing its own timestamp, so only the bytes tell whether two answers are equal. An
 * answer that is too large to hold is streamed without an `ETag` and aborted on an error, so that
 * no browser takes a part for the whole.
 */
export class IntervalAnswers {
  readonly #compressed = new CompressedBodies();
  /**
   * Digest of the narrowed answer, by the digest of the original answer and its owner. Narrowing
   * costs ten times as much as a digest.
   */
  readonly #known = new LRUCache<string, string>({ max: MAX_KNOWN });
  readonly #maxHeldBytes: number;
  #heldBytes = 0;

  /** @param maxHeldBytes Most bytes held of all answers together; beyond that they are streamed. */
  constructor(maxHeldBytes = MAX_ALL_HELD_BYTES) {
    this.#maxHeldBytes = maxHeldBytes;
  }

  /**
   * Answers a browser with 200, or with 304 if it has the same answer already.
   * @throws {Problem} `upstream-failed`: it is no interval answer.
   * @throws {ForeignDataError} It is another user's.
   */
  async respond({ headers, body }: UpstreamAnswer, requested: Headers, delivery: Delivery): Promise<Response> {
    const { stalledMs = STALLED_MS, onForeign, ...owner } = delivery;
    const source = chain([], body ?? []);
    const held: Uint8Array[] = [];
    let heldBytes = 0;
    const hold = (bytes: number): void => {
      this.#heldBytes += bytes - heldBytes;
      heldBytes = bytes;
    };
    const release = (): void => hold(0);
    const streaming = { stalledMs, onForeign, release };
    const isFull = (): boolean =>
      Number(headers.get('content-length')) > MAX_HELD_BYTES ||
      heldBytes > MAX_HELD_BYTES ||
      this.#heldBytes > this.#maxHeldBytes;
    try {
      for (let next = await source.next(); !next.done; next = await source.next()) {
        held.push(next.value);
        hold(heldBytes + next.value.length);
        if (!isFull()) continue;
        const chunks = narrowed(chain(held, source, release), owner);
        const first = await chunks.next();
        return await this.#answer(requested, null, streamOf(chain(first.done ? [] : [first.value], chunks), streaming));
      }
      const { bytes, digest } = await this.#narrow(concatBytes(held), requested.get('if-none-match'), owner);
      if (bytes === null) {
        release();
        return new Response(null, { status: 304, headers: headersOf(digest) });
      }
      return await this.#answer(
        requested,
        { bytes, digest },
        streamOf(chain(slices(bytes, PART_BYTES), [], release), streaming),
      );
    } catch (cause) {
      release();
      await source.return(undefined);
      throw isArcError(cause) ? cause : Problem.from(cause, 'upstream-failed');
    }
  }

  /** Narrows an answer that was read to its end. */
  async #narrow(
    input: Uint8Array<ArrayBuffer>,
    ifNoneMatch: string | null,
    owner: IntervalOwner,
  ): Promise<CompleteAnswer> {
    const inputDigest = await fingerprint(input);
    const key = JSON.stringify([inputDigest, owner.user, owner.meterId, ...[...owner.credentialIds].sort()]);
    const known = this.#known.get(key);
    if (known !== undefined && matches(ifNoneMatch, known)) return { bytes: null, digest: known };
    if (known === inputDigest) return { bytes: input, digest: known };
    const parts: Uint8Array[] = [];
    for await (const part of narrowed(inTurns(input), owner)) parts.push(part);
    const bytes = concatBytes(parts);
    const digest = known ?? (await fingerprint(bytes));
    this.#known.set(key, digest);
    return { bytes: matches(ifNoneMatch, digest) ? null : bytes, digest };
  }

  async #answer(
    requested: Headers,
    complete: CompleteAnswer | null,
    stream: ReadableStream<Uint8Array>,
  ): Promise<Response> {
    const headers = headersOf(complete?.digest);
    headers.set('content-type', 'application/json');
    if (acceptsGzip(requested.get('accept-encoding'))) {
      headers.set('content-encoding', 'gzip');
      // Without this option workerd would compress the body again; other runtimes ignore it.
      const init = { headers, encodeBody: 'manual' };
      return new Response(await this.#compressed.compress(complete?.digest ?? null, stream), init);
    }
    if (complete?.bytes) headers.set('content-length', `${complete.bytes.length}`);
    return new Response(stream, { headers });
  }
}

function headersOf(digest: string | undefined): Headers {
  const headers = new Headers({ 'cache-control': 'private, no-cache', vary: 'Authorization, Accept-Encoding' });
  // Weak, because compressed and plain bodies share it.
  if (digest !== undefined) headers.set('etag', `W/"${digest}"`);
  return headers;
}

type Chunks = AsyncGenerator<Uint8Array, void>;

/** Narrows an answer while it arrives. Yields nothing before the owner of the answer is known. */
async function* narrowed(chunks: AsyncIterable<Uint8Array> | readonly Uint8Array[], owner: IntervalOwner): Chunks {
  const narrower = new IntervalNarrower(owner);
  let held = 0;
  for await (const chunk of chunks) {
    narrower.push(chunk);
    if (narrower.ready) yield* narrower.take();
    else held += chunk.length;
    if (held > MAX_HELD_BYTES) throw new SyntaxError('the answer does not say whose it is');
  }
  narrower.end();
  yield* narrower.take();
}

/**
 * Yields the held chunks, then the rest. Leaving it early, at any chunk, calls `release` and closes
 * the connection to the platform.
 */
async function* chain(
  held: Uint8Array[],
  rest: AsyncIterable<Uint8Array> | readonly Uint8Array[],
  release?: () => void,
): Chunks {
  try {
    for (let part = held.shift(); part !== undefined; part = held.shift()) yield part;
    release?.();
    for await (const part of rest) yield part;
  } finally {
    release?.();
    // The loop above closes `rest` only once it has begun.
    await (rest as { readonly return?: () => unknown }).return?.();
  }
}

interface Streaming extends Required<Pick<Delivery, 'stalledMs' | 'onForeign'>> {
  /** Called, once or more often, when no bytes are held any more. */
  readonly release: () => void;
}

/** Creates a body of these chunks, which reads from upstream only as fast as it is read itself. */
function streamOf(chunks: Chunks, { stalledMs, onForeign, release }: Streaming): ReadableStream<Uint8Array> {
  let stallTimer: ReturnType<typeof setTimeout> | undefined;
  const stop = async (): Promise<void> => {
    clearTimeout(stallTimer);
    release();
    await chunks.return();
  };
  const pull = async (controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> => {
    clearTimeout(stallTimer);
    const { done, value } = await chunks.next().catch((error: unknown) => {
      if (error instanceof ForeignDataError) onForeign(error);
      throw error;
    });
    if (done) return controller.close();
    controller.enqueue(value);
    // Each answer holds memory or a connection to the platform, so one that nobody reads is
    // aborted.
    stallTimer = setTimeout(
      () => {
        controller.error(new Error('nobody reads this answer'));
        void stop();
      },
      stalledMs * Math.max(1, value.length / STALLED_BYTES),
    );
    (stallTimer as { unref?: () => void }).unref?.();
  };
  return new ReadableStream<Uint8Array>({ pull, cancel: stop }, { highWaterMark: 1 });
}

/** Yields the bytes in slices, and lets the event loop serve others between two of them. */
async function* inTurns(bytes: Uint8Array): Chunks {
  const [first = NOTHING, ...others] = slices(bytes, BYTES_PER_TURN);
  yield first;
  for (const slice of others) {
    await new Promise((resolve) => setTimeout(resolve));
    yield slice;
  }
}

function slices(bytes: Uint8Array, size: number): Uint8Array[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, n) => bytes.subarray(n * size, (n + 1) * size));
}

/** Returns true if `If-None-Match` lists this digest or `*` (weak comparison, RFC 9110, 13.1.2). */
function matches(ifNoneMatch: string | null, digest: string): boolean {
  return (ifNoneMatch ?? '')
    .split(',')
    .some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === `"${digest}"`);
}
