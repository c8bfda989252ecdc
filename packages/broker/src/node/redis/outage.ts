import type { BrokerEvent } from '../../broker-event.ts';
import { causeOf, type RedisCause } from './cause.ts';

/** One of the two connections of a store. */
type Part = 'commands' | 'bus';

/** Who is told of outages, by which clock. */
export interface OutageOptions {
  /** Milliseconds that never step back. */
  readonly monotonic: () => number;
  readonly observe: (event: BrokerEvent) => void;
}

const REMIND_MS = 60_000;
/** What works for a moment only is not over: it would be told again and again. */
const STEADY_MS = 10_000;

/** Tells of an outage when it begins, once a minute while it lasts, and once when it is over, however often Redis is tried. */
export class Outage {
  readonly #options: OutageOptions;
  readonly #failing = new Set<Part>();
  /** What has been told and is not over; `null`: nothing. */
  #told: { readonly since: number; at: number; failures: number } | null = null;
  #worksSince: number | null = null;

  constructor(options: OutageOptions) {
    this.#options = options;
  }

  /** Notes that a connection was lost or could not be made. */
  failed(part: Part, error: unknown): void {
    const now = this.#options.monotonic();
    this.#failing.add(part);
    this.#worksSince = null;
    const told = this.#told ?? { since: now, at: Number.NEGATIVE_INFINITY, failures: 0 };
    this.#told = told;
    told.failures += 1;
    if (now - told.at < REMIND_MS) return;
    told.at = now;
    this.#tell(told, causeOf(error));
  }

  /** Notes that a connection works; called again and again while it does. */
  works(part: Part): void {
    this.#failing.delete(part);
    if (this.#told === null || this.#failing.size > 0) return;
    const now = this.#options.monotonic();
    this.#worksSince ??= now;
    if (now - this.#worksSince < STEADY_MS) return;
    this.#tell(this.#told, null);
    this.#told = null;
  }

  #tell({ since, failures }: { readonly since: number; readonly failures: number }, cause: RedisCause | null): void {
    const { monotonic, observe } = this.#options;
    const forS = Math.round((monotonic() - since) / 1000);
    observe({ kind: 'store', available: cause === null, cause, failures, forS });
  }
}
