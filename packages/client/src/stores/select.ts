/** The read side of any store of this package. */
export interface ReadableStore<T> {
  getState(): T;
  subscribe(listener: (state: T, previous: T) => void): () => void;
}

/**
 * A store of one part of another: its listeners are called only when that part changed.
 * @param equal - Default `Object.is`, which is enough for parts of a snapshot, since what did not change keeps its identity. A
 *   selector that builds something new each time needs a comparison of its own.
 */
export function select<T, S>(
  store: ReadableStore<T>,
  selector: (state: T) => S,
  equal: (a: S, b: S) => boolean = Object.is,
): ReadableStore<S> {
  let source: T;
  let part: S;
  let known = false;
  // Remembered, because `useSyncExternalStore` wants the same value until something changed.
  const of = (state: T): S => {
    if (known && Object.is(source, state)) return part;
    const next = selector(state);
    if (!known || !equal(part, next)) part = next;
    source = state;
    known = true;
    return part;
  };
  return {
    getState: () => of(store.getState()),
    subscribe(listener) {
      let shown = of(store.getState());
      return store.subscribe((state) => {
        const previous = shown;
        shown = of(state);
        if (!Object.is(shown, previous)) listener(shown, previous);
      });
    },
  };
}
