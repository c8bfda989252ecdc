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
    // Some servers cancel the body when the browser goes, some abort the request; forgetting either would leak.
    signal.addEventListener('abort', () => entry.stream.end('gone'), { once: true });
    try {
      // Subscribed first, history second: an event in between is in both, and told apart by its id.
      const replay = await this.#options.store.replay(session.user, lastEventId);
      entry.stream.send(openingFrame(RETRY_MS, replay.cursor));
      // More than a reader may be behind by is not worth replaying: reading everything again is cheaper.
      const long = replay.events.length > MAX_REPLAYED_EVENTS || lengthOf(replay.events) > MAX_REPLAYED_CHARS;
      if (!replay.complete || long) entry.stream.send(eventFrame('reset', replay.cursor, '{"reason":"history-gone"}'));
      const sent = new Set<string>(replay.events.map((event) => event.id));
      for (const event of long ? [] : replay.events) {
        entry.stream.send(eventFrame('arc', event.id, event.data));
      }
      const waiting = entry.waiting ?? [];
      entry.waiting = null;
      for (const event of waiting) {
        if (!sent.has(event.id)) entry.stream.send(eventFrame('arc', event.id, event.data));
      }
      return entry.stream.body;
    } catch (cause) {
      entry.stream.end('failed');
      throw cause instanceof Problem ? cause : new Problem('unavailable', { retryAfterS: REFUSED_RETRY_S, cause });
    }
  }

  /** Ends all streams, spread over `spreadMs`, so that their browsers do not come back all at once. */
  async drain(spreadMs: number): Promise<void> {
    this.#draining = true;
    const entries = [...this.#byUser.values()].flatMap((set) => [...set]);
    const steps = spreadMs <= 0 ? 1 : Math.min(50, entries.length);
    for (let step = 0; step < steps; step += 1) {
      for (let i = step; i < entries.length; i += steps) entries[i]?.stream.end('drained');
      if (step < steps - 1) await new Promise((resolve) => setTimeout(resolve, spreadMs / steps));
    }
  }

  close(): void {
    this.#unsubscribe();
    this.#draining = true;
    for (const set of this.#byUser.values()) for (const entry of [...set]) entry.stream.end('closed');
    this.#stopSweeping();
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
    const entry: Entry = { stream, waiting: [] };
    const set = this.#byUser.get(session.user);
    if (set === undefined) this.#byUser.set(session.user, new Set([entry]));
    else set.add(entry);
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

  #deliver(user: string, event: StoredEvent): void {
    const set = this.#byUser.get(user);
    if (set === undefined) return;
    const frame = eventFrame('arc', event.id, event.data);
    const now = this.#options.now();
    for (const entry of [...set]) {
      if (now >= entry.stream.session.expiresAtMs) entry.stream.end('expired', SESSION_EXPIRED);
      else if (entry.waiting !== null) entry.waiting.push(event);
      else entry.stream.send(frame);
    }
  }

  #endRevoked(): void {
    for (const set of this.#byUser.values()) {
      for (const { stream } of [...set]) {
        if (this.#options.store.isRevoked(stream.session)) stream.end('revoked', SESSION_EXPIRED);
      }
    }
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
    const { now, monotonic, heartbeatMs, store } = this.#options;
    const beatAt = monotonic();
    const beat = beatAt - this.#lastBeat >= heartbeatMs;
    if (beat) this.#lastBeat = beatAt;
    const at = now();
    for (const set of this.#byUser.values()) {
      for (const { stream } of [...set]) {
        if (at >= stream.session.expiresAtMs) stream.end('expired', SESSION_EXPIRED);
        else if (store.isRevoked(stream.session)) stream.end('revoked', SESSION_EXPIRED);
        else if (stream.isStalled(STALLED_MS)) stream.end('stalled');
        else if (beat) stream.beat();
      }
    }
  }
}

function lengthOf(events: readonly StoredEvent[]): number {
  return events.reduce((sum, event) => sum + event.data.length, 0);
}
