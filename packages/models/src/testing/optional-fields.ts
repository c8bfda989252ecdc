/** For tests of optional fields: every decoder, with a body in which each of them has a value. */
import {
  decodeAccount,
  decodeAccounts,
  decodeCredential,
  decodeCredentials,
  decodeIntervalHeader,
  decodeMeter,
  decodeMeters,
  decodeProperties,
  decodeToken,
  decodeUser,
  decodeUsers,
  decodeUtilityAccount,
  decodeUtilityAccounts,
  decodeUtilityCredential,
  decodeUtilityCredentials,
  decodeWebhook,
  decodeWebhookEndpoint,
  decodeWebhookEndpoints,
  decodeWebhookEvent,
  decodeWebhookEvents,
  type Rejection,
} from '../index.ts';
import {
  credentialWire,
  meterWire,
  normalizedWire,
  switchAccountWire,
  switchTariffWire,
  utilityAccountWire,
  utilityCredentialWire,
} from './wire.ts';

type Wire = Record<string, unknown>;
type Found = { readonly kept: object | undefined; readonly rejected: readonly Rejection[] };

/** Kinds of optional field. */
export type Kind =
  | 'text'
  | 'word'
  | 'number'
  | 'id'
  | 'flag'
  | 'time'
  | 'list'
  | 'object'
  | 'map'
  | 'minutes'
  | 'multiplier';
/** Optional fields by their path, as in a rejection. */
export type Fields = Readonly<Record<string, Kind>>;

/** Takes the names of fields by kind, separated by spaces. */
const fieldsOf = (kinds: Partial<Record<Kind, string>>): Fields =>
  Object.fromEntries(
    Object.entries(kinds).flatMap(([kind, names]) => names.split(' ').map((name) => [name, kind as Kind])),
  );
const under = (path: string, fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).map(([name, kind]) => [`${path}.${name}`, kind]));

const AT = '2025-03-04T05:00:00Z';

const CREDENTIAL = fieldsOf({
  text: 'client_user_id utility_name utility_long_name username verification_status',
  flag: 'accounts_load_in_progress sandboxed uses_test_scenario',
  time: 'verification_updated_at created_at updated_at',
});
const credential = utilityCredentialWire({ accounts_load_in_progress: true, uses_test_scenario: true });

const ADDRESS = 'street_one street_two city state zip'.split(' ').map((part) => `service_address_${part}`);
const ACCOUNT: Fields = {
  ...fieldsOf({
    text: [
      'client_user_id utility_name utility_long_name account_number',
      ...ADDRESS,
      'service_customer_name supplier_account_id status',
    ].join(' '),
    id: 'utility_credential_id',
    time: 'created_at updated_at',
    flag: 'sandboxed',
    list: 'flags services utility_meters',
    object: 'most_recent_tariff feature_availability',
    word: 'feature_availability.smart_charge',
  }),
  ...under(
    'most_recent_tariff',
    fieldsOf({
      text: 'main_tariff_id supplier_name tariff_code tariff_name utility_name',
      time: 'tariff_as_of_date',
      list: 'property_inputs',
    }),
  ),
  ...under(
    'utility_meters[0]',
    fieldsOf({
      text: 'client_user_id meter_number service_type',
      id: 'utility_credential_id utility_account_id',
      time: 'created_at updated_at',
      flag: 'sandboxed',
    }),
  ),
};
const account = utilityAccountWire({
  service_address_street_two: 'Apt 2',
  supplier_account_id: 'S 7',
  flags: ['odd'],
  feature_availability: { smart_charge: 'AVAILABLE' },
  most_recent_tariff: {
    ...(utilityAccountWire().most_recent_tariff as Wire),
    supplier_name: 'Green & Sons',
    property_inputs: [{ id: 'territory' }],
  },
});
const ACCOUNT_REQUIRED = ['id', 'most_recent_tariff.property_inputs[0].id', 'utility_meters[0].id'];

const USER = fieldsOf({ time: 'created_at updated_at' });
const user = { client_user_id: 'person-1', created_at: AT, updated_at: '2025-03-04T06:00:00Z' };

const PROVIDER: Fields = {
  provider: 'object',
  ...under('provider', fieldsOf({ text: 'id name country', flag: 'supportsCredentialValidation' })),
};
const PLUG_CREDENTIAL: Fields = {
  ...PROVIDER,
  ...fieldsOf({
    text: 'correlationId status statusDetail username',
    flag: 'isActive isCustomerActionRequired isThirdPartyPortal',
    time: 'nextScheduledAccountRunAt nextScheduledRunAt createdAt lastModifiedAt',
    number: 'totalAccounts',
  }),
};
const plugCredential = credentialWire({
  isCustomerActionRequired: true,
  isThirdPartyPortal: true,
  nextScheduledRunAt: '2025-03-06T00:00:00Z',
});

