import { LRUCache } from 'lru-cache';
import { asRecord } from './body.ts';
import { CREDENTIAL_ID, METER_ID } from './ids.ts';
import { CREDENTIAL, METER, narrow, type Shape, UTILITY_ACCOUNT, UTILITY_CREDENTIAL } from './narrow.ts';
import type { ResolvedOptions } from './options.ts';
import { Problem } from './problem.ts';
import type { Platform } from './upstream/platform.ts';

/** One page of a Plug list. */
export interface PlugPage {
  readonly rows: readonly Record<string, unknown>[];
  readonly page: Readonly<Record<string, number>>;
}

/** What is known to be a user's. */
export interface Holdings {
  readonly credentialIds: ReadonlySet<string>;
  readonly meterIds: ReadonlySet<string>;
}

interface Remembered extends Holdings {
  readonly until: number;
}

const REMEMBER_MS = 30_000;
/** How long a user is told about a meter without having read it again. */
const HOLDER_MS = 3_600_000;
const PAGE_SIZE = 100;
/** The platform's lists stop at 10,000 rows. */
const MAX_PAGES = 100;
const IDS_PER_FILTER = 100;
const LEGACY_LIST_SIZE = 500;

/**
 * Answers whose something is, by asking the platform itself and then checking what it answered, because its lists return
 * everybody's rows when a filter is missing. One foreign row spoils the whole answer: a list that ignored the filter may
 * have left out rows of the user too. Somebody else's id and one that does not exist take the same way to the same 404.
 */
