import { asRecord } from './body.ts';

/**
 * Which fields of an upstream object go to a browser. `true` takes a text, number, boolean or null; `'map'` an object of
 * such; `[shape]` a list. What is not named here does not leave the broker, so a field that upstream adds stays inside
 * until somebody has looked at it.
 */
export type Shape = true | 'map' | readonly [Shape] | { readonly [field: string]: Shape };

/** A copy with only what the shape names; `undefined` when the value is of another kind. Null stays null. */
export function narrow(value: unknown, shape: Shape): unknown {
  if (value === null) return null;
  if (shape === true) return typeof value === 'object' ? undefined : value;
  if (isList(shape)) {
    if (!Array.isArray(value)) return undefined;
    return value.map((item) => narrow(item, shape[0])).filter((item) => item !== undefined);
  }
  const record = asRecord(value);
  if (record === null) return undefined;
  const fields = shape === 'map' ? Object.keys(record).map((key) => [key, true] as const) : Object.entries(shape);
  const entries: [string, unknown][] = [];
  for (const [key, inner] of fields) {
    if (!Object.hasOwn(record, key)) continue;
    const kept = narrow(record[key], inner);
    if (kept !== undefined) entries.push([key, kept]);
  }
  // fromEntries defines properties, so a key named __proto__ is only a key.
  return Object.fromEntries(entries);
}

function isList(shape: Exclude<Shape, true>): shape is readonly [Shape] {
  return Array.isArray(shape);
}

const STAMPS = { created_at: true, updated_at: true, sandboxed: true } as const;

/** Source: upstream reference 3.2. */
export const UTILITY_CREDENTIAL = {
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
export const UTILITY_ACCOUNT = {
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

const PROVIDER = { country: true, id: true, name: true, supportsCredentialValidation: true } as const;

/** Source: upstream reference 4.2. Further user names and the people behind `createdBy` stay inside. */
export const CREDENTIAL = {
  id: true,
  correlationId: true,
  provider: PROVIDER,
  status: true,
  statusDetail: true,
  isActive: true,
  isAccessible: true,
  isCustomerActionRequired: true,
  isThirdPartyPortal: true,
  nextScheduledAccountRunAt: true,
  nextScheduledRunAt: true,
  totalAccounts: true,
  username: true,
  createdAt: true,
  lastModifiedAt: true,
} as const satisfies Shape;

/** Source: upstream reference 4.3. `site` and `customData` are the partner's own notes and may name other people's meters. */
export const METER = {
  id: true,
  accounts: [{ accountNumber: true, id: true }],
  credentialIds: [true],
  meterNumber: true,
  normalizedMeterNumber: true,
  pointOfDeliveryNumber: true,
  normalizedPointOfDeliveryNumber: true,
  previousMeterNumber: true,
  meterConstantMultiplier: true,
  previousMeterConstantMultiplier: true,
  provider: PROVIDER,
  serviceAddress: {
    addressType: true,
    city: true,
    country: true,
    fullAddress: true,
    postalCode: true,
    recipient: true,
    state: true,
    streetLine1: true,
    streetLine2: true,
  },
  serviceType: true,
  serviceTypeClassification: true,
  currentTariff: { provider: PROVIDER, tariffName: true },
  bulbType: true,
  pipeType: true,
  generalDescriptionAsPrinted: true,
  isCustomerActionRequired: true,
  isIntervalsProductActive: true,
  intervalsLatestDateTime: true,
  latestIntervalAt: true,
  earliestIntervalAt: true,
  latestIntervalsCheckedAt: true,
  latestStatementDate: true,
  nextExpectedPostDate: true,
  createdAt: true,
  lastModifiedAt: true,
  status: true,
  statusDetail: true,
} as const satisfies Shape;

const PROPERTY = {
  keyName: true,
  displayName: true,
  dataType: true,
  dataValue: true,
  accuracy: true,
  unit: true,
  fromDateTime: true,
  toDateTime: true,
} as const satisfies Shape;

/** One entry of Switch `properties`. Source: upstream reference 5. */
export const PROPERTY_DATA: Shape = PROPERTY;

/** Source: upstream reference 5, without `properties`, whose keys are open. */
export const SWITCH_ACCOUNT = {
  accountId: true,
  providerAccountId: true,
  accountName: true,
  status: true,
  type: true,
  timeZone: true,
  address: {
    addressString: true,
    addressName: true,
    address1: true,
    address2: true,
    city: true,
    state: true,
    zip: true,
    country: true,
    formattedAddress: true,
    lon: true,
    lat: true,
  },
  tariffs: [
    {
      masterTariffId: true,
      tariffCode: true,
      tariffName: true,
      lseId: true,
      lseName: true,
      customerClass: true,
      customerLikelihood: true,
      endDate: true,
      timeZone: true,
      billingPeriod: true,
      currency: true,
    },
  ],
} as const satisfies Shape;
