import { type ConnectApi, connectApi } from './connect.ts';
import { type CredentialsApi, credentialsApi } from './credentials.ts';
import { type IntervalsApi, intervalsApi } from './intervals.ts';
import { type MetersApi, metersApi } from './meters.ts';
import { createTransport, type Transport, type TransportOptions } from './transport.ts';
import { type UtilityAccountsApi, utilityAccountsApi } from './utility-accounts.ts';
import { type UtilityCredentialsApi, utilityCredentialsApi } from './utility-credentials.ts';

/** The typed endpoints. Every call rejects with an `ArcError` only; lists come whole, page by page behind the scenes. */
export interface ArcClient {
  readonly utilityCredentials: UtilityCredentialsApi;
  readonly utilityAccounts: UtilityAccountsApi;
  readonly credentials: CredentialsApi;
  readonly meters: MetersApi;
  readonly intervals: IntervalsApi;
  readonly connect: ConnectApi;
}

/**
 * Makes the endpoints: in a browser against a broker with a session token, or on a server against the platform with an
 * OAuth token. The paths are the same.
 */
export const createArcClient = (options: TransportOptions): ArcClient => clientOver(createTransport(options));

/** The endpoints over a transport that exists already. */
export const clientOver = (transport: Transport): ArcClient => ({
  utilityCredentials: utilityCredentialsApi(transport),
  utilityAccounts: utilityAccountsApi(transport),
  credentials: credentialsApi(transport),
  meters: metersApi(transport),
  intervals: intervalsApi(transport),
  connect: connectApi(transport),
});
