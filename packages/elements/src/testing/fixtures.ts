import { type IntervalData, readIntervals } from '@arc-elements/intervals';
import {
  ArcError,
  type ArcErrorCode,
  type Availability,
  type Connection,
  FEATURE_NAMES,
  type FeatureName,
  type Meter,
  type UtilityAccount,
} from '@arc-elements/models';

/** The current time in tests: 12 November 2026, 12:00 UTC. */
export const NOW_MS = Date.UTC(2026, 10, 12, 12);

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Returns a connection without problems, with the fields of `patch`. */
export function connection(patch: Partial<Connection> = {}): Connection {
  return {
    id: 'arc:12',
    utilityName: 'Harbor Electric',
    username: 'jo.rivers@example.com',
    state: 'connected',
    reason: 'verified',
    actor: 'nobody',
    next: 'nothing',
    canRepair: false,
    accountsLoading: false,
    sinceMs: NOW_MS - 4 * MINUTE_MS,
    utilityCredentialId: 12,
    credentialId: 'crd_1',
    statusText: 'verified',
    ...patch,
  };
}

/** Returns a login that the utility refused. */
export function rejectedConnection(patch: Partial<Connection> = {}): Connection {
  return connection({
    state: 'needs-attention',
    reason: 'login-rejected',
    actor: 'person',
    next: 'sign-in-again',
    canRepair: true,
    statusText: 'rejected',
    ...patch,
  });
}

/** Returns a login that is being checked. */
export function pendingConnection(patch: Partial<Connection> = {}): Connection {
  return connection({
    state: 'checking',
    reason: 'verifying',
    actor: 'platform',
    next: 'wait',
    sinceMs: NOW_MS - 20_000,
    statusText: 'pending',
    ...patch,
  });
}

/** Returns the six features, all with the same availability except those of `patch`. */
export function features(
  availability: Availability = 'AVAILABLE',
  patch: Partial<Record<FeatureName, Availability>> = {},
): Record<FeatureName, Availability> {
  return {
    ...(Object.fromEntries(FEATURE_NAMES.map((name) => [name, availability])) as Record<FeatureName, Availability>),
    ...patch,
  };
}

/** Returns an account of {@link connection}. */
export function account(patch: Partial<UtilityAccount> = {}): UtilityAccount {
  const availabilities =
    patch.features ?? features('AVAILABLE', { utility_remittance: 'NOT_READY', smart_charge: 'NOT_AVAILABLE' });
  return {
    id: 501,
    userId: 'user-1',
    utilityCredentialId: 12,
    utilityName: 'Harbor Electric',
    utilityLongName: 'Harbor Electric Company',
    accountNumber: '5500 1234 98',
    serviceAddress: { streetOne: '18 Lantern Street', streetTwo: null, city: 'Portsmouth', state: 'NH', zip: '03801' },
    serviceCustomerName: 'Jo Rivers',
    supplierAccountId: null,
    status: 'active',
    statusText: 'active',
    tariff: {
      id: 'gen_mtid_522',
      masterTariffId: '522',
      code: 'R-TOU',
      name: 'Residential time of use',
      utilityName: 'Harbor Electric',
      supplierName: null,
      asOfDate: '2026-10-31',
      inputs: [],
      extra: {},
    },
    flags: [],
    pastDue: false,
    services: [{ type: 'electric', text: 'electric' }],
    featuresText: availabilities,
    meters: [],
    createdAtMs: NOW_MS - 3 * MINUTE_MS,
    updatedAtMs: NOW_MS - MINUTE_MS,
    sandboxed: true,
    extra: {},
    ...patch,
    features: availabilities,
  };
}

/** Returns a meter of {@link account} with current usage data. */
export function meter(patch: Partial<Meter> = {}): Meter {
  return {
    id: 'mtr_1',
    meterNumber: '00 4471 3220',
    accounts: [{ id: 'acc_1', accountNumber: '5500 1234 98' }],
    provider: null,
    serviceType: 'electric',
    serviceTypeText: 'electric',
    serviceAddress: {
      type: 'FULL',
      recipient: null,
      streetOne: '18 Lantern Street',
      streetTwo: null,
      city: 'Portsmouth',
      state: 'NH',
      zip: '03801',
      country: 'US',
      full: null,
      extra: {},
    },
    tariffName: null,
    status: 'INTERVALS_SUCCESS',
    statusText: 'INTERVALS_SUCCESS',
    statusDetail: 'unknown',
    statusDetailText: null,
    isIntervalsProductActive: patch.status !== 'INTERVALS_NOT_REQUESTED',
    isCustomerActionRequired: false,
    earliestIntervalAtMs: NOW_MS - 365 * DAY_MS,
    latestIntervalAtMs: NOW_MS - DAY_MS,
    latestIntervalsCheckedAtMs: NOW_MS - 40 * MINUTE_MS,
    latestStatementDate: '2026-10-28',
    nextExpectedPostDate: null,
    credentialIds: ['crd_1'],
    createdAtMs: NOW_MS - 400 * DAY_MS,
    modifiedAtMs: NOW_MS - DAY_MS,
    extra: {},
    ...patch,
  };
}

/**
 * Interval data of `days` local days up to yesterday, with solar export and one missing day. Every
 * call returns equal data.
 */
export function intervalData(days = 40, timeZone = 'America/New_York'): IntervalData {
  const slots = days * 96;
  const startMs = Date.UTC(2026, 10, 12, 5) - days * DAY_MS;
  const importKwh: (number | null)[] = [];
  const exportKwh: (number | null)[] = [];
  for (let i = 0; i < slots; i++) {
    const day = Math.floor(i / 96);
    const hour = (i % 96) / 4;
    const sun = Math.max(0, Math.sin(((hour - 6) / 12) * Math.PI)) * (0.35 + 0.25 * Math.sin(day * 1.7));
    const load = 0.12 + 0.16 * Math.max(0, Math.sin(((hour - 14) / 9) * Math.PI)) + 0.05 * Math.sin(day * 0.9 + 1);
    const missing = day === days - 9;
    importKwh.push(missing ? null : Math.max(0, load - sun));
    exportKwh.push(missing ? null : Math.max(0, sun - load));
  }
  const instant = (ms: number) => new Date(ms).toISOString();
  return readIntervals({
    meterId: 'mtr_1',
    meterNumber: '00 4471 3220',
    localTimezone: timeZone,
    intervalDurationMinutes: 15,
    sourceIntervalDurationMinutes: [15],
    startAt: instant(startMs),
    endAt: instant(startMs + (slots - 1) * 15 * MINUTE_MS),
    readings: [
      {
        importKwh,
        exportKwh,
        netKwh: importKwh.map((value, i) => (value === null ? null : value - (exportKwh[i] ?? 0))),
      },
    ],
  });
}

/** Returns an error as the client reports it. */
export function arcError(code: ArcErrorCode = 'unavailable', message = 'The broker answered 503.'): ArcError {
  return new ArcError(code, message);
}
