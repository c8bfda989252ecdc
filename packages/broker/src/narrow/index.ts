export { IntervalNarrower, type IntervalOwner } from './intervals.ts';
export { type LegacyList, type LegacyResource, narrowLegacyList, narrowUtilityAccount } from './legacy.ts';
export { ForeignDataError, isId, requireNoOtherOwner, usersNamedBy } from './owner.ts';
export {
  type MeterOwner,
  narrowCredential,
  narrowCredentials,
  narrowMeter,
  narrowMeters,
  type PageAsked,
  type PlugPage,
} from './plug.ts';
export { rowOf } from './rows.ts';
export type { Row } from './shape.ts';
export { narrowAccount, narrowProperties } from './switch.ts';
export { dataOf, narrowWebhook } from './webhook.ts';
