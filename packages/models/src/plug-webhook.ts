import { type Credential, credential } from './credential.ts';
import {
  type ItemDecoder,
  isObject,
  type JsonObject,
  one,
  type Rejection,
  type Scope,
  shape,
  within,
} from './decoded.ts';
import { anything, textId, textOrNull, timeOrNull } from './fields.ts';
import { type Meter, meter } from './meter.ts';
import { openWords } from './words.ts';

/** Kinds of Plug webhook. Source: UPSTREAM.md, Webhooks. */
export type PlugWebhookType =
  | 'STATUS_CHANGE'
  | 'NEW_DATA_AVAILABLE'
  | 'EXISTING_DATA_UPDATED'
  | 'REAL_TIME_CREDENTIAL_VALIDATION_SUCCESS'
  | 'REAL_TIME_CREDENTIAL_VALIDATION_FAILURE'
  | 'unknown';

/** Words of {@link PlugWebhookType}. */
export const PLUG_WEBHOOK = /* @__PURE__ */ openWords([
  'STATUS_CHANGE',
  'NEW_DATA_AVAILABLE',
  'EXISTING_DATA_UPDATED',
  'REAL_TIME_CREDENTIAL_VALIDATION_SUCCESS',
  'REAL_TIME_CREDENTIAL_VALIDATION_FAILURE',
]);

/** What every event has, whatever its kind. */
export interface WebhookBase {
  /** The kind as written by the platform. */
  readonly typeText: string;
  /** Epoch ms; `null` when not told. */
  readonly createdAtMs: number | null;
  /** The partner's own user id the event is about; `null` when not told. */
  readonly userId: string | null;
  /** The `data` as it came, for what is not decoded. */
  readonly raw: unknown;
  /** What could not be read, in `data` too. */
  readonly rejected: readonly Rejection[];
}

/** A Plug webhook. Its resource is told apart by its id: `crd_…` is a credential, `mtr_…` a meter. */
export interface PlugWebhookEvent extends WebhookBase {
  readonly type: PlugWebhookType;
  readonly resource: 'credential' | 'meter' | 'unknown';
  /** Id of the resource; `null` when not told. */
  readonly resourceId: string | null;
  /** The resource as the API returns it; `null` when it is of another kind, or told by id only. */
  readonly data: Credential | Meter | null;
}

const EVENT_FIELDS = {
  type: textId,
  created_at: timeOrNull,
  createdAt: timeOrNull,
  data: anything,
};
const USER_FIELDS = { client_user_id: textOrNull, correlationId: textOrNull };
const RESOURCE_FIELDS = { id: textOrNull };

/** What an event is about. A `data` that is no object says nothing. */
export interface WebhookParts extends Omit<WebhookBase, 'userId'> {
  readonly data: JsonObject;
  /** Where `data` is, to report to. */
  readonly scope: Scope;
}

const parts: ItemDecoder<WebhookParts> = /* @__PURE__ */ shape(EVENT_FIELDS, (wire, scope) => ({
  typeText: wire.type,
  createdAtMs: wire.created_at ?? wire.createdAt,
  raw: wire.data,
  data: isObject(wire.data) ? wire.data : {},
  scope: within(scope, 'data'),
  rejected: scope.rejected,
}));
const user: ItemDecoder<{ readonly id: string | null }> = /* @__PURE__ */ shape(USER_FIELDS, (wire) => ({
  id: wire.client_user_id ?? wire.correlationId,
}));
const resource: ItemDecoder<{ readonly id: string | null }> = /* @__PURE__ */ shape(RESOURCE_FIELDS, ({ id }) => ({
  id,
}));

/** Reads the parts that every webhook body has. Throws on a body that is no event. */
export const webhookParts = (body: unknown): WebhookParts => one(body, parts, { path: '', rejected: [] });

/** Id of the user an event is about. What the decoder of its subject has reported is not reported again. */
export function userOf(data: JsonObject, { path, rejected }: Scope): string | null {
  const own: Scope = { path, rejected: [] };
  const { id } = one(data, user, own);
  rejected.push(...own.rejected.filter((each) => !rejected.some((other) => other.path === each.path)));
  return id;
}

/**
 * Decodes a Plug webhook. An event is a hint: a resource told by id only, or not readable, still gives the event.
 * @throws {DecodeError} The body is no object or has no `type`.
 */
export function decodePlugWebhook(body: unknown): PlugWebhookEvent {
  const { typeText, createdAtMs, raw, data, scope, rejected } = webhookParts(body);
  const { id } = one(data, resource, scope);
  const kind = id?.startsWith('crd_') ? 'credential' : id?.startsWith('mtr_') ? 'meter' : 'unknown';
  // Without a status it is a mention, not the resource: decoding it would report "unknown" where nothing is known.
  const whole = Object.hasOwn(data, 'status') && kind !== 'unknown';
  const decoded = whole ? ((kind === 'credential' ? credential : meter)(data, scope) ?? null) : null;
  return {
    type: PLUG_WEBHOOK.of(typeText),
    typeText,
    createdAtMs,
    userId: userOf(data, scope),
    resource: kind,
    resourceId: id,
    data: decoded,
    raw,
    rejected,
  };
}
