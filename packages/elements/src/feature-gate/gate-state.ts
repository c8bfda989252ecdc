import type { Resource } from '@arc-elements/client';
import type { Availability, FeatureName, UtilityAccount } from '@arc-elements/models';

/** State of a gate. `failed`: the accounts could not be read. */
export type GateState = 'loading' | 'available' | 'not-ready' | 'not-available' | 'failed';

/**
 * Returns the state that a gate has for a feature, for pages that need it without an element. One
 * of several accounts with the feature is enough. No account, and an unknown availability, count as
 * not available.
 * @param accountId - Id of the only account to check.
 */
export function gateStateOf(
  accounts: Pick<Resource<readonly UtilityAccount[]>, 'status' | 'data'> | undefined,
  feature: FeatureName,
  accountId?: number,
): GateState {
  if (accounts?.data === undefined) return accounts?.status === 'failed' ? 'failed' : 'loading';
  const found = new Set<Availability>();
  for (const account of accounts.data) {
    if (accountId === undefined || account.id === accountId) found.add(account.features[feature]);
  }
  if (found.has('AVAILABLE')) return 'available';
  return found.has('NOT_READY') ? 'not-ready' : 'not-available';
}
