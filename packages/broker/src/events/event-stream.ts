import { joined } from '../encoding.ts';
import type { Session } from '../sessions/token-format.ts';
import { eventFrame, HEARTBEAT, openingFrame } from './frames.ts';
import type { Replay, StoredEvent } from './store.ts';

const RETRY_MS = 2000;
const MAX_QUEUED_BYTES = 64 * 1024;
const MAX_QUEUED_FRAMES = 64;
const MAX_REPLAYED_EVENTS = 50;
const MAX_REPLAYED_CHARS = 40_000;

/**
 * One open stream to one browser. Holds at most 64 KB for a reader that is behind; beyond that it ends, and the browser
 * resumes by id. Pull-driven: nothing is written that the reader has not asked for, so a stalled reader is noticed.
 */
export class EventStream {
  readonly session: Session;
  readonly body: ReadableStream<Uint8Array>;
  #controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  #queue: Uint8Array[] = [];
  #ended = false;
  #behindSince: number | null = null;
  /** Live events that arrived while the history was being read; `null` once live. */
  #waiting: StoredEvent[] | null = [];
  /** Ids it was sent from the history and may be told of once more, by a bus that is behind; `null` once that is past. */
  #replayed: ReadonlySet<string> | null = null;
  readonly #onEnd: (reason: string) => void;
  readonly #monotonic: () => number;

  constructor(session: Session, monotonic: () => number, onEnd: (reason: string) => void) {
    this.session = session;
    this.#monotonic = monotonic;
    this.#onEnd = onEnd;
    this.body = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          this.#controller = controller;
        },
        pull: () => {
          this.#behindSince = null;
          this.#flush();
        },
        cancel: () => this.#finish('gone'),
      },
      { highWaterMark: 1 },
    );
  }

  /** Begins with what came after the browser's last id, or tells it to read everything again, and then is live. */
  begin({ complete, cursor, events }: Replay): void {
    this.send(openingFrame(RETRY_MS, cursor));
    // More than a reader may be behind by is not worth replaying: reading everything again is cheaper.
    const chars = events.reduce((sum, { data }) => sum + data.length, 0);
    const long = events.length > MAX_REPLAYED_EVENTS || chars > MAX_REPLAYED_CHARS;
    if (!complete || long) this.send(eventFrame('reset', cursor, '{"reason":"history-gone"}'));
    for (const { id, data } of long ? [] : events) this.send(eventFrame('arc', id, data));
    if (events.length > 0) this.#replayed = new Set(events.map(({ id }) => id));
    const waiting = this.#waiting ?? [];
    this.#waiting = null;
    for (const event of waiting) this.deliver(event);
  }

  /** Sends a live event, unless the history held it. */
  deliver(event: StoredEvent, frame: Uint8Array = eventFrame('arc', event.id, event.data)): void {
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
    const bytes = this.#queue.reduce((sum, { length }) => sum + length, frame.length);
    if (this.#queue.length >= MAX_QUEUED_FRAMES || bytes > MAX_QUEUED_BYTES) this.end('overflow');
    else this.#queue.push(frame);
    this.#flush();
    if (this.#queue.length > 0) this.#behindSince ??= this.#monotonic();
  }

  /** A heartbeat, unless something is waiting already: that will do as well. */
  beat(): void {
    if (this.#queue.length === 0) this.send(HEARTBEAT);
  }

  /** Whether the reader has taken nothing for this long although something is waiting. */
  isStalled(ms: number): boolean {
    return this.#behindSince !== null && this.#monotonic() - this.#behindSince >= ms;
  }

  /** Ends the stream, after a last frame if there is one. */
  end(reason: string, last?: Uint8Array): void {
    if (this.#ended) return;
    if (last !== undefined) this.#controller?.enqueue(last);
    this.#controller?.close();
    this.#finish(reason);
  }

  /** All that waits in one go, as soon as the reader has taken the last of it. */
  #flush(): void {
    if (this.#queue.length === 0 || (this.#controller?.desiredSize ?? 0) <= 0) return;
    const frames = this.#queue;
    // Emptied first: a reader that is waiting pulls again while this is still being handed over.
    this.#queue = [];
    this.#controller?.enqueue(joined(frames));
  }

  #finish(reason: string): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#queue = [];
    this.#onEnd(reason);
  }
}
