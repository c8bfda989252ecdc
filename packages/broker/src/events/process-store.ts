import { LRUCache } from 'lru-cache';
import { MAX_TTL_S, type Session } from '../sessions/token-format.ts';
import type { StoreListener } from './store.ts';

/** No session lives longer, so no revocation has to be remembered longer. */
export const REVOCATION_LIFE_MS = (MAX_TTL_S + 60) * 1000;
const CLOCKS_APART_MS = 1000;
const MAX_WINDOWS = 50_000;

/**
 * What every store keeps in its own process, because each request asks for it: what is revoked, how often a session has asked, and
 * who listens. Revocations are by claims: several texts may decode to one token.
 */
export abstract class ProcessStore {
  protected readonly now: () => number;
  readonly #listeners = new Set<StoreListener>();
  /** By session or user, through which place in their order sessions are over. None is forgotten before its time. */
  readonly #revoked: LRUCache<string, number>;
  readonly #windows = new LRUCache<string, { count: number; readonly endsAt: number }>({ max: MAX_WINDOWS });

  constructor(now: () => number) {
    this.now = now;
    this.#revoked = new LRUCache({ ttl: REVOCATION_LIFE_MS, ttlAutopurge: true, ttlResolution: 0, perf: { now } });
  }

  subscribe(listener: StoreListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  isRevoked({ id, user, order }: Session): boolean {
    return order <= Math.max(this.#through(`s ${id}`), this.#through(`u ${user}`));
  }

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

  /** Fixed windows: cheap, bounded, and exact within one process. */
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
    this.#revoked.clear();
  }

  protected tell(say: (listener: StoreListener) => void): void {
    for (const listener of this.#listeners) say(listener);
  }

  /** Makes a revocation known, here at once; a store for several nodes tells the others too. */
  protected async revoke(who: string, through: number): Promise<void> {
    this.noteRevocation(who, through);
    this.tell((listener) => listener.revoked());
  }

  /** Told in any order by several nodes, the one that reaches furthest holds, and for as long as new sessions follow it. */
  protected noteRevocation(who: string, through: number): void {
    const furthest = Math.max(through, this.#through(who));
    const aheadMs = Number.isFinite(furthest) ? Math.max(0, furthest - this.now()) : 0;
    this.#revoked.set(who, furthest, { ttl: REVOCATION_LIFE_MS + aheadMs });
  }

  #through(who: string): number {
    return this.#revoked.get(who) ?? -1;
  }
}
