import {
  type Account,
  ArcError,
  type Decoded,
  isArcError,
  type PropertyData,
  switchAccountPath,
} from '@arc-elements/models';
import { toArcError } from './errors.ts';
import type { CallOptions, Transport } from './transport.ts';

/** Address fields that can be set. Leave out what should stay as it is. */
export interface AccountAddressInput {
  /** The whole address in one line; the platform finds the parts. */
  readonly addressString?: string;
  readonly addressName?: string;
  readonly address1?: string;
  readonly address2?: string;
  readonly city?: string;
  readonly state?: string;
  readonly zip?: string;
  readonly country?: string;
}

/** One property to set, such as `customerClass` or `buildingArea`. */
export interface PropertyInput {
  readonly keyName: string;
  /** Always text, numbers included. */
  readonly dataValue: string;
  readonly accuracy?: number;
  /** RFC 3339; left out: from ever. */
  readonly fromDateTime?: string;
  /** RFC 3339; left out: until further notice. */
  readonly toDateTime?: string;
}

/** Fields of an account that can be set. Leave out what should stay as it is. */
export interface AccountInput {
  readonly accountName?: string;
  readonly address?: AccountAddressInput;
  readonly properties?: readonly PropertyInput[];
}

/** Options of endpoints that are about one person. */
export interface AccountOptions extends CallOptions {
  /** The partner's user id. A session knows it; against the platform it has to be given. */
  readonly user?: string;
}

/** `/rest/v1/accounts`: the Switch account of one person. */
export interface AccountsApi {
  /** @throws {ArcError} Code `not-found` when the person has none yet. A deleted one is found, with status `DELETED`. */
  get(options?: AccountOptions): Promise<Account>;
  /** As `get`, with `null` for "none yet". */
  find(options?: AccountOptions): Promise<Account | null>;
  /** Creates the account or changes the given fields of it. A deleted account stays deleted. */
  upsert(input: AccountInput, options?: AccountOptions): Promise<Account>;
  /** Sets one property; also header fields by their name, and `masterTariffId` to choose a tariff. Gives what was set. */
  setProperty(property: PropertyInput, options?: AccountOptions): Promise<PropertyData | null>;
  /** Removes one property; succeeds whether or not it was set. */
  deleteProperty(keyName: string, options?: AccountOptions): Promise<void>;
  /** Every account whose name or organization matches. Not offered by the broker. */
  search(text: string, options?: CallOptions): Promise<Decoded<Account>>;
}

/** Parts of the Switch endpoints. */
export interface AccountsApiOptions {
  /** Whom the calls are about when they do not say. */
  readonly user: (signal: AbortSignal | undefined) => Promise<string | null>;
  /** True where `providerAccountId` goes into the body; the broker sets it itself and refuses it from a page. */
  readonly ownsIds: boolean;
}

/** Accounts asked for at a time. */
const PAGE = 100;
/** The platform reports at most 100,000 matches. */
const MAX_PAGES = 1_000;

/** The endpoints of {@link AccountsApi} over a transport. */
export function accountsApi(transport: Transport, { user: defaultUser, ownsIds }: AccountsApiOptions): AccountsApi {
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
      return (await decoders()).decodeAccount(body);
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
      return (await decoders()).decodeAccount(body);
    },
    async setProperty(property, options = {}) {
      const { path } = await pathOf(options);
      const body = await transport.json(`${path}/properties`, {
        method: 'PUT',
        json: property,
        signal: options.signal,
      });
      return (await decoders()).decodeProperties(body).value[0] ?? null;
    },
    async deleteProperty(keyName, options = {}) {
      const key = encodeURIComponent(keyName);
      // The platform deletes by its own account id only; the broker looks that up.
      const base = ownsIds
        ? `/rest/v1/accounts/${encodeURIComponent((await api.get(options)).accountId)}`
        : (await pathOf(options)).path;
      const body = await transport.json(`${base}/properties/${key}`, { method: 'DELETE', signal: options.signal });
      (await decoders()).decodeProperties(body);
    },
    async search(text, { signal } = {}) {
      const all: Account[] = [];
      const rejected = [];
      let leftOut = 0;
      for (let page = 0; page < MAX_PAGES; page++) {
        const query = { search: text, pageStart: page * PAGE, pageCount: PAGE };
        const part = (await decoders()).decodeAccounts(await transport.json('/rest/v1/accounts', { query, signal }));
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

/** Loaded on first use: most pages show no profile. */
async function decoders(): Promise<typeof import('./account-decoders.ts')> {
  try {
    return await import('./account-decoders.ts');
  } catch (cause) {
    throw toArcError(cause);
  }
}
