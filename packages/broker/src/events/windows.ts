import { LRUCache } from 'lru-cache';

interface Window {
  count: number;
  readonly endsAt: number;
}

/** Fixed windows in memory: cheap, bounded, and exact within one process. */
export class Windows {
  readonly #now: () => number;
  readonly #windows = new LRUCache<string, Window>({ max: 50_000 });

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Counts one. @returns seconds until the window ends when it is one too many, else 0. */
  take(key: string, limit: number, windowMs: number): number {
    const now = this.#now();
    let window = this.#windows.get(key);
    // A clock that was set back must not keep anybody waiting for longer than a window.
    if (window === undefined || now >= window.endsAt || window.endsAt - now > windowMs) {
      window = { count: 0, endsAt: now + windowMs };
      this.#windows.set(key, window);
    }
    window.count += 1;
    return window.count > limit ? Math.max(1, Math.ceil((window.endsAt - now) / 1000)) : 0;
  }
}
