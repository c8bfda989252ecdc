import { LRUCache } from 'lru-cache';
import { CREDENTIAL_ID, METER_ID } from './ids.ts';
import {
  type LegacyList,
  type LegacyResource,
  type MeterOwner,
  narrowCredentials,
  narrowLegacyList,
  narrowMeters,
  type PageAsked,
  type PlugPage,
  type Row,
} from './narrow/index.ts';
import type { ResolvedOptions } from './options.ts';
import { Problem } from './problem.ts';
import type { Platform } from './upstream/platform.ts';

/** A user's Plug credentials and meters. */
export interface Holdings extends MeterOwner {
  readonly meterIds: ReadonlySet<string>;
}

/** A row whose id may go into filters and paths. */
type RowWithId = Row & { readonly id: string };
type PageWithIds = PlugPage & { readonly rows: readonly RowWithId[] };

const CACHE_MS = 30_000;
const PAGE_SIZE = 100;
/** The platform's lists stop at 10,000 rows. */
const MAX_PAGES = 100;
const IDS_PER_FILTER = 100;
const LEGACY_LIST_SIZE = 500;

/**
 * Finds out what belongs to a user. Reads it from the platform and checks each row of the answer,
 * because its lists return everybody's rows when a filter is missing. One row of another user
 * rejects the whole answer: a list that ignored the filter may also lack rows of this user. An id
 * of another user and one that does not exist get the same 404, by the same steps.
 */
export class Ownership {
  readonly #platform: Platform;
  readonly #options: ResolvedOptions;
  readonly #holdings: LRUCache<string, Holdings>;

