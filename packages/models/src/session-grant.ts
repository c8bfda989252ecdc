import { isObject } from './decoded.ts';
import { DecodeError } from './error.ts';
import { parseTimestamp } from './timestamp.ts';

/** A widget session, with which a page calls the broker for one user. Keep the token in memory. */
export interface SessionGrant {
  readonly token: string;
  /** Id for revoking the session; empty if the partner's route does not pass it on. */
  readonly sessionId: string;
  /** Epoch ms. */
  readonly expiresAtMs: number;
}

function toEpochMs(input: unknown): number | null {
  if (typeof input === 'string')
    return parseTimestamp(input) ?? (/^\d+$/.test(input) ? toEpochMs(Number(input)) : null);
  if (typeof input !== 'number' || !Number.isFinite(input) || input <= 0) return null;
  // Partners' routes use seconds or milliseconds; this number is the year 5138 or 1973.
  return input < 1e11 ? input * 1000 : input;
}

/**
 * Decodes the answer of the broker's `POST /sessions` and of a partner's session route:
 * `{token, session_id, expires_at}`. `expires_at` is an RFC 3339 date and time or an epoch number.
 * @throws {DecodeError} There is no `token`, or `expires_at` cannot be read.
 */
export function decodeSessionGrant(body: unknown): SessionGrant {
  if (!isObject(body)) throw new DecodeError('', 'expected an object with token, session_id and expires_at');
  const { token, session_id: sessionId, expires_at: expiresAt } = body;
  if (typeof token !== 'string' || token === '') throw new DecodeError('token', 'expected text');
  const expiresAtMs = toEpochMs(expiresAt);
  if (expiresAtMs === null) throw new DecodeError('expires_at', 'expected a date and time');
  return { token, sessionId: typeof sessionId === 'string' ? sessionId : '', expiresAtMs };
}
