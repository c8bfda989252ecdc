/** Bodies of the platform with made-up values. Each builder takes the fields that differ. */

type Wire = Record<string, unknown>;

export const utilityCredentialWire = (overrides: Wire = {}): Wire => ({
  id: 71,
  client_user_id: 'person-1',
  utility_name: 'Prairie Power',
  utility_long_name: 'Prairie Power (North)',
  username: 'ada',
  verification_status: 'verified',
  accounts_load_in_progress: false,
  verification_updated_at: '2025-03-04T05:06:07.890-07:00',
  created_at: '2025-03-04T05:00:00Z',
  updated_at: '2025-03-04T05:10:00Z',
  sandboxed: true,
  uses_test_scenario: false,
  ...overrides,
});

export const utilityMeterWire = (overrides: Wire = {}): Wire => ({
  id: 900,
  client_user_id: 'person-1',
  utility_credential_id: 71,
  utility_account_id: 400,
  meter_number: '0042 17',
  service_type: 'electric',
  created_at: '2025-03-04T05:00:00Z',
  updated_at: '2025-03-04T05:10:00Z',
  sandboxed: true,
  ...overrides,
});

export const utilityAccountWire = (overrides: Wire = {}): Wire => ({
  id: 400,
  client_user_id: 'person-1',
  utility_name: 'Prairie Power',
  utility_long_name: 'Prairie Power (North)',
  utility_credential_id: 71,
  account_number: '0099-1',
  service_address_street_one: '1 Mill Lane',
  service_address_street_two: null,
  service_address_city: 'Lark',
  service_address_state: 'KS',
  service_address_zip: '66002',
  service_customer_name: 'Ada Byron',
  supplier_account_id: null,
  status: 'active',
  most_recent_tariff: {
    main_tariff_id: 'gen_mtid_88',
    supplier_name: null,
    tariff_code: 'R-1',
    tariff_name: 'Home',
    utility_name: 'Prairie Power',
    tariff_as_of_date: '2025-02-01',
  },
  flags: [],
  services: ['electric'],
  created_at: '2025-03-04T05:00:00Z',
  updated_at: '2025-03-04T05:10:00Z',
  feature_availability: {
    utility_statements: 'AVAILABLE',
    utility_intervals: 'NOT_READY',
    utility_remittance: 'NOT_AVAILABLE',
    hosted_payments: 'NOT_AVAILABLE',
    charge_cost: 'AVAILABLE',
    smart_charge: 'NOT_READY',
  },
  utility_meters: [utilityMeterWire()],
  sandboxed: true,
  ...overrides,
});

export const credentialWire = (overrides: Wire = {}): Wire => ({
  id: 'crd_a1',
  correlationId: 'person-1',
  provider: { id: 'prv_9', name: 'Prairie Power', country: 'US', supportsCredentialValidation: true },
  status: 'CONNECTION_SUCCESS',
  statusDetail: 'LOGIN_AND_DATA_DISCOVERY_SUCCESS',
  isActive: true,
  isCustomerActionRequired: false,
  isThirdPartyPortal: false,
  nextScheduledAccountRunAt: '2025-03-05T00:00:00Z',
  totalAccounts: 1,
  username: 'ada',
  createdAt: '2025-03-04T05:00:00Z',
  lastModifiedAt: '2025-03-04T05:10:00Z',
  ...overrides,
});

export const meterWire = (overrides: Wire = {}): Wire => ({
  id: 'mtr_m1',
  meterNumber: '0042 17',
  accounts: [{ id: 'act_1', accountNumber: '0099-1' }],
  provider: { id: 'prv_9', name: 'Prairie Power', country: 'US', supportsCredentialValidation: true },
  serviceType: 'electric',
  serviceAddress: { addressType: 'FULL', streetLine1: '1 Mill Lane', city: 'Lark', state: 'KS', postalCode: '66002' },
  currentTariff: { tariffName: 'Home', provider: null },
  status: 'INTERVALS_SUCCESS',
  statusDetail: null,
  isIntervalsProductActive: true,
  isCustomerActionRequired: false,
  earliestIntervalAt: '2024-03-04T06:00:00.000+00:00',
  latestIntervalAt: '2025-03-04T05:45:00.000+00:00',
  latestStatementDate: '2025-02-01',
  nextExpectedPostDate: '2025-04-01',
  createdAt: '2025-03-04T05:00:00Z',
  lastModifiedAt: '2025-03-04T05:10:00Z',
  ...overrides,
});

export const zeroPage = { number: 0, size: 0, totalElements: 0, totalPages: 0 };

export const intervalsWire = (overrides: Wire = {}): Wire => ({
  correlationIds: ['person-1'],
  credentialIds: ['crd_a1'],
  meterId: 'mtr_m1',
  meterNumber: 4217,
  intervalsCreatedAt: '2025-03-04T09:00:00.000+00:00',
  intervalsUpdatedAt: '2025-03-04T09:00:00.000+00:00',
  earliestIntervalAt: '2024-03-04T06:00:00.000+00:00',
  latestIntervalAt: '2025-03-04T05:45:00.000+00:00',
  providerName: 'Prairie Power',
  providerId: 'prv_9',
  serviceType: 'electric',
  electricMeterMultiplier: 0,
  readType: 'actual',
  localTimezone: 'US/Central',
  readings: [
    {
      startAt: '2024-03-04T06:00:00.000+00:00',
      endAt: '2024-03-04T06:01:00.000+00:00',
      direction: 'import',
      kwh: 1,
      kw: 60,
    },
  ],
  ...overrides,
});

export const normalizedWire = (overrides: Wire = {}): Wire =>
  intervalsWire({
    intervalDurationMinutes: 15,
    sourceIntervalDurationMinutes: [60],
    startAt: '2024-03-04T06:00:00.000+00:00',
    endAt: '2024-09-04T05:45:00.000+00:00',
    readings: [{ electricMeterMultiplier: [1, 1], importKwh: [3, 3], exportKwh: [1, 1], netKwh: [2, 2] }],
    ...overrides,
  });

export const switchAccountWire = (overrides: Wire = {}): Wire => ({
  accountId: 'acc-1',
  providerAccountId: 'person-1',
  accountName: 'Mill Lane',
  customerOrgId: null,
  customerOrgName: null,
  address: {
    addressString: '1 Mill Lane, Lark KS',
    city: 'Lark',
    state: 'KS',
    zip: '66002',
    country: 'US',
    lon: -95.1,
    lat: 39.5,
  },
  owner: null,
  status: 'ACTIVE',
  type: null,
  properties: { customerClass: { keyName: 'customerClass', dataType: 'CHOICE', dataValue: '1' } },
  tariffs: [switchTariffWire()],
  projects: null,
  ...overrides,
});

export function switchTariffWire(overrides: Wire = {}): Wire {
  return {
    masterTariffId: 88,
    tariffCode: 'R-1',
    tariffName: 'Home',
    lseId: 12,
    lseName: 'Prairie Power',
    customerClass: null,
    customerLikelihood: 61.5,
    endDate: null,
    timeZone: 'US/Central',
    billingPeriod: 'MONTHLY',
    currency: 'USD',
    ...overrides,
  };
}

export const envelope = (type: string, results: unknown, overrides: Wire = {}): Wire => ({
  status: 'success',
  count: Array.isArray(results) ? results.length : 0,
  type,
  results,
  ...overrides,
});

/** Returns what a call throws. */
export function thrownBy(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error('expected an error');
}
