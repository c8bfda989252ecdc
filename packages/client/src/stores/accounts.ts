import { FEATURE_NAMES, type UtilityAccount } from '@arc-elements/models';

/** Returns true if the platform has not decided yet whether a feature is available. */
export const isAccountPending = (account: UtilityAccount): boolean =>
  FEATURE_NAMES.some((name) => account.features[name] === 'NOT_READY');
