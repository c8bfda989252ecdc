import { chunksOf } from '../body.ts';
import { sha256, toBase64Url, toBytes } from '../encoding.ts';
import { Problem } from '../problem.ts';
import { ObjectScanner } from './object-scanner.ts';

/** Whose answer it has to be. */
export interface IntervalOwner {
  readonly meterId: string;
  readonly user: string;
  readonly credentialIds: ReadonlySet<string>;
  /** Reports somebody else's data. @throws Always. */
  readonly onForeign: () => never;
  /** What upstream's headers say about the version, such as a length. Never shown, only part of the digest. */
  readonly validators?: string;
  /** How long a reader may take nothing before its answer breaks off; default 30 s. */
  readonly stalledMs?: number;
}

/** An interval answer that may go to the browser. */
export interface NarrowedIntervals {
  /** Changes when the data does: a digest of the fields around the readings, `intervalsUpdatedAt` among them. */
  readonly version: string;
  /** To be read at most once; reads from upstream only as fast as it is read itself. */
  readonly body: ReadableStream<Uint8Array>;
  /** Lets go of the upstream answer unread. */
  cancel(): Promise<void>;
}

/** Small fields of both interval bodies. Source: upstream reference 4.4 and 4.5. */
const HEADER_KEYS = new Set([
  'correlationIds',
  'credentialIds',
  'meterId',
  'meterNumber',
  'intervalsCreatedAt',
  'intervalsUpdatedAt',
  'earliestIntervalAt',
  'latestIntervalAt',
  'providerName',
  'providerId',
  'serviceType',
  'electricMeterMultiplier',
  'readType',
  'localTimezone',
  'intervalDurationMinutes',
  'sourceIntervalDurationMinutes',
  'startAt',
  'endAt',
]);
const READINGS = 'readings';
/** Held back at most while it is not known yet whose answer this is: the ids usually come first. */
const MAX_HELD_BYTES = 8 * 1024 * 1024;
const STALLED_MS = 30_000;

/** Collects the output of the scanner and knows whether it may leave. */
class Output {
  readonly #owner: IntervalOwner;
  readonly #seen = new Set<string>();
  readonly #header: string[] = [];
  #parts: Uint8Array[] = [];
  #first = true;
  #own = false;
  #named = false;
  /** Bytes waiting to be taken. */
  waiting = 0;

  constructor(owner: IntervalOwner) {
    this.#owner = owner;
  }

  /**
   * What the version is made of, once it is known whose this is, which version, and the readings have begun: the small
   * fields so far. Taken at that place in the bytes, not when a chunk happens to end there.
   */
  versioned: string | null = null;

