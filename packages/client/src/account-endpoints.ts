import {
  ArcError,
  decodeAccount,
  decodeAccounts,
  decodeProperties,
  isArcError,
  switchAccountPath,
} from '@arc-elements/models';
import type { AccountOptions, AccountsApi, AccountsApiOptions } from './accounts.ts';
import { readPages } from './paging.ts';
import type { Transport } from './transport.ts';

/** The platform reports at most 100,000 matches, which is 1,000 pages. */
const MAX_PAGES = 1_000;

/** Returns the endpoints of {@link AccountsApi} over a transport. */
export function accountEndpoints(
  transport: Transport,
  { user: defaultUser, ownsIds }: AccountsApiOptions,
): AccountsApi {
  async function pathOf({ user, signal }: AccountOptions): Promise<{ user: string; path: string }> {
    const id = user ?? (await defaultUser(signal));
    if (id === null) {
      const message = 'The session token does not name a user: call this endpoint with `user`.';
      throw new ArcError('invalid-request', message, { param: 'user' });
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
      // A map by name, as in all samples, although the documented table has a list.
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
      // The platform deletes by its own account id only. The broker looks the id up.
      const base = ownsIds
        ? `/rest/v1/accounts/${encodeURIComponent((await api.get(options)).accountId)}`
        : (await pathOf(options)).path;
      const body = await transport.json(`${base}/properties/${key}`, { method: 'DELETE', signal: options.signal });
      decodeProperties(body);
    },
    search: (text, { signal } = {}) =>
      readPages(
        async (page, size) => {
          const query = { search: text, pageStart: page * size, pageCount: size };
          return decodeAccounts(await transport.json('/rest/v1/accounts', { query, signal }));
        },
        { idOf: ({ accountId }) => accountId, maxPages: MAX_PAGES },
      ),
  };
  return api;
}
