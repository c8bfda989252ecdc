import { FEATURE_NAMES, type UtilityAccount } from '@arc-elements/models';

/** Something will change by itself soon: the platform cannot tell yet whether a feature will be there. */
export const isAccountPending = (account: UtilityAccount): boolean =>
  FEATURE_NAMES.some((name) => account.features[name] === 'NOT_READY');
