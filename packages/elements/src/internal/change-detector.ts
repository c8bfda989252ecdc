/** One value that changed between two calls. */
export interface Change<K, V> {
  readonly key: K;
  readonly from: V;
  readonly to: V;
}

/**
 * Finds the values that changed since the last call. A key that is added or removed is not a
 * change, nor is anything in the first call.
 */
export class ChangeDetector<K, V> {
  #last: ReadonlyMap<K, V> | undefined;

  /**
   * Compares with the values of the last call. `undefined` means that there are no values; the next
   * call then counts as the first.
   */
  detect(values: ReadonlyMap<K, V> | undefined): readonly Change<K, V>[] {
    const last = this.#last;
    this.#last = values;
    if (last === undefined || values === undefined) return [];
    const changes: Change<K, V>[] = [];
    for (const [key, to] of values) {
      const from = last.get(key);
      if (from !== undefined && !Object.is(from, to)) changes.push({ key, from, to });
    }
    return changes;
  }
}
