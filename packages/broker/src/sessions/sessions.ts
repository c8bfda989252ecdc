import { randomId } from '../encoding.ts';
import type { ResolvedOptions } from '../options.ts';
import { Problem } from '../problem.ts';
import { DEFAULT_SCOPES, type Scope } from '../scopes.ts';
import { DEFAULT_TTL_S, type Session } from './session.ts';
import { TokenFormat } from './token-format.ts';

/** A request for a session. */
export interface SessionRequest {
  readonly user: string;
  /** Default: `DEFAULT_SCOPES`. */
  readonly scopes?: readonly Scope[] | undefined;
  /** Default: all origins that the broker allows. */
  readonly origins?: readonly string[] | undefined;
  /** Seconds; default 600. */
  readonly ttl?: number | undefined;
}

/** A session as the page gets it. */
export interface IssuedToken {
  readonly token: string;
  readonly session_id: string;
  /** ISO 8601. */
  readonly expires_at: string;
}

/** Issues, verifies and revokes sessions. Nothing else uses the signing keys. */
export class Sessions {
  readonly #options: ResolvedOptions;
  readonly #tokens: TokenFormat;

  constructor(options: ResolvedOptions) {
    this.#options = options;
    this.#tokens = new TokenFormat(options);
  }

  /**
   * Issues a session.
   * @throws {Problem} `invalid-request`: the broker does not allow one of the origins.
   */
  async issue({ user, scopes, origins, ttl = DEFAULT_TTL_S }: SessionRequest): Promise<IssuedToken> {
    const { allowedOrigins, now, store } = this.#options;
    if (origins?.some((origin) => !allowedOrigins.has(origin))) {
      throw new Problem('invalid-request', { detail: 'An origin is not among those the broker allows.' });
    }
    const session: Session = {
      id: `ses_${randomId(16)}`,
      user,
      scopes: new Set(scopes ?? DEFAULT_SCOPES),
      origins: new Set(origins ?? allowedOrigins),
      order: store.revocations.orderOf(user),
      expiresAtMs: (Math.floor(now() / 1000) + ttl) * 1000,
    };
    const expires_at = new Date(session.expiresAtMs).toISOString();
    return { token: await this.#tokens.sign(session), session_id: session.id, expires_at };
  }

  /** Returns the session of a token. @throws {Problem} `session-expired` or `session-invalid`. */
  async verify(token: string): Promise<Session> {
    const session = await this.#tokens.verify(token);
    if (this.#options.store.revocations.isRevoked(session)) throw new Problem('session-invalid');
    return session;
  }

  /** Ends one session and its open streams at once. */
  revoke(sessionId: string): Promise<void> {
    return this.#options.store.revocations.revokeSession(sessionId);
  }

  /** Ends all sessions of a user and their open streams at once. */
  revokeUser(user: string): Promise<void> {
    return this.#options.store.revocations.revokeUser(user);
  }
}
