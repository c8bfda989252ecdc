import type { ResolvedOptions } from '../options.ts';
import { Problem } from '../problem.ts';
import type { UpstreamAuth } from './family.ts';

/** A token as the platform minted it. */
export interface Minted {
  /** The token as it goes into `Authorization`. */
  readonly header: string;
  /** As sent, unchecked: pages and samples of the platform disagree about it. */
  readonly expiresIn: unknown;
}

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
/** A burst for a revoked token, then one a second, whatever `expires_in` says; after a failure the next one is further off. */
const MINT_BURST = 2;
const MINT_EVERY_MS = 1000;
/** An outage costs at most one try a second, and recovery is noticed within this. */
const MAX_PAUSE_MS = 4000;

/** Seconds a token may be planned with. Pages say an hour, the sample says 300, so only the field counts. */
export function plannedLifeS(expiresIn: unknown): number {
  const seconds = typeof expiresIn === 'string' && /^[0-9]{1,12}$/.test(expiresIn) ? Number(expiresIn) : expiresIn;
  if (typeof seconds !== 'number' || !Number.isFinite(seconds)) return FALLBACK_LIFE_S;
  return Math.min(Math.max(seconds, MIN_LIFE_S), MAX_LIFE_S);
}

/**
 * Keeps one platform token fresh in this process's memory: one mint at a time whatever the number of callers,
 * renewed ahead of expiry without anybody waiting, never used after it, and failures cached with a growing pause.
 */
export class TokenCache implements UpstreamAuth {
  readonly #options: Clocks;
  readonly #mintOne: () => Promise<Minted>;
  #held: Held | null = null;
  #flight: Promise<string> | null = null;
  #pauseMs = 0;
  #allowance = MINT_BURST;
  #allowanceAt: number;

  /** @param mint Asks the platform for a token. */
  constructor(options: Clocks, mint: () => Promise<Minted>) {
    this.#options = options;
    this.#mintOne = mint;
    this.#allowanceAt = options.monotonic();
  }

  /** Whether a request could be authenticated right now. */
  get fresh(): boolean {
    return this.#held !== null && this.#options.monotonic() < this.#held.unusableAt;
  }

  /** A usable token. @throws {Problem} `unavailable` when there is none and none can be had at the moment. */
  async get(): Promise<string> {
    const now = this.#options.monotonic();
    const held = this.#held;
    if (held === null || now >= held.unusableAt) return this.#mint();
    if (now >= held.refreshAt && this.#flight === null && this.#refill() >= 1) {
      // The token in hand still works, so a failed renewal concerns nobody yet; `observe` has told the operator.
      this.#mint().catch(() => undefined);
    }
    return held.header;
  }

  /**
   * The platform refused this token. Forgotten only if it is still the current one, so a crowd of 401s mints once.
   * @returns whether another token can be had; when tokens are refused as fast as they are minted, none can.
   */
  refused(header: string): boolean {
    if (this.#held?.header !== header) return true;
    if (this.#refill() < 1) return false;
    this.#held = null;
    return true;
  }

  /** Mints that may be made right now; grows back by one a second. */
  #refill(): number {
    const now = this.#options.monotonic();
    this.#allowance = Math.min(MINT_BURST, this.#allowance + (now - this.#allowanceAt) / MINT_EVERY_MS);
    this.#allowanceAt = now;
    return this.#allowance;
  }

  #mint(): Promise<string> {
    this.#flight ??= this.#fly().finally(() => {
      this.#flight = null;
    });
    return this.#flight;
  }

  async #fly(): Promise<string> {
    const { monotonic, random, observe } = this.#options;
    // Measured from before the question: the way there and back is part of the token's life.
    const askedAt = monotonic();
    const waitMs = (1 - this.#refill()) * MINT_EVERY_MS;
    if (waitMs > 0) throw new Problem('unavailable', { retryAfterS: waitMs / 1000 });
    this.#allowance -= 1;
    try {
      const { header, expiresIn } = await this.#mintOne();
      const lifeMs = plannedLifeS(expiresIn) * 1000;
      this.#held = {
        header,
        refreshAt: askedAt + lifeMs * (0.75 + random() * 0.05),
        unusableAt: askedAt + lifeMs - Math.min(2000, lifeMs * 0.1),
      };
      this.#pauseMs = 0;
      observe({ kind: 'mint', ok: true });
      return header;
    } catch (cause) {
      this.#pauseMs = Math.min(MAX_PAUSE_MS, this.#pauseMs === 0 ? 1000 : this.#pauseMs * 2);
      this.#allowance = Math.min(this.#refill(), 1 - this.#pauseMs / MINT_EVERY_MS);
      observe({ kind: 'mint', ok: false });
      throw new Problem('unavailable', { retryAfterS: this.#pauseMs / 1000, cause });
    }
  }
}
