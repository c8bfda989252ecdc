import { isArcError } from '@arc-elements/models';
import { ForeignDataError, IntervalNarrower, type IntervalOwner } from '@arc-elements/models/narrow';
import { chunksOf } from '../body.ts';
import { fingerprint } from '../encoding.ts';
import { Problem } from '../problem.ts';
import { checksum } from './checksum.ts';

/** Whose answer it has to be, and how it is to be handed on. */
export interface Delivery extends IntervalOwner {
  /** What upstream's headers say about the version, such as a length. Never shown, only part of the digest. */
  readonly validators?: string;
  /** Whether `validators` alone change with every change of the body. */
  readonly exact?: boolean;
  /** How long a reader may take nothing before its answer breaks off; default 30 s. */
  readonly stalledMs?: number;
  /** Told about somebody else's data that shows only when the answer has begun; it is broken off. */
  readonly onForeign: (error: ForeignDataError) => void;
}

/** An interval answer that may go to the browser. */
export interface NarrowedIntervals {
  /** Changes whenever the body does; `null` when that cannot be told before the whole body has passed. */
  readonly version: string | null;
  /** To be read at most once; reads from upstream only as fast as it is read itself. */
  readonly body: ReadableStream<Uint8Array>;
  /** Lets go of the upstream answer unread. */
  cancel(): Promise<void>;
}

/** Held back at most while it is not known yet whose answer this is, or which version. */
const MAX_HELD_BYTES = 8 * 1024 * 1024;
/** Beyond this, over all answers of the process, nobody is made to wait for a version. */
const MAX_HELD_TOGETHER = 64 * 1024 * 1024;
const STALLED_MS = 30_000;

let heldTogether = 0;

/**
 * Reads an interval answer far enough to know whose it is and which version, and gives back the rest as a stream. Where upstream
 * tells no version, the bytes are it, as long as there are few enough of them to be held. An answer that ends early or goes
 * wrong later breaks the stream, so that no browser takes a part for the whole.
 * @throws {Problem | ForeignDataError} `upstream-failed`: not such an answer, or somebody else's.
 */
export async function narrowIntervals(
  upstream: AsyncIterable<Uint8Array> | null,
  { validators = '', exact = false, stalledMs = STALLED_MS, onForeign, ...owner }: Delivery,
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
  let held = 0;
  const hold = (bytes: number): void => {
    heldTogether += bytes - held;
    held = bytes;
  };
  let patience: ReturnType<typeof setTimeout> | undefined;
  const cancel = async (): Promise<void> => {
    hold(0);
    clearTimeout(patience);
    await chunks.return(undefined);
  };

  const room = (): boolean => held < MAX_HELD_BYTES && (narrower.header === null || heldTogether < MAX_HELD_TOGETHER);
  try {
    while (!ended && (exact ? narrower.header === null : true) && room()) {
      await step();
      hold(narrower.waiting);
    }
    if (!ended && narrower.header === null) throw new SyntaxError('the answer does not say whose it is');
  } catch (cause) {
    await cancel();
    throw isArcError(cause) ? cause : Problem.from(cause, 'upstream-failed');
  }
  let parts = narrower.take();
  const version = ended && (!exact || narrower.header === null) ? checksumOf(parts) : exact ? narrower.header : null;

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
        hold(Math.max(0, held - (part?.length ?? 0)));
        if (ended && parts.length === 0) controller.close();
        else waitForReader(controller);
      },
      cancel,
    },
    { highWaterMark: 1 },
  );
  return { version: version && (await fingerprint(`${version}\n${validators}`)), body, cancel };
}

/** Grows to the longest answer that was held, so that none of them needs memory for being put together. */
let scratch = new Uint8Array(64 * 1024);

/** A checksum of some bytes, whatever parts they came in. */
function checksumOf(parts: readonly Uint8Array[]): string {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const padded = Math.ceil(length / 16) * 16;
  if (scratch.length < padded) scratch = new Uint8Array(2 * padded);
  let at = 0;
  for (const part of parts) {
    scratch.set(part, at);
    at += part.length;
  }
  scratch.fill(0, length, padded);
  return checksum(new Uint32Array(scratch.buffer, 0, padded / 4), length);
}
