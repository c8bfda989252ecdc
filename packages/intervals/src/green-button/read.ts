import { type Assembled, assemble } from '../assemble.ts';
import type { MeterInfo } from '../body.ts';
import type { ReadOptions } from '../options.ts';
import { AWAITING } from '../quality.ts';
import { EXPORT, IMPORT, Readings } from '../readings.ts';
import { Notes } from '../receipt.ts';
import type { Series } from '../series.ts';
import { HOUR_MS } from '../zone.ts';
import { decodeDstRule, type LocalTime, zoneLike } from './dst-rule.ts';
import { type Block, type Entry, type Feed, isEstimate, parseFeed } from './parse.ts';

/** Options of `readGreenButton`. */
export interface ReadGreenButtonOptions extends ReadOptions {
  /** Which usage point to read: its `id` from the result, or its index. Default: the electric one with the most readings. */
  readonly usagePoint?: string | number | undefined;
}

/** One place where service is delivered, as a file lists it. */
export interface UsagePointInfo {
  /** Path of its self link; `''` in a file without links. */
  readonly id: string;
  readonly title: string;
  /** `unknown` when the file does not say; such points are read like electric ones. */
  readonly service: 'electric' | 'gas' | 'water' | 'other' | 'unknown';
  /** Rows of interval energy in it. */
  readonly readings: number;
}

/** What a Green Button file held. */
export interface GreenButtonData extends Assembled {
  readonly meter: MeterInfo;
  /** All usage points of the file, in its order; one was read. */
  readonly usagePoints: readonly UsagePointInfo[];
}

// ESPI code lists. Source: NAESB REQ.21 (ESPI) 1.1, `ServiceKind`, `UomType`, `FlowDirectionType`, `AccumulationBehaviourType`.
const SERVICES: Readonly<Record<string, UsagePointInfo['service']>> = { '0': 'electric', '1': 'gas', '2': 'water' };
const WATT_HOUR = '72';
const WATT = '38';
const FORWARD = '1';
const NET = '4';
const REVERSE = '19';
const TOTAL = '20';
/** Registers that only ever rise; their values are meter states, not energy of an interval. */
const CUMULATIVE = new Set(['1', '2', '3', '9']);

/** Blocks of one channel, with what turns their numbers into kWh. */
interface Channel {
  readonly blocks: Block[];
  readonly flow: string;
  readonly service: UsagePointInfo['service'];
  readonly usagePoint: string;
  /** What a value is multiplied by, as the power of ten; then divided by 1000 for kWh. */
  readonly power: number;
  readonly perHour: boolean;
  readonly lengthS: number;
  readonly usable: boolean;
  /** What readings without a quality of their own are. */
  readonly estimated: boolean;
  readings: number;
}

/**
 * Reads a Green Button (ESPI) XML file as utilities offer it for download: several usage points and reading types, powers of ten,
 * flow directions, quality codes and daylight-saving rules are all obeyed. Ends of intervals come from each reading. The zone is the
 * usual IANA one with the stated offsets; `timeZone` overrides it.
 * @throws {DecodeError} `code` is `decode`: not well-formed XML, or no Green Button content in it.
 */
export function readGreenButton(xml: string, options: ReadGreenButtonOptions = {}): GreenButtonData {
  const feed = parseFeed(xml);
  const notes = new Notes();
  const channels = channelsOf(feed);
  const usagePoints = usagePointsOf(feed, channels);
  const chosen = choose(usagePoints, options.usagePoint);
  const others = usagePoints.length - 1;
  if (others > 0) notes.add('other-meters', others, chosen?.title || chosen?.id);
  const mine = channels.filter((channel) => channel.usagePoint === (chosen?.id ?? channel.usagePoint));
  const lanes = pickLanes(mine, feed, notes);
  const readings = collect(feed, lanes);
  const zoneText = feed.own?.timeZone ?? statedZone(feed, readings);
  const signed = lanes.length > 0 && lanes.every(({ flow }) => flow === NET) ? 'split' : options.signed;
  const own = feed.own;
  if (own !== null) readings.cover(Number(own.startMs), Number(own.publishedMs ?? own.endMs));
  const untilMs = options.untilMs ?? (own === null ? undefined : Number(own.endMs));
  const read = assemble(readings, { ...options, untilMs, signed, timeZoneText: zoneText, notes });
  const meter = usageMeter(chosen, feed, read.series);
  return { series: own === null ? read.series : restored(read.series, own), receipt: read.receipt, meter, usagePoints };
}

