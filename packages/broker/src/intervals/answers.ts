import { isArcError } from '@arc-elements/models';
import { LRUCache } from 'lru-cache';
import { acceptsGzip } from '../accept-encoding.ts';
import { fingerprint, joined } from '../encoding.ts';
import { ForeignDataError, IntervalNarrower, type IntervalOwner } from '../narrow/index.ts';
import { Problem } from '../problem.ts';
import type { UpstreamAnswer } from '../upstream/transport.ts';
import { PackedBodies } from './packed.ts';

/** Whose answer it has to be, and what becomes of it. */
export interface Delivery extends IntervalOwner {
  /** How long a reader may take nothing before its answer breaks off; default 30 s. */
  readonly stalledMs?: number;
  /** Told about somebody else's data that shows only when the answer has begun; it is broken off. */
  readonly onForeign: (error: ForeignDataError) => void;
}

/** Held at most of one answer: a year of 15-minute data is 1 MB normalized and 5 MB raw, 9 MB with export. */
const MAX_HELD_BYTES = 10 * 1024 * 1024;
/** Held at most of all answers together. */
const MAX_ALL_HELD_BYTES = 64 * 1024 * 1024;
const STALLED_MS = 30_000;
/** A reader has so long for this many bytes. */
const STALLED_BYTES = 64 * 1024;
const PART_BYTES = 256 * 1024;
/** Narrowed at a time, in about 10 ms; then others have a turn. */
const TURN_BYTES = 512 * 1024;
/** Answers of which it is known what they become when they are narrowed, by two digests each. */
const MAX_KNOWN = 50_000;

const NOTHING = new Uint8Array(0);

/** All that may be sent of an answer; without bytes, when the browser has it already. */
interface Whole {
  readonly bytes: Uint8Array<ArrayBuffer> | null;
  /** SHA-256 of the bytes. */
  readonly digest: string;
}

/**
 * Interval answers on their way from the platform to browsers. An ordinary one is read to its end before anything of it is sent, and
 * its `ETag` is the digest of what is sent: the platform may change readings and leave its stamp of the last change as it was, so
 * nothing less says that two answers are the same. One that is too large for that is passed on as it comes, without an `ETag`, and
 * breaks off when it goes wrong, so that no browser takes a part for the whole.
 */
export class IntervalAnswers {
  readonly #packed = new PackedBodies();
  /** By the digest of what came and by whose it is, the digest of what is left: to narrow costs ten times as much as a digest. */
  readonly #known = new LRUCache<string, string>({ max: MAX_KNOWN });
  readonly #maxHeldBytes: number;
  #heldBytes = 0;

  /** @param maxHeldBytes Held at most of all answers together; beyond that they are passed on as they come. */
  constructor(maxHeldBytes = MAX_ALL_HELD_BYTES) {
    this.#maxHeldBytes = maxHeldBytes;
  }

