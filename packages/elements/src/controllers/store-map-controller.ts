import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { WatchableStore } from './store-controller.ts';
import { whenRemoved } from './when-removed.ts';

/**
 * Like `StoreController`, for a map of stores that may change with each render. With `watch: false`
 * it does not make the stores load.
 */
export class StoreMapController<K, T> implements ReactiveController {
  readonly #host: ReactiveControllerHost & { readonly isConnected: boolean };
  readonly #source: () => ReadonlyMap<K, WatchableStore<T>>;
  readonly #watches: boolean;
  readonly #bound = new Map<K, { readonly store: WatchableStore<T>; readonly stop: () => void }>();

  constructor(
    host: ReactiveControllerHost & { readonly isConnected: boolean },
    source: () => ReadonlyMap<K, WatchableStore<T>>,
    { watch = true }: { readonly watch?: boolean } = {},
  ) {
    this.#host = host;
    this.#source = source;
    this.#watches = watch;
    host.addController(this);
    whenRemoved(
      host,
      () => this.#bound.size,
      () => this.#release(),
    );
  }

  /** State of the store of `key`; `undefined` if there is none. */
  get(key: K): T | undefined {
    return this.#bound.get(key)?.store.getState();
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  hostUpdate(): void {
    if (!this.#host.isConnected) return;
    const wanted = this.#source();
    for (const [key, { store, stop }] of this.#bound) {
      if (wanted.get(key) === store) continue;
      stop();
      this.#bound.delete(key);
    }
    for (const [key, store] of wanted) {
      if (!this.#bound.has(key)) this.#bound.set(key, { store, stop: this.#bind(store) });
    }
  }

  #release(): void {
    for (const { stop } of this.#bound.values()) stop();
    this.#bound.clear();
  }

  #bind(store: WatchableStore<T>): () => void {
    const unsubscribe = store.subscribe(() => this.#host.requestUpdate());
    const unwatch = this.#watches ? store.watch?.() : undefined;
    return () => {
      unsubscribe();
      unwatch?.();
    };
  }
}