const METER: Fields = {
  ...PROVIDER,
  ...fieldsOf({
    text:
      'meterNumber accounts[0].id accounts[0].accountNumber serviceType ' +
      'currentTariff.tariffName status statusDetail',
    flag: 'isIntervalsProductActive isCustomerActionRequired',
    time:
      'earliestIntervalAt latestIntervalAt intervalsLatestDateTime latestIntervalsCheckedAt ' +
      'latestStatementDate nextExpectedPostDate createdAt lastModifiedAt',
    list: 'accounts credentialIds',
    object: 'serviceAddress currentTariff',
  }),
  ...under(
    'serviceAddress',
    fieldsOf({ text: 'addressType recipient streetLine1 streetLine2 city state postalCode country fullAddress' }),
  ),
};
const meter = meterWire({
  serviceAddress: {
    ...(meterWire().serviceAddress as Wire),
    recipient: 'Ada Byron',
    streetLine2: 'Apt 2',
    country: 'US',
    fullAddress: '1 Mill Lane, Lark',
  },
  currentTariff: { tariffName: 'Home' },
  statusDetail: 'INTERVALS_NOT_PUBLISHED',
  isCustomerActionRequired: true,
  intervalsLatestDateTime: '2025-03-03T05:45:00Z',
  latestIntervalsCheckedAt: '2025-03-04T06:45:00Z',
  credentialIds: ['crd_a1'],
});

const PROPERTY = fieldsOf({ text: 'dataValue dataType', number: 'accuracy', time: 'fromDateTime toDateTime' });
const property = {
  keyName: 'customerClass',
  dataValue: '1',
  dataType: 'CHOICE',
  accuracy: 90,
  fromDateTime: '2024-01-01T00:00:00Z',
  toDateTime: '2026-01-01T00:00:00Z',
};

const SWITCH: Fields = {
  ...fieldsOf({
    text: 'providerAccountId accountName customerOrgId customerOrgName timeZone owner status type',
    object: 'address',
    map: 'properties',
    list: 'tariffs',
  }),
  ...under(
    'address',
    fieldsOf({
      text: 'addressString addressName address1 address2 city state zip country formattedAddress',
      number: 'lon lat',
    }),
  ),
  ...under('properties.customerClass', PROPERTY),
  ...under(
    'tariffs[0]',
    fieldsOf({
      text: 'tariffCode tariffName lseId lseName customerClass endDate timeZone billingPeriod currency',
      number: 'customerLikelihood',
    }),
  ),
};
const { projects: _projects, ...switchAccount } = switchAccountWire({
  customerOrgId: 'o-1',
  customerOrgName: 'Mill & Sons',
  address: {
    ...(switchAccountWire().address as Wire),
    addressName: 'Home',
    address1: '1 Mill Lane',
    address2: 'Apt 2',
    formattedAddress: '1 Mill Lane, Lark',
  },
  timeZone: 'US/Central',
  owner: 'Ada Byron',
  type: 'CUSTOMER',
  properties: { customerClass: property },
  tariffs: [switchTariffWire({ customerClass: 'RESIDENTIAL', endDate: '2026-01-01' })],
});
const SWITCH_REQUIRED = ['accountId', 'properties.customerClass.keyName', 'tariffs[0].masterTariffId'];

const ENDPOINT = fieldsOf({
  text: 'url signing_key webhook_signing_key arc_version',
  flag: 'enabled sandboxed',
  time: 'created_at updated_at',
});
const times = { created_at: AT, updated_at: AT };
const endpoint = {
  ...{ id: 'e-1', url: 'https://p.example/', signing_key: 'k', webhook_signing_key: 'l', arc_version: '2024-02-21' },
  ...{ enabled: true, sandboxed: true, ...times },
};

const RECORD: Fields = {
  ...fieldsOf({
    text: 'webhook_endpoint_id type',
    flag: 'delivered sandboxed',
    time: 'created_at updated_at',
    list: 'delivery_attempts',
  }),
  ...under(
    'delivery_attempts[0]',
    fieldsOf({
      text: 'webhook_event_id response_body',
      number: 'response_status_code',
      flag: 'sandboxed',
      time: 'created_at updated_at',
    }),
  ),
};
const attempt = { webhook_event_id: 'ev-1', response_body: 'ok', response_status_code: 204, sandboxed: true, ...times };
const record = {
  ...{ id: 'ev-1', webhook_endpoint_id: 'e-1', type: 'test', delivered: true, sandboxed: true, ...times },
  delivery_attempts: [{ id: 'at-1', ...attempt }],
};

const HEADER = fieldsOf({
  text: 'meterId meterNumber providerId providerName serviceType readType localTimezone',
  list: 'correlationIds credentialIds',
  time: 'intervalsCreatedAt intervalsUpdatedAt earliestIntervalAt latestIntervalAt startAt endAt',
  number: 'intervalDurationMinutes',
  multiplier: 'electricMeterMultiplier',
  minutes: 'sourceIntervalDurationMinutes',
});
const { readings: _readings, ...header } = normalizedWire({ electricMeterMultiplier: 40 });

