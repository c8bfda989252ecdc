import type { BrokerEvent } from '../broker-event.ts';
import type { Transport } from '../upstream/transport.ts';

/** Options of `watchClock`. */
export interface ClockWatchOptions {
  /** Wall clock, epoch ms. */
  readonly now: () => number;
  /** Monotonic clock, ms. */
  readonly monotonic: () => number;
  readonly observe: (event: BrokerEvent) => void;
}

/**
 * A difference of clocks that is reported. At five minutes webhooks are refused; session tokens
 * have wrong times before that.
 */
export const CLOCKS_APART_S = 60;
const CHECK_EVERY_MS = 10_000;

/**
 * Wraps a transport so that it compares this machine's clock with `Date` in the platform's answers.
 * A wrong clock causes refused webhooks and sessions, which do not point to a clock by themselves.
 */
export function watchClock(transport: Transport, { now, monotonic, observe }: ClockWatchOptions): Transport {
  let checkedAt = Number.NEGATIVE_INFINITY;
  let reportedS = 0;
  return async (request) => {
    const answer = await transport(request);
    if (monotonic() - checkedAt < CHECK_EVERY_MS) return answer;
    const platformMs = Date.parse(answer.headers.get('date') ?? '');
    if (Number.isNaN(platformMs)) return answer;
    checkedAt = monotonic();
    const aheadS = Math.round((now() - platformMs) / 1000);
    const apart = Math.abs(aheadS) >= CLOCKS_APART_S;
    // Reported once for each change, not at each check.
    if (apart ? Math.abs(aheadS - reportedS) >= CLOCKS_APART_S : reportedS !== 0) {
      reportedS = apart ? aheadS : 0;
      observe({ kind: 'clock', aheadS });
    }
    return answer;
  };
}
