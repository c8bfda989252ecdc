import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ErrorLike } from '../internal/errors.ts';
import type { LazyModule } from '../internal/lazy-module.ts';

/** Loads modules that its element needs, and updates the element when one arrives or fails. */
export class LazyController implements ReactiveController {
  /** The element whose modules these are. */
  readonly host: ReactiveControllerHost & { readonly isConnected: boolean };
  /** Modules being waited for, each with its unsubscribe function. */
  readonly #awaited = new Map<LazyModule<unknown>, () => void>();
  /** What is missing since the last update. */
  readonly #missing = new Set<LazyModule<unknown>>();

  constructor(host: ReactiveControllerHost & { readonly isConnected: boolean }) {
    this.host = host;
    host.addController(this);
  }

  /**
   * What the module holds if it is loaded; otherwise it is waited for. Called in each update that needs it: what the last one did
   * not ask for is let go of. Loads nothing while the host is not connected.
   */
  need<T>(module: LazyModule<T>): T | undefined {
    if (module.value === undefined && this.host.isConnected) {
      this.#missing.add(module);
      if (!this.#awaited.has(module)) {
        // What failed for somebody else is worth another try; then it is tried again by itself, not by every update.
        void module.retry();
        this.#awaited.set(
          module,
          module.subscribe(() => this.host.requestUpdate()),
        );
      }
    }
    return module.value;
  }

  /** Settles when what is needed is loaded or has failed; `undefined` when nothing is on its way. */
  get pending(): Promise<unknown> | undefined {
    const loading = [...this.#awaited.keys()].filter(({ value, error }) => value === undefined && error === null);
    return loading.length > 0 ? Promise.all(loading.map((module) => module.load())) : undefined;
  }

  /** Why something that is needed is not there; `null` when all is, or is on its way. */
  get error(): ErrorLike | null {
    return [...this.#awaited.keys()].find(({ error }) => error !== null)?.error ?? null;
  }

  /** Loads at once what failed. */
  retry(): void {
    for (const module of this.#awaited.keys()) void module.retry();
  }

  hostConnected(): void {
    connected.add(this);
    // Lit does not render again on re-insertion, and nothing was loaded meanwhile.
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

/** Elements in the page of which a part could not be loaded, wherever they are. */
export const hostsWithFailedModules = (): readonly unknown[] =>
  [...connected].filter(({ error }) => error !== null).map(({ host }) => host);
