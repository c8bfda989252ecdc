import { ArcError } from './error.ts';

/** A token as the platform gave it. */
export interface IssuedPlatformToken {
  readonly token: string;
  /** `expires_in` of the answer, in seconds, unchecked: the platform's pages and samples disagree. */
  readonly expiresIn: unknown;
}

/** Options of a token cache. This package has neither network nor clock, so both are injected. */
export interface TokenCacheOptions {
  /** Requests a token from the platform; rejects if there is none. */
  readonly request: () => Promise<IssuedPlatformToken>;
  /** Monotonic clock, ms. */
  readonly elapsed: () => number;
  /** A random number from 0 to 1, so that several processes do not renew at the same time. */
  readonly random: () => number;
  /** Returns the pause that an error of `request` asks for, in ms; 0 if it asks for none. */
  readonly pauseMs: (error: unknown) => number;
}

const MIN_LIFE_S = 1;
const MAX_LIFE_S = 3600;
/** For an `expires_in` that is missing or invalid. */
const DEFAULT_LIFE_S = 60;
/** Requests may follow each other at once this often: the second one replaces a revoked token. */
const BURST = 2;
/** From then on there is at most one request in this time, whatever `expires_in` says. */
const INTERVAL_MS = 1000;
const MIN_PAUSE_MS = 1000;
const MAX_PAUSE_MS = 4000;

interface HeldToken {
  readonly token: string;
  readonly renewAt: number;
  readonly unusableAt: number;
}

/**
 * Keeps one platform token fresh in memory. Concurrent callers share one request. A token is renewed
 * ahead of its end while callers still get it, and is never returned after its end. After a failure
 * there is a growing pause, or the one that the platform asks for.
 */
export class TokenCache {
  readonly #options: TokenCacheOptions;
  #held: HeldToken | null = null;
  #flight: Promise<string> | null = null;
  #error: unknown = null;
  #pauseMs = 0;
  #pausedUntil = Number.NEGATIVE_INFINITY;
  #allowance = BURST;
  #allowanceAt: number;

  constructor(options: TokenCacheOptions) {
    this.#options = options;
    this.#allowanceAt = options.elapsed();
  }

  /** True if there is a token that can be used now. */
  get isFresh(): boolean {
    return this.#held !== null && this.#options.elapsed() < this.#held.unusableAt;
  }

  /** Milliseconds until a token may be requested; 0 or less if it may be requested now. */
  get waitMs(): number {
    const now = this.#options.elapsed();
    this.#allowance = Math.min(BURST, this.#allowance + (now - this.#allowanceAt) / INTERVAL_MS);
    this.#allowanceAt = now;
    return Math.max((1 - this.#allowance) * INTERVAL_MS, this.#pausedUntil - now);
  }

  /**
   * Returns a usable token. Rejects with the error of `request`, also during the pause that follows.
   * @throws {ArcError} `rate-limited`: tokens were requested too often.
   */
  async get(): Promise<string> {
    if (!this.isFresh || this.#held === null) return this.#renew();
    if (this.#options.elapsed() >= this.#held.renewAt && this.#flight === null && this.waitMs <= 0) {
      // The held token is still usable, so nobody has to know if its renewal fails.
      this.#renew().catch(() => undefined);
    }
    return this.#held.token;
  }

  /** Returns true if this is the token that the cache holds. */
  holds(token: string): boolean {
    return this.#held?.token === token;
  }

  /** Removes the held token. Returns false and keeps it if no other can be requested yet. */
  drop(): boolean {
    if (this.waitMs > 0) return false;
    this.#held = null;
    return true;
  }

  #renew(): Promise<string> {
    this.#flight ??= this.#request().finally(() => {
      this.#flight = null;
    });
    return this.#flight;
  }

  async #request(): Promise<string> {
    const { elapsed, random, request, pauseMs } = this.#options;
    if (this.waitMs > 0) throw this.#error ?? new ArcError('rate-limited', 'Platform tokens were requested too often.');
    this.#allowance -= 1;
    // The life counts from the request, because the way of the answer is a part of it.
    const requestedAt = elapsed();
    try {
      const { token, expiresIn } = await request();
      const lifeMs = lifeOf(expiresIn) * 1000;
      this.#held = {
        token,
        renewAt: requestedAt + lifeMs * (0.75 + random() * 0.05),
        unusableAt: requestedAt + lifeMs - Math.min(2000, lifeMs * 0.1),
      };
      this.#pauseMs = 0;
      this.#error = null;
      return token;
    } catch (error) {
      this.#error = error;
      this.#pauseMs = Math.min(MAX_PAUSE_MS, Math.max(MIN_PAUSE_MS, this.#pauseMs * 2));
      this.#pausedUntil = elapsed() + Math.max(this.#pauseMs, pauseMs(error));
      throw error;
    }
  }
}

/** Returns the life of a token in seconds, 1 to 3600. */
function lifeOf(expiresIn: unknown): number {
  const seconds = typeof expiresIn === 'string' && /^[0-9]{1,12}$/.test(expiresIn) ? Number(expiresIn) : expiresIn;
  if (typeof seconds !== 'number' || !Number.isFinite(seconds)) return DEFAULT_LIFE_S;
  return Math.min(Math.max(seconds, MIN_LIFE_S), MAX_LIFE_S);
}
