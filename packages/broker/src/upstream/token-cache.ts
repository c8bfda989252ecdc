import type { ResolvedOptions } from '../options.ts';
import { Problem } from '../problem.ts';
import { type TokenAnswer, type TokenCause, TokenError } from './token-request.ts';

type Clocks = Pick<ResolvedOptions, 'monotonic' | 'random' | 'observe'>;

interface Held {
  readonly header: string;
  readonly refreshAt: number;
  readonly unusableAt: number;
}

const MIN_LIFE_S = 1;
const MAX_LIFE_S = 3600;
/** When `expires_in` is missing or nonsense: short enough to be safe, long enough not to hammer. */
const FALLBACK_LIFE_S = 60;
/** A burst for a revoked token, then one a second, whatever `expires_in` says. */
const BURST = 2;
const EVERY_MS = 1000;
/**
 * After failures: an outage costs at most one try a second, and recovery is noticed within four.
 */
const MIN_PAUSE_MS = 1000;
const MAX_PAUSE_MS = 4000;

/**
 * Seconds a token may be planned with. Pages say an hour, the sample says 300, so only the field
 * counts.
 */
export function plannedLifeS(expiresIn: unknown): number {
  const seconds = typeof expiresIn === 'string' && /^[0-9]{1,12}$/.test(expiresIn) ? Number(expiresIn) : expiresIn;
  if (typeof seconds !== 'number' || !Number.isFinite(seconds)) return FALLBACK_LIFE_S;
  return Math.min(Math.max(seconds, MIN_LIFE_S), MAX_LIFE_S);
}

/**
 * Keeps one platform token fresh in this process's memory: one request for it at a time whatever
 * the number of callers, renewed ahead of expiry without anybody waiting, never used after it. A
 * failure is remembered for a growing pause, or for as long as the token route asks.
 */
export class TokenCache {
  readonly #options: Clocks;
  readonly #request: () => Promise<TokenAnswer>;
  #held: Held | null = null;
  #flight: Promise<string> | null = null;
  #failure: TokenCause | null = null;
  #pauseMs = 0;
  #pausedUntil = Number.NEGATIVE_INFINITY;
  #allowance = BURST;
  #allowanceAt: number;

  /**
   * @param request Asks the platform for a token; rejects with a `TokenError` when it gave none.
   */
  constructor(options: Clocks, request: () => Promise<TokenAnswer>) {
    this.#options = options;
    this.#request = request;
    this.#allowanceAt = options.monotonic();
  }

  /** Whether a request could be authenticated right now. */
  get fresh(): boolean {
    return this.#held !== null && this.#options.monotonic() < this.#held.unusableAt;
  }

  /** Why the last request for a token failed; `null` when it did not. */
  get failure(): TokenCause | null {
    return this.#failure;
  }

  /**
   * A usable token.
   * @throws {Problem} `unavailable` when there is none and none can be had at the moment.
   */
  async get(): Promise<string> {
    const now = this.#options.monotonic();
    const held = this.#held;
    if (held === null || now >= held.unusableAt) return this.#renew();
    if (now >= held.refreshAt && this.#flight === null && this.#waitMs() <= 0) {
      // The token that is held still works, so a failed renewal concerns nobody yet; `observe` has
      // told the operator.
      this.#renew().catch(() => undefined);
    }
    return held.header;
  }

  /** Whether this is the token that is used at present. */
  holds(header: string): boolean {
    return this.#held?.header === header;
  }

  /**
   * Forgets the token that is held, so that the next caller requests another.
   * @returns false: none can be had yet.
   */
  drop(): boolean {
    if (this.#waitMs() > 0) return false;
    this.#held = null;
    return true;
  }

  /** Milliseconds until a token may be requested. */
  #waitMs(): number {
    const now = this.#options.monotonic();
    this.#allowance = Math.min(BURST, this.#allowance + (now - this.#allowanceAt) / EVERY_MS);
    this.#allowanceAt = now;
    return Math.max((1 - this.#allowance) * EVERY_MS, this.#pausedUntil - now);
  }

  #renew(): Promise<string> {
    this.#flight ??= this.#requestOne().finally(() => {
      this.#flight = null;
    });
    return this.#flight;
  }

  async #requestOne(): Promise<string> {
    const { monotonic, random, observe } = this.#options;
    // Measured from before the question: the way there and back is part of the token's life.
    const askedAt = monotonic();
    const waitMs = this.#waitMs();
    if (waitMs > 0) throw new Problem('unavailable', { retryAfterS: waitMs / 1000 });
    this.#allowance -= 1;
    try {
      const { header, expiresIn } = await this.#request();
      const lifeMs = plannedLifeS(expiresIn) * 1000;
      this.#held = {
        header,
        refreshAt: askedAt + lifeMs * (0.75 + random() * 0.05),
        unusableAt: askedAt + lifeMs - Math.min(2000, lifeMs * 0.1),
      };
      this.#pauseMs = 0;
      this.#failure = null;
      observe({ kind: 'token', ok: true, cause: null });
      return header;
    } catch (cause) {
      const failed = cause instanceof TokenError ? cause : new TokenError('token-unreachable', { cause });
      this.#pauseMs = Math.min(MAX_PAUSE_MS, Math.max(MIN_PAUSE_MS, this.#pauseMs * 2));
      this.#pausedUntil = monotonic() + Math.max(this.#pauseMs, failed.waitS * 1000);
      this.#failure = failed.reason;
      observe({ kind: 'token', ok: false, cause: failed.reason });
      throw new Problem('unavailable', { retryAfterS: this.#waitMs() / 1000, cause: failed });
    }
  }
}
