/** Types that partners rely on, checked by the compiler: a change here is a breaking change. */
import type {
  AccountStatus,
  ArcErrorCode,
  ArcWebhookEvent,
  Availability,
  Connection,
  ConnectionActor,
  ConnectionState,
  ConnectionStep,
  ConnectMessage,
  Credential,
  Decoded,
  FeatureName,
  Meter,
  MeterStatus,
  SessionGrant,
  UtilityAccount,
  UtilityCredential,
  VerificationStatus,
} from './index.ts';
import {
  type ArcError,
  decodeAccounts,
  type decodeMeter,
  type decodeMeters,
  type FEATURE_NAMES,
  isArcError,
} from './index.ts';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <_T extends true>(): void => undefined;

same<Equal<VerificationStatus, 'pending' | 'verified' | 'rejected' | 'error' | 'unknown'>>();
same<Equal<AccountStatus, 'active' | 'closed' | 'incomplete' | 'locked' | 'unknown'>>();
same<Equal<Availability, 'AVAILABLE' | 'NOT_READY' | 'NOT_AVAILABLE' | 'unknown'>>();
same<Equal<FeatureName, (typeof FEATURE_NAMES)[number]>>();
same<
  Equal<
    MeterStatus,
    'INTERVALS_NOT_REQUESTED' | 'INTERVALS_IN_PROGRESS' | 'INTERVALS_SUCCESS' | 'INTERVALS_NOT_SUPPORTED' | 'unknown'
  >
>();
same<Equal<ConnectionState, 'checking' | 'connected' | 'needs-attention' | 'retrying' | 'unknown'>>();
same<Equal<ConnectionActor, 'person' | 'utility' | 'platform' | 'nobody'>>();
same<Equal<ConnectionStep, 'wait' | 'sign-in-again' | 'approve-email' | 'contact-utility' | 'nothing'>>();
same<Equal<ReturnType<typeof decodeMeters>, Decoded<Meter>>>();
same<Equal<ReturnType<typeof decodeMeter>, Meter>>();
same<Equal<UtilityAccount['features'], Readonly<Record<FeatureName, Availability>>>>();
same<Equal<UtilityAccount['status'], AccountStatus | null>>();
same<Equal<UtilityCredential['id'], number>>();
same<Equal<Credential['id'], string>>();
same<Equal<Meter['meterNumber'], string | null>>();
same<Equal<Connection['sinceMs'], number | null>>();
same<Equal<keyof SessionGrant, 'token' | 'sessionId' | 'expiresAtMs'>>();
same<Equal<ConnectMessage['type'], 'onStart' | 'onCredentialsSubmitted' | 'onEnd'>>();

// Switching on `type` narrows an event to its own data.
export function discovered(event: ArcWebhookEvent): readonly UtilityAccount[] {
  return event.type === 'utility_accounts_discovered' ? event.data.utilityAccounts : [];
}

// A list of Switch accounts is an ordinary decoded list.
export const accounts: Decoded<unknown> = decodeAccounts({ results: [] });

// The guard narrows `unknown`, and a map of labels can have every `code`.
export function codeOf(error: unknown): ArcErrorCode | null {
  return isArcError(error) ? error.code : null;
}

// Unknown fields are absent, never undefined.
// @ts-expect-error -- with exactOptionalPropertyTypes, `undefined` is not a status
export const status: Required<Pick<ArcError, 'status'>> = { status: undefined };

// Everything is read-only: a decoded object may be shared by every widget of a page.
export function meddle(meter: Meter): void {
  // @ts-expect-error -- read-only
  meter.id = 'mtr_other';
  // @ts-expect-error -- read-only
  meter.accounts.push({ id: null, accountNumber: null });
}
