import type { ResolvedOptions } from '../options.ts';
import { Problem } from '../problem.ts';
import type { Session } from '../sessions/session.ts';
import { EventStream } from './event-stream.ts';
import { eventFrame, openingFrame, SESSION_EXPIRED } from './frames.ts';
import type { StoredEvent } from './store.ts';

const RETRY_MS = 2000;
const SWEEP_MS = 1000;
const STALLED_MS = 25_000;
const MAX_REPLAYED_EVENTS = 50;
const MAX_REPLAYED_CHARS = 40_000;
/** How long a refused stream should stay away; the browser adds jitter of its own. */
const REFUSED_RETRY_S = 10;

interface Entry {
  readonly stream: EventStream;
  /** Live events that arrived while the history was being read; `null` once live. */
  waiting: StoredEvent[] | null;
  /** Ids it was sent from the history and may be told of once more, by a bus that is behind; `null` once that is past. */
  replayed: ReadonlySet<string> | null;
}

/** All open event streams of this process, by user. */
export class EventHub {
  readonly #options: ResolvedOptions;
  readonly #byUser = new Map<string, Set<Entry>>();
  readonly #unsubscribe: () => void;
  #open = 0;
  #draining = false;
  #sweeper: ReturnType<typeof setInterval> | null = null;
  #lastBeat = 0;

