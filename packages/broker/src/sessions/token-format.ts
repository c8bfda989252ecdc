import { decodeProtectedHeader, errors, jwtVerify, SignJWT } from 'jose';
import { LRUCache } from 'lru-cache';
import * as v from 'valibot';
import { SESSION_ID, USER } from '../ids.ts';
import type { ResolvedOptions } from '../options.ts';
import { Problem } from '../problem.ts';
import { SCOPES, type Scope } from '../scopes.ts';

/** What a verified token says: one user, some scopes, some origins, a few minutes. */
export interface Session {
  readonly id: string;
  /** The partner's own user id; the only identity the broker knows. */
  readonly user: string;
  readonly scopes: ReadonlySet<Scope>;
  /** Origins of pages that may use it. */
  readonly origins: ReadonlySet<string>;
  /**
   * Its place among the sessions and revocations of the user, epoch ms: when it was issued, or just after the revocation before
   * it, should that have been taken by a clock that is ahead. So it is compared with revocations and with no clock.
   */
  readonly order: number;
  /** Epoch ms; the session is over at this instant. */
  readonly expiresAtMs: number;
}

/** Seconds a session lives when its issuer does not say. */
export const DEFAULT_TTL_S = 600;
/** The longest a session may live, checked when it is issued and again whenever it is used. */
export const MAX_TTL_S = 900;

const ALGORITHM = 'HS256';
const TYPE = 'arc-session+jwt';
const ISSUER = 'urn:arc-elements:broker';
const SKEW_S = 5;
/** Three parts of base64url, with room for 128 letters of user, all scopes and a dozen origins. */
const FORMAT = /^[A-Za-z0-9_-]{1,512}\.[A-Za-z0-9_-]{1,4096}\.[A-Za-z0-9_-]{43}$/;
/** A header with anything else (`jku`, `jwk`, `x5u`, `crit`, `b64`, …) is not one we wrote. */
const HEADER_KEYS = ['alg', 'kid', 'typ'];
const CACHED_SESSIONS = 20_000;

/**
 * Signs and verifies session tokens. One algorithm, our own `typ`, a closed set of keys; nothing in a token chooses how
 * it is verified. Verified tokens are remembered, because checking the signature is the dearest part of a small request;
 * expiry is checked each time, and revocation is the caller's, by claims and never by the text of the token.
 */
export class TokenFormat {
  readonly #options: ResolvedOptions;
  readonly #keys: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
  readonly #verified = new LRUCache<string, Session>({ max: CACHED_SESSIONS });

  constructor(options: ResolvedOptions) {
    this.#options = options;
    this.#keys = new Map(options.sessionKeys.map(({ kid, key }) => [kid, key]));
  }

  /** A signed token for a session. */
  async sign(session: Session): Promise<string> {
    const [signer] = this.#options.sessionKeys;
    if (signer === undefined) throw new TypeError('no key to sign with');
    return await new SignJWT({
      sid: session.id,
      scope: [...session.scopes].join(' '),
      origins: [...session.origins],
      order: session.order,
    })
      .setProtectedHeader({ alg: ALGORITHM, kid: signer.kid, typ: TYPE })
      .setIssuer(ISSUER)
      .setAudience(await this.#options.audience)
      .setSubject(session.user)
      .setIssuedAt(Math.floor(this.#options.now() / 1000))
      .setExpirationTime(Math.floor(session.expiresAtMs / 1000))
      .sign(signer.key);
  }

  /** @throws {Problem} `session-expired` when it once was good, `session-invalid` for everything else. */
  async verify(token: string): Promise<Session> {
    const known = this.#verified.get(token);
    const session = known ?? (await this.#check(token));
    if (this.#options.now() >= session.expiresAtMs) {
      this.#verified.delete(token);
      throw new Problem('session-expired');
    }
    if (known === undefined) this.#verified.set(token, session);
    return session;
  }

  async #check(token: string): Promise<Session> {
    if (!FORMAT.test(token)) throw new Problem('session-invalid');
    try {
      const header = decodeProtectedHeader(token);
      // Not converted: a list of one text would pass for the text.
      const key = typeof header.kid === 'string' ? this.#keys.get(header.kid) : undefined;
      if (key === undefined || Object.keys(header).some((name) => !HEADER_KEYS.includes(name))) {
        throw new Problem('session-invalid');
      }
      const { payload } = await jwtVerify(token, key, {
        algorithms: [ALGORITHM],
        typ: TYPE,
        issuer: ISSUER,
        audience: await this.#options.audience,
        currentDate: new Date(this.#options.now()),
      });
      return toSession(payload, this.#options.now());
    } catch (cause) {
      throw Problem.from(cause, cause instanceof errors.JWTExpired ? 'session-expired' : 'session-invalid');
    }
  }
}

/** The claims again, by our own grammar: a signature says who wrote them, not that they make sense. */
const ClaimsSchema = v.object({
  sid: v.pipe(v.string(), v.regex(SESSION_ID)),
  sub: v.pipe(v.string(), v.regex(USER)),
  iat: v.pipe(v.number(), v.safeInteger()),
  order: v.pipe(v.number(), v.safeInteger()),
  exp: v.pipe(v.number(), v.safeInteger()),
  scope: v.string(),
  origins: v.array(v.string()),
});

function toSession(claims: unknown, nowMs: number): Session {
  const { sid: id, sub: user, iat, exp, scope, origins, order } = v.parse(ClaimsSchema, claims);
  // Clocks of two nodes differ a little.
  const wrongLife = exp - iat > MAX_TTL_S || exp <= iat || iat > nowMs / 1000 + SKEW_S;
  const names = scope.split(' ');
  const scopes = new Set(SCOPES.filter((name) => names.includes(name)));
  // A session that may do nothing is not one we gave out.
  if (wrongLife || scopes.size === 0) throw new Problem('session-invalid');
  return { id, user, scopes, origins: new Set(origins), order, expiresAtMs: exp * 1000 };
}
