import { isArcError } from '@arc-elements/models';
import { ForeignDataError, IntervalNarrower, type IntervalOwner } from '@arc-elements/models/narrow';
import { chunksOf } from '../body.ts';
import { fingerprint } from '../encoding.ts';
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

/**
 * Reads an interval answer far enough to know whose it is and which version, and gives back the rest as a stream. An answer that
 * ends early or goes wrong later breaks the stream, so that no browser takes a part for the whole.
 * @throws {Problem | ForeignDataError} `upstream-failed`: not such an answer, or somebody else's.
 */
export async function narrowIntervals(
  upstream: AsyncIterable<Uint8Array> | null,
  { validators = '', stalledMs = STALLED_MS, onForeign, ...owner }: Delivery,
): Promise<NarrowedIntervals> {
  if (upstream === null) throw new Problem('upstream-failed');
  const chunks = chunksOf(upstream);
  const narrower = new IntervalNarrower(owner);
  let ended = false;
  const step = async (): Promise<void> => {
    const next = await chunks.next();
    ended = next.done === true;
    if (next.done === true) narrower.end();
    else narrower.push(next.value);
  };
  let patience: ReturnType<typeof setTimeout> | undefined;
  const cancel = async (): Promise<void> => {
    clearTimeout(patience);
    await chunks.return(undefined);
  };

  try {
    while (!ended && !narrower.ready && narrower.waiting < MAX_HELD_BYTES) await step();
    if (!ended && !narrower.ready) throw new SyntaxError('the answer does not say whose it is');
  } catch (cause) {
    await cancel();
    throw isArcError(cause) ? cause : Problem.from(cause, 'upstream-failed');
  }
  const { version } = narrower;
  let parts = narrower.take();

  // Each answer holds memory or a connection to the platform, so one that nobody reads has to let go of it.
  const waitForReader = (controller: ReadableStreamDefaultController<Uint8Array>): void => {
    patience = setTimeout(() => {
      controller.error(new Error('nobody reads this answer'));
      void cancel();
    }, stalledMs);
    (patience as { unref?: () => void }).unref?.();
  };
  const body = new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        clearTimeout(patience);
        try {
          while (parts.length === 0 && !ended) {
            await step();
            parts = narrower.take();
          }
        } catch (error) {
          if (error instanceof ForeignDataError) onForeign(error);
          throw error;
        }
        const part = parts.shift();
        if (part !== undefined) controller.enqueue(part);
        if (ended && parts.length === 0) controller.close();
        else waitForReader(controller);
      },
      cancel,
    },
    { highWaterMark: 1 },
  );
  return { version: version && (await fingerprint(`${version}\n${validators}`)), body, cancel };
}
