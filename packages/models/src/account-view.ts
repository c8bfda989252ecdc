import type { Address } from './address.ts';
import { type Feature, featuresOf } from './feature.ts';
import type { Meter, MeterStatus } from './meter.ts';
import type { Service, ServiceType } from './service-type.ts';
import { unique } from './unique.ts';
import type { AccountStatus, ServiceAddress, UtilityAccount } from './utility-account.ts';
import type { UtilityMeter } from './utility-meter.ts';

/**
 * How far a meter's interval data has come: not asked for, asked for, arriving, never to come, or not told. While it is collected
 * again, that of before is there: arriving.
 */
export type IntervalsState = 'inactive' | 'starting' | 'collecting' | 'not-supported' | 'unknown';

/** One meter, whichever generation of the platform told of it. */
export interface MeterView {
  /** Stable key: `plug:mtr_…`, or `arc:900` while only the legacy API knows it. */
  readonly id: string;
  /** As printed on the meter. */
  readonly meterNumber: string | null;
  readonly serviceType: ServiceType;
  /** As written by the platform. */
  readonly serviceTypeText: string | null;
  readonly intervals: IntervalsState;
  /** Interval data can be asked for now: it never was, and the meter is not known to be for gas or water. */
  readonly canActivate: boolean;
  /** Start of the oldest interval, epoch ms; `null` until activation. */
  readonly earliestIntervalAtMs: number | null;
  /** Start of the newest interval, epoch ms; `null` when none is known. */
  readonly latestIntervalAtMs: number | null;
  /** Plug id, `mtr_…`, which interval routes take; `null` when only the legacy API knows it. */
  readonly meterId: string | null;
  /** Legacy id; `null` when only Plug knows it. */
  readonly utilityMeterId: number | null;
}

