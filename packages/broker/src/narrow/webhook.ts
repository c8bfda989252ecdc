import { withoutOthers } from './owner.ts';
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
 * Ids and states only. A session with the scope for events may lack the scope for account numbers
 * and addresses, and pages read again what they show anyway.
 */
const EVENT_DATA: Shape = {
  ...IDS,
  utility_accounts: [{ ...IDS, feature_availability: 'map' }],
  feature_availability: 'map',
};

/**
 * Narrows a webhook to what one user's browsers may see. Returns JSON on one line,
 * `{type, created_at, data}`, where `data.id` always has a value. Nested rows that name another
 * user are left out.
 */
export function narrowWebhook(body: Row, user: string): string {
  const { id, ...rest } = narrow(ownPartsOf(dataOf(body), user), EVENT_DATA) as Row;
  // An event without an id gets that of its meter, account or login, or else of the user.
  const ids = [id, rest.utility_meter_id, rest.utility_account_id, rest.utility_credential_id];
  const data = { id: ids.find(isPresent) ?? user, ...rest };
  const type = typeof body.type === 'string' ? body.type.slice(0, 128) : 'unknown';
  const at = body.created_at ?? body.createdAt;
  return JSON.stringify({ type, created_at: typeof at === 'string' ? at.slice(0, 64) : null, data });
}

const ownPartsOf = (data: Row, user: string): Row =>
  Object.keys(data).reduce((own, field) => withoutOthers(own, field, user), data);

/** Returns `data` of a webhook; an empty object if it has none. */
export const dataOf = (body: Row): Row => (isObject(body.data) ? body.data : {});

const isPresent = (id: unknown): boolean => Number.isSafeInteger(id) || (typeof id === 'string' && id !== '');
