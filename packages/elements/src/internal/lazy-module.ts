import { timing } from './timing.ts';

/** Why a module is not there; fits `ErrorLike`. */
export interface ModuleError {
  readonly code: 'load-failed';
  readonly message: string;
}

/**
 * A module that is loaded when it is first needed. A failed load is tried again: after growing pauses, at once when the
 * browser is online again, and at once by `retry()`.
 *
 * Whether a second `import()` asks the network is up to the browser. Until July 2026 HTML had it remember that a file
 * could not be fetched, for as long as the page lives. Firefox from 154 on, Chromium from 156 on and the Safari that
 * follows 27 ask again. For the older ones nothing is imported while the browser is offline, so that they have nothing
 * to remember when it is online again; a file that a server did not give them stays lost until the page is loaded anew,
 * unless a bundler loads files in a way of its own.
 */
export class LazyModule<T> {
  readonly #fetch: () => Promise<T>;
  readonly #arrived: (() => void) | undefined;
  readonly #listeners = new Set<() => void>();
  #value: T | undefined;
  #error: ModuleError | null = null;
  /** The running or successful attempt; cleared by a failure. */
  #attempt: Promise<void> | undefined;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `load` is a function with an `import()`; `arrived` is called once it is loaded, also when nobody listens. */
  constructor(load: () => Promise<T>, arrived?: () => void) {
    this.#fetch = load;
    this.#arrived = arrived;
  }

  /** What was loaded; `undefined` until then. */
  get value(): T | undefined {
    return this.#value;
  }

  /** Why the last attempt failed; `null` when none did, when it is loaded, and after `retry()`. */
  get error(): ModuleError | null {
    return this.#error;
  }

  /** Starts loading unless it is loaded or loading. Settles when it is loaded or the attempt failed; never rejects. */
  load(): Promise<void> {
    this.#endPause();
    // A server does not say whether it is online.
    const isOffline = globalThis.navigator?.onLine === false;
    this.#attempt ??= (isOffline ? reachable().then(this.#fetch) : this.#fetch()).then(
      (value) => {
        this.#value = value;
        this.#error = null;
        this.#arrived?.();
        this.#tell();
      },
      (error: unknown) => {
        this.#attempt = undefined;
        this.#failures += 1;
        if (this.#failures === 1)
          console.error(
            'arc-elements: part of an element could not be loaded; trying again while it is needed:',
            error,
          );
        this.#error = { code: 'load-failed', message: error instanceof Error ? error.message : String(error) };
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
   * Calls `listener` when `value` or `error` changes; returns what ends that. Only while somebody listens is a failed
   * load tried again by itself, so that no timer outlives the last element.
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
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    removeEventListener('online', this.retry);
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

/**
 * Rejects when the place of the files does not answer: a machine that is offline may hold them itself, also in a
 * service worker.
 */
const reachable = (): Promise<unknown> => fetch(import.meta.url, { method: 'HEAD', cache: 'no-store' });
