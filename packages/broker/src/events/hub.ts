import type { ResolvedOptions } from '../options.ts';
import { Problem } from '../problem.ts';
import type { Session } from '../sessions/session.ts';
import type { StoredEvent } from '../stores/event-log.ts';
import { EventStream } from './event-stream.ts';
import { heartbeatFrame, SESSION_EXPIRED, storedFrame } from './frames.ts';

const MIN_RETRY_MS = 2000;
const SWEEP_MS = 1000;
const STALLED_MS = 25_000;
const DRAIN_STEPS = 50;
/** Pause that a refused client is asked for; the browser adds jitter of its own. */
const RETRY_LATER = { retryAfterS: 10 };

/** Holds all open event streams of this process, by user. */
export class EventHub {
  readonly #options: ResolvedOptions;
  readonly #byUser = new Map<string, Set<EventStream>>();
  readonly #subscriptions: readonly (() => void)[];
  #open = 0;
  /** True once new streams are refused. */
  draining = false;
  #sweeper: ReturnType<typeof setInterval> | undefined;
  #lastHeartbeat = 0;

  constructor(options: ResolvedOptions) {
    this.#options = options;
    const { events, revocations } = options.store;
    this.#subscriptions = [
      events.subscribe({
        event: (user, event) => this.#deliver(user, event),
        // The browsers resume from their last ids and get what they missed, or a reset.
        gap: () => this.#endAll('gap'),
      }),
      revocations.subscribe(() => {
        for (const stream of this.#streams()) this.#endIfSessionOver(stream);
      }),
    ];
  }

  /** Number of open streams. */
  get open(): number {
    return this.#open;
  }

  /**
   * Opens a stream.
   * @throws {Problem} `rate-limited` or `unavailable`; it never closes another stream.
   */
  async connect(
    session: Session,
    lastEventId: string | null,
    signal: AbortSignal,
  ): Promise<ReadableStream<Uint8Array>> {
    this.#requireCapacity(session);
    const stream = this.#add(session);
    // When the browser disconnects, some servers cancel the body and others abort the request.
    signal.addEventListener('abort', () => stream.end('gone'), { once: true });
    try {
      // The stream is subscribed before the history is read: an event in between is in both and
      // recognized by its id.
      stream.begin(await this.#options.store.events.replay(session.user, lastEventId), this.#retryMs);
      return stream.body;
    } catch (cause) {
      stream.end('failed');
      throw Problem.from(cause, 'unavailable', RETRY_LATER);
    }
  }

  /** Ends all streams over `spreadMs`, so that their browsers do not all reconnect at once. */
  async drain(spreadMs: number): Promise<void> {
    this.draining = true;
    const streams = this.#streams();
    const perStep = spreadMs > 0 ? Math.ceil(streams.length / DRAIN_STEPS) : streams.length;
    for (const [n, stream] of streams.entries()) {
      if (n > 0 && n % perStep === 0) await new Promise((resolve) => setTimeout(resolve, spreadMs / DRAIN_STEPS));
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

  /**
   * Pause before a reconnect: a millisecond for each open stream. Browsers wait a random part of
   * it, so about a thousand of them reconnect a second.
   */
  get #retryMs(): number {
    return Math.max(MIN_RETRY_MS, this.#open);
  }

  #requireCapacity({ id, user }: Session): void {
    const { limits } = this.#options;
    if (this.draining || this.#open >= limits.streamsPerProcess) throw new Problem('unavailable', RETRY_LATER);
    const ofUser = [...(this.#byUser.get(user) ?? [])];
    const ofSession = ofUser.filter(({ session }) => session.id === id);
    if (ofSession.length >= limits.streamsPerSession || ofUser.length >= limits.streamsPerUser) {
      throw new Problem('rate-limited', { detail: 'Too many open event streams.', ...RETRY_LATER });
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
    // One timer serves all streams and runs only while there are any.
    if (this.#open === 1) {
      this.#lastHeartbeat = monotonic();
      this.#sweeper = setInterval(() => this.#sweep(), SWEEP_MS);
      // Only open sockets should keep a Node process alive, not this timer.
      (this.#sweeper as { unref?: () => void }).unref?.();
    }
    return stream;
  }

  /** Ends a stream whose session is over. */
  #endIfSessionOver(stream: EventStream): void {
    const { now, store } = this.#options;
    if (now() >= stream.session.expiresAtMs) stream.end('expired', SESSION_EXPIRED);
    else if (store.revocations.isRevoked(stream.session)) stream.end('revoked', SESSION_EXPIRED);
  }

  #deliver(user: string, event: StoredEvent): void {
    const frame = storedFrame(event);
    for (const stream of [...(this.#byUser.get(user) ?? [])]) {
      this.#endIfSessionOver(stream);
      stream.deliver(event, frame);
    }
  }

  #sweep(): void {
    const { monotonic, heartbeatMs } = this.#options;
    const heartbeat = monotonic() - this.#lastHeartbeat >= heartbeatMs ? heartbeatFrame(this.#retryMs) : null;
    if (heartbeat !== null) this.#lastHeartbeat = monotonic();
    for (const stream of this.#streams()) {
      this.#endIfSessionOver(stream);
      if (stream.isStalled(STALLED_MS)) stream.end('stalled');
      else if (heartbeat !== null) stream.sendHeartbeat(heartbeat);
    }
  }
}
