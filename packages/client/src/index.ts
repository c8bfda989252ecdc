export type { IntervalData } from '@arc-elements/intervals';
export type {
  AccountAddressInput,
  AccountInput,
  AccountOptions,
  AccountsApi,
  PropertyInput,
} from './accounts.ts';
export { type ArcClient, createArcClient } from './client.ts';
export { type ClientCredentialsOptions, clientCredentials } from './client-credentials.ts';
export type { ArcClock } from './clock.ts';
export type { ConnectApi, ConnectOptions } from './connect.ts';
export type { CredentialsApi } from './credentials.ts';
export type { PollOptions } from './events/poller.ts';
export type { IntervalsApi } from './intervals.ts';
export type { MeterListOptions, MetersApi } from './meters.ts';
export type { PageSignals } from './page-signals.ts';
export { createPlatformClient, type PlatformClientOptions } from './platform.ts';
export { createArcSession } from './session.ts';
export { type SessionFromUrlOptions, sessionFromUrl } from './session-from-url.ts';
export type { ArcSession, ArcSessionOptions, SessionState } from './session-types.ts';
export { profileStore } from './stores/profile.ts';
export type { Resource, ResourceStore } from './stores/resource-store.ts';
export { type ReadableStore, select } from './stores/select.ts';
export type { FetchSession } from './token-keeper.ts';
export type { AuthRequest, AuthSource, CallOptions, TransportOptions } from './transport.ts';
export type { UtilityAccountsApi } from './utility-accounts.ts';
export type { ListOptions, UtilityCredentialsApi } from './utility-credentials.ts';
