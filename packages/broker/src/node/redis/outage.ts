import type { BrokerEvent } from '../../broker-event.ts';
import { causeOf, type RedisCause } from './cause.ts';

/** One of the two connections of a store. */
type Part = 'commands' | 'bus';

/** Options of `Outage`. */
export interface OutageOptions {
  /** Monotonic clock, ms. */
  readonly monotonic: () => number;
  readonly observe: (event: BrokerEvent) => void;
}

const REMIND_MS = 60_000;
/**
 * An outage is over only after this time without a failure, so that a flapping Redis is one outage.
 */
const STEADY_MS = 10_000;

/** Reports an outage when it begins, once a minute while it lasts, and when it is over. */
export class Outage {
  readonly #options: OutageOptions;
  readonly #failing = new Set<Part>();
  /** The outage that was reported and is not over; `null` if there is none. */
  #reported: { readonly since: number; reportedAt: number; failures: number } | null = null;
  #worksSince: number | null = null;

  constructor(options: OutageOptions) {
    this.#options = options;
  }

  /** Records that a connection was lost or could not be made. */
  failed(part: Part, error: unknown): void {
    const now = this.#options.monotonic();
    this.#failing.add(part);
    this.#worksSince = null;
    const outage = this.#reported ?? { since: now, reportedAt: Number.NEGATIVE_INFINITY, failures: 0 };
    this.#reported = outage;
    outage.failures += 1;
    if (now - outage.reportedAt < REMIND_MS) return;
    outage.reportedAt = now;
    this.#report(outage, causeOf(error));
  }

  /** Records that a connection works. Has to be called repeatedly while it does. */
  works(part: Part): void {
    this.#failing.delete(part);
    if (this.#reported === null || this.#failing.size > 0) return;
    const now = this.#options.monotonic();
    this.#worksSince ??= now;
    if (now - this.#worksSince < STEADY_MS) return;
    this.#report(this.#reported, null);
    this.#reported = null;
  }

  #report({ since, failures }: { readonly since: number; readonly failures: number }, cause: RedisCause | null): void {
    const { monotonic, observe } = this.#options;
    const forS = Math.round((monotonic() - since) / 1000);
    observe({ kind: 'store', available: cause === null, cause, failures, forS });
  }
}
