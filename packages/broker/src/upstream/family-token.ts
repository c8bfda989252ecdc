import type { UpstreamAuth } from './family.ts';
import type { TokenCache } from './token-cache.ts';

const MIN_PAUSE_MS = 1000;
const MAX_PAUSE_MS = 60_000;

/**
 * The shared token as one API family uses it. A token that the family took before and refuses now was revoked: it is replaced at
 * once. One that it has never taken is replaced at once, too, but when the next fares no better, a new token is not what helps:
 * they are replaced after pauses that double up to a minute, until one is taken. Each family has pauses of its own, since one
 * may refuse what the others take.
 */
export class FamilyToken implements UpstreamAuth {
  readonly #cache: TokenCache;
  readonly #monotonic: () => number;
  #accepted: string | null = null;
  #pauseMs = 0;
  #pausedUntil = Number.NEGATIVE_INFINITY;

  constructor(cache: TokenCache, monotonic: () => number) {
    this.#cache = cache;
    this.#monotonic = monotonic;
  }

  get(): Promise<string> {
    return this.#cache.get();
  }

  accepted(header: string): void {
    this.#accepted = header;
    this.#pauseMs = 0;
    this.#pausedUntil = Number.NEGATIVE_INFINITY;
  }

  refused(header: string): boolean {
    // Another request has had it replaced already: a crowd of refusals costs one token.
    if (!this.#cache.holds(header)) return true;
    const now = this.#monotonic();
    if (now < this.#pausedUntil || !this.#cache.drop()) return false;
    if (header !== this.#accepted) {
      this.#pauseMs = Math.min(MAX_PAUSE_MS, Math.max(MIN_PAUSE_MS, this.#pauseMs * 2));
      this.#pausedUntil = now + this.#pauseMs;
    }
    return true;
  }
}
