import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  narrowAccount,
  narrowCredential,
  narrowCredentials,
  narrowLegacyList,
  narrowMeter,
  narrowMeters,
  narrowProperties,
  narrowUtilityAccount,
  narrowWebhook,
} from './index.ts';

const PAGE = { page: 0, size: 20 };
const owner = { user: 'alice', credentialIds: new Set(['crd_a']) };

/** Returns a row with these fields, each with a text of its own. */
const rowOf = (fields: string): Record<string, unknown> =>
  Object.fromEntries(fields.split(' ').map((name) => [name, `text of ${name}`]));

// The documented fields that a page may see, listed independently of the code (UPSTREAM.md).

const stamps = { ...rowOf('created_at updated_at'), sandboxed: true };
const provider = { ...rowOf('country id name'), supportsCredentialValidation: true };

const utilityCredential = {
  ...rowOf('utility_name utility_long_name username verification_status verification_updated_at uses_test_scenario'),
  ...stamps,
  id: 10,
  client_user_id: 'alice',
  accounts_load_in_progress: false,
};

const utilityAccount = {
  ...rowOf('utility_name utility_long_name account_number service_address_street_one service_address_street_two'),
  ...rowOf('service_address_city service_address_state service_address_zip service_customer_name supplier_account_id'),
  ...rowOf('status'),
  ...stamps,
  id: 100,
  client_user_id: 'alice',
  utility_credential_id: 10,
  most_recent_tariff: rowOf('main_tariff_id supplier_name tariff_code tariff_name utility_name tariff_as_of_date'),
  flags: ['past due'],
  services: ['electric'],
  feature_availability: rowOf('utility_intervals utility_statements'),
  utility_meters: [
    {
      ...rowOf('meter_number service_type'),
      ...stamps,
      id: 1,
      client_user_id: 'alice',
      utility_credential_id: 10,
      utility_account_id: 100,
    },
  ],
};

const credential = {
  ...rowOf('status statusDetail isActive isAccessible isCustomerActionRequired isThirdPartyPortal username'),
  ...rowOf('nextScheduledAccountRunAt nextScheduledRunAt totalAccounts createdAt lastModifiedAt'),
  id: 'crd_a',
  correlationId: 'alice',
  provider,
};

const meter = {
  ...rowOf('meterNumber normalizedMeterNumber pointOfDeliveryNumber normalizedPointOfDeliveryNumber'),
  ...rowOf('previousMeterNumber meterConstantMultiplier previousMeterConstantMultiplier serviceType bulbType pipeType'),
  ...rowOf('serviceTypeClassification generalDescriptionAsPrinted isCustomerActionRequired isIntervalsProductActive'),
  ...rowOf('intervalsLatestDateTime latestIntervalAt earliestIntervalAt latestIntervalsCheckedAt latestStatementDate'),
  ...rowOf('nextExpectedPostDate createdAt lastModifiedAt status statusDetail'),
  id: 'mtr_a',
  accounts: [rowOf('accountNumber id')],
  credentialIds: ['crd_a'],
  provider,
  serviceAddress: rowOf('addressType city country fullAddress postalCode recipient state streetLine1 streetLine2'),
  currentTariff: { provider, tariffName: 'text of tariffName' },
};

const property = rowOf('keyName displayName dataType dataValue accuracy unit fromDateTime toDateTime');

const account = {
  ...rowOf('accountId accountName status type timeZone'),
  providerAccountId: 'alice',
  address: rowOf('addressString addressName address1 address2 city state zip country formattedAddress lon lat'),
  tariffs: [
    {
      ...rowOf('masterTariffId tariffCode tariffName lseId lseName customerClass customerLikelihood endDate timeZone'),
      ...rowOf('billingPeriod currency'),
    },
  ],
  properties: { buildingArea: property },
};

const eventRow = {
  ...rowOf('id utility_name verification_status verification_updated_at accounts_load_in_progress status statusDetail'),
  ...rowOf('utility_credential_id utility_account_id utility_meter_id intervals_start_time intervals_end_time'),
  ...rowOf('isActive isIntervalsProductActive isCustomerActionRequired created_at updated_at lastModifiedAt'),
  client_user_id: 'alice',
  correlationId: 'alice',
  feature_availability: rowOf('utility_intervals utility_statements'),
};
const event = {
  ...rowOf('type created_at'),
  data: { ...eventRow, utility_accounts: [eventRow] },
};

/** Fields with an object of any keys, which are the platform's or the partner's own. */
const MAPS = ['feature_availability', 'properties'];

/** Adds a field that is not documented to each object of a row. */
function withMore(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withMore);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, inner]) => [name, MAPS.includes(name) ? inner : withMore(inner)]);
  return { ...Object.fromEntries(entries), undocumented: 'inside' };
}

describe('the fields that a page sees', () => {
  const cases: [of: string, row: object, narrowed: (row: Record<string, unknown>) => unknown][] = [
    [
      'a utility credential',
      utilityCredential,
      (row) => narrowLegacyList({ data: [row] }, 'utility_credentials', 'alice').data[0],
    ],
    [
      'a utility account of a list',
      utilityAccount,
      (row) => narrowLegacyList({ data: [row] }, 'utility_accounts', 'alice').data[0],
    ],
    ['a utility account', utilityAccount, (row) => narrowUtilityAccount(row, '100', 'alice')],
    [
      'a Plug credential of a list',
      credential,
      (row) => narrowCredentials({ credentials: [row] }, 'alice', PAGE).rows[0],
    ],
    ['a new Plug credential', credential, (row) => narrowCredential(row, 'alice')],
    ['a meter of a list', meter, (row) => narrowMeters({ meters: [row] }, owner, PAGE).rows[0]],
    ['an activated meter', meter, (row) => narrowMeter({ meters: [row] }, 'mtr_a', owner)],
    ['a Switch property', property, (row) => narrowProperties({ status: 'success', results: [row] }, 'alice')[0]],
    ['a Switch account', account, (row) => narrowAccount({ status: 'success', results: [row] }, 'alice')],
    ['an event', event, (row) => JSON.parse(narrowWebhook(row, 'alice'))],
  ];
  for (const [of, row, narrowed] of cases) {
    it(`of ${of} are the documented ones and no other`, () => {
      assert.deepEqual(narrowed(withMore(row) as Record<string, unknown>), row);
    });
  }
});
