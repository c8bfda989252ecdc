/** One value that changed between two looks. */
export interface Change<K, V> {
  readonly key: K;
  readonly from: V;
  readonly to: V;
}

/** Tells what changed from one look to the next. The first look is no change, nor is a key that comes or goes. */
export class ChangeLog<K, V> {
  #seen: ReadonlyMap<K, V> | undefined;

  /** Compares with the look before. `undefined` means there is nothing to look at; the next look is then a first one. */
  look(now: ReadonlyMap<K, V> | undefined): readonly Change<K, V>[] {
    const before = this.#seen;
    this.#seen = now;
    if (before === undefined || now === undefined) return [];
    const changes: Change<K, V>[] = [];
    for (const [key, to] of now) {
      const from = before.get(key);
      if (from !== undefined && !Object.is(from, to)) changes.push({ key, from, to });
    }
    return changes;
  }
}
