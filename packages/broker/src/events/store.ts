import { LRUCache } from 'lru-cache';
import { MAX_TTL_S, type Session } from '../sessions/token-format.ts';

/** One event as browsers get it. */
export interface StoredEvent {
  /** Opaque to browsers; ordered and unique within one user. */
  readonly id: string;
  /** JSON text on one line. */
  readonly data: string;
}

/** What a stream must send before it goes live. */
export interface Replay {
  /** `false`: some history is gone, so the browser has to read everything again. */
  readonly complete: boolean;
  /** What came after the id that was asked for, oldest first. */
  readonly events: readonly StoredEvent[];
  /** The id to resume from when nothing else arrives. */
  readonly cursor: string;
}

/** Called by a store about things that may have happened on another node. */
export interface StoreListener {
  event(user: string, event: StoredEvent): void;
  /** Some session or user was revoked: check your streams. */
  revoked(): void;
  /** Events may have been missed: every stream has to resume from its last one. */
  gap(): void;
}

/** How long a user is told about a meter without having read it again. */
export const HOLDER_LIFE_MS = 3_600_000;

/** No session lives longer, so no revocation has to be remembered longer. */
const REVOCATION_LIFE_MS = (MAX_TTL_S + 60) * 1000;
const CLOCKS_APART_MS = 1000;
const MAX_WINDOWS = 50_000;

/**
 * Where events, duplicate markers, revocations and limits live. What each request asks for is kept here, in this process: what is
 * revoked, how often a session has asked, and who listens. Revocations are by claims: several texts may decode to one token.
 */
export abstract class Store {
  protected readonly now: () => number;
  readonly #listeners = new Set<StoreListener>();
  /** By session or user, through which place in their order sessions are over; oldest first. */
  readonly #revoked = new Map<string, { readonly through: number; readonly forgetAtMs: number }>();
  readonly #windows = new LRUCache<string, { count: number; readonly endsAt: number }>({ max: MAX_WINDOWS });

  constructor(now: () => number) {
    this.now = now;
  }

  /** Which guarantee it gives, for the line printed at start. */
  abstract readonly guarantee: string;
  /**
   * Stores an event, unless one with the same marker was stored before: one atomic step. Resolves only when it is kept as well as
   * this store can keep anything. `user` is `null` for an event that names nobody: only its marker is remembered.
   * @throws {Error} It may or may not have been stored; the sender has to try again.
   */
  abstract append(user: string | null, data: string, marker: string): Promise<'stored' | 'duplicate'>;
  /** Events of a user after an id; with `null`, none, only where to start. */
  abstract replay(user: string, afterId: string | null): Promise<Replay>;
  /** Notes that a user was shown these meters, for an hour. `all`: no others are theirs, so what was noted before is over. */
  abstract noteHolder(user: string, meterIds: readonly string[], all: boolean): void;
  /** Users to tell about a meter. Webhooks about meters name no owner. @throws {Error} As `append`. */
  abstract holdersOf(meterId: string): readonly string[] | Promise<readonly string[]>;
  /** Whether events can be taken at the moment. */
  abstract ready(): boolean;

  subscribe(listener: StoreListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Answers from this process's knowledge, so that it costs nothing on each request. */
  isRevoked({ id, user, order }: Session): boolean {
    return order <= Math.max(this.#through(`s ${id}`), this.#through(`u ${user}`));
  }

  /** Where a session of this user that is issued now stands: the time, epoch ms, or just after what is revoked if that is later. */
  orderOf(user: string): number {
    return Math.max(this.now(), this.#through(`u ${user}`) + 1);
  }

  revokeSession(sessionId: string): Promise<void> {
    return this.revoke(`s ${sessionId}`, Number.POSITIVE_INFINITY);
  }

  /** Reaches past what other nodes have issued, whose clocks may be a little ahead. */
  revokeUser(user: string): Promise<void> {
    return this.revoke(`u ${user}`, Math.max(this.orderOf(user), this.now() + CLOCKS_APART_MS));
  }

  /**
   * Counts one request in a fixed window: cheap, bounded, and exact within one process.
   * @returns seconds to wait when it is one too many, else 0.
   */
  take(key: string, limit: number, windowMs: number): number {
    const now = this.now();
    const known = this.#windows.get(key);
    const leftMs = (known?.endsAt ?? now) - now;
    // A clock that was set back must not keep anybody waiting for longer than a window.
    const window =
      known !== undefined && leftMs > 0 && leftMs <= windowMs ? known : { count: 0, endsAt: now + windowMs };
    if (window !== known) this.#windows.set(key, window);
    window.count += 1;
    return window.count > limit ? Math.max(1, Math.ceil((window.endsAt - now) / 1000)) : 0;
  }

  async close(): Promise<void> {
    this.#listeners.clear();
  }

  protected tell(say: (listener: StoreListener) => void): void {
    for (const listener of this.#listeners) say(listener);
  }

  /** Makes a revocation known, here at once; a store for several nodes tells the others too. */
  protected async revoke(who: string, through: number): Promise<void> {
    this.noteRevocation(who, through);
    this.tell((listener) => listener.revoked());
  }

  /** Told in any order by several nodes, the one that reaches furthest holds. */
  protected noteRevocation(who: string, told: number): void {
    // The first one that is still needed ends the work.
    for (const [known, { forgetAtMs }] of this.#revoked) {
      if (forgetAtMs > this.now()) break;
      this.#revoked.delete(known);
    }
    const through = Math.max(told, this.#through(who));
    this.#revoked.delete(who);
    this.#revoked.set(who, { through, forgetAtMs: this.forgetAtMs(through) });
  }

  /** When no session that stands before a revocation can be alive, nor a new one have been put behind it. */
  protected forgetAtMs(through: number): number {
    return Math.max(this.now(), Number.isFinite(through) ? through : 0) + REVOCATION_LIFE_MS;
  }

  #through(who: string): number {
    return this.#revoked.get(who)?.through ?? -1;
  }
}
