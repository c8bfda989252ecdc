import type { BrokerEvent } from '../broker-event.ts';
import type { Transport } from '../upstream/transport.ts';

/** Clocks and who is told about them. */
export interface ClockWatchOptions {
  /** Wall clock, epoch ms. */
  readonly now: () => number;
  /** Milliseconds that never step back. */
  readonly monotonic: () => number;
  readonly observe: (event: BrokerEvent) => void;
}

/** From here on it is worth a word: webhooks are refused at five minutes, sessions go wrong before that. */
export const CLOCKS_APART_S = 60;
const CHECK_EVERY_MS = 10_000;

/**
 * A transport that compares this machine's clock with the `Date` of the platform's answers. A clock that is wrong shows
 * as refused webhooks and sessions, which look like anything but a clock.
 */
export function watchClock(transport: Transport, { now, monotonic, observe }: ClockWatchOptions): Transport {
  let checkedAt = Number.NEGATIVE_INFINITY;
  let saidS = 0;
  return async (request) => {
    const answer = await transport(request);
    if (monotonic() - checkedAt < CHECK_EVERY_MS) return answer;
    const theirMs = Date.parse(answer.headers.get('date') ?? '');
    if (Number.isNaN(theirMs)) return answer;
    checkedAt = monotonic();
    const aheadS = Math.round((now() - theirMs) / 1000);
    const apart = Math.abs(aheadS) >= CLOCKS_APART_S;
    // Once for each step, not once for each look.
    if (apart ? Math.abs(aheadS - saidS) >= CLOCKS_APART_S : saidS !== 0) {
      saidS = apart ? aheadS : 0;
      observe({ kind: 'clock', aheadS });
    }
    return answer;
  };
}
