import { type ArcErrorCode, decodeError } from '@arc-elements/models';
import { collect } from '../body.ts';
import type { UpstreamAnswer } from './transport.ts';

/** What a failed answer of the platform means. Its words have chosen the code and are dropped. */
export interface Refusal {
  readonly code: ArcErrorCode;
  /** Seconds for which the platform asks to be left alone, 1 to 600; 0 when it does not. */
  readonly waitS: number;
}

const BODY_LIMIT = 64 * 1024;
const MIN_WAIT_S = 1;
/** A value that is years off must not silence a broker until it is restarted; once in ten minutes harms no platform. */
const MAX_WAIT_S = 600;

/** Reads a failed answer to its end, which keeps the connection. A body that cannot be read is judged without it. */
export async function readRefusal({ status, headers, body }: UpstreamAnswer, now: () => number): Promise<Refusal> {
  const bytes = await collect(body, BODY_LIMIT).catch(() => null);
  // A date in `Retry-After` is one of the platform's clock, which may differ from ours.
  const sentAtMs = Date.parse(headers.get('date') ?? '');
  const nowMs = Number.isNaN(sentAtMs) ? now() : sentAtMs;
  const text = new TextDecoder().decode(bytes ?? new Uint8Array(0));
  const { code, retryAtMs = nowMs } = decodeError({ status, headers, body: text, nowMs });
  // The other ways to name a moment are about rates: beside a 503 they say nothing about its end.
  const waits = code === 'rate-limited' || (code === 'unavailable' && headers.get('retry-after') !== null);
  const waitS = (retryAtMs - nowMs) / 1000;
  return { code, waitS: waits ? Math.min(Math.max(waitS, MIN_WAIT_S), MAX_WAIT_S) : 0 };
}
