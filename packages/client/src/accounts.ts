import type { Account, Decoded, PropertyData } from '@arc-elements/models';
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
  /**
   * @throws {ArcError} Code `not-found` while the person has none. A deleted one is found, with
   *   status `DELETED`.
   */
  get(options?: AccountOptions): Promise<Account>;
  /** As `get`, with `null` for "none yet". */
  find(options?: AccountOptions): Promise<Account | null>;
  /** Creates the account or changes the given fields of it. A deleted account stays deleted. */
  upsert(input: AccountInput, options?: AccountOptions): Promise<Account>;
  /**
   * Sets one property, a header field by its name, or `masterTariffId` to choose a tariff. Gives
   * what was set.
   */
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
  /**
   * True where `providerAccountId` goes into the body; the broker sets it itself and refuses it
   * from a page.
   */
  readonly ownsIds: boolean;
}

/**
 * The endpoints of {@link AccountsApi} over a transport. Loaded on first use: most pages show no
 * profile.
 */
export function accountsApi(transport: Transport, options: AccountsApiOptions): AccountsApi {
  const load = async () => {
    try {
      return (await import('./account-endpoints.ts')).accountEndpoints(transport, options);
    } catch (cause) {
      throw toArcError(cause);
    }
  };
  return {
    get: async (...args) => (await load()).get(...args),
    find: async (...args) => (await load()).find(...args),
    upsert: async (...args) => (await load()).upsert(...args),
    setProperty: async (...args) => (await load()).setProperty(...args),
    deleteProperty: async (...args) => (await load()).deleteProperty(...args),
    search: async (...args) => (await load()).search(...args),
  };
}
