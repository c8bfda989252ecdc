import type { Scope } from '../scopes.ts';

/** What a verified token says: one user, some scopes, some origins, a few minutes. */
export interface Session {
  readonly id: string;
  /** The partner's own user id; the only identity the broker knows. */
  readonly user: string;
  readonly scopes: ReadonlySet<Scope>;
  /** Origins of pages that may use it. */
  readonly origins: ReadonlySet<string>;
  /** Epoch ms; a whole second, as in `iat`, would not tell what was issued before a revocation from what came after. */
  readonly issuedAtMs: number;
  /** Epoch ms; the session is over at this instant. */
  readonly expiresAtMs: number;
}

/** Seconds a session lives when its issuer does not say. */
export const DEFAULT_TTL_S = 600;
/** The longest a session may live, checked when it is issued and again whenever it is used. */
export const MAX_TTL_S = 900;
