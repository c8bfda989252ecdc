import { LRUCache } from 'lru-cache';

const MAX_WINDOWS = 50_000;

/** Counts requests in fixed windows: cheap, bounded in memory and exact within one process. */
export class RateLimits {
  protected readonly now: () => number;
  readonly #windows = new LRUCache<string, { count: number; readonly endsAt: number }>({ max: MAX_WINDOWS });

  constructor(now: () => number) {
    this.now = now;
  }

  /** Counts one request. @returns 0, or the seconds to wait if the limit is exceeded. */
  take(key: string, limit: number, windowMs: number): number {
    const now = this.now();
    const known = this.#windows.get(key);
    const leftMs = (known?.endsAt ?? now) - now;
    // After the clock was set back, a window must not last longer than `windowMs`.
    const window =
      known !== undefined && leftMs > 0 && leftMs <= windowMs ? known : { count: 0, endsAt: now + windowMs };
    if (window !== known) this.#windows.set(key, window);
    window.count += 1;
    return window.count > limit ? Math.max(1, Math.ceil((window.endsAt - now) / 1000)) : 0;
  }
}
