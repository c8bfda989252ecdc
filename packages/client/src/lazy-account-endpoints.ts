import type { AccountsApi, AccountsApiOptions } from './accounts.ts';
import { toArcError } from './errors.ts';
import type { Transport } from './transport.ts';

/** Returns the endpoints of {@link AccountsApi}. Loads their module on first use. */
export function lazyAccountEndpoints(transport: Transport, options: AccountsApiOptions): AccountsApi {
  const load = async () => {
    try {
      return (await import('./account-endpoints.ts')).accountEndpoints(transport, options);
    } catch (cause) {
      throw toArcError(cause);
    }
  };
  return {
    get: async (...args) => (await load()).get(...args),
    find: async (...args) => (await load()).find(...args),
    upsert: async (...args) => (await load()).upsert(...args),
    setProperty: async (...args) => (await load()).setProperty(...args),
    deleteProperty: async (...args) => (await load()).deleteProperty(...args),
    search: async (...args) => (await load()).search(...args),
  };
}
