import { type Channel, Rows } from './channel.ts';
import type { ResolvedMeter } from './format.ts';

/**
 * Merges the channels of several texts or lists. Channels with equal descriptions are joined, as
 * those of the months of a year, if they agree at the times that they share; else they stay
 * separate columns.
 */
export function mergeChannels(lists: readonly (readonly Channel[])[]): readonly Channel[] {
  if (lists.length === 1) return lists[0]!;
  return [...groupByDescription(lists).values()].flatMap(mergedOf).map(({ channel }) => channel);
}

/**
 * Parts of file names in which the months of one meter differ: numbers; or only dates, if other
 * numbers identify meters; or nothing.
 */
const VARYING = [/\d+/g, /(?<!\d)(?:19|20)\d\d(?:[-_.]?\d\d){0,2}(?!\d)/g, /$^/g];

/**
 * Adds the names of files to the labels of channels that contradict channels with the same label in
 * another file. Files that continue each other are named together.
 * @param names - Names of the files, in the order of the lists.
 */
export function labelByFile(
  lists: readonly (readonly Channel[])[],
  names: readonly string[],
): readonly (readonly Channel[])[] {
  const labels = new Map<Channel, string>();
  for (const alike of groupByDescription(lists).values()) {
    if (!contradicts(alike)) continue;
    const groupings = VARYING.map((part) => [
      ...Map.groupBy(alike, ({ list }) => names[list]!.replace(part, '')).values(),
    ]);
    const groups = groupings.find((each) => !each.some(contradicts)) ?? groupings.at(-1)!;
    for (const group of groups) {
      const files = [...new Set([group[0]!, group.at(-1)!].map(({ list }) => names[list]!))];
      for (const { channel } of group) labels.set(channel, `${channel.label} (${files.join(' to ')})`);
    }
  }
  return lists.map((channels) =>
    channels.map((channel) => ({ ...channel, label: labels.get(channel) ?? channel.label })),
  );
}

/**
 * Merges the resolved meters of several files. Those with one id are one meter, at the place of the
 * first. A meter without an id gets the name of its file.
 * @param names - Names of the files, in the order of the lists.
 */
export function mergeMeters(
  lists: readonly (readonly ResolvedMeter[])[],
  names: readonly string[],
): readonly (readonly ResolvedMeter[])[] {
  if (lists.length === 1) return lists;
  const own = lists.map((meters, i) => meters.map((meter) => (meter.id === '' ? { ...meter, id: names[i]! } : meter)));
  const byId = Map.groupBy(own.flat(), ({ id }) => id);
  return own.map((meters) =>
    meters.flatMap((meter) => {
      const [first, ...others] = byId.get(meter.id)!;
      if (meter !== first) return [];
      return others.length === 0 ? meter : meter.join(others.flatMap(({ pages }) => pages));
    }),
  );
}

/** A channel and the index of its list. */
interface Listed {
  readonly channel: Channel;
  readonly list: number;
}

/** Groups the channels of all lists by everything but their rows. */
function groupByDescription(lists: readonly (readonly Channel[])[]): ReadonlyMap<string, readonly Listed[]> {
  return Map.groupBy(
    lists.flatMap((channels, list) => channels.map((channel) => ({ channel, list }))),
    ({ channel: { rows, ...about } }) => JSON.stringify(about),
  );
}

function mergedOf(alike: readonly Listed[]): readonly MergedChannel[] {
  const merged: MergedChannel[] = [];
  for (const { channel, list } of alike) {
    const found = merged.find((each) => each.list !== list && each.agrees(channel.rows));
    if (found === undefined) merged.push(new MergedChannel(channel, list));
    else found.append(channel.rows, list);
  }
  return merged;
}

/**
 * Returns true if channels of one list contradict those of another, so that they cannot be joined.
 */
function contradicts(alike: readonly Listed[]): boolean {
  const lists = [...Map.groupBy(alike, ({ list }) => list).values()];
  return lists.length > 1 && mergedOf(alike).length > Math.max(...lists.map(({ length }) => length));
}

class MergedChannel {
  readonly channel: Channel;
  /** Index of the list whose rows were appended last. */
  list: number;
  /** Index of the row at each start, or at each end where only that is known. */
  readonly #places = new Map<number, number>();

  constructor(channel: Channel, list: number) {
    this.channel = { ...channel, rows: new Rows() };
    this.list = list;
    this.append(channel.rows, list);
  }

  agrees({ count, start, end, value }: Rows): boolean {
    const { rows } = this.channel;
    for (let i = 0; i < count; i++) {
      const place = this.#places.get(keyOf(start[i]!, end[i]!));
      if (place === undefined) continue;
      if (!Object.is(rows.end[place], end[i]) || !Object.is(rows.value[place], value[i])) return false;
    }
    return true;
  }

  append(rows: Rows, list: number): void {
    const { rows: own } = this.channel;
    for (let i = 0; i < rows.count; i++) this.#places.set(keyOf(rows.start[i]!, rows.end[i]!), own.count + i);
    own.append(rows);
    this.list = list;
  }
}

const keyOf = (start: number, end: number): number => (Number.isNaN(start) ? end : start);
