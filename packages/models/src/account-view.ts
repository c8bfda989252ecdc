import type { Address } from './address.ts';
import { type Feature, featuresOf } from './feature.ts';
import type { Meter, MeterStatus } from './meter.ts';
import type { Service, ServiceType } from './service-type.ts';
import { unique } from './unique.ts';
import type { AccountStatus, ServiceAddress, UtilityAccount } from './utility-account.ts';
import type { UtilityMeter } from './utility-meter.ts';

/**
 * State of a meter's interval data. `inactive`: not requested. `starting`: requested, with no data
 * yet. `collecting`: data arrives; also while it is collected again and earlier data is there.
 */
export type IntervalsState = 'inactive' | 'starting' | 'collecting' | 'not-supported' | 'unknown';

/** One meter, from either generation of the platform. */
export interface MeterView {
  /** Stable key: `plug:mtr_…`, or `arc:900` while only the legacy API has this meter. */
  readonly id: string;
  /** As printed on the meter. */
  readonly meterNumber: string | null;
  readonly serviceType: ServiceType;
  /** As written by the platform. */
  readonly serviceTypeText: string | null;
  readonly intervals: IntervalsState;
  /** True if interval data can be requested: it was not yet, and the meter may be electric. */
  readonly canActivate: boolean;
  /** Start of the oldest interval, epoch ms; `null` until activation. */
  readonly earliestIntervalAtMs: number | null;
  /** Start of the newest interval, epoch ms; `null` if none is known. */
  readonly latestIntervalAtMs: number | null;
  /** Plug id, `mtr_…`, for the interval routes; `null` if only the legacy API has this meter. */
  readonly meterId: string | null;
  /** Legacy id; `null` when only Plug knows it. */
  readonly utilityMeterId: number | null;
}

/** One account at a utility with its meters, from either generation of the platform. */
export interface AccountView {
  /** Stable key: `arc:400`, or `plug:…` while only Plug has this account. */
  readonly id: string;
  readonly utilityName: string | null;
  /** Personal, so mask it on screen. */
  readonly accountNumber: string | null;
  /** Service address in one line; `null` if not given. */
  readonly addressLine: string | null;
  /** `null` if not given, as for every account that only Plug has. */
  readonly status: AccountStatus | null;
  readonly services: readonly Service[];
  readonly tariffName: string | null;
  /** The six features; empty for an account that only Plug has, because Plug returns none. */
  readonly features: readonly Feature[];
  readonly meters: readonly MeterView[];
  /** Legacy id; `null` when only Plug knows it. */
  readonly utilityAccountId: number | null;
}

const INTERVALS: Readonly<Record<MeterStatus, IntervalsState>> = {
  INTERVALS_NOT_REQUESTED: 'inactive',
  INTERVALS_IN_PROGRESS: 'starting',
  INTERVALS_SUCCESS: 'collecting',
  INTERVALS_NOT_SUPPORTED: 'not-supported',
  unknown: 'unknown',
};

/**
 * Returns true if the readings of a meter can be requested. Before activation the platform refuses
 * them. While they are being collected, and where the utility publishes none, they can be requested
 * only if earlier readings are known. In any other state, an unknown one included, the platform
 * decides. Source: UPSTREAM.md, Meters and Intervals; whether a new collection replaces earlier
 * readings is not documented.
 */
export function canReadIntervals({
  status,
  earliestIntervalAtMs,
  latestIntervalAtMs,
}: Pick<Meter, 'status' | 'earliestIntervalAtMs' | 'latestIntervalAtMs'>): boolean {
  if (status === 'INTERVALS_NOT_REQUESTED') return false;
  if (status !== 'INTERVALS_IN_PROGRESS' && status !== 'INTERVALS_NOT_SUPPORTED') return true;
  return typeof (earliestIntervalAtMs ?? latestIntervalAtMs) === 'number';
}

/**
 * Returns the status of a meter as a person should see it. `INTERVALS_NOT_REQUESTED` is left only
 * where intervals can be turned on: a meter of gas or water has none, and after the request a meter
 * may have its old status for a while. Source: UPSTREAM.md, Meters and Intervals.
 */
export function intervalsStatusOf({
  status,
  serviceType,
  isIntervalsProductActive,
}: Pick<Meter, 'status' | 'serviceType' | 'isIntervalsProductActive'>): MeterStatus {
  if (status !== 'INTERVALS_NOT_REQUESTED') return status;
  if (isIntervalsProductActive === true) return 'INTERVALS_IN_PROGRESS';
  return serviceType === 'electric' || serviceType === 'unknown' ? status : 'INTERVALS_NOT_SUPPORTED';
}

function intervalsOf(meter: Meter): IntervalsState {
  const status = intervalsStatusOf(meter);
  return status === 'INTERVALS_IN_PROGRESS' && canReadIntervals(meter) ? 'collecting' : INTERVALS[status];
}

/** Returns a number without spaces, dashes and case: only one generation keeps them as printed. */
const normalizeNumber = (text: string | null): string | null =>
  text?.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase() || null;

const sameNumber = (a: string | null, b: string | null): boolean =>
  normalizeNumber(a) !== null && normalizeNumber(a) === normalizeNumber(b);

/**
 * Returns true if the utility of a meter is that of an account. Two utilities may use one account
 * number. A meter without a utility fits any.
 */
function isAtUtility({ provider }: Meter, { utilityName, utilityLongName }: UtilityAccount): boolean {
  const name = provider?.name?.trim().toLowerCase();
  return name === undefined || [utilityName, utilityLongName].some((own) => own?.trim().toLowerCase() === name);
}

