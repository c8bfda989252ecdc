import type { Meter } from '@arc-elements/models';

/** Meters at one address. */
export interface MeterGroup {
  readonly key: string;
  /** First line of the address, or all of it; `null` if there is none. */
  readonly address: string | null;
  readonly town: string | null;
  /** Number of their common account; `null` if not known, or if they have several. */
  readonly accountNumber: string | null;
  readonly meters: readonly Meter[];
}

/** Groups meters by address, in the order of the addresses; meters without one come last. */
export function groupMeters(meters: readonly Meter[]): readonly MeterGroup[] {
  const groups = new Map<string, Meter[]>();
  for (const meter of meters) {
    const key = keyOf(meter);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [meter]);
    else group.push(meter);
  }
  return [...groups].sort(([a], [b]) => Number(a === '') - Number(b === '')).map(([key, list]) => groupOf(key, list));
}

function groupOf(key: string, meters: readonly Meter[]): MeterGroup {
  const address = meters[0]?.serviceAddress ?? null;
  const numbers = new Set(meters.map((meter) => meter.accounts[0]?.accountNumber ?? null));
  const region = joined([address?.state, address?.zip], ' ');
  return {
    key,
    address: joined([address?.streetOne, address?.streetTwo], ', ') ?? address?.full ?? null,
    town: joined([address?.city, region], ', '),
    accountNumber: numbers.size === 1 ? ([...numbers][0] ?? null) : null,
    meters,
  };
}

function keyOf({ serviceAddress }: Meter): string {
  if (serviceAddress === null) return '';
  const { streetOne, streetTwo, city, zip, full } = serviceAddress;
  return (joined([streetOne, streetTwo, city, zip], '|') ?? full ?? '').toLowerCase();
}

function joined(parts: readonly (string | null | undefined)[], separator: string): string | null {
  return parts.filter((part) => part !== null && part !== undefined && part !== '').join(separator) || null;
}
