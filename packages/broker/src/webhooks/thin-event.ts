import { asRecord } from '../body.ts';
import { USER } from '../ids.ts';
import { narrow, type Shape } from '../narrow.ts';

/** An event ready to be stored. */
export interface ThinEvent {
  readonly user: string;
  /** JSON on one line: `{type, created_at, data}`. */
  readonly data: string;
}

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
 * What of a webhook goes to browsers: which thing changed and how it stands, not the thing. A session that may hear of
 * events is not thereby one that may read account numbers and addresses, and pages re-read what they show anyway.
 */
const THIN: Shape = {
  ...IDS,
  utility_accounts: [{ ...IDS, feature_availability: 'map' }],
  feature_availability: 'map',
};

/** The user an event is about, or `null` when it names none (a `test` event) or none that could be ours. */
export function userOf(data: Record<string, unknown>): string | null {
  const named = data.client_user_id ?? data.correlationId;
  const text = typeof named === 'number' ? String(named) : named;
  return typeof text === 'string' && USER.test(text) ? text : null;
}

/** The event as this user's browsers get it. Whatever in it names another user is left out. */
export function thinEvent(body: Record<string, unknown>, data: Record<string, unknown>, user: string): ThinEvent {
  const own = asRecord(withoutOthers(data, user)) ?? {};
  const thin = narrow(own, THIN) as Record<string, unknown>;
  // Some events have no id of their own; the nearest thing that has one stands in, so that `data.id` is always there.
  thin.id ??= own.utility_meter_id ?? own.utility_account_id ?? own.utility_credential_id ?? null;
  const type = typeof body.type === 'string' ? body.type.slice(0, 128) : 'unknown';
  const at = body.created_at ?? body.createdAt;
  const createdAt = typeof at === 'string' ? at.slice(0, 64) : null;
  return { user, data: JSON.stringify({ type, created_at: createdAt, data: thin }) };
}

/** A copy without anything that says it belongs to somebody else, at any depth; `undefined` when all of it does. */
function withoutOthers(value: unknown, user: string, depth = 0): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth > 16) return undefined;
  if (Array.isArray(value)) {
    return value.map((item) => withoutOthers(item, user, depth + 1)).filter((item) => item !== undefined);
  }
  const record = value as Record<string, unknown>;
  for (const key of ['client_user_id', 'correlationId']) {
    const named = record[key];
    if (named !== undefined && named !== null && String(named) !== user) return undefined;
  }
  const entries: [string, unknown][] = [];
  for (const [key, item] of Object.entries(record)) {
    const kept = withoutOthers(item, user, depth + 1);
    if (kept !== undefined) entries.push([key, kept]);
  }
  return Object.fromEntries(entries);
}