/** Groups meters by the normalized number of each account that they name. */
function byAccountNumber(meters: Iterable<Meter>): ReadonlyMap<string, readonly Meter[]> {
  const found = new Map<string, Meter[]>();
  for (const meter of meters) {
    for (const number of new Set(meter.accounts.map(({ accountNumber }) => normalizeNumber(accountNumber)))) {
      if (number === null) continue;
      const list = found.get(number);
      if (list === undefined) found.set(number, [meter]);
      else list.push(meter);
    }
  }
  return found;
}

const joinParts = (parts: readonly (string | null)[], separator: string): string | null =>
  parts.filter((part) => part !== null).join(separator) || null;

const addressLineOf = ({ streetOne, streetTwo, city, state, zip }: Pick<Address, keyof ServiceAddress>) =>
  joinParts([streetOne, streetTwo, city, joinParts([state, zip], ' ')], ', ');

const meterView = (meter: Meter, legacyMeter?: UtilityMeter): MeterView => ({
  id: `plug:${meter.id}`,
  meterNumber: legacyMeter?.meterNumber ?? meter.meterNumber,
  serviceType: meter.serviceType === 'unknown' ? (legacyMeter?.serviceType ?? 'unknown') : meter.serviceType,
  serviceTypeText: meter.serviceTypeText ?? legacyMeter?.serviceTypeText ?? null,
  intervals: intervalsOf(meter),
  canActivate: intervalsStatusOf(meter) === 'INTERVALS_NOT_REQUESTED',
  earliestIntervalAtMs: meter.earliestIntervalAtMs,
  latestIntervalAtMs: meter.latestIntervalAtMs,
  meterId: meter.id,
  utilityMeterId: legacyMeter?.id ?? null,
});

const legacyMeterView = (meter: UtilityMeter): MeterView => ({
  id: `arc:${meter.id}`,
  meterNumber: meter.meterNumber,
  serviceType: meter.serviceType,
  serviceTypeText: meter.serviceTypeText,
  intervals: 'unknown',
  canActivate: false,
  earliestIntervalAtMs: null,
  latestIntervalAtMs: null,
  meterId: null,
  utilityMeterId: meter.id,
});

/**
 * Returns the Plug meters, each with the legacy meter of its number, then the other legacy ones.
 */
function metersOf(plug: readonly Meter[], legacy: readonly UtilityMeter[]): readonly MeterView[] {
  const unmatched = new Set(legacy);
  const views = plug.map((meter) => {
    const legacyMeter = [...unmatched].find(({ meterNumber }) => sameNumber(meterNumber, meter.meterNumber));
    if (legacyMeter !== undefined) unmatched.delete(legacyMeter);
    return meterView(meter, legacyMeter);
  });
  return [...views, ...[...unmatched].map(legacyMeterView)];
}

const accountView = (account: UtilityAccount, meters: readonly Meter[]): AccountView => ({
  id: `arc:${account.id}`,
  utilityName: account.utilityName,
  accountNumber: account.accountNumber,
  addressLine: addressLineOf(account.serviceAddress),
  status: account.status,
  services: account.services,
  tariffName: account.tariff?.name ?? meters.find(({ tariffName }) => tariffName !== null)?.tariffName ?? null,
  features: featuresOf(account),
  meters: metersOf(meters, account.meters),
  utilityAccountId: account.id,
});

function plugAccountView(id: string, meters: readonly [Meter, ...Meter[]]): AccountView {
  const [first] = meters;
  const address = meters.find(({ serviceAddress }) => serviceAddress !== null)?.serviceAddress ?? null;
  const words = new Map(
    meters.flatMap(({ serviceType, serviceTypeText }) =>
      serviceTypeText === null ? [] : [[serviceTypeText, serviceType]],
    ),
  );
  return {
    id,
    utilityName: first.provider?.name ?? null,
    accountNumber: first.accounts[0]?.accountNumber ?? null,
    addressLine: address === null ? null : (address.full ?? addressLineOf(address)),
    status: null,
    services: [...words].map(([text, type]) => ({ text, type })),
    tariffName: meters.find(({ tariffName }) => tariffName !== null)?.tariffName ?? null,
    features: [],
    meters: metersOf(meters, []),
    utilityAccountId: null,
  };
}

/**
 * Returns the key of a meter's account. Plug names the account by its id, or by its number, which
 * is unique within a utility only, or not at all: then the meter is on its own.
 */
function plugAccountKey({ id, provider, accounts: [account] }: Meter): string {
  if (account?.id) return `plug:${account.id}`;
  const number = normalizeNumber(account?.accountNumber ?? null);
  return number === null ? `plug:${id}` : `plug:${provider?.id ?? provider?.name ?? ''}:${number}`;
}

/**
 * Returns the accounts of a user with their meters, from both generations of the platform. A Plug
 * meter belongs to the legacy account with its account number at the same utility, and is merged
 * with the legacy meter of its meter number. No account and no meter is lost or shown twice. Legacy
 * accounts come first; each list keeps its order.
 */
export function accountsOf(input: {
  readonly utilityAccounts: readonly UtilityAccount[];
  readonly meters: readonly Meter[];
}): readonly AccountView[] {
  const unassigned = new Set(unique(input.meters));
  const index = byAccountNumber(unassigned);
  const legacyAccounts = unique(input.utilityAccounts).map((account) => {
    const named = index.get(normalizeNumber(account.accountNumber) ?? '') ?? [];
    const own = named.filter((meter) => unassigned.has(meter) && isAtUtility(meter, account));
    for (const meter of own) unassigned.delete(meter);
    return accountView(account, own);
  });
  const groups = new Map<string, [Meter, ...Meter[]]>();
  for (const meter of unassigned) {
    const key = plugAccountKey(meter);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [meter]);
    else group.push(meter);
  }
  return [...legacyAccounts, ...[...groups].map(([id, meters]) => plugAccountView(id, meters))];
}
