import { decodeError } from '@arc-elements/models';
import type { AccountsApi, AccountsApiOptions } from './accounts.ts';
import { type ConnectApi, connectApi } from './connect.ts';
import { type CredentialsApi, credentialsApi } from './credentials.ts';
import { type IntervalsApi, intervalsApi } from './intervals.ts';
import { lazyAccountEndpoints } from './lazy-account-endpoints.ts';
import { type MetersApi, metersApi } from './meters.ts';
import { createTransport, type Transport, type TransportOptions } from './transport.ts';
import { type UtilityAccountsApi, utilityAccountsApi } from './utility-accounts.ts';
import { type UtilityCredentialsApi, utilityCredentialsApi } from './utility-credentials.ts';

/** The typed endpoints. Calls reject with an `ArcError` only. Lists have the items of all pages. */
export interface ArcClient {
  readonly utilityCredentials: UtilityCredentialsApi;
  readonly utilityAccounts: UtilityAccountsApi;
  readonly credentials: CredentialsApi;
  readonly meters: MetersApi;
  readonly intervals: IntervalsApi;
  readonly connect: ConnectApi;
  /** The Switch account. */
  readonly accounts: AccountsApi;
}

/**
 * Creates the endpoints for a broker, with session tokens of your own. In a page use
 * `createArcSession`, which gets and renews tokens; on a server use `createPlatformClient`.
 */
export const createArcClient = (options: TransportOptions): ArcClient =>
  clientOver(createTransport(options, decodeError), { user: async () => null, ownsIds: false });

/**
 * Returns the endpoints over a transport, and the Switch endpoints over one of their own if given.
 */
export const clientOver = (
  transport: Transport,
  accounts: AccountsApiOptions,
  switchTransport: Transport = transport,
): ArcClient => ({
  utilityCredentials: utilityCredentialsApi(transport),
  utilityAccounts: utilityAccountsApi(transport),
  credentials: credentialsApi(transport),
  meters: metersApi(transport),
  intervals: intervalsApi(transport),
  connect: connectApi(transport, accounts.ownsIds),
  accounts: lazyAccountEndpoints(switchTransport, accounts),
});
