/** Returns a legacy login in its wire shape. */
export const utilityCredential = (overrides: Record<string, unknown> = {}): Record<string, unknown> => ({
  id: 12,
  client_user_id: 'user-1',
  utility_name: 'CPL',
  utility_long_name: 'Cedar Power & Light',
  username: 'ada',
  verification_status: 'verified',
  accounts_load_in_progress: false,
  verification_updated_at: '2026-01-15T11:59:00Z',
  created_at: '2026-01-15T11:58:00Z',
  updated_at: '2026-01-15T11:59:00Z',
  sandboxed: true,
  ...overrides,
});

/** Returns a utility account in its wire shape. */
export const utilityAccount = (overrides: Record<string, unknown> = {}): Record<string, unknown> => ({
  id: 34,
  client_user_id: 'user-1',
  utility_name: 'CPL',
  utility_long_name: 'Cedar Power & Light',
  utility_credential_id: 12,
  account_number: '0042',
  status: 'active',
  most_recent_tariff: null,
  flags: [],
  services: ['electric'],
  created_at: '2026-01-15T11:59:00Z',
  updated_at: '2026-01-15T11:59:00Z',
  feature_availability: {
    utility_statements: 'AVAILABLE',
    utility_intervals: 'AVAILABLE',
    utility_remittance: 'NOT_AVAILABLE',
    hosted_payments: 'NOT_AVAILABLE',
    charge_cost: 'NOT_AVAILABLE',
    smart_charge: 'NOT_AVAILABLE',
  },
  utility_meters: [],
  sandboxed: true,
  ...overrides,
});

/** Returns a meter in its wire shape. */
export const meter = (overrides: Record<string, unknown> = {}): Record<string, unknown> => ({
  id: 'mtr_1',
  accounts: [{ id: 'acc_1', accountNumber: '0042' }],
  meterNumber: '0077 1',
  serviceType: 'ELECTRIC',
  status: 'INTERVALS_NOT_REQUESTED',
  statusDetail: 'INTERVAL_EXTRACTION_NOT_REQUESTED',
  isIntervalsProductActive: 'false',
  latestIntervalAt: null,
  lastModifiedAt: '2026-01-15T11:59:00Z',
  ...overrides,
});
