import { MAX_TTL_S, type Session } from '../sessions/session.ts';

/** By how much the clocks of nodes may differ; revocations are kept for this much longer. */
const SLACK_S = 60;
/** No session lives longer, so revocations are not needed longer. */
const REVOCATION_LIFE_MS = (MAX_TTL_S + SLACK_S) * 1000;
/**
 * Sessions that a node with a clock ahead has issued are revoked too, if it is ahead by at most
 * this.
 */
const CLOCKS_APART_MS = 1000;

/**
 * Sessions that were ended before they expired. Every request checks them, so they are kept in this
 * process's memory; the subclass for several nodes sends each revocation to the others in
 * `publish`. They are found by session id and user id, not by the text of the token, since several
 * texts may decode to one token.
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

  /** Returns true if the session or all sessions of its user up to it were revoked. */
  isRevoked({ id, user, order }: Session): boolean {
    return order <= Math.max(this.#through(`s ${id}`), this.#through(`u ${user}`));
  }

  /**
   * Returns `order` for a session that is issued now, epoch ms: the time, or one more than the
   * user's last revocation if that is later.
   */
  orderOf(user: string): number {
    return Math.max(this.now(), this.#through(`u ${user}`) + 1);
  }

  /** Ends one session. @throws {Error} It has ended on this node, but perhaps not on others. */
  revokeSession(sessionId: string): Promise<void> {
    return this.#revoke(`s ${sessionId}`, Number.POSITIVE_INFINITY);
  }

  /**
   * Ends all sessions of a user, also those that nodes whose clocks are a little ahead have issued.
   * @throws {Error} They have ended on this node, but perhaps not on others.
   */
  revokeUser(user: string): Promise<void> {
    return this.#revoke(`u ${user}`, Math.max(this.orderOf(user), this.now() + CLOCKS_APART_MS));
  }

  /** Adds a listener that is called after each revocation. @returns a function that removes it. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  protected notifyListeners(): void {
    for (const listener of this.#listeners) listener();
  }

  /** Sends a revocation to other nodes; here there are none. */
  protected async publish(_who: string, _through: number): Promise<void> {}

  /**
   * Records a revocation. Nodes may report several in any order, so the largest `through` wins.
   */
  protected record(who: string, reported: number): void {
    // Entries are roughly in order of age, so the loop ends at the first one that is still needed.
    for (const [known, { forgetAtMs }] of this.#revoked) {
      if (forgetAtMs > this.now()) break;
      this.#revoked.delete(known);
    }
    const through = Math.max(reported, this.#through(who));
    this.#revoked.delete(who);
    this.#revoked.set(who, { through, forgetAtMs: this.forgetAtMs(through) });
  }

  /**
   * Returns the time from which a revocation is not needed, epoch ms: all sessions it ended have
   * expired, and `orderOf` no longer depends on it.
   */
  protected forgetAtMs(through: number): number {
    return Math.max(this.now(), Number.isFinite(through) ? through : 0) + REVOCATION_LIFE_MS;
  }

  /** Takes effect on this node at once, even if `publish` fails. */
  async #revoke(who: string, through: number): Promise<void> {
    this.record(who, through);
    this.notifyListeners();
    await this.publish(who, through);
  }

  #through(who: string): number {
    return this.#revoked.get(who)?.through ?? -1;
  }
}
