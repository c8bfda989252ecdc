import type { ResolvedOptions } from '../options.ts';
import { Problem } from '../problem.ts';
import type { Session } from '../sessions/token-format.ts';
import type { StoredEvent } from '../stores/event-log.ts';
import { EventStream } from './event-stream.ts';
import { heartbeatFrame, SESSION_EXPIRED, storedFrame } from './frames.ts';

const LEAST_RETRY_MS = 2000;
const SWEEP_MS = 1000;
const STALLED_MS = 25_000;
const DRAIN_STEPS = 50;
/** How long a refused stream should stay away; the browser adds jitter of its own. */
const REFUSED = { retryAfterS: 10 };

/** All open event streams of this process, by user. */
export class EventHub {
  readonly #options: ResolvedOptions;
  readonly #byUser = new Map<string, Set<EventStream>>();
  readonly #subscriptions: readonly (() => void)[];
  #open = 0;
  /** No stream is let in any more. */
  draining = false;
  #sweeper: ReturnType<typeof setInterval> | undefined;
  #lastBeat = 0;

  constructor(options: ResolvedOptions) {
    this.#options = options;
    const { events, revocations } = options.store;
    this.#subscriptions = [
      events.subscribe({
        event: (user, event) => this.#deliver(user, event),
        // Each resumes by its last id, and is sent what it missed or told to read everything again.
        gap: () => this.#endAll('gap'),
      }),
      revocations.subscribe(() => {
        for (const stream of this.#streams()) this.#endIfOver(stream);
      }),
    ];
  }

  /** Streams open now. */
  get open(): number {
    return this.#open;
  }

  /** Opens a stream. @throws {Problem} `rate-limited` or `unavailable`; open streams are never pushed out for it. */
  async connect(
    session: Session,
    lastEventId: string | null,
    signal: AbortSignal,
  ): Promise<ReadableStream<Uint8Array>> {
    this.#requireRoom(session);
    const stream = this.#add(session);
    // Some servers cancel the body when the browser goes, some abort the request; forgetting either would leak.
    signal.addEventListener('abort', () => stream.end('gone'), { once: true });
    try {
      // Subscribed first, history second: an event in between is in both, and told apart by its id.
      stream.begin(await this.#options.store.events.replay(session.user, lastEventId), this.#retryMs);
      return stream.body;
    } catch (cause) {
      stream.end('failed');
      throw Problem.from(cause, 'unavailable', REFUSED);
    }
  }

  /** Ends all streams, spread over `spreadMs`, so that their browsers do not come back all at once. */
  async drain(spreadMs: number): Promise<void> {
    this.draining = true;
    const streams = this.#streams();
    const atOnce = spreadMs > 0 ? Math.ceil(streams.length / DRAIN_STEPS) : streams.length;
    for (const [n, stream] of streams.entries()) {
      if (n > 0 && n % atOnce === 0) await new Promise((resolve) => setTimeout(resolve, spreadMs / DRAIN_STEPS));
      stream.end('drained');
    }
  }

  close(): void {
    for (const unsubscribe of this.#subscriptions) unsubscribe();
    this.draining = true;
    this.#endAll('closed');
    clearInterval(this.#sweeper);
  }

  #endAll(reason: string): void {
    for (const stream of this.#streams()) stream.end(reason);
  }

  #streams(): readonly EventStream[] {
    return [...this.#byUser.values()].flatMap((streams) => [...streams]);
  }

  /** A millisecond for each stream, of which browsers wait a random part: should all come back at once, it is a thousand a second. */
  get #retryMs(): number {
    return Math.max(LEAST_RETRY_MS, this.#open);
  }

  #requireRoom({ id, user }: Session): void {
    const { limits } = this.#options;
    if (this.draining || this.#open >= limits.streamsPerProcess) throw new Problem('unavailable', REFUSED);
    const ofUser = [...(this.#byUser.get(user) ?? [])];
    const ofSession = ofUser.filter(({ session }) => session.id === id);
    if (ofSession.length >= limits.streamsPerSession || ofUser.length >= limits.streamsPerUser) {
      throw new Problem('rate-limited', { detail: 'Too many open event streams.', ...REFUSED });
    }
  }

  #add(session: Session): EventStream {
    const { monotonic, observe } = this.#options;
    const ofUser = this.#byUser.get(session.user) ?? new Set();
    const stream = new EventStream(session, monotonic, (reason) => {
      ofUser.delete(stream);
      if (ofUser.size === 0) this.#byUser.delete(session.user);
      this.#open -= 1;
      if (this.#open === 0) clearInterval(this.#sweeper);
      observe({ kind: 'stream-closed', reason });
      observe({ kind: 'streams', open: this.#open });
    });
    this.#byUser.set(session.user, ofUser.add(stream));
    this.#open += 1;
    observe({ kind: 'streams', open: this.#open });
    // One timer for all streams, and none while there are none.
    if (this.#open === 1) {
      this.#lastBeat = monotonic();
      this.#sweeper = setInterval(() => this.#sweep(), SWEEP_MS);
      // In Node, sockets keep a process alive; a stream that nobody reads must not.
      (this.#sweeper as { unref?: () => void }).unref?.();
    }
    return stream;
  }

  /** Ends a stream whose session is over. */
  #endIfOver(stream: EventStream): void {
    const { now, store } = this.#options;
    if (now() >= stream.session.expiresAtMs) stream.end('expired', SESSION_EXPIRED);
    else if (store.revocations.isRevoked(stream.session)) stream.end('revoked', SESSION_EXPIRED);
  }

  #deliver(user: string, event: StoredEvent): void {
    const frame = storedFrame(event);
    for (const stream of [...(this.#byUser.get(user) ?? [])]) {
      this.#endIfOver(stream);
      stream.deliver(event, frame);
    }
  }

  #sweep(): void {
    const { monotonic, heartbeatMs } = this.#options;
    const beat = monotonic() - this.#lastBeat >= heartbeatMs ? heartbeatFrame(this.#retryMs) : null;
    if (beat !== null) this.#lastBeat = monotonic();
    for (const stream of this.#streams()) {
      this.#endIfOver(stream);
      if (stream.isStalled(STALLED_MS)) stream.end('stalled');
      else if (beat !== null) stream.beat(beat);
    }
  }
}