function channelsOf(feed: Feed): Channel[] {
  const byEntry = new Map<string, Channel>();
  for (const block of feed.blocks) {
    const meterReading = owner(feed.entries, block.entry, 'MeterReading');
    const readingType = typeOf(feed.entries, meterReading, block.entry);
    const point = pointOf(feed.entries, meterReading ?? block.entry);
    const key = `${point?.self ?? ''} ${meterReading?.self ?? ''} ${readingType === undefined ? '' : feed.entries.indexOf(readingType)}`;
    let channel = byEntry.get(key);
    if (channel === undefined) {
      const fields = readingType?.fields ?? {};
      const uom = fields.uom ?? WATT_HOUR;
      channel = {
        blocks: [],
        flow: fields.flowDirection ?? FORWARD,
        service: SERVICES[point?.fields.kind ?? ''] ?? (point?.fields.kind === undefined ? 'unknown' : 'other'),
        usagePoint: point?.self ?? '',
        power: Number(fields.powerOfTenMultiplier ?? 0) || 0,
        perHour: uom === WATT,
        lengthS: Number(fields.intervalLength ?? 0) || 0,
        usable: (uom === WATT_HOUR || uom === WATT) && !CUMULATIVE.has(fields.accumulationBehaviour ?? ''),
        estimated: isEstimate(Number(fields.defaultQuality)),
        readings: 0,
      };
      byEntry.set(key, channel);
    }
    channel.blocks.push(block);
    channel.readings += block.to - block.from;
  }
  return [...byEntry.values()];
}

/** The entry of a kind whose self link contains the given one; the nearest before it where links do not tell. */
function owner(entries: readonly Entry[], entry: Entry, kind: string): Entry | undefined {
  let best: Entry | undefined;
  for (const candidate of entries) {
    if (candidate.kind !== kind || candidate.self === '') continue;
    const inside = [entry.self, entry.up].some(
      (path) => path === candidate.self || path.startsWith(`${candidate.self}/`),
    );
    if (inside && candidate.self.length > (best?.self.length ?? 0)) best = candidate;
  }
  if (best !== undefined) return best;
  const at = entries.indexOf(entry);
  const before = entries.slice(0, at).filter((candidate) => candidate.kind === kind);
  return before.at(-1) ?? entries.find((candidate) => candidate.kind === kind);
}

function typeOf(entries: readonly Entry[], meterReading: Entry | undefined, block: Entry): Entry | undefined {
  const types = entries.filter(({ kind }) => kind === 'ReadingType');
  const links = [...(meterReading?.related ?? []), ...block.related];
  const linked = types.find(({ self }) => self !== '' && links.includes(self));
  if (linked !== undefined || types.length < 2) return linked ?? types[0];
  const at = meterReading === undefined ? entries.indexOf(block) : entries.indexOf(meterReading);
  // Without links the type that follows its meter reading, before the next one, is the one that is meant.
  const next = entries.findIndex((entry, i) => i > at && entry.kind === 'MeterReading');
  const near = types.find((type) => {
    const i = entries.indexOf(type);
    return i > at && (next === -1 || i < next);
  });
  return near ?? types[0];
}

function pointOf(entries: readonly Entry[], entry: Entry): Entry | undefined {
  const linked = entries.find(
    (candidate) =>
      candidate.kind === 'UsagePoint' &&
      candidate.related.some((path) => path !== '' && (path === entry.up || path === entry.self)),
  );
  return linked ?? owner(entries, entry, 'UsagePoint');
}

function usagePointsOf(feed: Feed, channels: readonly Channel[]): UsagePointInfo[] {
  const points = new Map<string, UsagePointInfo>();
  const add = (id: string, title: string, service: UsagePointInfo['service']) => {
    if (points.has(id)) return;
    const own = channels.filter((channel) => channel.usagePoint === id && channel.usable);
    points.set(id, { id, title, service, readings: own.reduce((sum, channel) => sum + channel.readings, 0) });
  };
  for (const entry of feed.entries) {
    if (entry.kind !== 'UsagePoint') continue;
    const { kind } = entry.fields;
    add(entry.self, entry.title, SERVICES[kind ?? ''] ?? (kind === undefined ? 'unknown' : 'other'));
  }
  for (const channel of channels) add(channel.usagePoint, '', channel.service);
  return [...points.values()];
}

function choose(points: readonly UsagePointInfo[], wanted: string | number | undefined): UsagePointInfo | undefined {
  if (typeof wanted === 'number') return points[wanted];
  if (wanted !== undefined) return points.find(({ id }) => id === wanted);
  const electric = points.filter(({ service }) => service === 'electric' || service === 'unknown');
  return electric.reduce<UsagePointInfo | undefined>(
    (best, point) => (best === undefined || point.readings > best.readings ? point : best),
    undefined,
  );
}

/**
 * Channels for import and for export: a file often holds the same energy again as a daily sum, as a register or as net. Of several,
 * energy beats power, the finer beats the coarser, the fuller the emptier; others of its kind count only where they share no time
 * with it, as those of a meter that was replaced.
 */
