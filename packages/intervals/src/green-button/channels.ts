import { type Channel, Rows } from '../files/channel.ts';
import { DEMAND, isEstimate, type TypeOfValues, typeOfValues } from './codes.ts';
import type { Links } from './links.ts';
import type { Block, Entry, Feed } from './parse.ts';

/** The channels of one reading type of a usage point. Their meter is set later. */
export interface PointChannels {
  /** `undefined` for blocks without a usage point. */
  readonly point: Entry | undefined;
  readonly readings: number;
  /** False for power that the file does not call demand. */
  readonly isDemand: boolean;
  readonly channels: readonly Channel[];
}

/** Blocks with the same meter reading and reading type. */
interface Group {
  readonly point: Entry | undefined;
  readonly meterReading: Entry | undefined;
  readonly type: Entry | undefined;
  readonly blocks: Block[];
}

/**
 * Returns the channels of a feed with their usage points, in the order of the file.
 * @throws {DecodeError} A reading type has an invalid power of ten.
 */
export function channelsOf(feed: Feed, links: Links): readonly PointChannels[] {
  const groups = groupsOf(feed, links).map((group) => {
    const title = group.type?.title || group.meterReading?.title || '';
    const name = title || group.type?.self || 'ReadingType';
    const values = typeOfValues(group.type?.fields ?? {}, group.point?.fields.kind, name);
    return { ...group, values, title: title || values.description };
  });
  return groups.map((group) => {
    const { blocks, point, title, type, values } = group;
    const isOnly = !groups.some((other) => other !== group && other.point === point && other.title === title);
    const label = isOnly || title === values.description ? title : `${title} (${values.description})`;
    const parts = rowsOf(blocks, feed, values, type?.fields ?? {});
    // Forward plus reverse is the consumption only if there is no reverse flow.
    const hasReverse = groups.some((other) => other.point === point && other.values.facts.flow === 'export');
    const kind = values.facts.flow === 'consumption' && hasReverse ? 'other' : values.facts.kind;
    return {
      point,
      readings: blocks.reduce((sum, { from, to }) => sum + to - from, 0),
      isDemand: kind !== 'power' || type?.fields.kind === DEMAND,
      channels: [...parts].map(([tariff, rows]) => ({
        ...values.facts,
        kind,
        meter: '',
        label: tariff === '' ? label : `${label}, ${tariff}`,
        part: [values.facts.part, tariff].filter((text) => text !== '').join(' '),
        rows,
      })),
    };
  });
}

function groupsOf(feed: Feed, links: Links): readonly Group[] {
  const groups: Group[] = [];
  for (const block of feed.blocks) {
    const meterReading = links.meterReadingOf(block.entry);
    const type = links.readingTypeOf(block.entry, meterReading);
    const point = links.usagePointOf(meterReading ?? block.entry);
    const own = groups.find(
      (group) => group.meterReading === meterReading && group.type === type && group.point === point,
    );
    if (own === undefined) groups.push({ point, meterReading, type, blocks: [block] });
    else own.blocks.push(block);
  }
  return groups;
}

/**
 * Returns the rows of blocks, by tariff if one interval has several readings with different
 * tariffs; else under `''`. Blocks are in the order of publication, which the policy
 * `last-published` relies on.
 */
function rowsOf(
  blocks: readonly Block[],
  feed: Feed,
  { exponent, facts: { kind } }: TypeOfValues,
  fields: Entry['fields'],
): ReadonlyMap<string, Rows> {
  const { start, duration, value, estimated, tariffs } = feed.readings;
  const parts = new Map<string, Rows>();
  const isSplit = blocks.some((block) => hasSharesOf(block, feed));
  const lengthS = usableLength(blocks, feed, Number(fields.intervalLength));
  const isEstimatedByDefault = isEstimate(fields.defaultQuality ?? '');
  const whole = new Rows();
  if (!isSplit) parts.set('', whole);
  for (const block of blocks.toSorted((a, b) => (a.entry.publishedMs || 0) - (b.entry.publishedMs || 0))) {
    const count = block.to - block.from;
    const stepS = lengthS > 0 ? lengthS : block.lengthS / count;
    for (let i = block.from; i < block.to; i++) {
      let rows = whole;
      if (isSplit) {
        const tariff = tariffs.get(i) ?? '';
        rows = parts.get(tariff) ?? new Rows();
        parts.set(tariff, rows);
      }
      const isTimed = !Number.isNaN(start[i]!);
      const from = isTimed ? start[i]! : block.startS + (i - block.from) * stepS;
      let length = duration[i]! > 0 ? duration[i]! : Number.NaN;
      // The state of a register has no length.
      if (Number.isNaN(length) && kind !== 'register') {
        if (!isTimed) length = stepS;
        else if (lengthS > 0) length = lengthS;
        else if (count === 1 && block.startS === from && block.lengthS > 0) length = block.lengthS;
      }
      const isEstimated = Number.isNaN(estimated[i]!) ? isEstimatedByDefault : estimated[i] === 1;
      rows.push(from * 1000, (from + length) * 1000, scaled(value[i]!, exponent), isEstimated);
    }
  }
  return parts;
}

/**
 * Returns the interval length of a reading type for readings without one; `NaN` if some follow each
 * other sooner.
 */
function usableLength(blocks: readonly Block[], { readings: { start, duration } }: Feed, lengthS: number): number {
  if (!(lengthS > 0)) return Number.NaN;
  const without: number[] = [];
  for (const { from, to } of blocks)
    for (let i = from; i < to; i++) if (!(duration[i]! > 0) && !Number.isNaN(start[i]!)) without.push(start[i]!);
  without.sort((a, b) => a - b);
  const isTooClose = without.some((time, i) => i > 0 && time > without[i - 1]! && time - without[i - 1]! < lengthS);
  return isTooClose ? Number.NaN : lengthS;
}

/** Returns true if a block has several readings of one interval with different tariffs. */
function hasSharesOf({ from, to }: Block, { readings: { start, tariffs } }: Feed): boolean {
  if (tariffs.size === 0) return false;
  const seen = new Map<number, string>();
  for (let i = from; i < to; i++) {
    const tariff = tariffs.get(i) ?? '';
    if ((seen.get(start[i]!) ?? tariff) !== tariff) return true;
    seen.set(start[i]!, tariff);
  }
  return false;
}

/**
 * Returns value × 10^exponent. Division by a power of ten is exact to the last bit; multiplication
 * by a fraction is not.
 */
function scaled(value: number, exponent: number): number {
  return exponent < 0 ? value / 10 ** -exponent : value * 10 ** exponent;
}