  #settle(): void {
    if (this.versioned !== null || !this.#own) return;
    if (['meterId', 'intervalsUpdatedAt', READINGS].every((name) => this.#seen.has(name))) {
      this.versioned = this.#header.join();
    }
  }

  key(name: string): 'keep' | 'pass' | 'drop' {
    const known = name === READINGS || HEADER_KEYS.has(name);
    if (!known) return 'drop';
    // Which of two equal keys counts depends on the parser, so neither does.
    if (this.#seen.has(name)) throw new SyntaxError('a key occurs twice');
    this.#seen.add(name);
    if (name !== READINGS) return 'keep';
    this.#write(`${this.#separator()}"readings":`);
    this.#settle();
    return 'pass';
  }

  value(name: string, text: string): void {
    let value: unknown = JSON.parse(text);
    if (name === 'meterId' && value !== this.#owner.meterId) this.#owner.onForeign();
    if (name === 'correlationIds') value = this.#ownOf(value, (id) => id === this.#owner.user);
    if (name === 'credentialIds') value = this.#ownOf(value, (id) => this.#owner.credentialIds.has(id));
    if (!isFlat(value)) return;
    const member = `${JSON.stringify(name)}:${JSON.stringify(value)}`;
    this.#header.push(member);
    this.#write(this.#separator() + member);
    this.#settle();
  }

  part(bytes: Uint8Array): void {
    this.#push(bytes);
  }

  /** The object has ended. */
  finish(): void {
    if (!this.#seen.has('meterId')) throw new SyntaxError('the answer names no meter');
    if (this.#named && !this.#own) this.#owner.onForeign();
    this.#write(this.#first ? '{}' : '}');
  }

  /** What has come together since the last time. */
  take(): Uint8Array {
    const parts = this.#parts;
    const [only] = parts;
    const bytes = parts.length === 1 && only !== undefined ? only : new Uint8Array(this.waiting);
    this.#parts = [];
    this.waiting = 0;
    if (bytes === only) return bytes;
    let at = 0;
    for (const part of parts) {
      bytes.set(part, at);
      at += part.length;
    }
    return bytes;
  }

  #ownOf(value: unknown, isOwn: (id: string) => boolean): readonly string[] {
    const ids = Array.isArray(value) ? value.map(String) : [];
    if (ids.length > 0) this.#named = true;
    const own = ids.filter(isOwn);
    if (own.length > 0) this.#own = true;
    return own;
  }

  #separator(): string {
    const separator = this.#first ? '{' : ',';
    this.#first = false;
    return separator;
  }

  #write(text: string): void {
    this.#push(toBytes(text));
  }

  #push(bytes: Uint8Array): void {
    this.#parts.push(bytes);
    this.waiting += bytes.length;
  }
}

/**
 * Reads an interval answer far enough to know whose it is, and gives back the rest as a stream: unknown fields and other
 * users' ids left out, readings byte for byte. An answer that ends early or goes wrong later breaks the stream, so that
 * no browser takes a part for the whole.
 * @throws {Problem} `upstream-failed`: not such an answer, or somebody else's.
 */
export async function narrowIntervals(
  upstream: AsyncIterable<Uint8Array> | null,
  owner: IntervalOwner,
): Promise<NarrowedIntervals> {
  if (upstream === null) throw new Problem('upstream-failed');
  const chunks = chunksOf(upstream);
  const output = new Output(owner);
  const scanner = new ObjectScanner(output);
  let ended = false;
  const step = async (): Promise<void> => {
    const next = await chunks.next();
    if (next.done === true) {
      scanner.end();
      output.finish();
      ended = true;
    } else scanner.push(next.value);
  };
  let patience: ReturnType<typeof setTimeout> | undefined;
  const cancel = async (): Promise<void> => {
    clearTimeout(patience);
    await chunks.return(undefined);
  };

  try {
    while (!ended && output.versioned === null) {
      await step();
      if (output.waiting > MAX_HELD_BYTES) throw new SyntaxError('the answer does not say whose it is');
    }
  } catch (cause) {
    await cancel();
    throw cause instanceof Problem ? cause : new Problem('upstream-failed', { cause });
  }

  const head = output.take();
  // Without a version of its own the answer has been read to the end, and its bytes are the version.
  const digest = await sha256(
    output.versioned === null ? new Uint8Array(head) : toBytes(`${output.versioned}\n${owner.validators ?? ''}`),
  );
  // Each answer holds a connection to the platform, so one that nobody reads has to let go of it.
  const waitForReader = (controller: ReadableStreamDefaultController<Uint8Array>): void => {
    patience = setTimeout(() => {
      controller.error(new Error('nobody reads this answer'));
      void cancel();
    }, owner.stalledMs ?? STALLED_MS);
    (patience as { unref?: () => void }).unref?.();
  };
  const body = new ReadableStream<Uint8Array>(
    {
      start: (controller) => {
        controller.enqueue(head);
        if (ended) controller.close();
        else waitForReader(controller);
      },
      pull: async (controller) => {
        clearTimeout(patience);
        while (output.waiting === 0 && !ended) await step();
        if (output.waiting > 0) controller.enqueue(output.take());
        if (ended) controller.close();
        else waitForReader(controller);
      },
      cancel,
    },
    { highWaterMark: 1 },
  );
  return { version: toBase64Url(digest.subarray(0, 12)), body, cancel };
}

/** A scalar or a list of scalars, which is all that the small fields hold. */
function isFlat(value: unknown): boolean {
  const scalar = (item: unknown): boolean => typeof item !== 'object' || item === null;
  return Array.isArray(value) ? value.every(scalar) : scalar(value);
}
