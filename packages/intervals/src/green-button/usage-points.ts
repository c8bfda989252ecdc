import type { Channel } from '../files/channel.ts';
import { convert, unitNamed } from '../files/resolve/units.ts';
import { HOUR_MS } from '../zone.ts';
import { channelsOf } from './channels.ts';
import type { Links } from './links.ts';
import type { Entry, Feed } from './parse.ts';

/** One place where service is delivered, as a file lists it. */
export interface UsagePointInfo {
  /**
   * Path of its self link; in a file without links `''`, with a number for each further usage
   * point.
   */
  readonly id: string;
  readonly title: string;
  /** `unknown` if the file does not say. Such usage points are read like electric ones. */
  readonly service: 'electric' | 'gas' | 'water' | 'other' | 'unknown';
  /** Number of its readings. */
  readonly readings: number;
}

/** A usage point with its channels. */
export interface UsagePoint {
  readonly info: UsagePointInfo;
  readonly entry: Entry | undefined;
  /**
   * Id of the usage point of its meter: its own, or that of the usage point whose demand it has.
   */
  readonly meter: string;
  /** False if it has power that the file does not call demand. */
  readonly isDemand: boolean;
  readonly channels: readonly Channel[];
}

const SERVICES: Readonly<Record<string, UsagePointInfo['service']>> = { '0': 'electric', '1': 'gas', '2': 'water' };

/**
 * Returns all usage points of a feed, in its order, and one more for blocks without a usage point.
 */
export function usagePointsOf(feed: Feed, links: Links): readonly UsagePoint[] {
  const byPoint = Map.groupBy(channelsOf(feed, links), ({ point }) => point);
  const entries = [...new Set([...links.all('UsagePoint'), ...byPoint.keys()])];
  const ids = new Set<string>();
  const points = entries.map((entry): UsagePoint => {
    const { kind } = entry?.fields ?? {};
    const self = entry?.self ?? '';
    const id = ids.has(self) ? `${self}#${ids.size + 1}` : self;
    ids.add(id);
    const own = byPoint.get(entry) ?? [];
    const info = {
      id,
      title: entry?.title ?? '',
      service: SERVICES[kind ?? ''] ?? (kind === undefined ? 'unknown' : 'other'),
      readings: own.reduce((sum, { readings }) => sum + readings, 0),
    };
    const isDemand = own.every((each) => each.isDemand);
    return { info, entry, meter: id, isDemand, channels: own.flatMap(({ channels }) => channels) };
  });
  return points.map((point): UsagePoint => {
    const meter = meterOf(point, points);
    return { ...point, meter, channels: point.channels.map((channel) => ({ ...channel, meter })) };
  });
}

/**
 * Returns the id of the meter of a usage point. Some utilities list demand, or reactive energy, as
 * a separate usage point. It belongs to the one usage point whose energy agrees with its power.
 * Larger power belongs to it only if the file calls it demand, which may be the peak of each
 * interval.
 */
function meterOf(point: UsagePoint, points: readonly UsagePoint[]): string {
  const { id } = point.info;
  if (point.info.readings === 0 || !isElectric(point) || hasEnergy(point)) return id;
  const fits = points
    .filter((other) => isElectric(other) && hasEnergy(other))
    .map((other) => ({ id: other.info.id, fit: fitOf(point, other) }))
    .filter(({ fit }) => fit === 'equal' || (fit === 'above' && point.isDemand));
  const equal = fits.filter(({ fit }) => fit === 'equal');
  const best = equal.length > 0 ? equal : fits;
  return best.length === 1 ? best[0]!.id : id;
}

const isElectric = ({ channels }: UsagePoint): boolean =>
  channels.every(({ commodity, unit }) =>
    [commodity, unit === null ? 'unknown' : (unitNamed(unit)?.commodity ?? 'unknown')].every(
      (each) => each === 'electricity' || each === 'unknown',
    ),
  );

const hasEnergy = ({ channels }: UsagePoint): boolean =>
  channels.some(({ kind, rows }) => (kind === 'energy' || kind === 'register') && rows.count > 0);

/** Tolerances, in kW and as a share, because files round power to tenths of a kW. */
const ROUNDING_KW = 0.06;
const ROUNDING = 0.02;

/**
 * Compares the power of one usage point with the energy of another. Demand is at least the average
 * power of its interval.
 */
function fitOf(demand: UsagePoint, energy: UsagePoint): 'equal' | 'above' | 'contradicts' {
  const average = new Map<string, number>();
  for (const { kind, flow, rows, unit } of energy.channels) {
    const named = unitNamed(unit);
    if (kind !== 'energy' || flow === 'export' || flow === 'net' || named === null) continue;
    for (let i = 0; i < rows.count; i++) {
      const key = `${rows.start[i]} ${rows.end[i]}`;
      const kw = convert(named, rows.value[i]!) / ((rows.end[i]! - rows.start[i]!) / HOUR_MS);
      average.set(key, (average.get(key) ?? 0) + kw);
    }
  }
  let compared = 0;
  let equal = 0;
  for (const { kind, flow, rows, unit } of demand.channels) {
    const named = unitNamed(unit);
    if (kind !== 'power' || flow === 'export' || flow === 'net' || named === null) continue;
    for (let i = 0; i < rows.count; i++) {
      const kw = average.get(`${rows.start[i]} ${rows.end[i]}`);
      const own = convert(named, rows.value[i]!);
      if (kw === undefined || Number.isNaN(kw + own)) continue;
      const slack = ROUNDING_KW + ROUNDING * kw;
      if (own < kw - slack) return 'contradicts';
      compared++;
      if (own <= kw + slack) equal++;
    }
  }
  return compared > 0 && equal === compared ? 'equal' : 'above';
}