  constructor(options: ResolvedOptions) {
    this.#options = options;
    this.#unsubscribe = options.store.subscribe({
      event: (user, event) => this.#deliver(user, event),
      revoked: () => this.#endRevoked(),
      gap: () => void this.#resetAll(),
    });
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
    const entry = this.#add(session);
    const { stream } = entry;
    // Some servers cancel the body when the browser goes, some abort the request; forgetting either would leak.
    signal.addEventListener('abort', () => stream.end('gone'), { once: true });
    try {
      // Subscribed first, history second: an event in between is in both, and told apart by its id.
      const { complete, cursor, events } = await this.#options.store.replay(session.user, lastEventId);
      stream.send(openingFrame(RETRY_MS, cursor));
      // More than a reader may be behind by is not worth replaying: reading everything again is cheaper.
      const chars = events.reduce((sum, { data }) => sum + data.length, 0);
      const long = events.length > MAX_REPLAYED_EVENTS || chars > MAX_REPLAYED_CHARS;
      if (!complete || long) stream.send(eventFrame('reset', cursor, '{"reason":"history-gone"}'));
      for (const { id, data } of long ? [] : events) stream.send(eventFrame('arc', id, data));
      if (events.length > 0) entry.replayed = new Set(events.map(({ id }) => id));
      const waiting = entry.waiting ?? [];
      entry.waiting = null;
      for (const event of waiting) this.#send(entry, event);
      return stream.body;
    } catch (cause) {
      stream.end('failed');
      throw Problem.from(cause, 'unavailable', { retryAfterS: REFUSED_RETRY_S });
    }
  }

  /** Ends all streams, spread over `spreadMs`, so that their browsers do not come back all at once. */
  async drain(spreadMs: number): Promise<void> {
    this.#draining = true;
    const entries = this.#entries();
    const steps = spreadMs <= 0 ? 1 : Math.min(50, entries.length);
    for (let step = 0; step < steps; step += 1) {
      for (let i = step; i < entries.length; i += steps) entries[i]?.stream.end('drained');
      if (step < steps - 1) await new Promise((resolve) => setTimeout(resolve, spreadMs / steps));
    }
  }

  close(): void {
    this.#unsubscribe();
    this.#draining = true;
    for (const { stream } of this.#entries()) stream.end('closed');
    this.#stopSweeping();
  }

  #entries(): readonly Entry[] {
    return [...this.#byUser.values()].flatMap((set) => [...set]);
  }

  #requireRoom(session: Session): void {
    const { limits } = this.#options;
    if (this.#draining || this.#open >= limits.streamsPerProcess) {
      throw new Problem('unavailable', { retryAfterS: REFUSED_RETRY_S });
    }
    const ofUser = this.#byUser.get(session.user);
    if (ofUser === undefined) return;
    let ofSession = 0;
    for (const { stream } of ofUser) if (stream.session.id === session.id) ofSession += 1;
    if (ofSession >= limits.streamsPerSession || ofUser.size >= limits.streamsPerUser) {
      throw new Problem('rate-limited', { detail: 'Too many open event streams.', retryAfterS: REFUSED_RETRY_S });
    }
  }

  #add(session: Session): Entry {
    const { monotonic, observe } = this.#options;
    const stream = new EventStream(session, monotonic, (reason) => {
      this.#remove(session.user, entry);
      observe({ kind: 'stream-closed', reason });
      observe({ kind: 'streams', open: this.#open });
    });
    const entry: Entry = { stream, waiting: [], replayed: null };
    const set = this.#byUser.get(session.user) ?? new Set();
    this.#byUser.set(session.user, set.add(entry));
    this.#open += 1;
    observe({ kind: 'streams', open: this.#open });
    // One timer for all streams, and none while there are none.
    if (this.#sweeper === null) {
      this.#lastBeat = monotonic();
      this.#sweeper = setInterval(() => this.#sweep(), SWEEP_MS);
      // In Node, sockets keep a process alive; a stream that nobody reads must not.
      (this.#sweeper as { unref?: () => void }).unref?.();
    }
    return entry;
  }

  #remove(user: string, entry: Entry): void {
    const set = this.#byUser.get(user);
    if (set?.delete(entry) !== true) return;
    if (set.size === 0) this.#byUser.delete(user);
    this.#open -= 1;
    if (this.#open === 0) this.#stopSweeping();
  }

  #stopSweeping(): void {
    if (this.#sweeper !== null) clearInterval(this.#sweeper);
    this.#sweeper = null;
  }

  #endRevoked(): void {
    for (const entry of this.#entries()) this.#end(entry);
  }

  /** Ends a stream whose session is over. */
  #end({ stream }: Entry): void {
    const { now, store } = this.#options;
    if (now() >= stream.session.expiresAtMs) stream.end('expired', SESSION_EXPIRED);
    else if (store.isRevoked(stream.session)) stream.end('revoked', SESSION_EXPIRED);
  }

  #deliver(user: string, event: StoredEvent): void {
    const frame = eventFrame('arc', event.id, event.data);
    for (const entry of [...(this.#byUser.get(user) ?? [])]) {
      this.#end(entry);
      if (entry.waiting === null) this.#send(entry, event, frame);
      else entry.waiting.push(event);
    }
  }

  #send(entry: Entry, event: StoredEvent, frame = eventFrame('arc', event.id, event.data)): void {
    if (entry.replayed?.has(event.id)) return;
    // History and live events come in one order, so after the first new one none of the old ones can follow.
    entry.replayed = null;
    entry.stream.send(frame);
  }

  async #resetAll(): Promise<void> {
    for (const [user, set] of [...this.#byUser]) {
      try {
        const { cursor } = await this.#options.store.replay(user, null);
        const frame = eventFrame('reset', cursor, '{"reason":"events-missed"}');
        for (const { stream } of [...set]) stream.send(frame);
      } catch {
        // Without a place to resume from, a new connection is the only way to be sure nothing is missed.
        for (const { stream } of [...set]) stream.end('gap');
      }
    }
  }

  #sweep(): void {
    const { monotonic, heartbeatMs } = this.#options;
    const beat = monotonic() - this.#lastBeat >= heartbeatMs;
    if (beat) this.#lastBeat = monotonic();
    for (const entry of this.#entries()) {
      this.#end(entry);
      if (entry.stream.isStalled(STALLED_MS)) entry.stream.end('stalled');
      else if (beat) entry.stream.beat();
    }
  }
}
