/** The read side of a store. */
export interface ReadableStore<T> {
  getState(): T;
  subscribe(listener: (state: T, previous: T) => void): () => void;
}

/**
 * Returns a store of a part of another store. Its listeners are called only if that part changes.
 * @param equal - Default `Object.is`. A selector that creates a new object with each call needs
 *   another comparison.
 */
export function select<T, S>(
  store: ReadableStore<T>,
  selector: (state: T) => S,
  equal: (a: S, b: S) => boolean = Object.is,
): ReadableStore<S> {
  let source: T;
  let part: S;
  let known = false;
  // Cached, because `useSyncExternalStore` needs the same object until something changes.
  const partOf = (state: T): S => {
    if (known && Object.is(source, state)) return part;
    const next = selector(state);
    if (!known || !equal(part, next)) part = next;
    source = state;
    known = true;
    return part;
  };
  return {
    getState: () => partOf(store.getState()),
    subscribe(listener) {
      let shown = partOf(store.getState());
      return store.subscribe((state) => {
        const previous = shown;
        shown = partOf(state);
        if (!Object.is(shown, previous)) listener(shown, previous);
      });
    },
  };
}
