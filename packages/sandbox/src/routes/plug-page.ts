import * as v from 'valibot';
import { Refusal } from '../families/family.ts';
import { plugError } from '../families/plug.ts';
import { type FieldReader, parseSearch, SearchError } from '../platform/search.ts';
import type { RouteRequest } from './route.ts';
import { countSchema } from './schemas.ts';

const DEFAULT_SIZE = '20';
/** Larger pages are silently cut to this. Source: UPSTREAM.md, Credentials. */
const LARGEST_SIZE = 100;
const LARGEST_RESULT = 10_000;

const PageSchema = v.object({
  page: v.optional(countSchema(0, 'must be 0 or more'), '0'),
  size: v.optional(countSchema(1, 'must be 1 or more'), DEFAULT_SIZE),
  search: v.optional(v.string(), ''),
});

/** Where a page stands in its list, as Plug prints it. */
export interface PageView {
  readonly number: number;
  readonly size: number;
  readonly totalElements: number;
  readonly totalPages: number;
}

/** What the samples print of every page. */
export const QUIRKY_PAGE: PageView = { number: 0, size: 0, totalElements: 0, totalPages: 0 };

/**
 * Searches, sorts and cuts a list of Plug.
 * @param anywhere - The fields in which a text without an operator is looked for.
 * @throws {Refusal} A parameter does not fit, or names a field that does not exist.
 */
export function pageOf<T>(
  request: RouteRequest,
  records: readonly T[],
  read: FieldReader<T>,
  anywhere: readonly string[],
): { records: readonly T[]; page: PageView } {
  const { page: number, size: asked, search } = request.query(PageSchema);
  const size = Math.min(asked, LARGEST_SIZE);
  try {
    const found = records.filter(parseSearch(search, read, anywhere));
    // The first key counts most: it is sorted by last, and sorting is stable.
    for (const sort of request.searchParams.getAll('sort').reverse()) sortBy(found, sort, read);
    const from = number * size;
    const reachable = Math.min(found.length, LARGEST_RESULT);
    return {
      records: found.slice(from, Math.min(from + size, reachable)),
      page: { number, size, totalElements: reachable, totalPages: Math.ceil(reachable / size) },
    };
  } catch (error) {
    if (!(error instanceof SearchError)) throw error;
    throw new Refusal(plugError(400, 'invalidParameter', error.message, { param: 'search' }));
  }
}

function sortBy<T>(records: T[], sort: string, read: FieldReader<T>): void {
  const [field = '', order = 'asc'] = sort.split(',');
  const key = (record: T): string => {
    const value = read(record, field);
    if (value === undefined) throw new SearchError(`Field ${field} cannot be sorted by`);
    return String(value ?? '');
  };
  const sign = order === 'desc' ? -1 : 1;
  records.sort((a, b) => sign * (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}
