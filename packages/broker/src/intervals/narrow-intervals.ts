import { isArcError } from '@arc-elements/models';
import { LRUCache } from 'lru-cache';
import { fingerprint } from '../encoding.ts';
import { ForeignDataError, IntervalNarrower, type IntervalOwner } from '../narrow/index.ts';
import { Problem } from '../problem.ts';

/** Whose answer it has to be, and how it is to be handed on. */
export interface Delivery extends IntervalOwner {
  /** What upstream's headers say about the version, such as a length. Never shown, only part of the digest. */
  readonly validators?: string;
  /** How long a reader may take nothing before its answer breaks off; default 30 s. */
  readonly stalledMs?: number;
  /** Told about somebody else's data that shows only when the answer has begun; it is broken off. */
  readonly onForeign: (error: ForeignDataError) => void;
}

/** An interval answer that may go to the browser. */
export interface NarrowedIntervals {
  /** A digest of upstream's stamp of the last change, the fields around it and its headers; `null` without a stamp. */
  readonly version: string | null;
  /** To be read at most once; reads from upstream only as fast as it is read itself. */
  readonly body: ReadableStream<Uint8Array>;
  /** Lets go of the upstream answer unread. */
  cancel(): Promise<void>;
}

/** Held back at most while it is not known yet whose answer this is: the ids usually come first. */
const MAX_HELD_BYTES = 8 * 1024 * 1024;
const STALLED_MS = 30_000;

/** Digests of the versions that are read again and again: each costs as much as narrowing the answer does. */
const digests = new LRUCache<string, string>({ max: 2000, fetchMethod: (text) => fingerprint(text) });

/**
 * Reads an interval answer far enough to know whose it is and which version, and gives back the rest as a stream. An answer that
 * ends early or goes wrong later breaks the stream, so that no browser takes a part for the whole.
 * @throws {Problem | ForeignDataError} `upstream-failed`: not such an answer, or somebody else's.
 */
export async function narrowIntervals(
  upstream: AsyncIterable<Uint8Array> | null,
  { validators = '', stalledMs = STALLED_MS, onForeign, ...owner }: Delivery,
): Promise<NarrowedIntervals> {
  const narrower = new IntervalNarrower(owner);
  const parts = partsOf(upstream ?? [], narrower);
  let first: IteratorResult<Uint8Array, void> | null = await parts.next().catch((cause: unknown) => {
    throw isArcError(cause) ? cause : Problem.from(cause, 'upstream-failed');
  });
  let patience: ReturnType<typeof setTimeout> | undefined;
  const cancel = async (): Promise<void> => {
    clearTimeout(patience);
    await parts.return();
  };
  const onBroken = (error: unknown): never => {
    if (error instanceof ForeignDataError) onForeign(error);
    throw error;
  };
  const pull = async (controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> => {
    clearTimeout(patience);
    const next = first ?? (await parts.next().catch(onBroken));
    first = null;
    if (next.done) return controller.close();
    controller.enqueue(next.value);
    // Each answer holds memory or a connection to the platform, so one that nobody reads has to let go of it.
    patience = setTimeout(() => {
      controller.error(new Error('nobody reads this answer'));
      void cancel();
    }, stalledMs);
    (patience as { unref?: () => void }).unref?.();
  };
  const body = new ReadableStream<Uint8Array>({ pull, cancel }, { highWaterMark: 1 });
  const { version } = narrower;
  return { version: version && (await digests.forceFetch(`${version}\n${validators}`)), body, cancel };
}

/** What may be handed on, as soon as it is known whose it is. Leaving it early lets go of the platform. */
async function* partsOf(
  upstream: AsyncIterable<Uint8Array> | readonly Uint8Array[],
  narrower: IntervalNarrower,
): AsyncGenerator<Uint8Array, void> {
  for await (const chunk of upstream) {
    narrower.push(chunk);
    if (narrower.ready) yield* narrower.take();
    else if (narrower.waiting >= MAX_HELD_BYTES) throw new SyntaxError('the answer does not say whose it is');
  }
  narrower.end();
  yield* narrower.take();
}
