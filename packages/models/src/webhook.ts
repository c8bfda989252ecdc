import {
  type ItemDecoder,
  itemOrNull,
  items,
  type JsonObject,
  requiredItem,
  type Scope,
  shape,
  within,
} from './decoded.ts';
import { anything, intIdOrNull, timeOrNull } from './fields.ts';
import { openEnum } from './open-enum.ts';
import {
  decodePlugWebhook,
  PLUG_WEBHOOK,
  type PlugWebhookEvent,
  userOf,
  type WebhookBase,
  webhookParts,
} from './plug-webhook.ts';
import { type UtilityAccount, utilityAccount } from './utility-account.ts';
import { type UtilityCredential, utilityCredential } from './utility-credential.ts';

const CREDENTIAL_TYPES = [
  'utility_credential_verified',
  'utility_credential_rejected',
  'utility_credential_revoked',
  'utility_credential_verification_error',
  'utility_accounts_discovery_error',
] as const;
const INTERVAL_TYPES = ['historical_utility_intervals_discovered', 'new_utility_intervals_available'] as const;
const STATEMENT_TYPES = ['historical_utility_statements_discovered', 'new_utility_statement_available'] as const;

/**
 * Known kinds of legacy Arc webhook. The two public lists differ and are incomplete. Source:
 * UPSTREAM.md, Webhooks.
 */
export const ARC_WEBHOOK_TYPES = [
  ...CREDENTIAL_TYPES,
  'utility_accounts_discovered',
  'utility_account_updated',
  ...INTERVAL_TYPES,
  ...STATEMENT_TYPES,
  'test',
] as const;

/** One of {@link ARC_WEBHOOK_TYPES}. */
export type ArcWebhookType = (typeof ARC_WEBHOOK_TYPES)[number];

const TYPE = /* @__PURE__ */ openEnum(ARC_WEBHOOK_TYPES);

/** Returns the kind that a text names; `unknown` for any other text and for `null`. */
export const arcWebhookTypeOf = (text: string | null): ArcWebhookType | 'unknown' => TYPE.of(text);

/** The status of a login changed, or the search for its accounts failed. */
export interface CredentialEvent extends WebhookBase {
  readonly type: (typeof CREDENTIAL_TYPES)[number];
  /** `null` if the event has only its id. */
  readonly data: UtilityCredential | null;
}

/** At least one account was found. */
export interface AccountsDiscoveredEvent extends WebhookBase {
  readonly type: 'utility_accounts_discovered';
  readonly data: {
    /** Id in the event itself; in the sample it differs from that of the accounts. */
    readonly utilityCredentialId: number | null;
    readonly utilityAccounts: readonly UtilityAccount[];
  };
}

/** Data of an account changed, such as the availability of a feature. */
export interface AccountUpdatedEvent extends WebhookBase {
  readonly type: 'utility_account_updated';
  /** `null` if the event has only its id. */
  readonly data: UtilityAccount | null;
}

/** Interval data arrived. */
export interface IntervalsEvent extends WebhookBase {
  readonly type: (typeof INTERVAL_TYPES)[number];
  readonly data: {
    readonly utilityAccountId: number | null;
    readonly utilityMeterId: number | null;
    /** Epoch ms. */
    readonly startMs: number | null;
    /** Epoch ms. */
    readonly endMs: number | null;
  };
}

/** A statement arrived. */
export interface StatementsEvent extends WebhookBase {
  readonly type: (typeof STATEMENT_TYPES)[number];
  readonly data: { readonly utilityAccountId: number | null };
}

/** A test of the endpoint; ignore it. */
export interface TestEvent extends WebhookBase {
  readonly type: 'test';
  readonly data: null;
}

/** An event of an unknown kind; `typeText` and `raw` have what was sent. */
export interface UnknownEvent extends WebhookBase {
  readonly type: 'unknown';
  readonly data: null;
}

/** Any webhook of the platform, and any message of the broker's event stream. Switch on `type`. */
export type ArcWebhookEvent =
  | CredentialEvent
  | AccountsDiscoveredEvent
  | AccountUpdatedEvent
  | IntervalsEvent
  | StatementsEvent
  | TestEvent
  | UnknownEvent
  | PlugWebhookEvent;

type Discovered = AccountsDiscoveredEvent['data'];
const discovered: ItemDecoder<Discovered> = /* @__PURE__ */ shape(
  { utility_credential_id: intIdOrNull, utility_accounts: anything },
  (wire, scope) => ({
    utilityCredentialId: wire.utility_credential_id,
    utilityAccounts: items(wire.utility_accounts, utilityAccount, within(scope, 'utility_accounts')),
  }),
);
const intervals: ItemDecoder<IntervalsEvent['data']> = /* @__PURE__ */ shape(
  {
    utility_account_id: intIdOrNull,
    utility_meter_id: intIdOrNull,
    intervals_start_time: timeOrNull,
    intervals_end_time: timeOrNull,
  },
  (wire) => ({
    utilityAccountId: wire.utility_account_id,
    utilityMeterId: wire.utility_meter_id,
    startMs: wire.intervals_start_time,
    endMs: wire.intervals_end_time,
  }),
);
const statements: ItemDecoder<StatementsEvent['data']> = /* @__PURE__ */ shape(
  { utility_account_id: intIdOrNull },
  (wire) => ({ utilityAccountId: wire.utility_account_id }),
);

/**
 * Decodes `data` if it is a whole resource, which has the field `mark`. Otherwise it has only ids.
 */
const decodeIfWhole = <T>(data: JsonObject, mark: string, decode: ItemDecoder<T>, scope: Scope): T | null =>
  Object.hasOwn(data, mark) ? itemOrNull(data, decode, scope) : null;

/** Returns the kind and the decoded data of an event. */
function subjectOf(type: ArcWebhookType | 'unknown', data: JsonObject, scope: Scope) {
  switch (type) {
    case 'utility_accounts_discovered':
      return { type, data: requiredItem(data, discovered, scope) };
    case 'utility_account_updated':
      return { type, data: decodeIfWhole(data, 'utility_credential_id', utilityAccount, scope) };
    case 'historical_utility_intervals_discovered':
    case 'new_utility_intervals_available':
      return { type, data: requiredItem(data, intervals, scope) };
    case 'historical_utility_statements_discovered':
    case 'new_utility_statement_available':
      return { type, data: requiredItem(data, statements, scope) };
    case 'test':
      return { type, data: null };
    case 'unknown':
      return { type, data: null };
    default:
      return { type, data: decodeIfWhole(data, 'verification_status', utilityCredential, scope) };
  }
}

/**
 * Decodes a webhook of the legacy Arc API or of Plug, or a message of the broker's event stream. An
 * event is a hint to read data again, so it is returned also if its `data` cannot be read or has
 * only ids.
 * @throws {DecodeError} The body is not an object, or has no `type`.
 */
export function decodeWebhook(body: unknown): ArcWebhookEvent {
  const { typeText, createdAtMs, raw, data, scope, rejected } = webhookParts(body);
  if (PLUG_WEBHOOK.of(typeText) !== 'unknown') return decodePlugWebhook(body);
  const subject = subjectOf(TYPE.of(typeText), data, scope);
  return { ...subject, typeText, createdAtMs, userId: userOf(data, scope), raw, rejected };
}
