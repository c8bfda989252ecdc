export { type AccountProfile, profileOf } from './account-profile.ts';
export {
  type AccountView,
  accountsOf,
  canReadIntervals,
  type IntervalsState,
  intervalsStatusOf,
  type MeterView,
} from './account-view.ts';
export type { Address } from './address.ts';
export {
  type ConnectCloseStatus,
  type ConnectEndStatus,
  type ConnectMessage,
  decodeConnectClose,
  decodeConnectMessage,
  decodeConnectToken,
  decodeConnectUrl,
} from './connect.ts';
export {
  type Connection,
  type ConnectionActor,
  type ConnectionReason,
  type ConnectionState,
  type ConnectionStep,
  connectionsOf,
} from './connection.ts';
export {
  type ConnectionDetail,
  type ConnectionWord,
  type Credential,
  decodeCredential,
  decodeCredentials,
} from './credential.ts';
export type { Decoded, Extra, Page, Rejection } from './decoded.ts';
export {
  ArcError,
  type ArcErrorCode,
  type ArcErrorDetails,
  type ArcErrorRequest,
  DecodeError,
  isArcError,
} from './error.ts';
export { messageOf } from './error-codes.ts';
export {
  type Availability,
  availabilityOf,
  FEATURE_NAMES,
  type Feature,
  type FeatureName,
  type FeatureProduct,
  type FeatureSource,
  featuresOf,
} from './feature.ts';
export {
  decodeIntervalHeader,
  type IntervalHeader,
  type NormalizedReadings,
  type RawReading,
} from './interval-header.ts';
export { parseJson } from './json.ts';
export {
  decodeMeter,
  decodeMeters,
  type Meter,
  type MeterAccount,
  type MeterDetail,
  type MeterStatus,
} from './meter.ts';
export { decodePlugWebhook, type PlugWebhookEvent, type PlugWebhookType, type WebhookBase } from './plug-webhook.ts';
export { decodeProblem, type ErrorAnswer } from './problem.ts';
export type { Provider } from './provider.ts';
export { intervalPaths, searchFor, switchAccountPath, versionHeaders } from './requests.ts';
export type { HeadersLike } from './retry-after.ts';
export type { Service, ServiceType } from './service-type.ts';
export { decodeSessionGrant, type SessionGrant } from './session-grant.ts';
export {
  type Account,
  type AccountAddress,
  type AccountTariff,
  decodeAccount,
  decodeAccounts,
  type SwitchAccountStatus,
  type SwitchAccountType,
  type TariffOrigin,
} from './switch-account.ts';
export type { SwitchPaging } from './switch-envelope.ts';
export {
  type CustomerClass,
  customerClassOf,
  customerClassValue,
  decodeProperties,
  type PropertyData,
} from './switch-property.ts';
export { masterTariffIdOf, type Tariff, type TariffInput } from './tariff.ts';
export { parseTimestamp } from './timestamp.ts';
export { type AccessToken, decodeToken } from './token.ts';
export { type IssuedPlatformToken, TokenCache, type TokenCacheOptions } from './token-cache.ts';
export { decodeError, toArcError } from './upstream-error.ts';
export { decodeUser, decodeUsers, type User, type UserCredential, type UserSummary } from './user.ts';
export {
  type AccountStatus,
  decodeUtilityAccount,
  decodeUtilityAccounts,
  type ServiceAddress,
  type UtilityAccount,
} from './utility-account.ts';
export {
  decodeUtilityCredential,
  decodeUtilityCredentials,
  type UtilityCredential,
  type VerificationStatus,
} from './utility-credential.ts';
export type { UtilityMeter } from './utility-meter.ts';
export {
  type AccountsDiscoveredEvent,
  type AccountUpdatedEvent,
  ARC_WEBHOOK_TYPES,
  type ArcWebhookEvent,
  type ArcWebhookType,
  type CredentialEvent,
  decodeWebhook,
  type IntervalsEvent,
  type StatementsEvent,
  type TestEvent,
  type UnknownEvent,
} from './webhook.ts';
export {
  decodeWebhookEndpoint,
  decodeWebhookEndpoints,
  decodeWebhookEvent,
  decodeWebhookEvents,
  type WebhookDeliveryAttempt,
  type WebhookEndpoint,
  type WebhookEventRecord,
} from './webhook-endpoint.ts';
