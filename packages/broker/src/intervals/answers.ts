import { isArcError } from '@arc-elements/models';
import { acceptsGzip } from '../accept-encoding.ts';
import { ForeignDataError, IntervalNarrower, type IntervalOwner } from '../narrow/index.ts';
import { Problem } from '../problem.ts';
import type { UpstreamAnswer } from '../upstream/transport.ts';
import { KnownBodies } from './bodies.ts';
import { PackedBodies } from './packed.ts';

/** Whose answer it has to be, and what becomes of it. */
export interface Delivery extends IntervalOwner {
  /** One of the two series of a meter. */
  readonly kind: string;
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

type Source = AsyncGenerator<readonly Uint8Array[], void>;

/**
 * Interval answers on their way from the platform to browsers. An ordinary one is read to its end before anything of it is sent, and
 * its `ETag` is the digest of what is sent: the platform may change readings and leave its stamp of the last change as it was, so
 * nothing less says that two answers are the same. One that is too large for that is passed on as it comes, without an `ETag`, and
 * breaks off when it goes wrong, so that no browser takes a part for the whole.
 */
export class IntervalAnswers {
  readonly #known = new KnownBodies();
  readonly #packed = new PackedBodies();
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
  async respond(upstream: UpstreamAnswer, asked: Headers, delivery: Delivery): Promise<Response> {
    const { whole, stream } = await this.#open(upstream, delivery);
    const headers = new Headers({ 'cache-control': 'private, no-cache', vary: 'Authorization, Accept-Encoding' });
    // Weak, since packed and plain bodies share it.
    if (whole !== null) headers.set('etag', `W/"${whole.digest}"`);
    if (whole !== null && matches(asked.get('if-none-match'), whole.digest)) {
      await stream.cancel();
      return new Response(null, { status: 304, headers });
    }
    headers.set('content-type', 'application/json');
    if (acceptsGzip(asked.get('accept-encoding'))) {
      headers.set('content-encoding', 'gzip');
      // workerd would compress it once more because of the header; other runtimes ignore the option.
      const init = { headers, encodeBody: 'manual' };
      return new Response(await this.#packed.pack(whole?.digest ?? null, stream), init);
    }
    if (whole !== null) headers.set('content-length', `${whole.bytes.length}`);
    return new Response(stream, { headers });
  }

  /** Reads as much of an answer as has to be known before its first byte is sent. */
  async #open({ headers, body }: UpstreamAnswer, { kind, stalledMs = STALLED_MS, onForeign, ...owner }: Delivery) {
    const narrower = new IntervalNarrower(owner);
    const source = narrowed(body ?? [], narrower);
    const coming = this.#known.begin(`${owner.user} ${owner.meterId} ${kind}`);
    const isLarge = Number(headers.get('content-length') ?? 0) > MAX_HELD_BYTES;
    let heldBytes = 0;
    const hold = (bytes: number): void => {
      this.#heldBytes += bytes - heldBytes;
      heldBytes = bytes;
    };
    const isFull = (): boolean =>
      isLarge || heldBytes > MAX_HELD_BYTES || (heldBytes > 0 && this.#heldBytes > this.#maxHeldBytes);
    const passing = { source, stalledMs, onForeign, release: () => hold(0) };
    try {
      let next = await source.next();
      for (; !next.done; next = await source.next()) {
        for (const part of next.value) coming.add(part);
        hold(coming.heldBytes);
        if (narrower.ready && isFull()) return { whole: null, stream: passOn(coming.parts, passing) };
        if (heldBytes > MAX_HELD_BYTES) throw new SyntaxError('the answer does not say whose it is');
      }
      const whole = await coming.end();
      return { whole, stream: passOn(slices(whole.bytes), passing) };
    } catch (cause) {
      hold(0);
      await source.return();
      throw isArcError(cause) ? cause : Problem.from(cause, 'upstream-failed');
    }
  }
}

interface Passing extends Required<Pick<Delivery, 'stalledMs' | 'onForeign'>> {
  readonly source: Source;
  /** Called when nothing is held any more; once or more often. */
  readonly release: () => void;
}

/** A body of what is held and then of what comes. Reads from upstream only as fast as it is read itself. */
function passOn(held: Uint8Array[], { source, stalledMs, onForeign, release }: Passing): ReadableStream<Uint8Array> {
  let patience: ReturnType<typeof setTimeout> | undefined;
  const letGo = async (): Promise<void> => {
    clearTimeout(patience);
    release();
    await source.return();
  };
  const more = async (): Promise<readonly Uint8Array[]> => {
    const part = held.shift();
    if (part !== undefined) return [part];
    release();
    let next = await source.next();
    while (!next.done && next.value.length === 0) next = await source.next();
    return next.value ?? [];
  };
  const pull = async (controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> => {
    clearTimeout(patience);
    const parts = await more().catch((error: unknown) => {
      if (error instanceof ForeignDataError) onForeign(error);
      throw error;
    });
    if (parts.length === 0) return controller.close();
    for (const part of parts) controller.enqueue(part);
    // Each answer holds memory or a connection to the platform, so one that nobody reads has to let go of it.
    const bytes = parts.reduce((sum, part) => sum + part.length, 0);
    const waitMs = stalledMs * Math.max(1, bytes / STALLED_BYTES);
    patience = setTimeout(() => {
      controller.error(new Error('nobody reads this answer'));
      void letGo();
    }, waitMs);
    (patience as { unref?: () => void }).unref?.();
  };
  return new ReadableStream<Uint8Array>({ pull, cancel: letGo }, { highWaterMark: 1 });
}

/** Narrows chunk by chunk. Leaving it early lets go of the platform. */
async function* narrowed(
  chunks: AsyncIterable<Uint8Array> | readonly Uint8Array[],
  narrower: IntervalNarrower,
): Source {
  for await (const chunk of chunks) {
    narrower.push(chunk);
    yield narrower.take();
  }
  narrower.end();
  yield narrower.take();
}

function slices(bytes: Uint8Array): Uint8Array[] {
  const count = Math.ceil(bytes.length / PART_BYTES);
  return Array.from({ length: count }, (_, n) => bytes.subarray(n * PART_BYTES, (n + 1) * PART_BYTES));
}

/** Weak comparison, RFC 9110 13.1.2: the client may hold several versions. */
function matches(ifNoneMatch: string | null, digest: string): boolean {
  return (ifNoneMatch ?? '')
    .split(',')
    .some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === `"${digest}"`);
}
