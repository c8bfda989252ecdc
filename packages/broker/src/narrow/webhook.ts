import { DecodeError } from '@arc-elements/models';
import { isObject, narrow, type Row, type Shape } from './shape.ts';

const IDS = {
  id: true,
  client_user_id: true,
  correlationId: true,
  utility_credential_id: true,
  utility_account_id: true,
  utility_meter_id: true,
  utility_name: true,
  verification_status: true,
  verification_updated_at: true,
  accounts_load_in_progress: true,
  intervals_start_time: true,
  intervals_end_time: true,
  status: true,
  statusDetail: true,
  isActive: true,
  isIntervalsProductActive: true,
  isCustomerActionRequired: true,
  created_at: true,
  updated_at: true,
  lastModifiedAt: true,
} as const;

/**
 * Which thing changed and how it stands, not the thing: whoever may hear of events is not thereby one who may read account
 * numbers and addresses, and pages read again what they show anyway.
 */
const THIN: Shape = {
  ...IDS,
  utility_accounts: [{ ...IDS, feature_availability: 'map' }],
  feature_availability: 'map',
};

/** A webhook, and whom and what it is about: `null` where it does not say, as a `test` event and one about a meter do not. */
export interface WebhookSubject {
  readonly body: Row;
  readonly user: string | null;
  readonly id: string | null;
}

/** @throws {DecodeError} The body is no object. */
export function webhookSubject(body: unknown): WebhookSubject {
  if (!isObject(body)) throw new DecodeError('', 'expected an object');
  const data = dataOf(body);
  return { body, user: userOf(data) ?? userOf(body), id: typeof data.id === 'string' ? data.id : null };
}

/** Id of the user an event is about; a number becomes text. */
function userOf(data: Row): string | null {
  const id = data.client_user_id ?? data.correlationId;
  return typeof id === 'number' ? String(id) : typeof id === 'string' && id !== '' ? id : null;
}

const dataOf = (body: Row): Row => (isObject(body.data) ? body.data : {});

/** A webhook as one user's browsers get it, JSON on one line: `{type, created_at, data}`. What names another user is left out. */
export function narrowWebhook(body: Row, user: string): string {
  const own = withoutOthers(dataOf(body), user);
  const thin = narrow(own, THIN) as Row;
  const { utility_meter_id: meter, utility_account_id: account, utility_credential_id: credential } = thin;
  // Some events have no id of their own; the nearest thing that has one stands in, so that `data.id` is always there.
  thin.id ??= meter ?? account ?? credential ?? null;
  const type = typeof body.type === 'string' ? body.type.slice(0, 128) : 'unknown';
  const at = body.created_at ?? body.createdAt;
  return JSON.stringify({ type, created_at: typeof at === 'string' ? at.slice(0, 64) : null, data: thin });
}

const MAX_DEPTH = 16;

/** A copy without anything that says it belongs to somebody else, at any depth; empty when all of it does. */
const withoutOthers = (data: Row, user: string): Row => {
  const kept = own(data, user, 0);
  return isObject(kept) ? kept : {};
};

function own(value: unknown, user: string, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth > MAX_DEPTH) return undefined;
  if (Array.isArray(value)) {
    return value.map((item) => own(item, user, depth + 1)).filter((item) => item !== undefined);
  }
  const { client_user_id: legacy, correlationId } = value as Row;
  if ([legacy, correlationId].some((named) => String(named ?? user) !== user)) return undefined;
  const entries = Object.entries(value).map(([key, item]) => [key, own(item, user, depth + 1)] as const);
  return Object.fromEntries(entries.filter(([, item]) => item !== undefined));
}