  constructor(platform: Platform, options: ResolvedOptions) {
    this.#platform = platform;
    this.#options = options;
    this.#holdings = new LRUCache({
      max: 20_000,
      ttl: CACHE_MS,
      ttlResolution: 0,
      perf: { now: options.monotonic },
      // Requests that arrive during a look-up share it.
      fetchMethod: (user) => this.#lookUp(user),
      noDeleteOnFetchRejection: true,
      // A look-up that is running when `forget` is called may be outdated: its callers still get
      // it, but it is not cached.
      ignoreFetchAbort: true,
    });
  }

  /** Removes a user from the cache, because something of theirs has changed. */
  forget(user: string): void {
    this.#holdings.delete(user);
  }

  /** Reads a legacy list of the user. @throws {ForeignDataError} A row is another user's. */
  async legacyList(
    resource: LegacyResource,
    user: string,
    query: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<LegacyList> {
    const asked = { ...query, client_user_id: user };
    const answer = await this.#platform.arc.json({ path: [resource], query: asked, signal });
    return narrowLegacyList(answer, resource, user, query.limit === undefined ? undefined : Number(query.limit));
  }

  /** Checks that the login is the user's. @throws {Problem} `not-found` if it is not. */
  async requireUtilityCredential(user: string, id: number, signal: AbortSignal): Promise<void> {
    const { data } = await this.legacyList('utility_credentials', user, { limit: String(LEGACY_LIST_SIZE) }, signal);
    if (!data.some((row) => row.id === id)) throw new Problem('not-found');
  }

  /** Reads one page of the user's Plug credentials. */
  async credentialPage(user: string, asked: PageAsked, signal: AbortSignal): Promise<PageWithIds> {
    // No escaping needed: `USER` allows no character with a meaning in the platform's search
    // syntax.
    const answer = await this.#search('credentials', `correlationId==${user}`, asked, signal);
    return withIds(narrowCredentials(answer, user, asked), CREDENTIAL_ID);
  }

  /** Reads one page of the meters that the user's credentials give access to. */
  async meterPage(user: string, asked: PageAsked, signal: AbortSignal): Promise<PlugPage> {
    const ids = await this.#credentialIds(user, signal);
    const { page, size } = asked;
    if (ids.length <= IDS_PER_FILTER) {
      const answer = await this.#metersOf(ownerOf(user, ids), ids, asked, signal);
      this.#noteHolder(user, answer.rows, page === 0 && answer.rows.length < size);
      return answer;
    }
    // More ids than fit in one filter: read all meters, drop duplicates, and cut the page here.
    const rows = await this.#allMeters(user, ids, signal);
    return {
      rows: rows.slice(page * size, (page + 1) * size),
      page: { number: page, size, totalElements: rows.length, totalPages: Math.ceil(rows.length / size) },
    };
  }

  /** Reads one meter of the user. @throws {Problem} `not-found`. */
  async meter(user: string, id: string, signal: AbortSignal): Promise<Row> {
    const rows = await this.#allMeters(user, await this.#credentialIds(user, signal), signal);
    const row = rows.find((candidate) => candidate.id === id);
    if (row !== undefined) return row;
    // The cache may still contain the meter.
    this.forget(user);
    throw new Problem('not-found');
  }

  /**
   * Returns the user's credentials and meters, which are cached for half a minute.
   * @throws {Problem} `not-found`: the meter is not among them.
   */
  async requireMeter(user: string, id: string, signal: AbortSignal): Promise<Holdings> {
    const known = this.#holdings.get(user);
    if (known?.meterIds.has(id)) return known;
    const holdings = await this.#holdings.forceFetch(user, { forceRefresh: true });
    signal.throwIfAborted();
    if (!holdings.meterIds.has(id)) throw new Problem('not-found');
    return holdings;
  }

  /**
   * Records that the user was shown these meters, so that webhooks about them reach the user.
   * `all`: the user has no others.
   */
  #noteHolder(user: string, meters: readonly RowWithId[], all: boolean): void {
    this.#options.store.holders.note(user, idsOf(meters), all);
  }

  async #lookUp(user: string): Promise<Holdings> {
    // Never aborted: several requests may share this look-up, and one that is aborted must not end
    // it for the others.
    const { signal } = new AbortController();
    const ids = await this.#credentialIds(user, signal);
    const meters = await this.#allMeters(user, ids, signal);
    return { ...ownerOf(user, ids), meterIds: new Set(idsOf(meters)) };
  }

  async #credentialIds(user: string, signal: AbortSignal): Promise<readonly string[]> {
    return [...new Set(idsOf(await allPages((asked) => this.credentialPage(user, asked, signal))))];
  }

  async #allMeters(user: string, credentialIds: readonly string[], signal: AbortSignal): Promise<readonly RowWithId[]> {
    const owner = ownerOf(user, credentialIds);
    const byId = new Map<string, RowWithId>();
    for (let at = 0; at < credentialIds.length; at += IDS_PER_FILTER) {
      const ids = credentialIds.slice(at, at + IDS_PER_FILTER);
      for (const row of await allPages((asked) => this.#metersOf(owner, ids, asked, signal))) byId.set(row.id, row);
    }
    const rows = [...byId.values()];
    this.#noteHolder(user, rows, true);
    return rows;
  }

  async #metersOf(
    owner: MeterOwner,
    ids: readonly string[],
    asked: PageAsked,
    signal: AbortSignal,
  ): Promise<PageWithIds> {
    // An empty filter could match everybody's meters, so it is never sent.
    const answer =
      ids.length === 0
        ? { meters: [] }
        : await this.#search('meters', `credentialIds=in=(${ids.join(',')})`, asked, signal);
    return withIds(narrowMeters(answer, owner, asked), METER_ID);
  }

  #search(list: string, search: string, { page, size }: PageAsked, signal: AbortSignal): Promise<unknown> {
    const query = { search, page: String(page), size: String(size) };
    return this.#platform.plug.json({ path: ['plug', list], query, signal });
  }
}

const idsOf = (rows: readonly RowWithId[]): readonly string[] => rows.map(({ id }) => id);

const ownerOf = (user: string, credentialIds: readonly string[]): MeterOwner => ({
  user,
  credentialIds: new Set(credentialIds),
});

/**
 * Checks that all ids of a page may go into filters and paths.
 * @throws {Problem} `upstream-failed`.
 */
function withIds({ rows, page }: PlugPage, grammar: RegExp): PageWithIds {
  const hasId = (row: Row): row is RowWithId => typeof row.id === 'string' && grammar.test(row.id);
  if (!rows.every(hasId)) throw new Problem('upstream-failed');
  return { rows, page };
}

/**
 * Reads all pages: up to `totalPages`, or, where that is 0 (the samples print zeros), until a page
 * is not full.
 */
async function allPages(read: (asked: PageAsked) => Promise<PageWithIds>): Promise<readonly RowWithId[]> {
  const all: RowWithId[] = [];
  for (let number = 0; number < MAX_PAGES; number += 1) {
    const { rows, page } = await read({ page: number, size: PAGE_SIZE });
    all.push(...rows);
    const last = page.totalPages > 0 ? number + 1 >= page.totalPages : rows.length < PAGE_SIZE;
    if (rows.length === 0 || last) break;
  }
  return all;
}
