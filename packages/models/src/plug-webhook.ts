import { type Credential, credential } from './credential.ts';
import {
  type ItemDecoder,
  isObject,
  type JsonObject,
  type Rejection,
  requiredItem,
  type Scope,
  shape,
  within,
} from './decoded.ts';
import { anything, textId, textOrNull, timeOrNull } from './fields.ts';
import { type Meter, meter } from './meter.ts';
import { openEnum } from './open-enum.ts';

/** Kinds of Plug webhook. Source: UPSTREAM.md, Webhooks. */
export type PlugWebhookType =
  | 'STATUS_CHANGE'
  | 'NEW_DATA_AVAILABLE'
  | 'EXISTING_DATA_UPDATED'
  | 'REAL_TIME_CREDENTIAL_VALIDATION_SUCCESS'
  | 'REAL_TIME_CREDENTIAL_VALIDATION_FAILURE'
  | 'unknown';

/** The known kinds of {@link PlugWebhookType}. */
export const PLUG_WEBHOOK = /* @__PURE__ */ openEnum([
  'STATUS_CHANGE',
  'NEW_DATA_AVAILABLE',
  'EXISTING_DATA_UPDATED',
  'REAL_TIME_CREDENTIAL_VALIDATION_SUCCESS',
  'REAL_TIME_CREDENTIAL_VALIDATION_FAILURE',
]);

/** Fields that every event has. */
export interface WebhookBase {
  /** The kind, as written by the platform. */
  readonly typeText: string;
  /** Epoch ms; `null` if not given. */
  readonly createdAtMs: number | null;
  /** The partner's own user id of the event's user; `null` if not given. */
  readonly userId: string | null;
  /** The undecoded `data`. */
  readonly raw: unknown;
  /** Fields that could not be read, also in `data`. */
  readonly rejected: readonly Rejection[];
}

/** A Plug webhook. The id shows what its resource is: `crd_…` is a credential, `mtr_…` a meter. */
export interface PlugWebhookEvent extends WebhookBase {
  readonly type: PlugWebhookType;
  readonly resource: 'credential' | 'meter' | 'unknown';
  /** Id of the resource; `null` if not given. */
  readonly resourceId: string | null;
  /**
   * The resource as the API returns it; `null` if it is of another kind, or if there is only its
   * id.
   */
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

/** The parts of an event. A `data` that is not an object counts as empty. */
export interface WebhookParts extends Omit<WebhookBase, 'userId'> {
  readonly data: JsonObject;
  /** Scope of `data`. */
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

/**
 * Decodes the parts of any webhook.
 * @throws {DecodeError} The body is not an event.
 */
export const webhookParts = (body: unknown): WebhookParts => requiredItem(body, parts, { path: '', rejected: [] });

/** Returns the id of the event's user. Does not repeat what the decoder of `data` has reported. */
export function userOf(data: JsonObject, { path, rejected }: Scope): string | null {
  const userScope: Scope = { path, rejected: [] };
  const { id } = requiredItem(data, user, userScope);
  rejected.push(...userScope.rejected.filter((each) => !rejected.some((other) => other.path === each.path)));
  return id;
}

/**
 * Decodes a Plug webhook. An event is a hint, so it is returned also if its resource cannot be read
 * or is named by its id only.
 * @throws {DecodeError} The body is not an object, or has no `type`.
 */
export function decodePlugWebhook(body: unknown): PlugWebhookEvent {
  const { typeText, createdAtMs, raw, data, scope, rejected } = webhookParts(body);
  const { id } = requiredItem(data, resource, scope);
  const kind = id?.startsWith('crd_') ? 'credential' : id?.startsWith('mtr_') ? 'meter' : 'unknown';
  // Without a status it is not the whole resource: decoding it would give the status "unknown".
  const isWhole = Object.hasOwn(data, 'status') && kind !== 'unknown';
  const decoded = isWhole ? ((kind === 'credential' ? credential : meter)(data, scope) ?? null) : null;
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
