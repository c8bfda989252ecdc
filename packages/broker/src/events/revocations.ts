import { MAX_TTL_S, type Session } from '../sessions/session.ts';

/** No session lives longer, so no revocation has to be remembered longer. */
const KEEP_MS = (MAX_TTL_S + 60) * 1000;

/** What has been revoked, as one process knows it. Keyed by claims: several texts may decode to one token. */
export class Revocations {
  readonly #sessions = new Map<string, number>();
  readonly #users = new Map<string, { readonly throughS: number; readonly forgetAt: number }>();

  addSession(sessionId: string, nowMs: number): void {
    this.#prune(nowMs);
    this.#sessions.set(sessionId, nowMs + KEEP_MS);
  }

  addUser(user: string, throughS: number, nowMs: number): void {
    this.#prune(nowMs);
    // Set again at the end, so that the map stays ordered by age.
    this.#users.delete(user);
    this.#users.set(user, { throughS, forgetAt: nowMs + KEEP_MS });
  }

  has(session: Session): boolean {
    if (this.#sessions.size > 0 && this.#sessions.has(session.id)) return true;
    return this.#users.size > 0 && session.issuedAtS <= (this.#users.get(session.user)?.throughS ?? -1);
  }

  throughS(user: string): number | null {
    return this.#users.get(user)?.throughS ?? null;
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
