import type { Decoded, Page, Rejection } from '@arc-elements/models';

/** Items per page: the documented maximum of Plug, which shortens larger pages without an error. */
const PAGE_SIZE = 100;
/** Plug lists end at 10,000 results. The limit also ends a list that would never end. */
const MAX_PAGES = 100;
/** Largest `limit` for the legacy family, which documents none; such an answer still comes fast. */
const MAX_LIMIT = 1_000;

type Id = string | number;

/** Options of `readPages`. */
export interface PagingOptions<T> {
  /** Returns what identifies an item. */
  readonly idOf: (item: T) => Id;
  /** Default: 100 pages of 100 items. */
  readonly maxPages?: number;
}

/**
 * Reads pages 0, 1, 2, … until a page is not full or has no new item. The page object of an answer
 * does not end the list, because samples of the platform have zeros in it beside items.
 */
export async function readPages<T>(
  readPage: (page: number, size: number) => Promise<Decoded<T>>,
  { idOf, maxPages = MAX_PAGES }: PagingOptions<T>,
): Promise<Decoded<T>> {
  const list = new MergedList(idOf);
  let last: Decoded<T> | undefined;
  for (let page = 0; page < maxPages; page++) {
    last = await readPage(page, PAGE_SIZE);
    const isFull = countItems(last) >= PAGE_SIZE || (last.page !== null && last.page.totalPages > page + 1);
    if (!list.add(last) || !isFull) break;
  }
  return list.decoded(last?.page ?? null);
}

/**
 * Reads a list of the legacy family, which has a limit and a total but no page number. It asks for
 * all items at once. If the answer has fewer, it goes back by the time of the last change, which is
 * the order of the list.
 */
export async function readByTime<T extends { readonly id: number; readonly updatedAtMs: number | null }>(
  readPart: (query: { limit: number; updated_before?: string }) => Promise<Decoded<T>>,
): Promise<Decoded<T>> {
  const list = new MergedList<T>(({ id }) => id);
  let part = await readPart({ limit: PAGE_SIZE });
  const total = part.totalCount ?? part.value.length;
  if (total > countItems(part)) part = await readPart({ limit: Math.min(total, MAX_LIMIT) });
  let more = list.add(part) && countItems(part) < total;
  for (let i = 0; i < MAX_PAGES && more; i++) {
    const oldestMs = Math.min(...part.value.map((item) => item.updatedAtMs ?? Number.POSITIVE_INFINITY));
    if (!Number.isFinite(oldestMs)) break;
    // One millisecond later, because several items may have the time of the last one.
    part = await readPart({ limit: PAGE_SIZE, updated_before: new Date(oldestMs + 1).toISOString() });
    more = list.add(part) && list.size < total;
  }
  return { ...list.decoded(null), totalCount: total };
}

/** Returns the number of items in an answer, with those that could not be read. */
const countItems = ({ value, leftOut }: Decoded<unknown>): number => value.length + leftOut;

/** The parts of one list, merged. */
class MergedList<T> {
  readonly #idOf: (item: T) => Id;
  readonly #items = new Map<Id, T>();
  readonly #rejected: Rejection[] = [];
  #leftOut = 0;

  constructor(idOf: (item: T) => Id) {
    this.#idOf = idOf;
  }

  get size(): number {
    return this.#items.size;
  }

  /** Adds a part. Returns false if it has no new item. */
  add({ value, rejected, leftOut }: Decoded<T>): boolean {
    const before = this.size;
    for (const item of value) {
      const id = this.#idOf(item);
      // A list that changes between two requests may repeat an item; the first one is newer.
      if (!this.#items.has(id)) this.#items.set(id, item);
    }
    this.#rejected.push(...rejected);
    this.#leftOut += leftOut;
    return this.size > before;
  }

  decoded(page: Page | null): Decoded<T> {
    const value = [...this.#items.values()];
    return { value, rejected: this.#rejected, leftOut: this.#leftOut, page, totalCount: value.length };
  }
}
