import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ErrorLike } from '../internal/errors.ts';
import type { LazyModule } from '../internal/lazy-module.ts';

/** Loads modules that its element needs, and updates the element when one arrives or fails. */
export class LazyController implements ReactiveController {
  /** The element whose modules these are. */
  readonly host: ReactiveControllerHost & { readonly isConnected: boolean };
  /** Modules that are loading or failed, each with its unsubscribe function. */
  readonly #awaited = new Map<LazyModule<unknown>, () => void>();
  /** Modules that this update needs and that are not loaded. */
  readonly #missing = new Set<LazyModule<unknown>>();

  constructor(host: ReactiveControllerHost & { readonly isConnected: boolean }) {
    this.host = host;
    host.addController(this);
  }

  /**
   * Returns the value of a module if it is loaded; otherwise loads it and updates the host later.
   * To be called in each update that needs the module: the controller stops waiting for modules
   * that an update does not need. Loads nothing while the host is not connected.
   */
  need<T>(module: LazyModule<T>): T | undefined {
    if (module.value === undefined && this.host.isConnected) {
      this.#missing.add(module);
      if (!this.#awaited.has(module)) {
        // Retries what failed for another element. After that, the module retries by itself.
        void module.retry();
        this.#awaited.set(
          module,
          module.subscribe(() => this.host.requestUpdate()),
        );
      }
    }
    return module.value;
  }

  /** Resolves when all needed modules are loaded or failed; `undefined` if none is loading. */
  get pending(): Promise<unknown> | undefined {
    const loading = [...this.#awaited.keys()].filter(({ value, error }) => value === undefined && error === null);
    return loading.length > 0 ? Promise.all(loading.map((module) => module.load())) : undefined;
  }

  /** Error of a needed module; `null` if each is loaded or loading. */
  get error(): ErrorLike | null {
    return [...this.#awaited.keys()].find(({ error }) => error !== null)?.error ?? null;
  }

  /** Loads the failed modules again. */
  retry(): void {
    for (const module of this.#awaited.keys()) void module.retry();
  }

  hostConnected(): void {
    connected.add(this);
    // Lit does not render on re-insertion, and nothing was loaded meanwhile.
    this.host.requestUpdate();
  }

  hostUpdated(): void {
    this.#releaseUnneeded();
    this.#missing.clear();
  }

  hostDisconnected(): void {
    connected.delete(this);
    this.#missing.clear();
    this.#releaseUnneeded();
  }

  /** Stops waiting for modules that the last update did not need. */
  #releaseUnneeded(): void {
    for (const [module, end] of this.#awaited) {
      if (this.#missing.has(module)) continue;
      end();
      this.#awaited.delete(module);
    }
  }
}

const connected = new Set<LazyController>();

/** Returns the elements on the page, in any shadow root, of which a module could not be loaded. */
export const hostsWithFailedModules = (): readonly unknown[] =>
  [...connected].filter(({ error }) => error !== null).map(({ host }) => host);
