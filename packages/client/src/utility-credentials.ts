import {
  type Decoded,
  decodeUtilityCredential,
  decodeUtilityCredentials,
  type UtilityCredential,
} from '@arc-elements/models';
import { readByTime } from './paging.ts';
import type { CallOptions, Transport } from './transport.ts';

/** Options of a list that can be narrowed to one person. */
export interface ListOptions extends CallOptions {
  /**
   * The partner's user id. Needed against the platform, which else lists everybody; the broker sets
   * it itself.
   */
  readonly user?: string;
}

/** `/utility_credentials`: the logins of the legacy family. */
export interface UtilityCredentialsApi {
  /** All logins, newest change first. */
  list(options?: ListOptions): Promise<Decoded<UtilityCredential>>;
  /** One login. Not offered by the broker. */
  get(id: number, options?: CallOptions): Promise<UtilityCredential>;
}

/** The endpoints of {@link UtilityCredentialsApi} over a transport. */
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