export class Ownership {
  readonly #platform: Platform;
  readonly #options: ResolvedOptions;
  readonly #remembered = new LRUCache<string, Remembered>({ max: 20_000 });
  /** Meters that users were shown, for events only: not a proof of anything, so no webhook has to clear it. */
  readonly #shown = new LRUCache<string, { readonly meterIds: ReadonlySet<string>; readonly until: number }>({
    max: 20_000,
  });
  readonly #flights = new Map<string, Promise<Remembered>>();

  constructor(platform: Platform, options: ResolvedOptions) {
    this.#platform = platform;
    this.#options = options;
  }

  /** Forgets what is known about a user: a webhook said that something changed. */
  forget(user: string): void {
    this.#remembered.delete(user);
    // What is being looked up may have been read before the change: whoever waits gets it, nobody remembers it.
    this.#flights.delete(user);
  }

  /**
   * Rows of a legacy list, each checked to be the user's.
   * @throws {Problem} `upstream-failed` when one is not.
   */
  async legacyRows(
    resource: 'utility_credentials' | 'utility_accounts',
    user: string,
    query: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<{ rows: readonly Record<string, unknown>[]; total: number }> {
    const answer = await this.#platform.arc.json({
      method: 'GET',
      path: [resource],
      query: { ...query, client_user_id: user },
      signal,
    });
    const body = asRecord(answer);
    const rows = rowsOf(body?.data, LEGACY_SHAPES[resource], (row) => {
      this.requireOwner(row.client_user_id, user, resource);
      dropForeignMeters(row, user);
    });
    const total = body?.total_count;
    return { rows, total: typeof total === 'number' ? total : rows.length };
  }

  /** Passes when the login is the user's. @throws {Problem} `not-found` otherwise. */
  async requireUtilityCredential(user: string, id: number, signal: AbortSignal): Promise<void> {
    const { rows } = await this.legacyRows('utility_credentials', user, { limit: String(LEGACY_LIST_SIZE) }, signal);
    if (!rows.some((row) => row.id === id)) throw new Problem('not-found');
  }

  /** One page of the user's Plug credentials, each row checked. */
  async credentialPage(user: string, page: number, size: number, signal: AbortSignal): Promise<PlugPage> {
    const answer = await this.#platform.plug.json({
      method: 'GET',
      path: ['plug', 'credentials'],
      // The user's grammar holds nothing that means something in this language.
      query: { search: `correlationId==${user}`, page: String(page), size: String(size) },
      signal,
    });
    const rows = rowsOf(listOf(answer, 'credentials'), CREDENTIAL, (row) => {
      this.requireOwner(row.correlationId, user, 'credentials');
      if (typeof row.id !== 'string' || !CREDENTIAL_ID.test(row.id)) throw new Problem('upstream-failed');
    });
    return { rows, page: pageOf(answer, page, size, rows.length) };
  }

  /** Every Plug credential id of the user. */
  async credentialIds(user: string, signal: AbortSignal): Promise<readonly string[]> {
    const rows = await allPages((page) => this.credentialPage(user, page, PAGE_SIZE, signal));
    return [...new Set(rows.map((row) => String(row.id)))];
  }

  /** One page of the meters that the user's credentials reach. */
  async meterPage(user: string, page: number, size: number, signal: AbortSignal): Promise<PlugPage> {
    const ids = await this.credentialIds(user, signal);
    if (ids.length <= IDS_PER_FILTER) {
      const answer = await this.#metersOf(ids, page, size, signal);
      this.#show(user, answer.rows, page > 0 || answer.rows.length >= size);
      return answer;
    }
    // More ids than one filter carries: gather, tell doubles apart, and cut the page here.
    const rows = await this.#allMeters(ids, signal);
    this.#show(user, rows);
    return {
      rows: rows.slice(page * size, (page + 1) * size),
      page: { number: page, size, totalElements: rows.length, totalPages: Math.ceil(rows.length / size) },
    };
  }

  /** One meter of the user. @throws {Problem} `not-found`. */
  async meter(user: string, id: string, signal: AbortSignal): Promise<Record<string, unknown>> {
    const rows = await this.#allMeters(await this.credentialIds(user, signal), signal);
    this.#show(user, rows);
    const row = rows.find((candidate) => candidate.id === id);
    if (row === undefined) throw new Problem('not-found');
    return row;
  }

  /** What the user holds, if the meter is among it; remembered for half a minute. @throws {Problem} `not-found`. */
  async requireMeter(user: string, id: string, signal: AbortSignal): Promise<Holdings> {
    const known = this.#remembered.get(user);
    if (known !== undefined && this.#options.monotonic() < known.until && known.meterIds.has(id)) return known;
    const holdings = await this.#lookUp(user, signal);
    if (!holdings.meterIds.has(id)) throw new Problem('not-found');
    return holdings;
  }

  /** Users who were lately seen to hold a meter. Webhooks about meters name no owner. */
  holdersOf(meterId: string): readonly string[] {
    const now = this.#options.monotonic();
    const users: string[] = [];
    for (const [user, { meterIds, until }] of this.#shown.entries()) {
      if (now < until && meterIds.has(meterId)) users.push(user);
    }
    return users;
  }

  /** Notes which meters a user holds. A whole list replaces what was noted; one page of several adds to it. */
  #show(user: string, meters: readonly Record<string, unknown>[], isPart = false): void {
    const before = isPart ? (this.#shown.get(user)?.meterIds ?? []) : [];
    const meterIds = new Set([...before, ...meters.map((row) => String(row.id))]);
    this.#shown.set(user, { meterIds, until: this.#options.monotonic() + HOLDER_MS });
  }

  /** @throws {Problem} `upstream-failed` when an answer names another owner than the session's. */
  requireOwner(owner: unknown, user: string, resource: string): void {
    // The platform's quickstart sends numbers here; answers have text.
    if (owner === user || (typeof owner === 'number' && String(owner) === user)) return;
    this.reportForeign(resource);
  }

  /** Drops an answer that holds somebody else's data. @throws {Problem} Always. */
  reportForeign(resource: string): never {
    this.#options.observe({ kind: 'foreign-data', resource });
    throw new Problem('upstream-failed');
  }

  async #lookUp(user: string, signal: AbortSignal): Promise<Holdings> {
    // Shared by everybody who asks meanwhile, so it must not end because one of them goes away.
    const flight = this.#flights.get(user) ?? this.#holdingsOf(user);
    this.#flights.set(user, flight);
    let holdings: Remembered | null = null;
    try {
      holdings = await flight;
    } finally {
      if (this.#flights.get(user) === flight) {
        this.#flights.delete(user);
        if (holdings !== null) this.#remembered.set(user, holdings);
      }
    }
    signal.throwIfAborted();
    return holdings;
  }

  async #holdingsOf(user: string): Promise<Remembered> {
    const until = this.#options.monotonic() + REMEMBER_MS;
    const signal = new AbortController().signal;
    const credentialIds = await this.credentialIds(user, signal);
    const meters = await this.#allMeters(credentialIds, signal);
    const holdings = {
      credentialIds: new Set(credentialIds),
      meterIds: new Set(meters.map((row) => String(row.id))),
      until,
    };
    this.#show(user, meters);
    return holdings;
  }

  async #allMeters(credentialIds: readonly string[], signal: AbortSignal): Promise<readonly Record<string, unknown>[]> {
    const byId = new Map<string, Record<string, unknown>>();
    for (let at = 0; at < credentialIds.length; at += IDS_PER_FILTER) {
      const ids = credentialIds.slice(at, at + IDS_PER_FILTER);
      const rows = await allPages((page) => this.#metersOf(ids, page, PAGE_SIZE, signal));
      for (const row of rows) byId.set(String(row.id), row);
    }
    return [...byId.values()];
  }

  async #metersOf(ids: readonly string[], page: number, size: number, signal: AbortSignal): Promise<PlugPage> {
    // An empty filter could mean everybody's, so it is never sent.
    if (ids.length === 0) return { rows: [], page: { number: page, size, totalElements: 0, totalPages: 0 } };
    const answer = await this.#platform.plug.json({
      method: 'GET',
      path: ['plug', 'meters'],
      query: { search: `credentialIds=in=(${ids.join(',')})`, page: String(page), size: String(size) },
      signal,
    });
    const rows = rowsOf(listOf(answer, 'meters'), METER, (row) => {
      if (typeof row.id !== 'string' || !METER_ID.test(row.id)) throw new Problem('upstream-failed');
      // Meters are not documented to name their credentials; where they do, one must be among those asked for.
      const named = row.credentialIds;
      if (!Array.isArray(named) || named.length === 0) return;
      row.credentialIds = named.filter((id) => ids.includes(String(id)));
      if ((row.credentialIds as unknown[]).length === 0) this.reportForeign('meters');
    });
    return { rows, page: pageOf(answer, page, size, rows.length) };
  }
}

