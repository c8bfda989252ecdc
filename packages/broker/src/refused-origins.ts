import type { ResolvedOptions } from './options.ts';

const HOUR_MS = 3_600_000;
const MAX_ORIGINS = 100;
/**
 * What browsers and web views send; `null` is a page without an origin of its own, such as a file.
 */
const ORIGIN = /^(?=.{1,100}$)([a-z][a-z0-9+.-]*:\/\/[A-Za-z0-9._:[\]-]+|null)$/;

/**
 * Reports refused origins to the operator, who may have forgotten to allow one of them. Since
 * anybody can send any text as an origin, invalid ones are not repeated, and each origin is
 * reported once an hour, at most 100 of them.
 */
export class RefusedOrigins {
  readonly #options: Pick<ResolvedOptions, 'monotonic' | 'observe'>;
  /** Time of the report of each origin, oldest first. */
  readonly #reportedAt = new Map<string, number>();

  constructor(options: Pick<ResolvedOptions, 'monotonic' | 'observe'>) {
    this.#options = options;
  }

  /** Records that a request from this origin was refused. */
  add(text: string): void {
    const { monotonic, observe } = this.#options;
    const now = monotonic();
    for (const [origin, at] of this.#reportedAt) {
      if (now - at < HOUR_MS) break;
      this.#reportedAt.delete(origin);
    }
    const origin = ORIGIN.test(text) ? text : 'not an origin';
    if (this.#reportedAt.has(origin) || this.#reportedAt.size >= MAX_ORIGINS) return;
    this.#reportedAt.set(origin, now);
    observe({ kind: 'origin-refused', origin });
  }
}
