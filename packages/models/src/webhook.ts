import { type ItemDecoder, isObject, items, type JsonObject, type Rejection, within } from './decoded.ts';
import {
  decodePlugWebhook,
  PLUG_WEBHOOK,
  type PlugWebhookEvent,
  userOf,
  type WebhookBase,
  webhookParts,
} from './plug-webhook.ts';
import { parseTimestamp } from './timestamp.ts';
import { type UtilityAccount, utilityAccount } from './utility-account.ts';
import { type UtilityCredential, utilityCredential } from './utility-credential.ts';
import { openWords } from './words.ts';

const CREDENTIAL_TYPES = [
  'utility_credential_verified',
  'utility_credential_rejected',
  'utility_credential_revoked',
  'utility_credential_verification_error',
  'utility_accounts_discovery_error',
] as const;
const INTERVAL_TYPES = ['historical_utility_intervals_discovered', 'new_utility_intervals_available'] as const;
const STATEMENT_TYPES = ['historical_utility_statements_discovered', 'new_utility_statement_available'] as const;

/** Known kinds of legacy Arc webhook. The two public lists differ and are incomplete, so it is open. Source: upstream reference 3.3. */
export const ARC_WEBHOOK_TYPES = [
  ...CREDENTIAL_TYPES,
  'utility_accounts_discovered',
  'utility_account_updated',
  ...INTERVAL_TYPES,
  ...STATEMENT_TYPES,
  'test',
] as const;

/** Known kind of legacy Arc webhook. */
export type ArcWebhookType = (typeof ARC_WEBHOOK_TYPES)[number];

const TYPE = /* @__PURE__ */ openWords(ARC_WEBHOOK_TYPES);

/** The known kind for a text; `unknown` for any other. */
export const arcWebhookTypeOf = (text: string): ArcWebhookType | 'unknown' => TYPE.of(text);

/** A login was verified, rejected, revoked, could not be checked, or its accounts could not be searched. */
export interface CredentialEvent extends WebhookBase {
  readonly type: (typeof CREDENTIAL_TYPES)[number];
  /** `null` when the body only mentions it; read it again then. */
  readonly data: UtilityCredential | null;
}

/** At least one account was found. */
export interface AccountsDiscoveredEvent extends WebhookBase {
  readonly type: 'utility_accounts_discovered';
  readonly data: {
    /** Of the event; the accounts name theirs, and in the sample the two differ. */
    readonly utilityCredentialId: number | null;
    readonly utilityAccounts: readonly UtilityAccount[];
  };
}

/** Any data of an account changed, feature availability included. */
export interface AccountUpdatedEvent extends WebhookBase {
  readonly type: 'utility_account_updated';
  /** `null` when the body only mentions it; read it again then. */
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

/** A statement arrived. Statements are not decoded further. */
export interface StatementsEvent extends WebhookBase {
  readonly type: (typeof STATEMENT_TYPES)[number];
  readonly data: { readonly utilityAccountId: number | null };
}

/** Sent on request to try an endpoint; to be ignored. */
export interface TestEvent extends WebhookBase {
  readonly type: 'test';
  readonly data: null;
}

/** A kind that is not known here; `typeText` and `raw` hold what came. */
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

const integer = (input: unknown): number | null => {
  const value = typeof input === 'string' && /^\d+$/.test(input) ? Number(input) : input;
  return Number.isSafeInteger(value) ? (value as number) : null;
};
const time = (input: unknown): number | null => (typeof input === 'string' ? parseTimestamp(input) : null);

/** A body that only mentions its subject by id is a hint and no error, so nothing is reported for it. */
function whole<T>(data: JsonObject, mark: string, decode: ItemDecoder<T>, rejected: Rejection[]): T | null {
  return Object.hasOwn(data, mark) ? (decode(data, { path: 'data', rejected }) ?? null) : null;
}

/**
 * Decodes a webhook of the legacy Arc API or of Plug, or a message of the broker's event stream, by its `type`. An event is a
 * hint to read again: `data` that is not readable, or names its subject by id only, still gives the event.
 * @throws {DecodeError} The body is no object or has no `type`.
 */
export function decodeWebhook(body: unknown): ArcWebhookEvent {
  const { typeText, createdAtMs, data: raw } = webhookParts(body);
  if (PLUG_WEBHOOK.of(typeText) !== 'unknown') return decodePlugWebhook(body);
  const data = isObject(raw) ? raw : {};
  const rejected: Rejection[] = [];
  const base: WebhookBase = { typeText, createdAtMs, userId: userOf(data), raw, rejected };
  const type = TYPE.of(typeText);
  switch (type) {
    case 'utility_accounts_discovered': {
      const scope = within({ path: 'data', rejected }, 'utility_accounts');
      const utilityAccounts = items(data.utility_accounts, utilityAccount, scope);
      return { ...base, type, data: { utilityCredentialId: integer(data.utility_credential_id), utilityAccounts } };
    }
    case 'utility_account_updated':
      return { ...base, type, data: whole(data, 'utility_credential_id', utilityAccount, rejected) };
    case 'historical_utility_intervals_discovered':
    case 'new_utility_intervals_available':
      return {
        ...base,
        type,
        data: {
          utilityAccountId: integer(data.utility_account_id),
          utilityMeterId: integer(data.utility_meter_id),
          startMs: time(data.intervals_start_time),
          endMs: time(data.intervals_end_time),
        },
      };
    case 'historical_utility_statements_discovered':
    case 'new_utility_statement_available':
      return { ...base, type, data: { utilityAccountId: integer(data.utility_account_id) } };
    case 'test':
      return { ...base, type, data: null };
    case 'unknown':
      return { ...base, type, data: null };
    default:
      return { ...base, type, data: whole(data, 'verification_status', utilityCredential, rejected) };
  }
}
