import {
  type Account,
  ArcError,
  decodeAccount,
  decodeAccounts,
  decodeProperties,
  isArcError,
  switchAccountPath,
} from '@arc-elements/models';
import type { AccountOptions, AccountsApi, AccountsApiOptions } from './accounts.ts';
import type { Transport } from './transport.ts';

/** Accounts asked for at a time. */
const PAGE = 100;
/** The platform reports at most 100,000 matches. */
const MAX_PAGES = 1_000;

/** The endpoints of {@link AccountsApi} over a transport. */
export function accountEndpoints(
  transport: Transport,
  { user: defaultUser, ownsIds }: AccountsApiOptions,
): AccountsApi {
  async function pathOf({ user, signal }: AccountOptions): Promise<{ user: string; path: string }> {
    const id = user ?? (await defaultUser(signal));
    if (id === null) {
      throw new ArcError('invalid-request', 'Whose account? Give `user`: this session does not tell whom it is for.', {
        param: 'user',
      });
    }
    return { user: id, path: switchAccountPath(id) };
  }

  const api: AccountsApi = {
    async get(options = {}) {
      const { path } = await pathOf(options);
      const body = await transport.json(path, { signal: options.signal });
      return decodeAccount(body);
    },
    async find(options) {
      try {
        return await api.get(options);
      } catch (error) {
        if (isArcError(error) && error.code === 'not-found') return null;
        throw error;
      }
    },
    async upsert({ accountName, address, properties }, options = {}) {
      const owner = ownsIds ? { providerAccountId: (await pathOf(options)).user } : {};
      // The table of the docs has a list here, every sample a map by name: the map is what was seen to work.
      const map = properties && Object.fromEntries(properties.map((property) => [property.keyName, property]));
      const json = { ...owner, accountName, address, properties: map };
      const body = await transport.json('/rest/v1/accounts', { method: 'PUT', json, signal: options.signal });
      return decodeAccount(body);
    },
    async setProperty(property, options = {}) {
      const { path } = await pathOf(options);
      const body = await transport.json(`${path}/properties`, {
        method: 'PUT',
        json: property,
        signal: options.signal,
      });
      return decodeProperties(body).value[0] ?? null;
    },
    async deleteProperty(keyName, options = {}) {
      const key = encodeURIComponent(keyName);
      // The platform deletes by its own account id only; the broker looks that up.
      const base = ownsIds
        ? `/rest/v1/accounts/${encodeURIComponent((await api.get(options)).accountId)}`
        : (await pathOf(options)).path;
      const body = await transport.json(`${base}/properties/${key}`, { method: 'DELETE', signal: options.signal });
      decodeProperties(body);
    },
    async search(text, { signal } = {}) {
      const all: Account[] = [];
      const rejected = [];
      let leftOut = 0;
      for (let page = 0; page < MAX_PAGES; page++) {
        const query = { search: text, pageStart: page * PAGE, pageCount: PAGE };
        const part = decodeAccounts(await transport.json('/rest/v1/accounts', { query, signal }));
        all.push(...part.value);
        rejected.push(...part.rejected);
        leftOut += part.leftOut;
        // `count` is the number of matches; it may be capped, so a full page decides.
        if (part.value.length + part.leftOut < PAGE) break;
      }
      return { value: all, rejected, leftOut, page: null, totalCount: all.length };
    },
  };
  return api;
}
