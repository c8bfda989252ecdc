import type { Scope } from '../scopes.ts';

/** The content of a verified token. */
export interface Session {
  readonly id: string;
  /** The partner's own user id; the only identity the broker knows. */
  readonly user: string;
  readonly scopes: ReadonlySet<Scope>;
  /** Origins of pages that may use the session. */
  readonly origins: ReadonlySet<string>;
  /**
   * Position among the sessions and revocations of the user, epoch ms: the time when the session
   * was issued, or just after the user's last revocation if another node's clock put that later. It
   * is compared with revocations only, never with a clock.
   */
  readonly order: number;
  /** When the session ends, epoch ms. */
  readonly expiresAtMs: number;
}

/** Default life of a session, in seconds. */
export const DEFAULT_TTL_S = 600;
/** Longest life of a session, in seconds; checked when it is issued and whenever it is used. */
export const MAX_TTL_S = 900;
