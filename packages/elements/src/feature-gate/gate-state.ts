import type { Resource } from '@arc-elements/client';
import type { Availability, FeatureName, UtilityAccount } from '@arc-elements/models';

/** What a gate shows. `failed`: nothing is known because accounts could not be read. */
export type GateState = 'loading' | 'available' | 'not-ready' | 'not-available' | 'failed';

/**
 * Whether a feature can be used, for pages that ask without an element. Over several accounts the best one counts: one account
 * with the feature is enough. No account, or a word we do not know, is not available.
 * @param accountId - Asks only about this account.
 */
export function gateStateOf(
  accounts: Pick<Resource<readonly UtilityAccount[]>, 'status' | 'data'> | undefined,
  feature: FeatureName,
  accountId?: number,
): GateState {
  if (accounts?.data === undefined) return accounts?.status === 'failed' ? 'failed' : 'loading';
  const words = new Set<Availability>();
  for (const account of accounts.data) {
    if (accountId === undefined || account.id === accountId) words.add(account.features[feature]);
  }
  if (words.has('AVAILABLE')) return 'available';
  return words.has('NOT_READY') ? 'not-ready' : 'not-available';
}