/** One account at a utility with its meters, whichever generation of the platform told of it. */
export interface AccountView {
  /** Stable key: `arc:400`, or `plug:…` while only Plug knows it. */
  readonly id: string;
  readonly utilityName: string | null;
  /** Personal, so mask it on screen. */
  readonly accountNumber: string | null;
  /** Service address in one line; `null` when not told. */
  readonly addressLine: string | null;
  /** `null` when not told, which includes every account that only Plug knows. */
  readonly status: AccountStatus | null;
  readonly services: readonly Service[];
  readonly tariffName: string | null;
  /** The six features; empty when only Plug knows the account, which tells none. */
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
 * Returns true if the readings of a meter can be asked for. Not before it was activated: the platform refuses then. While they are
 * collected, and where the utility publishes none, only those that are known of can. Otherwise the platform decides, also in a state
 * that we do not know. Source: UPSTREAM.md, Meters; it does not say what becomes of readings that are collected again.
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

const intervalsOf = (meter: Meter): IntervalsState =>
  meter.status === 'INTERVALS_IN_PROGRESS' && canReadIntervals(meter) ? 'collecting' : INTERVALS[meter.status];

// Intervals are collected for electric meters only; a service we do not know may still be one. Source: UPSTREAM.md, Intervals.
const canHaveIntervals = (service: ServiceType): boolean => service === 'electric' || service === 'unknown';

/** Numbers are printed with spaces, dashes and in any case, and only one generation keeps them as printed. */
const bareNumber = (text: string | null): string | null => text?.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase() || null;

const sameNumber = (a: string | null, b: string | null): boolean =>
  bareNumber(a) !== null && bareNumber(a) === bareNumber(b);

/** Two utilities may use one account number; a meter that names no utility is taken by its number alone. */
function isAtUtility({ provider }: Meter, { utilityName, utilityLongName }: UtilityAccount): boolean {
  const name = provider?.name?.trim().toLowerCase();
  return name === undefined || [utilityName, utilityLongName].some((own) => own?.trim().toLowerCase() === name);
}

/** Meters by the bare number of each account they name. */
function byAccountNumber(meters: Iterable<Meter>): ReadonlyMap<string, readonly Meter[]> {
  const found = new Map<string, Meter[]>();
  for (const meter of meters) {
    for (const number of new Set(meter.accounts.map(({ accountNumber }) => bareNumber(accountNumber)))) {
      if (number === null) continue;
      const list = found.get(number);
      if (list === undefined) found.set(number, [meter]);
      else list.push(meter);
    }
  }
  return found;
}

const line = (parts: readonly (string | null)[]): string | null =>
  parts.filter((part) => part !== null).join(', ') || null;
const region = (state: string | null, zip: string | null): string | null =>
  [state, zip].filter((part) => part !== null).join(' ') || null;

const lineOf = ({ streetOne, streetTwo, city, state, zip }: Pick<Address, keyof ServiceAddress>): string | null =>
  line([streetOne, streetTwo, city, region(state, zip)]);

const viewOfMeter = (meter: Meter, twin?: UtilityMeter): MeterView => ({
  id: `plug:${meter.id}`,
  meterNumber: twin?.meterNumber ?? meter.meterNumber,
  serviceType: meter.serviceType === 'unknown' ? (twin?.serviceType ?? 'unknown') : meter.serviceType,
  serviceTypeText: meter.serviceTypeText ?? twin?.serviceTypeText ?? null,
  intervals: intervalsOf(meter),
  canActivate:
    meter.status === 'INTERVALS_NOT_REQUESTED' &&
    meter.isIntervalsProductActive !== true &&
    canHaveIntervals(meter.serviceType),
  earliestIntervalAtMs: meter.earliestIntervalAtMs,
  latestIntervalAtMs: meter.latestIntervalAtMs,
  meterId: meter.id,
  utilityMeterId: twin?.id ?? null,
});

const viewOfLegacyMeter = (meter: UtilityMeter): MeterView => ({
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

/** Each Plug meter once, with the legacy one of the same number; then the legacy ones that have none. */
function metersOf(plug: readonly Meter[], legacy: readonly UtilityMeter[]): readonly MeterView[] {
  const left = new Set(legacy);
  const views = plug.map((meter) => {
    const twin = [...left].find(({ meterNumber }) => sameNumber(meterNumber, meter.meterNumber));
    if (twin !== undefined) left.delete(twin);
    return viewOfMeter(meter, twin);
  });
  return [...views, ...[...left].map(viewOfLegacyMeter)];
}

const viewOfAccount = (account: UtilityAccount, meters: readonly Meter[]): AccountView => ({
  id: `arc:${account.id}`,
  utilityName: account.utilityName,
  accountNumber: account.accountNumber,
  addressLine: lineOf(account.serviceAddress),
  status: account.status,
  services: account.services,
  tariffName: account.tariff?.name ?? meters.find(({ tariffName }) => tariffName !== null)?.tariffName ?? null,
  features: featuresOf(account),
  meters: metersOf(meters, account.meters),
  utilityAccountId: account.id,
});

function viewOfPlugAccount(id: string, meters: readonly [Meter, ...Meter[]]): AccountView {
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
    addressLine: address === null ? null : (address.full ?? lineOf(address)),
    status: null,
    services: [...words].map(([text, type]) => ({ text, type })),
    tariffName: meters.find(({ tariffName }) => tariffName !== null)?.tariffName ?? null,
    features: [],
    meters: metersOf(meters, []),
    utilityAccountId: null,
  };
}

/** Plug names an account by id, by number (of which two utilities may use the same one), or not at all: then the meter stands alone. */
function plugAccountKey({ id, provider, accounts: [account] }: Meter): string {
  if (account?.id) return `plug:${account.id}`;
  const number = bareNumber(account?.accountNumber ?? null);
  return number === null ? `plug:${id}` : `plug:${provider?.id ?? provider?.name ?? ''}:${number}`;
}

/**
 * The accounts of a user with their meters over both generations of the platform: a Plug meter is put under the legacy account
 * with its account number at the same utility, beside the legacy meter with its meter number. No account and no meter is lost or
 * shown twice. Order: legacy accounts first, each list in its own order.
 */
export function accountsOf(input: {
  readonly utilityAccounts: readonly UtilityAccount[];
  readonly meters: readonly Meter[];
}): readonly AccountView[] {
  const left = new Set(unique(input.meters));
  const index = byAccountNumber(left);
  const first = unique(input.utilityAccounts).map((account) => {
    const named = index.get(bareNumber(account.accountNumber) ?? '') ?? [];
    const own = named.filter((meter) => left.has(meter) && isAtUtility(meter, account));
    for (const meter of own) left.delete(meter);
    return viewOfAccount(account, own);
  });
  const groups = new Map<string, [Meter, ...Meter[]]>();
  for (const meter of left) {
    const key = plugAccountKey(meter);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [meter]);
    else group.push(meter);
  }
  return [...first, ...[...groups].map(([id, meters]) => viewOfPlugAccount(id, meters))];
}
