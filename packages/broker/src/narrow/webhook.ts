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
 * Which thing changed and how it stands, not the thing: whoever may hear of events is not thereby one who may read account
 * numbers and addresses, and pages read again what they show anyway.
 */
const THIN: Shape = {
  ...IDS,
  utility_accounts: [{ ...IDS, feature_availability: 'map' }],
  feature_availability: 'map',
};

/**
 * A webhook as one user's browsers get it, JSON on one line: `{type, created_at, data}`, where `data.id` is always an id. Nested rows
 * that name another user are left out.
 */
export function narrowWebhook(body: Row, user: string): string {
  const { id, ...thin } = narrow(ownOf(dataOf(body), user), THIN) as Row;
  // Some events have no id of their own; the nearest thing that has one stands in, and in the end the user.
  const ids = [id, thin.utility_meter_id, thin.utility_account_id, thin.utility_credential_id];
  const data = { id: ids.find(isPresent) ?? user, ...thin };
  const type = typeof body.type === 'string' ? body.type.slice(0, 128) : 'unknown';
  const at = body.created_at ?? body.createdAt;
  return JSON.stringify({ type, created_at: typeof at === 'string' ? at.slice(0, 64) : null, data });
}

const ownOf = (data: Row, user: string): Row =>
  Object.keys(data).reduce((own, field) => withoutOthers(own, field, user), data);

/** What a webhook says has changed; empty when it does not say. */
export const dataOf = (body: Row): Row => (isObject(body.data) ? body.data : {});

const isPresent = (id: unknown): boolean => Number.isSafeInteger(id) || (typeof id === 'string' && id !== '');
