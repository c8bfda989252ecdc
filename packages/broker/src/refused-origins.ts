import type { ResolvedOptions } from './options.ts';

const HOUR_MS = 3_600_000;
const MAX_NAMED = 100;
/** What browsers and the web views of apps send; `null` is a page without an origin of its own, such as a file. */
const ORIGIN = /^(?=.{1,100}$)([a-z][a-z0-9+.-]*:\/\/[A-Za-z0-9._:[\]-]+|null)$/;

/**
 * Tells the operator which origins were refused, since one of them may be missing in the list of those allowed. Anybody can send
 * any text as an origin: one that is none is not repeated, each is named once an hour, and a hundred of them at most.
 */
export class RefusedOrigins {
  readonly #options: Pick<ResolvedOptions, 'monotonic' | 'observe'>;
  /** When each was named, the earliest first. */
  readonly #namedAt = new Map<string, number>();

  constructor(options: Pick<ResolvedOptions, 'monotonic' | 'observe'>) {
    this.#options = options;
  }

  /** A request from this origin was refused. */
  add(text: string): void {
    const { monotonic, observe } = this.#options;
    const now = monotonic();
    for (const [origin, at] of this.#namedAt) {
      if (now - at < HOUR_MS) break;
      this.#namedAt.delete(origin);
    }
    const origin = ORIGIN.test(text) ? text : 'not an origin';
    if (this.#namedAt.has(origin) || this.#namedAt.size >= MAX_NAMED) return;
    this.#namedAt.set(origin, now);
    observe({ kind: 'origin-refused', origin });
  }
}
