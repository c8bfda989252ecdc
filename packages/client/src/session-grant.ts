import { ArcError, decodeSessionGrant, isArcError } from '@arc-elements/models';

/** One session token and the time it may be used, on the local clock. */
export interface Grant {
  readonly token: string;
  /** How long it may be used, in ms from when it was received. */
  readonly lifeMs: number;
  /** When it ends, local epoch ms. */
  readonly expiresAtMs: number;
  /** Local clock minus the issuer's, in ms; `null` when it cannot be told. */
  readonly clockSkewMs: number | null;
  /**
   * Whom it was issued for, as far as the token says; used only to keep people apart, never as a
   * proof.
   */
  readonly subject: string | null;
  /**
   * What the session may do, as far as the token says; `null` when it does not. Only a hint: the
   * broker decides.
   */
  readonly scopes: readonly string[] | null;
}

/**
 * Lives shorter than this would make renewal a busy loop; a 401 corrects the mistake if there is
 * one.
 */
const MIN_LIFE_MS = 15_000;
/** The broker's ceiling is 900 s; more than this is a wrong clock. */
const MAX_LIFE_MS = 3_600_000;

/**
 * Reads what `fetchSession` gave. The life of the token comes from its own `iat` and `exp` where it
 * is a JWT, because their difference is right even when this machine's clock is hours off; else
 * from `expires_at` and the local clock. The claims are a hint for timing only, nothing is trusted
 * because of them.
 * @throws {ArcError} Code `decode`: it has no `token`, or no usable `expires_at`.
 */
export function readGrant(body: unknown, nowMs: number): Grant {
  const { token, expiresAtMs } = decode(body);
  const claims = readClaims(token);
  const issuedAtMs = Number(claims.iat) * 1000;
  const ownLifeMs = Number(claims.exp) * 1000 - issuedAtMs;
  const toldMs = Number.isFinite(ownLifeMs) ? ownLifeMs : expiresAtMs - nowMs;
  const lifeMs = Math.min(Math.max(toldMs, MIN_LIFE_MS), MAX_LIFE_MS);
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
    // The commonest mistake with `fetchSession`, and the hardest to see from "token is missing".
    const hint =
      typeof body === 'object' && body !== null && 'json' in body && typeof body.json === 'function'
        ? 'it returned a Response; return what its json() gives'
        : isArcError(cause)
          ? cause.message
          : 'it has another shape';
    throw new ArcError('decode', `What fetchSession gave is not a session: ${hint}.`, { cause });
  }
}

/** What a token says of itself; nothing if it is opaque, which is as good: it only says less. */
function readClaims(token: string): Readonly<Record<string, unknown>> {
  try {
    const payload = token.split('.')[1] ?? '';
    const text = new TextDecoder().decode(
      Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0)),
    );
    return Object(JSON.parse(text));
  } catch {
    // No JSON in its middle part is how an opaque token looks.
    return {};
  }
}

const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);
