import {
  type Decoded,
  decodeList,
  decodeSingle,
  type Envelope,
  type Extra,
  type ItemDecoder,
  items,
  shape,
  within,
} from './decoded.ts';
import { anything, booleanOrNull, numberOrNull, textId, textOrNull, timeOrNull } from './fields.ts';
import { type ArcWebhookType, arcWebhookTypeOf } from './webhook.ts';

/**
 * Wire shape. Source: UPSTREAM.md, Webhooks, `WebhookEndpoint`; the prose calls the key
 * `webhook_signing_key`.
 */
const ENDPOINT_FIELDS = {
  id: textId,
  url: textOrNull,
  signing_key: textOrNull,
  webhook_signing_key: textOrNull,
  enabled: booleanOrNull,
  arc_version: textOrNull,
  sandboxed: booleanOrNull,
  created_at: timeOrNull,
  updated_at: timeOrNull,
};

/** Wire shape. Source: UPSTREAM.md, Webhooks, `WebhookEventSummary` and `WebhookEvent`. */
const EVENT_FIELDS = {
  id: textId,
  webhook_endpoint_id: textOrNull,
  type: textOrNull,
  delivered: booleanOrNull,
  sandboxed: booleanOrNull,
  created_at: timeOrNull,
  updated_at: timeOrNull,
  data: anything,
  delivery_attempts: anything,
};

/** Wire shape. Source: UPSTREAM.md, Webhooks, `WebhookDeliveryAttempt`. */
const ATTEMPT_FIELDS = {
  id: textId,
  webhook_event_id: textOrNull,
  response_status_code: numberOrNull,
  response_body: textOrNull,
  sandboxed: booleanOrNull,
  created_at: timeOrNull,
  updated_at: timeOrNull,
};

/** An address that receives webhooks. Identified by `id`. */
export interface WebhookEndpoint {
  /** A UUID. */
  readonly id: string;
  readonly url: string | null;
  /** Key of the signature. Secret: never log it or send it to a browser. `null` if not given. */
  readonly signingKey: string | null;
  readonly enabled: boolean;
  /** API version of the events, `YYYY-MM-DD`. */
  readonly arcVersion: string | null;
  readonly sandboxed: boolean;
  /** Epoch ms. */
  readonly createdAtMs: number | null;
  /** Epoch ms. */
  readonly updatedAtMs: number | null;
  readonly extra: Extra;
}

/** One attempt to deliver an event. Identified by `id`. */
export interface WebhookDeliveryAttempt {
  readonly id: string;
  readonly eventId: string | null;
  /** HTTP status of the answer; `null` if there was none. */
  readonly responseStatus: number | null;
  readonly responseBody: string | null;
  readonly sandboxed: boolean;
  /** Epoch ms. */
  readonly createdAtMs: number | null;
  /** Epoch ms. */
  readonly updatedAtMs: number | null;
  readonly extra: Extra;
}

/** An event in the platform's log, which is kept for 30 days. Identified by `id`. */
export interface WebhookEventRecord {
  readonly id: string;
  readonly endpointId: string | null;
  /** The two public lists of kinds differ and are incomplete, so `unknown` is to be expected. */
  readonly type: ArcWebhookType | 'unknown';
  /** As written by the platform. */
  readonly typeText: string | null;
  /** `null` if not given. */
  readonly delivered: boolean | null;
  readonly sandboxed: boolean;
  /** Epoch ms. */
  readonly createdAtMs: number | null;
  /** Epoch ms. */
  readonly updatedAtMs: number | null;
  /** Undecoded; `undefined` in lists. Decode `{ type, created_at, data }` with `decodeWebhook`. */
  readonly data: unknown;
  /** Empty in lists. */
  readonly deliveryAttempts: readonly WebhookDeliveryAttempt[];
  readonly extra: Extra;
}

const endpoint: ItemDecoder<WebhookEndpoint> = /* @__PURE__ */ shape(ENDPOINT_FIELDS, (wire, _scope, extra) => ({
  id: wire.id,
  url: wire.url,
  signingKey: wire.signing_key ?? wire.webhook_signing_key,
  enabled: wire.enabled ?? false,
  arcVersion: wire.arc_version,
  sandboxed: wire.sandboxed ?? false,
  createdAtMs: wire.created_at,
  updatedAtMs: wire.updated_at,
  extra,
}));

const attempt: ItemDecoder<WebhookDeliveryAttempt> = /* @__PURE__ */ shape(ATTEMPT_FIELDS, (wire, _scope, extra) => ({
  id: wire.id,
  eventId: wire.webhook_event_id,
  responseStatus: wire.response_status_code,
  responseBody: wire.response_body,
  sandboxed: wire.sandboxed ?? false,
  createdAtMs: wire.created_at,
  updatedAtMs: wire.updated_at,
  extra,
}));

const record: ItemDecoder<WebhookEventRecord> = /* @__PURE__ */ shape(EVENT_FIELDS, (wire, scope, extra) => ({
  id: wire.id,
  endpointId: wire.webhook_endpoint_id,
  type: arcWebhookTypeOf(wire.type),
  typeText: wire.type,
  delivered: wire.delivered,
  sandboxed: wire.sandboxed ?? false,
  createdAtMs: wire.created_at,
  updatedAtMs: wire.updated_at,
  data: wire.data,
  deliveryAttempts: items(wire.delivery_attempts, attempt, within(scope, 'delivery_attempts')),
  extra,
}));

const ENVELOPE: Envelope = { list: 'data', id: 'id' };

/**
 * Decodes `GET /webhook/endpoints`. Items that cannot be read are left out.
 * @throws {DecodeError} The body has no `data` list and is not an endpoint.
 */
export function decodeWebhookEndpoints(body: unknown): Decoded<WebhookEndpoint> {
  return decodeList(body, ENVELOPE, endpoint);
}

/**
 * Decodes one endpoint, as the routes that create, read, change and delete it answer.
 * @throws {DecodeError} The body does not have an endpoint, or it cannot be read.
 */
export function decodeWebhookEndpoint(body: unknown): WebhookEndpoint {
  return decodeSingle(body, ENVELOPE, endpoint);
}

/**
 * Decodes `GET /webhook/endpoints/{id}/events`. Items that cannot be read are left out.
 * @throws {DecodeError} The body has no `data` list and is not an event.
 */
export function decodeWebhookEvents(body: unknown): Decoded<WebhookEventRecord> {
  return decodeList(body, ENVELOPE, record);
}

/**
 * Decodes `GET /webhook/endpoints/{id}/events/{id}`, with its delivery attempts.
 * @throws {DecodeError} The body does not have an event, or it cannot be read.
 */
export function decodeWebhookEvent(body: unknown): WebhookEventRecord {
  return decodeSingle(body, ENVELOPE, record);
}
