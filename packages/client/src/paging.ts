import type { Decoded, Rejection } from '@arc-elements/models';

/** Items asked for at a time: Plug's documented ceiling, larger sizes are cut silently. */
export const PAGE_SIZE = 100;
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
  const all = new Map<string | number, T>();
  const rejected: Rejection[] = [];
  let last: Decoded<T> | undefined;
  for (let page = 0; page < MAX_PAGES; page++) {
    last = await readPage(page, PAGE_SIZE);
    const before = all.size;
    collect(all, rejected, last);
    const found = last.value.length + last.rejected.length;
    const more = found >= PAGE_SIZE || (last.page !== null && last.page.totalPages > page + 1);
    if (!more || all.size === before) break;
  }
  return { value: [...all.values()], rejected, page: last?.page ?? null, totalCount: all.size };
}

/**
 * Reads a list of the legacy family, which has a limit and a total but no page number: asks for more at once, and where
 * that is cut short walks back by the time of the last change, the list's own order.
 */
export async function readByTime<T extends { readonly id: number; readonly updatedAtMs: number | null }>(
  readPart: (query: { limit: number; updated_before?: string }) => Promise<Decoded<T>>,
): Promise<Decoded<T>> {
  const all = new Map<string | number, T>();
  const rejected: Rejection[] = [];
  let part = await readPart({ limit: PAGE_SIZE });
  const total = part.totalCount ?? part.value.length;
  if (total > part.value.length + part.rejected.length) part = await readPart({ limit: Math.min(total, MAX_LIMIT) });
  collect(all, rejected, part);
  for (let i = 0; i < MAX_PAGES && all.size + rejected.length < total; i++) {
    const oldestMs = Math.min(...part.value.map((item) => item.updatedAtMs ?? Number.POSITIVE_INFINITY));
    if (!Number.isFinite(oldestMs)) break;
    // One millisecond later, because several items may share the time of the last one.
    part = await readPart({ limit: PAGE_SIZE, updated_before: new Date(oldestMs + 1).toISOString() });
    const before = all.size;
    collect(all, rejected, part);
    if (all.size === before) break;
  }
  return { value: [...all.values()], rejected, page: null, totalCount: total };
}

function collect<T extends { readonly id: string | number }>(
  all: Map<string | number, T>,
  rejected: Rejection[],
  part: Decoded<T>,
): void {
  // A list that changes between two pages shows an item twice; the first sight is the newer one.
  for (const item of part.value) if (!all.has(item.id)) all.set(item.id, item);
  rejected.push(...part.rejected);
}
