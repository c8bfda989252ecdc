import type { Decoded, Page, Rejection } from '@arc-elements/models';

/** Items asked for at a time: Plug's documented ceiling, larger sizes are cut silently. */
const PAGE_SIZE = 100;
/** Plug lists stop at 10,000 results; it also bounds an upstream that never ends. */
const MAX_PAGES = 100;
/** No ceiling of the legacy family's `limit` is documented; an answer of this many is still quick. */
const MAX_LIMIT = 1_000;

/**
 * Reads pages 0, 1, 2, … until one is not full or brings nothing new. The page object of the answer does not decide:
 * the platform's own samples print zeros in it beside items.
 */
export async function readPages<T extends { readonly id: string | number }>(
  readPage: (page: number, size: number) => Promise<Decoded<T>>,
): Promise<Decoded<T>> {
  const sum = new Sum<T>();
  let last: Decoded<T> | undefined;
  for (let page = 0; page < MAX_PAGES; page++) {
    last = await readPage(page, PAGE_SIZE);
    const more = found(last) >= PAGE_SIZE || (last.page !== null && last.page.totalPages > page + 1);
    if (!sum.add(last) || !more) break;
  }
  return sum.decoded(last?.page ?? null);
}

/**
 * Reads a list of the legacy family, which has a limit and a total but no page number: asks for more at once, and where
 * that is cut short walks back by the time of the last change, the list's own order.
 */
export async function readByTime<T extends { readonly id: number; readonly updatedAtMs: number | null }>(
  readPart: (query: { limit: number; updated_before?: string }) => Promise<Decoded<T>>,
): Promise<Decoded<T>> {
  const sum = new Sum<T>();
  let part = await readPart({ limit: PAGE_SIZE });
  const total = part.totalCount ?? part.value.length;
  if (total > found(part)) part = await readPart({ limit: Math.min(total, MAX_LIMIT) });
  let more = sum.add(part) && found(part) < total;
  for (let i = 0; i < MAX_PAGES && more; i++) {
    const oldestMs = Math.min(...part.value.map((item) => item.updatedAtMs ?? Number.POSITIVE_INFINITY));
    if (!Number.isFinite(oldestMs)) break;
    // One millisecond later, because several items may share the time of the last one.
    part = await readPart({ limit: PAGE_SIZE, updated_before: new Date(oldestMs + 1).toISOString() });
    more = sum.add(part) && sum.size < total;
  }
  return { ...sum.decoded(null), totalCount: total };
}

/** Items in an answer, those that could not be read included. */
const found = ({ value, leftOut }: Decoded<unknown>): number => value.length + leftOut;

/** The parts of one list, put together. */
class Sum<T extends { readonly id: string | number }> {
  readonly #all = new Map<string | number, T>();
  readonly #rejected: Rejection[] = [];
  #leftOut = 0;

  get size(): number {
    return this.#all.size;
  }

  /** Adds a part; false when it brought nothing new. */
  add({ value, rejected, leftOut }: Decoded<T>): boolean {
    const before = this.size;
    // A list that changes between two pages shows an item twice; the first sight is the newer one.
    for (const item of value) if (!this.#all.has(item.id)) this.#all.set(item.id, item);
    this.#rejected.push(...rejected);
    this.#leftOut += leftOut;
    return this.size > before;
  }

  decoded(page: Page | null): Decoded<T> {
    const value = [...this.#all.values()];
    return { value, rejected: this.#rejected, leftOut: this.#leftOut, page, totalCount: value.length };
  }
}
