import {
  type Decoded,
  decodeUtilityCredential,
  decodeUtilityCredentials,
  type UtilityCredential,
} from '@arc-elements/models';
import { readByTime } from './paging.ts';
import type { CallOptions, Transport } from './transport.ts';

/** Options of a list for one user. */
export interface ListOptions extends CallOptions {
  /**
   * The partner's own user id. Needed on a server, where the list has all users without it; the
   * broker sets it itself.
   */
  readonly user?: string;
}

/** `/utility_credentials`: the logins of the legacy family. */
export interface UtilityCredentialsApi {
  /** Returns all logins, the last changed first. */
  list(options?: ListOptions): Promise<Decoded<UtilityCredential>>;
  /** Returns one login. On a server only. */
  get(id: number, options?: CallOptions): Promise<UtilityCredential>;
}

/** Returns the endpoints of {@link UtilityCredentialsApi} over a transport. */
export const utilityCredentialsApi = (transport: Transport): UtilityCredentialsApi => ({
  list: ({ user, signal } = {}) =>
    readByTime(async (query) =>
      decodeUtilityCredentials(
        await transport.json('/utility_credentials', { query: { ...query, client_user_id: user }, signal }),
      ),
    ),
  get: async (id, { signal } = {}) =>
    decodeUtilityCredential(await transport.json(`/utility_credentials/${id}`, { signal })),
});
