import { type Credential, type Decoded, decodeCredentials, searchFor } from '@arc-elements/models';
import { readPages } from './paging.ts';
import type { Transport } from './transport.ts';
import type { ListOptions } from './utility-credentials.ts';

/** `/plug/credentials`: the logins of the Plug family. */
export interface CredentialsApi {
  list(options?: ListOptions): Promise<Decoded<Credential>>;
}

/** Returns the endpoints of {@link CredentialsApi} over a transport. */
export const credentialsApi = (transport: Transport): CredentialsApi => ({
  list: ({ user, signal } = {}) =>
    readPages(
      async (page, size) => {
        const search = user === undefined ? undefined : searchFor('correlationId', user);
        return decodeCredentials(await transport.json('/plug/credentials', { query: { search, page, size }, signal }));
      },
      { idOf: ({ id }) => id },
    ),
});
