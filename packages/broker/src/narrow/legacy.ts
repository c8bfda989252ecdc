import { DecodeError } from '@arc-elements/models';
import { isId, requireOwn, requireOwner, withoutOthers } from './owner.ts';
import { narrowRows } from './rows.ts';
import { isObject, narrow, type Row, type Shape } from './shape.ts';

const STAMPS = { created_at: true, updated_at: true, sandboxed: true } as const;

/** Source: upstream reference 3.2. */
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

/** Source: upstream reference 3.2. */
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

/** What the legacy lists hold. */
export type LegacyResource = keyof typeof SHAPES;

/** A legacy list with all its rows. */
export interface LegacyList {
  readonly data: readonly Row[];
  readonly total_count: number;
}

/** Rows of a list when no limit is given. Source: upstream reference 3.1. */
const DEFAULT_LIMIT = 10;

/**
 * `GET /utility_credentials` or `/utility_accounts` as the user may see it. `limit`: the most rows that were asked for.
 * @throws {ForeignDataError} A row is somebody else's.
 * @throws {DecodeError} It is no such list.
 */
export function narrowLegacyList(
  body: unknown,
  resource: LegacyResource,
  user: string,
  limit = DEFAULT_LIMIT,
): LegacyList {
  requireOwn(body, { user }, resource);
  const data = narrowRows(body, { list: 'data', id: 'id' }, SHAPES[resource], (row) => {
    requireOwner(row.client_user_id, user, resource);
    return withoutOthers(row, 'utility_meters', user);
  });
  const total = isObject(body) ? narrow(body.total_count, true) : null;
  // A list that is not full holds all there are: a higher count would be one of other people's rows.
  const isAll = data.length < limit || typeof total !== 'number';
  return { data, total_count: isAll ? data.length : total };
}

/**
 * `GET /utility_accounts/{id}` as the user may see it; `null` when it is somebody else's, since any id may be asked for.
 * @throws {ForeignDataError} It names the user where it has to, and somebody else as well.
 * @throws {DecodeError} It is not that account.
 */
export function narrowUtilityAccount(body: unknown, id: string, user: string): Row | null {
  if (!isObject(body) || !isId(body.id, id)) throw new DecodeError('id', 'expected the account asked for');
  if (!isId(body.client_user_id, user)) return null;
  requireOwn(body, { user }, 'utility_accounts');
  return narrow(withoutOthers(body, 'utility_meters', user), ACCOUNT) as Row;
}
