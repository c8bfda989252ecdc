import type { Session } from '../sessions/session.ts';
import type { Replay, StoredEvent } from '../stores/event-log.ts';
import { openingFrame, resetFrame, storedFrame } from './frames.ts';

const MAX_QUEUED_BYTES = 64 * 1024;
/** A smaller frame counts as this, so that the queue holds at most 64 frames. */
const MIN_FRAME_BYTES = 1024;
const MAX_REPLAYED_EVENTS = 50;
const MAX_REPLAYED_CHARS = 40_000;

/**
 * One open event stream to one browser. It queues at most 64 KB for a slow reader; beyond that it
 * ends, and the browser resumes from its last event id. Frames leave the queue only as the reader
 * takes them, so a stalled reader is noticed.
 */
export class EventStream {
  readonly session: Session;
  readonly body: ReadableStream<Uint8Array>;
  #controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  #ended = false;
  #sentBytes = 0;
  /** How many of the sent bytes the reader had taken at the last check. */
  #takenBytes = 0;
  /** When the reader was last seen to take something. */
  #takenAt: number;
  /** Live events that arrived while the history was being read; `null` after that. */
  #pending: StoredEvent[] | null = [];
  /**
   * Ids sent from the history, which a slow bus may deliver again; `null` once that is impossible.
   */
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

  /**
   * Sends the events after the browser's last id, or a reset if some are missing, then live events.
   */
  begin({ complete, cursor, events }: Replay, retryMs: number): void {
    this.send(openingFrame(retryMs, cursor));
    // Replaying more than the queue holds is not worth it: reading everything again is cheaper.
    const chars = events.reduce((sum, { data }) => sum + (data?.length ?? 0), 0);
    const isTooLong = events.length > MAX_REPLAYED_EVENTS || chars > MAX_REPLAYED_CHARS;
    if (!complete || isTooLong) this.send(resetFrame(cursor, 'history-gone'));
    for (const event of isTooLong ? [] : events) this.send(storedFrame(event));
    if (events.length > 0) this.#replayed = new Set(events.map(({ id }) => id));
    const pending = this.#pending ?? [];
    this.#pending = null;
    for (const event of pending) this.deliver(event);
  }

  /** Sends a live event, unless it was sent from the history. */
  deliver(event: StoredEvent, frame: Uint8Array = storedFrame(event)): void {
    if (this.#pending !== null) this.#pending.push(event);
    else if (this.#replayed?.has(event.id) !== true) {
      // History and live events have one order: no old event can follow the first new one.
      this.#replayed = null;
      this.send(frame);
    }
  }

  /** Queues a frame, or ends the stream if the queue is full. */
  send(frame: Uint8Array): void {
    if (this.#ended) return;
    const bytes = queuedBytes(frame);
    if (this.#queuedBytes + bytes > MAX_QUEUED_BYTES) this.end('overflow');
    else this.#controller?.enqueue(frame);
    this.#sentBytes += bytes;
  }

  /** Sends a heartbeat, unless something is queued, which serves the same purpose. */
  sendHeartbeat(heartbeat: Uint8Array): void {
    if (this.#queuedBytes === 0) this.send(heartbeat);
  }

  /**
   * Returns true if something has been queued for this long and the reader has taken nothing. Has
   * to be called repeatedly, because it measures from call to call.
   */
  isStalled(ms: number): boolean {
    const taken = this.#sentBytes - this.#queuedBytes;
    if (this.#queuedBytes === 0 || taken !== this.#takenBytes) this.#takenAt = this.#monotonic();
    this.#takenBytes = taken;
    return this.#monotonic() - this.#takenAt >= ms;
  }

  get #queuedBytes(): number {
    return MAX_QUEUED_BYTES - (this.#controller?.desiredSize ?? 0);
  }

  /** Ends the stream, after an optional last frame. */
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

const queuedBytes = ({ length }: Uint8Array): number => Math.max(length, MIN_FRAME_BYTES);
