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
  readonly #sessions = new Map<string, number>();
  readonly #users = new Map<string, { readonly throughMs: number; readonly forgetAt: number }>();
  readonly #windows = new LRUCache<string, { count: number; readonly endsAt: number }>({ max: MAX_WINDOWS });

  constructor(now: () => number) {
    this.now = now;
  }

  subscribe(listener: StoreListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  isRevoked({ id, user, issuedAtMs }: Session): boolean {
    return this.#sessions.has(id) || issuedAtMs <= (this.revokedThroughMs(user) ?? -1);
  }

  revokedThroughMs(user: string): number | null {
    return this.#users.get(user)?.throughMs ?? null;
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
  }

  protected tell(say: (listener: StoreListener) => void): void {
    for (const listener of this.#listeners) say(listener);
  }

  protected noteSession(sessionId: string): void {
    this.#prune();
    this.#sessions.set(sessionId, this.now() + REVOCATION_LIFE_MS);
  }

  /**
   * Through which instant a revocation of now has to reach: past what other nodes have issued, whose clocks may be a
   * little ahead, and past what was issued since the last revocation, which started where that one ended.
   */
  protected reach(user: string): number {
    return Math.max(this.now() + CLOCKS_APART_MS, (this.revokedThroughMs(user) ?? -1) + 1);
  }

  protected noteUser(user: string, throughMs: number): void {
    this.#prune();
    // Told in any order by several nodes, the one that reaches furthest holds.
    const furthestMs = Math.max(throughMs, this.revokedThroughMs(user) ?? -1);
    // Set again at the end, so that the map stays ordered by age.
    this.#users.delete(user);
    this.#users.set(user, { throughMs: furthestMs, forgetAt: this.now() + REVOCATION_LIFE_MS });
  }

  #prune(): void {
    // Both maps are in order of age, so the first one still needed ends the work.
    for (const [id, forgetAt] of this.#sessions) {
      if (forgetAt > this.now()) break;
      this.#sessions.delete(id);
    }
    for (const [user, { forgetAt }] of this.#users) {
      if (forgetAt > this.now()) break;
      this.#users.delete(user);
    }
  }
}
