import {
  type ArcError,
  type Connection,
  type Credential,
  connectionsOf,
  type Decoded,
  type UtilityCredential,
} from '@arc-elements/models';
import type { ArcClient } from '../client.ts';
import type { Loaded } from './resource-store.ts';

/** Reads the logins; remembers each family's last good answer. */
export type ConnectionsLoader = (signal: AbortSignal) => Promise<Loaded<readonly Connection[]>>;

/**
 * Loads both generations of logins and shows them as one list. When one family fails, the other is shown with the last
 * that is known of the failed one, and the failure beside it.
 */
export function connectionsLoader(client: ArcClient): ConnectionsLoader {
  let legacy: Decoded<UtilityCredential> | undefined;
  let plug: Decoded<Credential> | undefined;
  return async (signal) => {
    const [a, b] = await Promise.allSettled([
      client.utilityCredentials.list({ signal }),
      client.credentials.list({ signal }),
    ]);
    signal.throwIfAborted();
    if (a.status === 'rejected' && b.status === 'rejected') throw a.reason;
    if (a.status === 'fulfilled') legacy = a.value;
    if (b.status === 'fulfilled') plug = b.value;
    const failure: ArcError | undefined =
      a.status === 'rejected' ? a.reason : b.status === 'rejected' ? b.reason : undefined;
    // An organization without one of the products is refused there and complete with the other.
    const problem = failure?.code === 'forbidden' || failure?.code === 'not-found' ? undefined : failure;
    return {
      data: connectionsOf({ utilityCredentials: legacy?.value ?? [], credentials: plug?.value ?? [] }),
      rejected: [...(legacy?.rejected ?? []), ...(plug?.rejected ?? [])],
      ...(problem === undefined ? {} : { problem }),
    };
  };
}

/** Something will change by itself soon: the login is being checked, or its accounts are being looked for. */
export const isConnectionPending = (connection: Connection): boolean =>
  connection.state === 'checking' || connection.accountsLoading;
