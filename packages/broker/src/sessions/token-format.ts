import { decodeProtectedHeader, errors, jwtVerify, SignJWT } from 'jose';
import { LRUCache } from 'lru-cache';
import * as v from 'valibot';
import { SESSION_ID, USER } from '../ids.ts';
import type { ResolvedOptions } from '../options.ts';
import { Problem } from '../problem.ts';
import { SCOPES } from '../scopes.ts';
import { MAX_TTL_S, type Session } from './session.ts';

const ALGORITHM = 'HS256';
const TYPE = 'arc-session+jwt';
const ISSUER = 'urn:arc-elements:broker';
const SKEW_S = 5;
/**
 * Three parts of base64url: long enough for 128 characters of user, all scopes and a dozen origins.
 */
const FORMAT = /^[A-Za-z0-9_-]{1,512}\.[A-Za-z0-9_-]{1,4096}\.[A-Za-z0-9_-]{43}$/;
/**
 * A token with another header parameter (`jku`, `jwk`, `x5u`, `crit`, `b64`, …) is not one of ours.
 */
const HEADER_KEYS = ['alg', 'kid', 'typ'];
const CACHED_SESSIONS = 20_000;

/**
 * Signs and verifies session tokens, with one algorithm, our own `typ` and a fixed set of keys;
 * nothing in a token decides how it is verified. Verified tokens are cached, because checking the
 * signature is the most expensive part of a small request. Expiry is checked each time. The caller
 * checks revocation, by the claims and not by the text of the token.
 */
export class TokenFormat {
  readonly #options: ResolvedOptions;
  readonly #keys: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
  readonly #verified = new LRUCache<string, Session>({ max: CACHED_SESSIONS });

  constructor(options: ResolvedOptions) {
    this.#options = options;
    this.#keys = new Map(options.sessionKeys.map(({ kid, key }) => [kid, key]));
  }

  /** Returns a signed token for a session. */
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

  /**
   * Verifies a token.
   * @throws {Problem} `session-expired`, or `session-invalid` for anything else.
   */
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
      // Not converted to a string: a list of one string would pass for the string.
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

/** Claims of a token. The signature proves who wrote them, not that they are valid. */
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
  // The clocks of two nodes may differ a little.
  const isWrongLife = exp - iat > MAX_TTL_S || exp <= iat || iat > nowMs / 1000 + SKEW_S;
  const names = scope.split(' ');
  const scopes = new Set(SCOPES.filter((name) => names.includes(name)));
  // The broker issues no session without scopes.
  if (isWrongLife || scopes.size === 0) throw new Problem('session-invalid');
  return { id, user, scopes, origins: new Set(origins), order, expiresAtMs: exp * 1000 };
}