/** A decoder, with a body in which every field can be read. */
export interface Case {
  readonly name: string;
  readonly body: unknown;
  readonly decode: (body: unknown) => Found;
  /** Required fields. */
  readonly required: readonly string[];
  readonly fields: Fields;
}

type List = (body: unknown) => { readonly value: readonly object[]; readonly rejected: readonly Rejection[] };

const inList = (decode: List, list: string, item: Wire, required: readonly string[], fields: Fields): Case => ({
  name: decode.name,
  body: { [list]: [item] },
  decode: (body) => {
    const { value, rejected } = decode(body);
    return { kept: value[0], rejected };
  },
  required: required.map((path) => `${list}[0].${path}`),
  fields: under(`${list}[0]`, fields),
});

const inEvent = (type: string, data: Wire, required: readonly string[], fields: Fields): Case => ({
  name: `decodeWebhook of ${type}`,
  body: { type, created_at: AT, data },
  decode: (body) => {
    const { rejected, raw: _raw, ...kept } = decodeWebhook(body);
    return { kept, rejected };
  },
  required: ['type', ...required.map((path) => `data.${path}`)],
  fields: { created_at: 'time', ...under('data', fields) },
});

/** Decoders that report what they could not read. */
export const CASES: readonly Case[] = [
  inList(decodeUtilityCredentials, 'data', credential, ['id'], CREDENTIAL),
  inList(decodeUtilityAccounts, 'data', account, ACCOUNT_REQUIRED, ACCOUNT),
  inList(decodeUsers, 'data', user, ['client_user_id'], USER),
  inList(decodeCredentials, 'credentials', plugCredential, ['id'], PLUG_CREDENTIAL),
  inList(decodeMeters, 'meters', meter, ['id'], METER),
  inList(decodeAccounts, 'results', switchAccount, SWITCH_REQUIRED, SWITCH),
  inList(decodeProperties, 'results', property, ['keyName'], PROPERTY),
  inList(decodeWebhookEndpoints, 'data', endpoint, ['id'], ENDPOINT),
  inList(decodeWebhookEvents, 'data', record, ['id', 'delivery_attempts[0].id'], RECORD),
  {
    name: 'decodeIntervalHeader',
    body: header,
    decode: (body) => {
      const { rejected, ...kept } = decodeIntervalHeader(body);
      return { kept, rejected };
    },
    required: [],
    fields: HEADER,
  },
  inEvent('utility_credential_verified', credential, ['id'], CREDENTIAL),
  inEvent('utility_account_updated', account, ACCOUNT_REQUIRED, ACCOUNT),
  inEvent(
    'utility_accounts_discovered',
    { client_user_id: 'person-1', utility_credential_id: 71, utility_accounts: [account] },
    ACCOUNT_REQUIRED.map((path) => `utility_accounts[0].${path}`),
    {
      ...fieldsOf({ text: 'client_user_id', id: 'utility_credential_id', list: 'utility_accounts' }),
      ...under('utility_accounts[0]', ACCOUNT),
    },
  ),
  inEvent(
    'new_utility_intervals_available',
    {
      ...{ client_user_id: 'person-1', utility_account_id: 400, utility_meter_id: 900 },
      ...{ intervals_start_time: '2024-03-04T00:00:00-06:00', intervals_end_time: '2025-03-04T00:00:00-06:00' },
    },
    [],
    fieldsOf({
      text: 'client_user_id',
      id: 'utility_account_id utility_meter_id',
      time: 'intervals_start_time intervals_end_time',
    }),
  ),
  inEvent(
    'new_utility_statement_available',
    { client_user_id: 'person-1', utility_account_id: 400 },
    [],
    fieldsOf({ text: 'client_user_id', id: 'utility_account_id' }),
  ),
  inEvent('STATUS_CHANGE', plugCredential, ['id'], PLUG_CREDENTIAL),
  inEvent('NEW_DATA_AVAILABLE', meter, ['id'], METER),
];

/** Decoders of one item, with an item and its optional fields. */
export const SINGLE: readonly (readonly [(body: unknown) => object, Wire, Fields])[] = [
  [decodeUtilityCredential, credential, CREDENTIAL],
  [decodeUtilityAccount, account, ACCOUNT],
  [decodeUser, { ...user, utility_credentials: [] }, { ...USER, utility_credentials: 'list' }],
  [decodeCredential, plugCredential, PLUG_CREDENTIAL],
  [decodeMeter, meter, METER],
  [decodeAccount, switchAccount, SWITCH],
  [decodeWebhookEndpoint, endpoint, ENDPOINT],
  [decodeWebhookEvent, record, RECORD],
  [
    decodeToken,
    { access_token: 'a', token_type: 'Bearer', expires_in: 300, scope: 'write', created_at: 1_700_000_000 },
    fieldsOf({ text: 'token_type scope', number: 'expires_in created_at' }),
  ],
];
