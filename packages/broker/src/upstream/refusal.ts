import { type ArcErrorCode, decodeError } from '@arc-elements/models';
import { collect } from '../body.ts';
import type { UpstreamAnswer } from './transport.ts';

/**
 * The meaning of an error answer of the platform. Its text is used to choose `code` and is not
 * kept.
 */
export interface Refusal {
  readonly code: ArcErrorCode;
  /** Seconds for which the platform asks for no more requests, 1 to 600; 0 if it does not ask. */
  readonly waitS: number;
}

const BODY_LIMIT = 64 * 1024;
const MIN_WAIT_S = 1;
/**
 * A wrong `Retry-After` of years must not stop a broker for good, and one request in ten minutes
 * does not harm the platform.
 */
const MAX_WAIT_S = 600;

/**
 * Reads an error answer to its end, so that the connection can be reused. If the body cannot be
 * read, status and headers decide.
 */
export async function readRefusal({ status, headers, body }: UpstreamAnswer, now: () => number): Promise<Refusal> {
  const bytes = await collect(body, BODY_LIMIT).catch(() => null);
  // A date in `Retry-After` follows the platform's clock, so it is compared with `Date` of the
  // answer instead of our clock.
  const sentAtMs = Date.parse(headers.get('date') ?? '');
  const nowMs = Number.isNaN(sentAtMs) ? now() : sentAtMs;
  const text = new TextDecoder().decode(bytes ?? new Uint8Array(0));
  const { code, retryAtMs = nowMs } = decodeError({ status, headers, body: text, nowMs });
  // With a 503, headers such as `RateLimit-Reset` do not say when the outage ends.
  const waits = code === 'rate-limited' || (code === 'unavailable' && headers.get('retry-after') !== null);
  const waitS = (retryAtMs - nowMs) / 1000;
  return { code, waitS: waits ? Math.min(Math.max(waitS, MIN_WAIT_S), MAX_WAIT_S) : 0 };
}