const LEGACY_SHAPES = { utility_credentials: UTILITY_CREDENTIAL, utility_accounts: UTILITY_ACCOUNT } as const;

/** Takes out of an account of the user what names somebody else: a meter may have had another customer before. */
export function dropForeignMeters(account: Record<string, unknown>, user: string): void {
  const meters = account.utility_meters;
  if (!Array.isArray(meters)) return;
  account.utility_meters = meters.filter((meter) => String(asRecord(meter)?.client_user_id ?? user) === user);
}

/** Rows of a list, each checked as it came and then narrowed. @throws {Problem} `upstream-failed`: not a list of objects. */
function rowsOf(
  list: unknown,
  shape: Shape,
  check: (row: Record<string, unknown>) => void,
): readonly Record<string, unknown>[] {
  if (!Array.isArray(list)) throw new Problem('upstream-failed');
  return list.map((item) => {
    const row = asRecord(item);
    if (row === null) throw new Problem('upstream-failed');
    check(row);
    return narrow(row, shape) as Record<string, unknown>;
  });
}

/** The list in a Plug answer; one sample shows a bare resource where a list belongs (quirk 6). */
function listOf(answer: unknown, key: string): unknown {
  const body = asRecord(answer);
  if (body === null) return null;
  return key in body ? body[key] : typeof body.id === 'string' ? [body] : null;
}

/** `page` as sent, number by number, or what can be told without it. Samples have zeros there beside a row (quirk 8). */
function pageOf(answer: unknown, number: number, size: number, rows: number): Record<string, number> {
  const sent = asRecord(asRecord(answer)?.page) ?? {};
  const pick = (key: string, otherwise: number): number => {
    const value = sent[key];
    return typeof value === 'number' ? value : otherwise;
  };
  return {
    number: pick('number', number),
    size: pick('size', size),
    totalElements: pick('totalElements', rows),
    totalPages: pick('totalPages', rows === 0 ? 0 : 1),
  };
}

/** Reads until a page is not full or the announced number of pages is reached; zeros announce nothing. */
async function allPages(read: (page: number) => Promise<PlugPage>): Promise<Record<string, unknown>[]> {
  const rows: Record<string, unknown>[] = [];
  for (let number = 0; number < MAX_PAGES; number += 1) {
    const { rows: more, page } = await read(number);
    rows.push(...more);
    const pages = page.totalPages ?? 0;
    const last = pages > 0 ? number + 1 >= pages : more.length < PAGE_SIZE;
    if (more.length === 0 || last) break;
  }
  return rows;
}
