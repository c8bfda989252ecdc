import type { Account, Decoded, PropertyData } from '@arc-elements/models';
import type { CallOptions } from './transport.ts';

/** Address fields to set. Fields that are left out keep their values. */
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
  /** Start of its validity, RFC 3339; default: unlimited. */
  readonly fromDateTime?: string;
  /** End of its validity, RFC 3339; default: unlimited. */
  readonly toDateTime?: string;
}

/** Account fields to set. Fields that are left out keep their values. */
export interface AccountInput {
  readonly accountName?: string;
  readonly address?: AccountAddressInput;
  readonly properties?: readonly PropertyInput[];
}

/** Options of endpoints for the account of one user. */
export interface AccountOptions extends CallOptions {
  /** The partner's own user id. Needed on a server; a session has it. */
  readonly user?: string;
}

/** `/rest/v1/accounts`: the Switch account of a user. */
export interface AccountsApi {
  /**
   * Returns the account, also a deleted one, which has the status `DELETED`.
   * @throws {ArcError} Code `not-found` if the user has none.
   */
  get(options?: AccountOptions): Promise<Account>;
  /** Returns the account, or `null` if the user has none. */
  find(options?: AccountOptions): Promise<Account | null>;
  /** Creates the account, or changes the given fields. A deleted account stays deleted. */
  upsert(input: AccountInput, options?: AccountOptions): Promise<Account>;
  /**
   * Sets one property. `keyName` may also be a field of the account, or `masterTariffId` to choose
   * a tariff. Returns the new property.
   */
  setProperty(property: PropertyInput, options?: AccountOptions): Promise<PropertyData | null>;
  /** Removes one property; succeeds whether or not it was set. */
  deleteProperty(keyName: string, options?: AccountOptions): Promise<void>;
  /** Returns the accounts whose name or organization matches. On a server only. */
  search(text: string, options?: CallOptions): Promise<Decoded<Account>>;
}

/** Options of the Switch endpoints. */
export interface AccountsApiOptions {
  /** Returns the user id for calls that do not name one. */
  readonly user: (signal: AbortSignal | undefined) => Promise<string | null>;
  /**
   * True on a server, where requests have ids of users. The broker refuses them and sets its own.
   */
  readonly ownsIds: boolean;
}
