import { MAX_TTL_S, type Session } from '../sessions/token-format.ts';

/** No session lives longer, so no revocation has to be remembered longer. */
const REVOCATION_LIFE_MS = (MAX_TTL_S + 60) * 1000;
const CLOCKS_APART_MS = 1000;

/**
 * Which sessions are over before their time. Every request asks, so the answer comes from this process's memory; a form for several
 * nodes tells the others by `share`. Revocations are by claims: several texts may decode to one token.
 */
export class Revocations {
  protected readonly now: () => number;
  readonly #listeners = new Set<() => void>();
  /** By session or user, through which place in their order sessions are over; oldest first. */
  readonly #revoked = new Map<string, { readonly through: number; readonly forgetAtMs: number }>();

  constructor(now: () => number) {
    this.now = now;
  }

  isRevoked({ id, user, order }: Session): boolean {
    return order <= Math.max(this.#through(`s ${id}`), this.#through(`u ${user}`));
  }

  /** Where a session of this user that is issued now stands: the time, epoch ms, or just after what is revoked if that is later. */
  orderOf(user: string): number {
    return Math.max(this.now(), this.#through(`u ${user}`) + 1);
  }

  /** Ends one session. @throws {Error} It is over here, but other nodes may not have heard. */
  revokeSession(sessionId: string): Promise<void> {
    return this.#revoke(`s ${sessionId}`, Number.POSITIVE_INFINITY);
  }

  /** Ends all sessions of a user, also those that nodes whose clocks are a little ahead have issued. @throws {Error} As above. */
  revokeUser(user: string): Promise<void> {
    return this.#revoke(`u ${user}`, Math.max(this.orderOf(user), this.now() + CLOCKS_APART_MS));
  }

  /** `listener` is called after each revocation: check your streams. @returns a function that ends the subscription. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  protected tell(): void {
    for (const listener of this.#listeners) listener();
  }

  /** Tells other nodes; alone there are none. */
  protected async share(_who: string, _through: number): Promise<void> {}

  /** Remembers a revocation. Told in any order by several nodes, the one that reaches furthest holds. */
  protected note(who: string, told: number): void {
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

  /** Here at once, whatever becomes of the others. */
  async #revoke(who: string, through: number): Promise<void> {
    this.note(who, through);
    this.tell();
    await this.share(who, through);
  }

  #through(who: string): number {
    return this.#revoked.get(who)?.through ?? -1;
  }
}
