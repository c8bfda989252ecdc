import type { ErrorLike } from './errors.ts';
import { timing } from './timing.ts';

/**
 * A module that is loaded when it is first needed. A failed load is tried again: after growing pauses, at once when the browser is
 * online again, and at once by `retry()`.
 *
 * Whether `import()` asks the network again is up to the browser. HTML forbade it until July 2026: a file that could not be fetched
 * failed for as long as the page lived. Firefox 154, Chromium 156 and the Safari after 27 ask again; in older ones an attempt helps
 * only where the failure was no fetch, or where a bundler loads its files in another way.
 */
export class LazyModule<T> {
  readonly #fetch: () => Promise<T>;
  readonly #listeners = new Set<() => void>();
  #value: T | undefined;
  #error: ErrorLike | null = null;
  /** Stays when it succeeded: loaded is loaded. */
  #attempt: Promise<void> | undefined;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `load` is a function with an `import()`. */
  constructor(load: () => Promise<T>) {
    this.#fetch = load;
  }

  /** What was loaded; `undefined` until then. */
  get value(): T | undefined {
    return this.#value;
  }

  /** Why the last attempt failed; `null` when none did, when it is loaded, and after `retry()`. */
  get error(): ErrorLike | null {
    return this.#error;
  }

  /** Starts loading unless it is loaded or loading. Settles when it is loaded or the attempt failed; never rejects. */
  load(): Promise<void> {
    this.#endPause();
    this.#attempt ??= this.#fetch().then(
      (value) => {
        this.#value = value;
        this.#error = null;
        this.#tell();
      },
      (error: unknown) => {
        this.#attempt = undefined;
        this.#failures += 1;
        this.#error = { code: 'view-failed', message: error instanceof Error ? error.message : String(error) };
        this.#tell();
        this.#pause();
      },
    );
    return this.#attempt;
  }

  /** Forgets the failure and loads at once; later pauses start small again. */
  readonly retry = (): Promise<void> => {
    this.#failures = 0;
    const loading = this.load();
    if (this.#error !== null) {
      this.#error = null;
      this.#tell();
    }
    return loading;
  };

  /**
   * Calls `listener` when `value` or `error` changes; returns what ends that. Only while somebody listens is a failed load tried
   * again by itself, so that no timer outlives the last element.
   */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    if (this.#listeners.size === 1) this.#pause();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#endPause();
    };
  }

  /** Until the next attempt, when there is to be one. */
  #pause(): void {
    if (this.#failures === 0 || this.#attempt !== undefined || this.#listeners.size === 0) return;
    const pause = Math.min(timing.reload * 2 ** (this.#failures - 1), timing.longestReload);
    this.#timer = setTimeout(() => this.load(), pause);
    addEventListener('online', this.retry);
  }

  #endPause(): void {
    clearTimeout(this.#timer);
    removeEventListener('online', this.retry);
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
