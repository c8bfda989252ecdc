import { DecodeError } from '@arc-elements/models';
import { isId, requireNoOtherOwner, requireOwnerField, withoutOthers } from './owner.ts';
import { narrowRows } from './rows.ts';
import { isObject, narrow, type Row, type Shape } from './shape.ts';

const STAMPS = { created_at: true, updated_at: true, sandboxed: true } as const;

/** Source: UPSTREAM.md, Credentials. */
const CREDENTIAL = {
  id: true,
  client_user_id: true,
  utility_name: true,
  utility_long_name: true,
  username: true,
  verification_status: true,
  accounts_load_in_progress: true,
  verification_updated_at: true,
  uses_test_scenario: true,
  ...STAMPS,
} as const satisfies Shape;

/** Source: UPSTREAM.md, Accounts. */
const ACCOUNT = {
  id: true,
  client_user_id: true,
  utility_name: true,
  utility_long_name: true,
  utility_credential_id: true,
  account_number: true,
  service_address_street_one: true,
  service_address_street_two: true,
  service_address_city: true,
  service_address_state: true,
  service_address_zip: true,
  service_customer_name: true,
  supplier_account_id: true,
  status: true,
  most_recent_tariff: {
    main_tariff_id: true,
    supplier_name: true,
    tariff_code: true,
    tariff_name: true,
    utility_name: true,
    tariff_as_of_date: true,
  },
  flags: [true],
  services: [true],
  feature_availability: 'map',
  utility_meters: [
    {
      id: true,
      client_user_id: true,
      utility_credential_id: true,
      utility_account_id: true,
      meter_number: true,
      service_type: true,
      ...STAMPS,
    },
  ],
  ...STAMPS,
} as const satisfies Shape;

const SHAPES = { utility_credentials: CREDENTIAL, utility_accounts: ACCOUNT } as const;

/** Name of a legacy list. */
export type LegacyResource = keyof typeof SHAPES;

/** A legacy list as the user may see it. */
export interface LegacyList {
  readonly data: readonly Row[];
  readonly total_count: number;
}

/** Upstream's limit if a request names none. Source: UPSTREAM.md, Credentials. */
const DEFAULT_LIMIT = 10;

/**
 * Narrows the answer of `GET /utility_credentials` or `/utility_accounts` to what the user may see.
 * `limit` is that of the request.
 * @throws {ForeignDataError} A row is another user's.
 * @throws {DecodeError} The answer is no such list.
 */
export function narrowLegacyList(
  body: unknown,
  resource: LegacyResource,
  user: string,
  limit = DEFAULT_LIMIT,
): LegacyList {
  requireNoOtherOwner(body, { user }, resource);
  const data = narrowRows(body, { list: 'data', id: 'id' }, SHAPES[resource], (row) => {
    requireOwnerField(row.client_user_id, user, resource);
    return withoutOthers(row, 'utility_meters', user);
  });
  const total = isObject(body) ? narrow(body.total_count, true) : null;
  // A list below its limit is complete: a higher count would include other users' rows.
  const isComplete = data.length < limit || typeof total !== 'number';
  return { data, total_count: isComplete ? data.length : total };
}

/**
 * Narrows the answer of `GET /utility_accounts/{id}` to what the user may see. Returns `null` if
 * the account is another user's: a client may ask for any id.
 * @throws {ForeignDataError} It names the user as its owner and another user elsewhere.
 * @throws {DecodeError} It is not the requested account.
 */
export function narrowUtilityAccount(body: unknown, id: string, user: string): Row | null {
  if (!isObject(body) || !isId(body.id, id)) throw new DecodeError('id', 'expected the account asked for');
  if (!isId(body.client_user_id, user)) return null;
  requireNoOtherOwner(body, { user }, 'utility_accounts');
  return narrow(withoutOthers(body, 'utility_meters', user), ACCOUNT) as Row;
}
