import type { UpstreamAuth } from './family.ts';
import type { PlatformToken } from './platform-token.ts';

const MIN_PAUSE_MS = 1000;
const MAX_PAUSE_MS = 60_000;

/**
 * The shared token for one API family. A token that this family accepted before and refuses now was
 * revoked, and is replaced at once. A token that it never accepted is replaced once too. If the
 * next one is also refused, new tokens do not help, so from then on they are replaced only after
 * pauses, which double from a second to a minute until a token is accepted. Each family has its own
 * pauses, since one family may refuse a token that the others accept.
 */
export class FamilyToken implements UpstreamAuth {
  readonly #token: PlatformToken;
  readonly #monotonic: () => number;
  #accepted: string | null = null;
  #pauseMs = 0;
  #pausedUntil = Number.NEGATIVE_INFINITY;

  constructor(token: PlatformToken, monotonic: () => number) {
    this.#token = token;
    this.#monotonic = monotonic;
  }

  get(): Promise<string> {
    return this.#token.get();
  }

  accepted(header: string): void {
    this.#accepted = header;
    this.#pauseMs = 0;
    this.#pausedUntil = Number.NEGATIVE_INFINITY;
  }

  refused(header: string): boolean {
    // Another request has already replaced it: many refusals at once cost one new token.
    if (!this.#token.holds(header)) return true;
    const now = this.#monotonic();
    if (now < this.#pausedUntil || !this.#token.drop()) return false;
    if (header !== this.#accepted) {
      this.#pauseMs = Math.min(MAX_PAUSE_MS, Math.max(MIN_PAUSE_MS, this.#pauseMs * 2));
      this.#pausedUntil = now + this.#pauseMs;
    }
    return true;
  }
}
