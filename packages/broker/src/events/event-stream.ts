import type { Session } from '../sessions/token-format.ts';
import type { Replay, StoredEvent } from '../stores/event-log.ts';
import { openingFrame, resetFrame, storedFrame } from './frames.ts';

const MAX_QUEUED_BYTES = 64 * 1024;
/** What a small frame counts as: the queue holds 64 of them. */
const LEAST_QUEUED_BYTES = 1024;
const MAX_REPLAYED_EVENTS = 50;
const MAX_REPLAYED_CHARS = 40_000;

/**
 * One open stream to one browser. Holds at most 64 KB for a reader that is behind; beyond that it ends, and the browser
 * resumes by id. Nothing is written that the reader has not asked for, so a stalled reader is noticed.
 */
export class EventStream {
  readonly session: Session;
  readonly body: ReadableStream<Uint8Array>;
  #controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  #ended = false;
  /** What has been sent to the reader, what of it the reader had taken when last looked at, and when that was less. */
  #sentBytes = 0;
  #takenBytes = 0;
  #takenAt: number;
  /** Live events that arrived while the history was being read; `null` once live. */
  #waiting: StoredEvent[] | null = [];
  /** Ids it was sent from the history and may be told of once more, by a bus that is behind; `null` once that is past. */
  #replayed: ReadonlySet<string> | null = null;
  readonly #onEnd: (reason: string) => void;
  readonly #monotonic: () => number;

  constructor(session: Session, monotonic: () => number, onEnd: (reason: string) => void) {
    this.session = session;
    this.#monotonic = monotonic;
    this.#takenAt = monotonic();
    this.#onEnd = onEnd;
    this.body = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          this.#controller = controller;
        },
        cancel: () => this.#finish('gone'),
      },
      { highWaterMark: MAX_QUEUED_BYTES, size: queuedBytes },
    );
  }

  /** Begins with what came after the browser's last id, or tells it to read everything again, and then is live. */
  begin({ complete, cursor, events }: Replay, retryMs: number): void {
    this.send(openingFrame(retryMs, cursor));
    // More than a reader may be behind by is not worth replaying: reading everything again is cheaper.
    const chars = events.reduce((sum, { data }) => sum + (data?.length ?? 0), 0);
    const long = events.length > MAX_REPLAYED_EVENTS || chars > MAX_REPLAYED_CHARS;
    if (!complete || long) this.send(resetFrame(cursor, 'history-gone'));
    for (const event of long ? [] : events) this.send(storedFrame(event));
    if (events.length > 0) this.#replayed = new Set(events.map(({ id }) => id));
    const waiting = this.#waiting ?? [];
    this.#waiting = null;
    for (const event of waiting) this.deliver(event);
  }

  /** Sends a live event, unless the history held it. */
  deliver(event: StoredEvent, frame: Uint8Array = storedFrame(event)): void {
    if (this.#waiting !== null) this.#waiting.push(event);
    else if (this.#replayed?.has(event.id) !== true) {
      // History and live events come in one order, so after the first new one none of the old ones can follow.
      this.#replayed = null;
      this.send(frame);
    }
  }

  /** Sends, now or when the reader is ready for it. */
  send(frame: Uint8Array): void {
    if (this.#ended) return;
    const bytes = queuedBytes(frame);
    if (this.#waitingBytes + bytes > MAX_QUEUED_BYTES) this.end('overflow');
    else this.#controller?.enqueue(frame);
    this.#sentBytes += bytes;
  }

  /** A heartbeat, unless something is waiting already: that will do as well. */
  beat(heartbeat: Uint8Array): void {
    if (this.#waitingBytes === 0) this.send(heartbeat);
  }

  /** Whether the reader, looked at again and again, has taken nothing for this long although something is waiting. */
  isStalled(ms: number): boolean {
    const taken = this.#sentBytes - this.#waitingBytes;
    if (this.#waitingBytes === 0 || taken !== this.#takenBytes) this.#takenAt = this.#monotonic();
    this.#takenBytes = taken;
    return this.#monotonic() - this.#takenAt >= ms;
  }

  get #waitingBytes(): number {
    return MAX_QUEUED_BYTES - (this.#controller?.desiredSize ?? 0);
  }

  /** Ends the stream, after a last frame if there is one. */
  end(reason: string, last?: Uint8Array): void {
    if (this.#ended) return;
    if (last !== undefined) this.#controller?.enqueue(last);
    this.#controller?.close();
    this.#finish(reason);
  }

  #finish(reason: string): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#onEnd(reason);
  }
}

const queuedBytes = ({ length }: Uint8Array): number => Math.max(length, LEAST_QUEUED_BYTES);
