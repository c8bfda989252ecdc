import { type Decoded, decodeUtilityAccount, decodeUtilityAccounts, type UtilityAccount } from '@arc-elements/models';
import { readByTime } from './paging.ts';
import type { CallOptions, Transport } from './transport.ts';
import type { ListOptions } from './utility-credentials.ts';

/** `/utility_accounts`: accounts at utilities, with the availability of their features. */
export interface UtilityAccountsApi {
  /** Returns all accounts, the last changed first. */
  list(options?: ListOptions): Promise<Decoded<UtilityAccount>>;
  get(id: number, options?: CallOptions): Promise<UtilityAccount>;
}

/** Returns the endpoints of {@link UtilityAccountsApi} over a transport. */
export const utilityAccountsApi = (transport: Transport): UtilityAccountsApi => ({
  list: ({ user, signal } = {}) =>
    readByTime(async (query) =>
      decodeUtilityAccounts(
        await transport.json('/utility_accounts', { query: { ...query, client_user_id: user }, signal }),
      ),
    ),
  get: async (id, { signal } = {}) => decodeUtilityAccount(await transport.json(`/utility_accounts/${id}`, { signal })),
});
