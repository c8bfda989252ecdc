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

/** Loads the connections. Keeps the last good answer of each API family. */
export type ConnectionsLoader = (signal: AbortSignal) => Promise<Loaded<readonly Connection[]>>;

/**
 * Returns a loader of the connections of both API families. If one family fails, its last good
 * answer is used, and the failure is in `problem`.
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
    // An organization without one of the products is refused there; its data is complete all the
    // same.
    const problem = failure?.code === 'forbidden' || failure?.code === 'not-found' ? undefined : failure;
    return {
      data: connectionsOf({ utilityCredentials: legacy?.value ?? [], credentials: plug?.value ?? [] }),
      rejected: [...(legacy?.rejected ?? []), ...(plug?.rejected ?? [])],
      ...(problem === undefined ? {} : { problem }),
    };
  };
}

/** Returns true while a login is being checked or its accounts are being loaded. */
export const isConnectionPending = (connection: Connection): boolean =>
  connection.state === 'checking' || connection.accountsLoading;
