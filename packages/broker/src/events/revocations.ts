import { MAX_TTL_S, type Session } from '../sessions/session.ts';

/** No session lives longer, so no revocation has to be remembered longer. */
const KEEP_MS = (MAX_TTL_S + 60) * 1000;
const CLOCKS_APART_MS = 1000;

/** What has been revoked, as one process knows it. Keyed by claims: several texts may decode to one token. */
export class Revocations {
  readonly #sessions = new Map<string, number>();
  readonly #users = new Map<string, { readonly throughMs: number; readonly forgetAt: number }>();

  addSession(sessionId: string, nowMs: number): void {
    this.#prune(nowMs);
    this.#sessions.set(sessionId, nowMs + KEEP_MS);
  }

  /**
   * Through which instant a revocation of now has to reach: past what other nodes have issued, whose clocks may be a
   * little ahead, and past what was issued since the last revocation, which started where that one ended.
   */
  reach(user: string, nowMs: number): number {
    return Math.max(nowMs + CLOCKS_APART_MS, (this.throughMs(user) ?? -1) + 1);
  }

  addUser(user: string, throughMs: number, nowMs: number): void {
    this.#prune(nowMs);
    // Told in any order by several nodes, the one that reaches furthest holds.
    const furthestMs = Math.max(throughMs, this.throughMs(user) ?? -1);
    // Set again at the end, so that the map stays ordered by age.
    this.#users.delete(user);
    this.#users.set(user, { throughMs: furthestMs, forgetAt: nowMs + KEEP_MS });
  }

  has(session: Session): boolean {
    if (this.#sessions.size > 0 && this.#sessions.has(session.id)) return true;
    return this.#users.size > 0 && session.issuedAtMs <= (this.#users.get(session.user)?.throughMs ?? -1);
  }

  throughMs(user: string): number | null {
    return this.#users.get(user)?.throughMs ?? null;
  }

  #prune(nowMs: number): void {
    // Both maps are in order of age, so the first one still needed ends the work.
    for (const [id, forgetAt] of this.#sessions) {
      if (forgetAt > nowMs) break;
      this.#sessions.delete(id);
    }
    for (const [user, { forgetAt }] of this.#users) {
      if (forgetAt > nowMs) break;
      this.#users.delete(user);
    }
  }
}
