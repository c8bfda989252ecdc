import { type Credential, credential } from './credential.ts';
import { isObject, type JsonObject, type Rejection } from './decoded.ts';
import { DecodeError } from './error.ts';
import { type Meter, meter } from './meter.ts';
import { isNullText, parseTimestamp } from './timestamp.ts';
import { openWords } from './words.ts';

/** Kinds of Plug webhook. Source: upstream reference 4.7. */
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
  /** What in `data` could not be read. */
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

/** Reads the parts that every webhook body has. Throws on a body that is no event. */
export function webhookParts(body: unknown): {
  readonly typeText: string;
  readonly createdAtMs: number | null;
  readonly data: unknown;
} {
  if (!isObject(body)) throw new DecodeError('', 'expected an object with type, created_at and data');
  const typeText = body.type;
  if (typeof typeText !== 'string' || typeText.trim() === '') throw new DecodeError('type', 'expected text');
  const created = body.created_at ?? body.createdAt;
  const createdAtMs = typeof created === 'string' && !isNullText(created) ? parseTimestamp(created) : null;
  return { typeText, createdAtMs, data: body.data };
}

/** Id of the user an event is about; a number becomes text. */
export function userOf(data: JsonObject): string | null {
  const id = data.client_user_id ?? data.correlationId;
  return typeof id === 'number' ? String(id) : typeof id === 'string' && id !== '' ? id : null;
}

/**
 * Decodes a Plug webhook. An event is a hint: a resource told by id only, or not readable, still gives the event.
 * @throws {DecodeError} The body is no object or has no `type`.
 */
export function decodePlugWebhook(body: unknown): PlugWebhookEvent {
  const { typeText, createdAtMs, data: raw } = webhookParts(body);
  const data = isObject(raw) ? raw : {};
  const id = data.id;
  const resourceId = typeof id === 'string' && id !== '' ? id : null;
  const resource = resourceId?.startsWith('crd_') ? 'credential' : resourceId?.startsWith('mtr_') ? 'meter' : 'unknown';
  const rejected: Rejection[] = [];
  // Without a status it is a mention, not the resource: decoding it would report "unknown" where nothing is known.
  const whole = Object.hasOwn(data, 'status');
  const scope = { path: 'data', rejected };
  const decoded =
    !whole || resource === 'unknown' ? null : ((resource === 'credential' ? credential : meter)(data, scope) ?? null);
  return {
    type: PLUG_WEBHOOK.of(typeText),
    typeText,
    createdAtMs,
    userId: userOf(data),
    resource,
    resourceId,
    data: decoded,
    raw,
    rejected,
  };
}
