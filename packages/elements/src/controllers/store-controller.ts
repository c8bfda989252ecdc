import type { Resource } from '@arc-elements/client';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { whenRemoved } from './when-removed.ts';

/** A store that controllers can use; every `ResourceStore` fits. */
export interface WatchableStore<T> {
  getState(): T;
  subscribe(listener: (state: T, previous: T) => void): () => void;
  /** Keeps the store loaded and up to date until the returned function is called. */
  watch?(): () => void;
  /** Reads again. A failure is kept in the state. */
  refresh?(): Promise<void>;
}

/**
 * Watches a store and updates its host when the store changes, until the host is removed; moving it
 * is not removing it. `source` is called before each render, so a changed session or id switches
 * the store.
 */
export class StoreController<T, S = T> implements ReactiveController {
  readonly #host: ReactiveControllerHost & { readonly isConnected: boolean };
  readonly #source: () => WatchableStore<T> | undefined;
  readonly #select: (state: T) => S;
  readonly #watches: boolean;
  #store: WatchableStore<T> | undefined;
  #selected: S | undefined;
  #stop: (() => void) | undefined;

  /**
   * `select` must return equal values (by `Object.is`) for unchanged parts, or every change of the
   * store renders the host. With `watch: false` the controller does not make the store load.
   */
  constructor(
    host: ReactiveControllerHost & { readonly isConnected: boolean },
    source: () => WatchableStore<T> | undefined,
    select: (state: T) => S = (state) => state as unknown as S,
    { watch = true }: { readonly watch?: boolean } = {},
  ) {
    this.#host = host;
    this.#source = source;
    this.#select = select;
    this.#watches = watch;
    host.addController(this);
    whenRemoved(
      host,
      () => this.#store,
      () => this.#release(),
    );
  }

  /** The selected part of the state; `undefined` while there is no store. */
  get value(): S | undefined {
    this.#bind();
    return this.#selected;
  }

  /** The store in use, for `refresh()` after a failure. */
  get store(): WatchableStore<T> | undefined {
    this.#bind();
    return this.#store;
  }

  hostConnected(): void {
    this.#bind();
    // Lit does not render on re-insertion, so a change made meanwhile would not show.
    this.#host.requestUpdate();
  }

  hostUpdate(): void {
    this.#bind();
  }

  #bind(): void {
    if (!this.#host.isConnected) return;
    const store = this.#source();
    if (store === this.#store) return;
    this.#release();
    this.#selected = undefined;
    if (store === undefined) return;
    this.#store = store;
    const unsubscribe = store.subscribe((state) => this.#take(this.#select(state)));
    const unwatch = this.#watches ? store.watch?.() : undefined;
    this.#stop = () => {
      unsubscribe();
      unwatch?.();
    };
    // After `watch`, which may already have moved the store from idle to loading.
    this.#selected = this.#select(store.getState());
  }

  #take(selected: S): void {
    if (Object.is(selected, this.#selected)) return;
    this.#selected = selected;
    this.#host.requestUpdate();
  }

  #release(): void {
    this.#stop?.();
    this.#stop = undefined;
    this.#store = undefined;
  }
}

/** Returns true until the first load has succeeded or failed. */
export function isFirstLoad(resource: Resource<unknown> | undefined): boolean {
  return resource === undefined || (resource.data === undefined && resource.status !== 'failed');
}