  /**
   * What the browser gets: 200, or 304 when it has the same already.
   * @throws {Problem | ForeignDataError} `upstream-failed`: not such an answer, or somebody else's.
   */
  async respond({ headers, body }: UpstreamAnswer, asked: Headers, delivery: Delivery): Promise<Response> {
    const { stalledMs = STALLED_MS, onForeign, ...owner } = delivery;
    const source = chain([], body ?? []);
    const held: Uint8Array[] = [];
    let heldBytes = 0;
    const hold = (bytes: number): void => {
      this.#heldBytes += bytes - heldBytes;
      heldBytes = bytes;
    };
    const release = (): void => hold(0);
    const passing = { stalledMs, onForeign, release };
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
        return await this.#answer(asked, null, passOn(chain(first.done ? [] : [first.value], chunks), passing));
      }
      const { bytes, digest } = await this.#narrow(joined(held), asked.get('if-none-match'), owner);
      if (bytes === null) {
        release();
        return new Response(null, { status: 304, headers: headersOf(digest) });
      }
      return await this.#answer(
        asked,
        { bytes, digest },
        passOn(chain(slices(bytes, PART_BYTES), [], release), passing),
      );
    } catch (cause) {
      release();
      await source.return(undefined);
      throw isArcError(cause) ? cause : Problem.from(cause, 'upstream-failed');
    }
  }

  /** What is left of a whole answer. */
  async #narrow(input: Uint8Array<ArrayBuffer>, ifNoneMatch: string | null, owner: IntervalOwner): Promise<Whole> {
    const came = await fingerprint(input);
    const key = JSON.stringify([came, owner.user, owner.meterId, ...[...owner.credentialIds].sort()]);
    const known = this.#known.get(key);
    if (known !== undefined && matches(ifNoneMatch, known)) return { bytes: null, digest: known };
    if (known === came) return { bytes: input, digest: known };
    const parts: Uint8Array[] = [];
    for await (const part of narrowed(turns(input), owner)) parts.push(part);
    const bytes = joined(parts);
    const digest = known ?? (await fingerprint(bytes));
    this.#known.set(key, digest);
    return { bytes: matches(ifNoneMatch, digest) ? null : bytes, digest };
  }

  async #answer(asked: Headers, whole: Whole | null, stream: ReadableStream<Uint8Array>): Promise<Response> {
    const headers = headersOf(whole?.digest);
    headers.set('content-type', 'application/json');
    if (acceptsGzip(asked.get('accept-encoding'))) {
      headers.set('content-encoding', 'gzip');
      // workerd would compress it once more because of the header; other runtimes ignore the option.
      const init = { headers, encodeBody: 'manual' };
      return new Response(await this.#packed.pack(whole?.digest ?? null, stream), init);
    }
    if (whole?.bytes) headers.set('content-length', `${whole.bytes.length}`);
    return new Response(stream, { headers });
  }
}

function headersOf(digest: string | undefined): Headers {
  const headers = new Headers({ 'cache-control': 'private, no-cache', vary: 'Authorization, Accept-Encoding' });
  // Weak, since packed and plain bodies share it.
  if (digest !== undefined) headers.set('etag', `W/"${digest}"`);
  return headers;
}

type Chunks = AsyncGenerator<Uint8Array, void>;

/** Narrows an answer as it comes. Gives nothing before it is known whose it is. */
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

/** What is held and then what comes. Leaving it early lets go of the platform. */
async function* chain(
  held: Uint8Array[],
  rest: AsyncIterable<Uint8Array> | readonly Uint8Array[],
  release?: () => void,
): Chunks {
  for (let part = held.shift(); part !== undefined; part = held.shift()) yield part;
  release?.();
  for await (const part of rest) yield part;
}

interface Passing extends Required<Pick<Delivery, 'stalledMs' | 'onForeign'>> {
  /** Called when nothing is held any more; once or more often. */
  readonly release: () => void;
}

/** A body of these chunks. Reads from upstream only as fast as it is read itself. */
function passOn(chunks: Chunks, { stalledMs, onForeign, release }: Passing): ReadableStream<Uint8Array> {
  let patience: ReturnType<typeof setTimeout> | undefined;
  const letGo = async (): Promise<void> => {
    clearTimeout(patience);
    release();
    await chunks.return();
  };
  const pull = async (controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> => {
    clearTimeout(patience);
    const { done, value } = await chunks.next().catch((error: unknown) => {
      if (error instanceof ForeignDataError) onForeign(error);
      throw error;
    });
    if (done) return controller.close();
    controller.enqueue(value);
    // Each answer holds memory or a connection to the platform, so one that nobody reads has to let go of it.
    patience = setTimeout(
      () => {
        controller.error(new Error('nobody reads this answer'));
        void letGo();
      },
      stalledMs * Math.max(1, value.length / STALLED_BYTES),
    );
    (patience as { unref?: () => void }).unref?.();
  };
  return new ReadableStream<Uint8Array>({ pull, cancel: letGo }, { highWaterMark: 1 });
}

async function* turns(bytes: Uint8Array): Chunks {
  const [first = NOTHING, ...others] = slices(bytes, TURN_BYTES);
  yield first;
  for (const slice of others) {
    await new Promise((resolve) => setTimeout(resolve));
    yield slice;
  }
}

function slices(bytes: Uint8Array, size: number): Uint8Array[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, n) => bytes.subarray(n * size, (n + 1) * size));
}

/** Weak comparison, RFC 9110 13.1.2: the client may hold several versions. */
function matches(ifNoneMatch: string | null, digest: string): boolean {
  return (ifNoneMatch ?? '')
    .split(',')
    .some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === `"${digest}"`);
}
