import type { Entry } from './parse.ts';

/**
 * Finds which entries of a feed belong together: by the paths of their links, else by their order
 * in the file.
 */
export class Links {
  readonly #entries: readonly Entry[];
  readonly #places: ReadonlyMap<Entry, number>;
  readonly #byKind: ReadonlyMap<string, readonly Entry[]>;
  /** Entries of each kind by the path of their self link. */
  readonly #bySelf = new Map<string, Map<string, Entry>>();
  /** Usage points by the paths of their related links. */
  readonly #pointsByRelated = new Map<string, Entry>();

  constructor(entries: readonly Entry[]) {
    this.#entries = entries;
    this.#places = new Map(entries.map((entry, i) => [entry, i]));
    this.#byKind = Map.groupBy(entries, ({ kind }) => kind);
    for (const entry of entries) {
      const known = this.#bySelf.get(entry.kind) ?? new Map<string, Entry>();
      this.#bySelf.set(entry.kind, known);
      if (entry.self !== '' && !known.has(entry.self)) known.set(entry.self, entry);
      if (entry.kind !== 'UsagePoint') continue;
      for (const path of entry.related)
        if (path !== '' && !this.#pointsByRelated.has(path)) this.#pointsByRelated.set(path, entry);
    }
  }

  /** Returns the meter reading of a block. */
  meterReadingOf(block: Entry): Entry | undefined {
    return this.#ownerOf(block, 'MeterReading');
  }

  /** Returns the usage point of a meter reading, or of a block without one. */
  usagePointOf(entry: Entry): Entry | undefined {
    const linked = this.#pointsByRelated.get(entry.up) ?? this.#pointsByRelated.get(entry.self);
    return linked ?? this.#ownerOf(entry, 'UsagePoint');
  }

  /**
   * Returns the reading type of a block; `undefined` if there is none, or it is not clear which.
   */
  readingTypeOf(block: Entry, meterReading: Entry | undefined): Entry | undefined {
    const bySelf = this.#bySelf.get('ReadingType');
    for (const path of [...(meterReading?.related ?? []), ...block.related]) {
      const linked = bySelf?.get(path);
      if (linked !== undefined) return linked;
    }
    const types = this.all('ReadingType');
    if (types.length < 2) return types[0];
    if (meterReading !== undefined) {
      // The type that follows the meter reading, before the next meter reading.
      const at = this.#places.get(meterReading)!;
      const next = this.#entries.findIndex(({ kind }, i) => i > at && kind === 'MeterReading');
      const near = types.find((type) => this.#places.get(type)! > at);
      if (near !== undefined && (next === -1 || this.#places.get(near)! < next)) return near;
    }
    return this.#lastBefore(meterReading ?? block, 'ReadingType');
  }

  /** Returns the clocks that a usage point links; all clocks of the file if it links none. */
  clocksOf(point: Entry | undefined): readonly Entry[] {
    const clocks = this.all('LocalTimeParameters');
    const related = point?.related ?? [];
    const linked = clocks.filter(({ self, up }) => [self, up].some((path) => path !== '' && related.includes(path)));
    return linked.length > 0 ? linked : clocks;
  }

  /** Returns the entries of a kind in the order of the file. */
  all(kind: string): readonly Entry[] {
    return this.#byKind.get(kind) ?? [];
  }

  /**
   * Returns the entry of a kind whose path contains that of the given entry; if there is none, the
   * nearest before it, or the first.
   */
  #ownerOf(entry: Entry, kind: string): Entry | undefined {
    const bySelf = this.#bySelf.get(kind);
    if (bySelf === undefined) return undefined;
    const owners = [entry.self, entry.up].flatMap((path) => nearestParent(bySelf, path) ?? []);
    if (owners.length > 0) return owners.reduce((a, b) => (b.self.length > a.self.length ? b : a));
    return this.#lastBefore(entry, kind) ?? this.all(kind)[0];
  }

  #lastBefore(entry: Entry, kind: string): Entry | undefined {
    for (let at = this.#places.get(entry)! - 1; at >= 0; at--)
      if (this.#entries[at]!.kind === kind) return this.#entries[at];
    return undefined;
  }
}

/** Returns the entry at a path, or at the nearest parent path. */
function nearestParent(bySelf: ReadonlyMap<string, Entry>, path: string): Entry | undefined {
  for (let at = path; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('/')))) {
    const found = bySelf.get(at);
    if (found !== undefined) return found;
  }
  return undefined;
}
