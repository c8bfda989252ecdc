import { timing } from './timing.ts';

/** Why a module could not be loaded; fits `ErrorLike`. */
export interface ModuleError {
  readonly code: 'load-failed';
  readonly message: string;
}

/**
 * A module that is loaded when it is first needed. A failed load is retried: after growing delays,
 * at once when the browser is online again, and at once by `retry()`.
 *
 * Some browsers do not fetch a file again for a second `import()`: until July 2026, HTML had them
 * cache the failure for as long as the page lives. Firefox from 154 on, Chromium from 156 on and
 * the Safari after 27 fetch it again. For the older ones, nothing is imported while the browser is
 * offline, so that no failure is cached. A file that a server failed to deliver stays missing there
 * until the page is reloaded, unless a bundler loads files in its own way.
 */
export class LazyModule<T> {
  readonly #import: () => Promise<T>;
  readonly #onLoad: (() => void) | undefined;
  readonly #listeners = new Set<() => void>();
  #value: T | undefined;
  #error: ModuleError | null = null;
  /** The running or successful attempt; cleared by a failure. */
  #attempt: Promise<void> | undefined;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `load` calls `import()`. `onLoad` is called once it is loaded, even without listeners. */
  constructor(load: () => Promise<T>, onLoad?: () => void) {
    this.#import = load;
    this.#onLoad = onLoad;
  }

  /** The loaded module; `undefined` until it is loaded. */
  get value(): T | undefined {
    return this.#value;
  }

  /** Why the last attempt failed; `null` if none did, once it is loaded, and after `retry()`. */
  get error(): ModuleError | null {
    return this.#error;
  }

  /** Loads the module unless it is loaded or loading. Resolves after success and after failure. */
  load(): Promise<void> {
    this.#cancelRetry();
    // There is no `navigator.onLine` on a server.
    const isOffline = globalThis.navigator?.onLine === false;
    this.#attempt ??= (isOffline ? checkReachable().then(this.#import) : this.#import()).then(
      (value) => {
        this.#value = value;
        this.#error = null;
        this.#onLoad?.();
        this.#notify();
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
        this.#notify();
        this.#scheduleRetry();
      },
    );
    return this.#attempt;
  }

  /** Clears the failure and loads at once. Later delays start small again. */
  readonly retry = (): Promise<void> => {
    this.#failures = 0;
    const loading = this.load();
    if (this.#error !== null) {
      this.#error = null;
      this.#notify();
    }
    return loading;
  };

  /**
   * Calls `listener` when `value` or `error` changes, until the returned function is called. A
   * failed load is retried only while there are listeners, so that no timer outlives the last
   * element.
   */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    if (this.#listeners.size === 1) this.#scheduleRetry();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#cancelRetry();
    };
  }

  #scheduleRetry(): void {
    if (this.#failures === 0 || this.#attempt !== undefined || this.#listeners.size === 0) return;
    const delayMs = Math.min(timing.reload * 2 ** (this.#failures - 1), timing.longestReload);
    this.#timer = setTimeout(() => this.load(), delayMs);
    addEventListener('online', this.retry);
  }

  #cancelRetry(): void {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    removeEventListener('online', this.retry);
  }

  #notify(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

/**
 * Rejects if the server of the files does not answer. A machine that is offline may serve them
 * itself, for example from a service worker.
 */
const checkReachable = (): Promise<unknown> => fetch(import.meta.url, { method: 'HEAD', cache: 'no-store' });
