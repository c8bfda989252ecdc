/**
 * Called for every change, so that a store can be kept elsewhere. `record` is `null` when it was
 * removed.
 */
export type ChangeListener = (collection: string, id: string, record: unknown) => void;

/**
 * Records of one kind by id, in the order they were made. Records are replaced, never changed in
 * place.
 */
export interface Collection<T extends { readonly id: string }> {
  readonly name: string;
  readonly size: number;
  get(id: string): T | undefined;
  put(record: T): T;
  /**
   * Replaces some fields.
   * @throws {Error} There is no such record, which is a bug of the sandbox.
   */
  update(id: string, patch: Partial<T>): T;
  remove(id: string): boolean;
  all(): readonly T[];
  find(test: (record: T) => boolean): T | undefined;
  filter(test: (record: T) => boolean): T[];
  clear(): void;
  /** Adds a record that was kept, without calling the listener. */
  load(record: T): void;
}

/** Makes an empty collection. */
export function createCollection<T extends { readonly id: string }>(
  name: string,
  changed: ChangeListener,
): Collection<T> {
  const records = new Map<string, T>();
  // Lists are asked for far more often than records change, and a list of 50 accounts should not be
  // rebuilt for each.
  let list: readonly T[] | undefined;
  const touch = (id: string, record: T | null): void => {
    list = undefined;
    changed(name, id, record);
  };
  const collection: Collection<T> = {
    name,
    get size() {
      return records.size;
    },
    get: (id) => records.get(id),
    put(record) {
      records.set(record.id, record);
      touch(record.id, record);
      return record;
    },
    update(id, patch) {
      const before = records.get(id);
      if (before === undefined) throw new Error(`${name} has no record ${id}`);
      return collection.put({ ...before, ...patch });
    },
    remove(id) {
      const existed = records.delete(id);
      if (existed) touch(id, null);
      return existed;
    },
    all() {
      list ??= [...records.values()];
      return list;
    },
    find: (test) => collection.all().find(test),
    filter: (test) => collection.all().filter(test),
    clear() {
      for (const id of [...records.keys()]) collection.remove(id);
    },
    load(record) {
      records.set(record.id, record);
      list = undefined;
    },
  };
  return collection;
}
