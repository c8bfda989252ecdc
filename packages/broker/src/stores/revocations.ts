import { MAX_TTL_S, type Session } from '../sessions/token-format.ts';

/** By how much clocks of nodes may differ while a revocation is still remembered long enough. */
const SLACK_S = 60;
/** No session lives longer, so no revocation has to be remembered longer. */
const REVOCATION_LIFE_MS = (MAX_TTL_S + SLACK_S) * 1000;
const CLOCKS_APART_MS = 1000;

/**
 * Sessions that were ended before they expired. Every request checks this, so it is kept in this
 * process's memory; the subclass for several nodes sends each revocation to the others in `share`.
 * Keyed by session id and user id, not by the token's text, since several texts may decode to one
 * token.
 */
export class Revocations {
  protected readonly now: () => number;
  readonly #listeners = new Set<() => void>();
  /**
   * By session (`s id`) or user (`u id`): sessions whose `order` is at most `through` are revoked.
   * Oldest entry first.
   */
  readonly #revoked = new Map<string, { readonly through: number; readonly forgetAtMs: number }>();

  constructor(now: () => number) {
    this.now = now;
  }

  isRevoked({ id, user, order }: Session): boolean {
    return order <= Math.max(this.#through(`s ${id}`), this.#through(`u ${user}`));
  }

  /**
   * `order` for a session that is issued now, epoch ms: the time, or one more than the user's last
   * revocation if that is later.
   */
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

  /**
   * Remembers a revocation. Nodes may report several in any order, so the largest `through` wins.
   */
  protected note(who: string, told: number): void {
    // Entries are roughly in order of age, so the rest is kept once one entry is still needed.
    for (const [known, { forgetAtMs }] of this.#revoked) {
      if (forgetAtMs > this.now()) break;
      this.#revoked.delete(known);
    }
    const through = Math.max(told, this.#through(who));
    this.#revoked.delete(who);
    this.#revoked.set(who, { through, forgetAtMs: this.forgetAtMs(through) });
  }

  /**
   * Epoch ms from which a revocation is not needed: all sessions it ended have expired, and
   * `orderOf` no longer depends on it.
   */
  protected forgetAtMs(through: number): number {
    return Math.max(this.now(), Number.isFinite(through) ? through : 0) + REVOCATION_LIFE_MS;
  }

  /** Takes effect on this node at once, even if `share` fails. */
  async #revoke(who: string, through: number): Promise<void> {
    this.note(who, through);
    this.tell();
    await this.share(who, through);
  }

  #through(who: string): number {
    return this.#revoked.get(who)?.through ?? -1;
  }
}
