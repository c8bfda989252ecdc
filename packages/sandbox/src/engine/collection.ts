/**
 * Called for every change, so that a store can be kept elsewhere. `record` is `null` when it was
 * removed.
 */
export type ChangeListener = (collection: string, id: string, record: unknown) => void;

type Key<T> = keyof T | ((record: T) => unknown);

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
  /**
   * The records with this value in a field, or of which a function returns it: found by an index,
   * which is made for each field and each function that is asked for.
   */
  where(key: Key<T>, value: unknown): readonly T[];
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
  /** The ids of the records by key and value. */
  const indexes = new Map<Key<T>, Map<unknown, Set<string>>>();
  const readKey = (record: T, key: Key<T>): unknown => (typeof key === 'function' ? key(record) : record[key]);
  // Lists are asked for far more often than records change, and a list of 50 accounts should not be
  // rebuilt for each.
  let list: readonly T[] | undefined;
  /** Replaces a record, or removes it, in the collection and its indexes. */
  const set = (id: string, record: T | undefined): void => {
    const before = records.get(id);
    for (const [key, index] of indexes) {
      const [from, to] = [before, record].map((each) => each && readKey(each, key));
      if (before !== undefined && (record === undefined || from !== to)) removeFrom(index, from, id);
      if (record !== undefined) addTo(index, to, id);
    }
    if (record === undefined) records.delete(id);
    else records.set(id, record);
    list = undefined;
  };
  const indexOf = (key: Key<T>): Map<unknown, Set<string>> => {
    let index = indexes.get(key);
    if (index === undefined) {
      index = new Map();
      for (const record of records.values()) addTo(index, readKey(record, key), record.id);
      indexes.set(key, index);
    }
    return index;
  };
  const collection: Collection<T> = {
    name,
    get size() {
      return records.size;
    },
    get: (id) => records.get(id),
    put(record) {
      set(record.id, record);
      changed(name, record.id, record);
      return record;
    },
    update(id, patch) {
      const before = records.get(id);
      if (before === undefined) throw new Error(`${name} has no record ${id}`);
      return collection.put({ ...before, ...patch });
    },
    remove(id) {
      if (!records.has(id)) return false;
      set(id, undefined);
      changed(name, id, null);
      return true;
    },
    all() {
      list ??= [...records.values()];
      return list;
    },
    where: (key, value) => [...(indexOf(key).get(value) ?? [])].map((id) => records.get(id) as T),
    find(test) {
      for (const record of records.values()) if (test(record)) return record;
      return undefined;
    },
    filter: (test) => collection.all().filter(test),
    clear() {
      for (const id of [...records.keys()]) collection.remove(id);
    },
    load: (record) => set(record.id, record),
  };
  return collection;
}

function addTo(index: Map<unknown, Set<string>>, value: unknown, id: string): void {
  const ids = index.get(value);
  if (ids === undefined) index.set(value, new Set([id]));
  else ids.add(id);
}

function removeFrom(index: Map<unknown, Set<string>>, value: unknown, id: string): void {
  const ids = index.get(value);
  ids?.delete(id);
  if (ids?.size === 0) index.delete(value);
}