function pickLanes(channels: readonly Channel[], feed: Feed, notes: Notes): Channel[] {
  const usable = channels.filter(({ usable: ok, readings }) => ok && readings > 0);
  const best = (...flows: string[]): Channel | undefined =>
    usable
      .filter(({ flow }) => flows.includes(flow))
      .sort((a, b) => Number(a.perHour) - Number(b.perHour) || a.lengthS - b.lengthS || b.readings - a.readings)[0];
  const forward = best(FORWARD) ?? best('0', TOTAL, '') ?? undefined;
  const reverse = best(REVERSE);
  const net = forward === undefined && reverse === undefined ? best(NET) : undefined;
  const lanes: Channel[] = [];
  for (const first of [forward, reverse, net]) {
    if (first === undefined) continue;
    const chain = [first];
    for (const other of usable) {
      const alike = other.flow === first.flow && other.perHour === first.perHour && other.lengthS === first.lengthS;
      if (alike && chain.every((channel) => apart(spanOf(channel, feed), spanOf(other, feed)))) chain.push(other);
    }
    lanes.push(...chain);
  }
  // Anything else with an unknown direction must not be guessed into one of the two.
  const skipped = channels
    .filter((channel) => !lanes.includes(channel))
    .reduce((sum, { readings }) => sum + readings, 0);
  if (skipped > 0) notes.add('skipped', skipped, 'other reading types');
  return lanes;
}

/** First start and last end of a channel's readings, in seconds. */
function spanOf({ blocks, lengthS }: Channel, { readings: { start, duration } }: Feed): readonly [number, number] {
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  for (const block of blocks) {
    for (let i = block.from; i < block.to; i++) {
      from = Math.min(from, start[i]!);
      to = Math.max(to, start[i]! + (duration[i]! > 0 ? duration[i]! : lengthS));
    }
  }
  return [from, to];
}

function apart(a: readonly [number, number], b: readonly [number, number]): boolean {
  return a[1] <= b[0] || b[1] <= a[0];
}

function collect(feed: Feed, lanes: readonly Channel[]): Readings {
  const { start, duration, value, quality } = feed.readings;
  const readings = new Readings(lanes.reduce((sum, lane) => sum + lane.readings, 0));
  for (const lane of lanes) {
    const channel = lane.flow === REVERSE ? EXPORT : IMPORT;
    // Blocks in the order they were published, so that "last published" means what it says.
    const blocks = lane.blocks.toSorted((a, b) => (a.entry.publishedMs || 0) - (b.entry.publishedMs || 0));
    const exponent = lane.power - 3;
    for (const block of blocks) {
      for (let i = block.from; i < block.to; i++) {
        const from = start[i]! * 1000;
        const length = duration[i]! > 0 ? duration[i]! * 1000 : lane.lengthS * 1000;
        let kwh = scaled(value[i]!, exponent);
        if (lane.perHour) kwh *= length / HOUR_MS;
        readings.push(
          from,
          duration[i] === 0 && lane.lengthS === 0 ? from : from + length,
          kwh,
          channel,
          Number.isNaN(quality[i]!) ? lane.estimated : isEstimate(quality[i]!),
        );
      }
    }
  }
  return readings;
}

/** value × 10^exponent. Dividing by a power of ten is exact to the last bit where multiplying by a fraction is not. */
function scaled(value: number, exponent: number): number {
  return exponent < 0 ? value / 10 ** -exponent : value * 10 ** exponent;
}

/** The zone a file states by offsets; `null` when it states none that fits a usual zone. */
function statedZone(feed: Feed, readings: Readings): string | null {
  const entry = feed.entries.find(({ kind }) => kind === 'LocalTimeParameters');
  if (entry === undefined) return null;
  const { tzOffset, dstOffset, dstStartRule, dstEndRule } = entry.fields;
  const local: LocalTime = {
    standardMs: Number(tzOffset ?? 0) * 1000,
    dstMs: Number(dstOffset ?? 0) * 1000,
    start: decodeDstRule(dstStartRule ?? ''),
    end: decodeDstRule(dstEndRule ?? ''),
  };
  if (Number.isNaN(local.standardMs + local.dstMs)) return null;
  return zoneLike(local, readings.count > 0 ? readings.start[readings.count - 1]! : 0);
}

function usageMeter(point: UsagePointInfo | undefined, feed: Feed, series: Series): MeterInfo {
  const updated = feed.blocks.reduce((latest, { entry }) => Math.max(latest, entry.publishedMs || 0), 0);
  const known = series.length > 0;
  let last = series.length - 1;
  while (last > 0 && series.quality[last]! >= AWAITING) last--;
  const lastStart = series.stepMs === null ? series.starts?.[last] : series.startMs + last * series.stepMs;
  return {
    meterId: null,
    meterNumber: null,
    providerId: null,
    providerName: null,
    serviceType: point === undefined || point.service === 'unknown' ? null : point.service,
    readType: null,
    earliestIntervalAtMs: known ? series.startMs : null,
    latestIntervalAtMs: known ? (lastStart ?? null) : null,
    createdAtMs: null,
    updatedAtMs: updated > 0 ? updated : null,
  };
}

/** Puts back what our own writer noted beside the ESPI content. */
function restored(series: Series, own: Readonly<Record<string, string>>): Series {
  const minutes = (own.sourceMinutes ?? '')
    .split(' ')
    .map(Number)
    .filter((value) => value > 0);
  return minutes.length === 0 ? series : { ...series, sourceMinutes: minutes };
}
