import { isObject } from './decoded.ts';
import { DecodeError } from './error.ts';
import { parseTimestamp } from './timestamp.ts';

/** A widget session: what a page needs to talk to the broker for one user. The token stays in memory. */
export interface SessionGrant {
  readonly token: string;
  /** To revoke it with; empty when a partner's route does not pass it on. */
  readonly sessionId: string;
  /** Epoch ms. */
  readonly expiresAtMs: number;
}

function moment(input: unknown): number | null {
  if (typeof input === 'string') return parseTimestamp(input) ?? (/^\d+$/.test(input) ? moment(Number(input)) : null);
  if (typeof input !== 'number' || !Number.isFinite(input) || input <= 0) return null;
  // Seconds until the year 5138, milliseconds since 1973: partners' own routes use either.
  return input < 1e11 ? input * 1000 : input;
}

/**
 * Decodes what the broker's `POST /sessions` and a partner's session route answer: `{token, session_id, expires_at}`.
 * `expires_at` is an RFC 3339 moment or an epoch number.
 * @throws {DecodeError} There is no `token`, or `expires_at` is no moment.
 */
export function decodeSessionGrant(body: unknown): SessionGrant {
  if (!isObject(body)) throw new DecodeError('', 'expected an object with token, session_id and expires_at');
  const { token, session_id: sessionId, expires_at: expiresAt } = body;
  if (typeof token !== 'string' || token === '') throw new DecodeError('token', 'expected text');
  const expiresAtMs = moment(expiresAt);
  if (expiresAtMs === null) throw new DecodeError('expires_at', 'expected a date and time');
  return { token, sessionId: typeof sessionId === 'string' ? sessionId : '', expiresAtMs };
}
