import type { Session } from '../sessions/session.ts';
import { HEARTBEAT } from './frames.ts';

const MAX_QUEUED_BYTES = 64 * 1024;
const MAX_QUEUED_FRAMES = 64;

/**
 * One open stream to one browser. Holds at most 64 KB for a reader that is behind; beyond that it ends, and the browser
 * resumes by id. Pull-driven: nothing is written that the reader has not asked for, so a stalled reader is noticed.
 */
export class EventStream {
  readonly session: Session;
  readonly body: ReadableStream<Uint8Array>;
  #controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  #queue: Uint8Array[] = [];
  #queuedBytes = 0;
  #wanted = false;
  #ended = false;
  #behindSince: number | null = null;
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
          this.#wanted = true;
          this.#behindSince = null;
          this.#flush();
        },
        cancel: () => this.#finish('gone'),
      },
      { highWaterMark: 1 },
    );
  }

  /** Sends, now or when the reader is ready for it. */
  send(frame: Uint8Array): void {
    if (this.#ended) return;
    if (this.#queue.length >= MAX_QUEUED_FRAMES || this.#queuedBytes + frame.length > MAX_QUEUED_BYTES) {
      this.end('overflow');
      return;
    }
    this.#queue.push(frame);
    this.#queuedBytes += frame.length;
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

  #flush(): void {
    if (!this.#wanted || this.#queue.length === 0 || this.#controller === null) return;
    const frames = this.#queue;
    this.#queue = [];
    this.#queuedBytes = 0;
    this.#wanted = false;
    this.#controller.enqueue(frames.length === 1 ? (frames[0] as Uint8Array) : concat(frames));
  }

  #finish(reason: string): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#queue = [];
    this.#onEnd(reason);
  }
}

function concat(frames: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(frames.reduce((sum, frame) => sum + frame.length, 0));
  let at = 0;
  for (const frame of frames) {
    bytes.set(frame, at);
    at += frame.length;
  }
  return bytes;
}
