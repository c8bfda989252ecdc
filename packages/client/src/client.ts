import { decodeError } from '@arc-elements/models';
import { type AccountsApi, type AccountsApiOptions, accountsApi } from './accounts.ts';
import { type ConnectApi, connectApi } from './connect.ts';
import { type CredentialsApi, credentialsApi } from './credentials.ts';
import { type IntervalsApi, intervalsApi } from './intervals.ts';
import { type MetersApi, metersApi } from './meters.ts';
import { createTransport, type Transport, type TransportOptions } from './transport.ts';
import { type UtilityAccountsApi, utilityAccountsApi } from './utility-accounts.ts';
import { type UtilityCredentialsApi, utilityCredentialsApi } from './utility-credentials.ts';

/**
 * The typed endpoints. Every call rejects with an `ArcError` only. Lists are complete: all their
 * pages are read.
 */
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
 * Makes the endpoints against a broker with a session token of your own. In a page use
 * `createArcSession`, which takes care of the token; on a server against the platform use
 * `createPlatformClient`.
 */
export const createArcClient = (options: TransportOptions): ArcClient =>
  clientOver(createTransport(options, decodeError), { user: async () => null, ownsIds: false });

/** The endpoints over transports that exist already. The Switch family may have one of its own. */
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
  accounts: accountsApi(switchTransport, accounts),
});
