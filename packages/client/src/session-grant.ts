import { ArcError, decodeSessionGrant } from '@arc-elements/models';

/** A session token and how long it may be used. */
export interface Grant {
  readonly token: string;
  /** Life in ms from when it was received. */
  readonly lifeMs: number;
  /** When it expires by the local clock, epoch ms. */
  readonly expiresAtMs: number;
  /** Local clock minus the issuer's, in ms; `null` if unknown. */
  readonly clockSkewMs: number | null;
  /** The user in the token, or `null`. Only for noticing another user, never as a proof. */
  readonly subject: string | null;
  /** The scopes in the token, or `null`. Only a hint: the broker decides. */
  readonly scopes: readonly string[] | null;
}

/**
 * A shorter life would make renewal a busy loop. If the token does expire earlier, a 401 renews it.
 */
const MIN_LIFE_MS = 15_000;
/** The broker allows at most 900 s; a longer life than this comes from a wrong clock. */
const MAX_LIFE_MS = 3_600_000;

/**
 * Reads the result of `fetchSession`. The life of a JWT is the difference of its `exp` and `iat`,
 * which is right even if the local clock is wrong. Otherwise it is that of `expires_at` and the
 * local clock. The claims are not verified, so they are used as hints only.
 * @throws {ArcError} Code `decode`: there is no `token`, or no usable `expires_at`.
 */
export function readGrant(body: unknown, nowMs: number): Grant {
  const { token, expiresAtMs } = decode(body);
  const claims = readClaims(token);
  const issuedAtMs = Number(claims.iat) * 1000;
  const ownLifeMs = Number(claims.exp) * 1000 - issuedAtMs;
  const givenLifeMs = Number.isFinite(ownLifeMs) ? ownLifeMs : expiresAtMs - nowMs;
  const lifeMs = Math.min(Math.max(givenLifeMs, MIN_LIFE_MS), MAX_LIFE_MS);
  return {
    token,
    lifeMs,
    expiresAtMs: nowMs + lifeMs,
    clockSkewMs: Number.isFinite(issuedAtMs) ? nowMs - issuedAtMs : null,
    subject: textOrNull(claims.sub),
    scopes: textOrNull(claims.scope)?.split(' ') ?? null,
  };
}

function decode(body: unknown) {
  try {
    return decodeSessionGrant(body);
  } catch (cause) {
    // The most common mistake with `fetchSession`, hard to see from "token is missing".
    const hint =
      typeof body === 'object' && body !== null && 'json' in body && typeof body.json === 'function'
        ? 'it returned a Response; return what its json() gives'
        : (cause as Error).message;
    throw new ArcError('decode', `What fetchSession gave is not a session: ${hint}.`, { cause });
  }
}

/** Returns the claims of a JWT, unverified; none for an opaque token. */
function readClaims(token: string): Readonly<Record<string, unknown>> {
  try {
    const payload = token.split('.')[1] ?? '';
    const text = new TextDecoder().decode(
      Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0)),
    );
    return Object(JSON.parse(text));
  } catch {
    // An opaque token.
    return {};
  }
}

const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);
