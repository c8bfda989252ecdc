import { type Channel, Rows } from './channel.ts';
import type { ResolvedMeter } from './format.ts';

/**
 * Channels of several texts or lists. Those of one name go on from list to list, as in the months
 * of a year, where they say the same of the times that they share; else they stay columns beside
 * each other.
 */
export function mergeChannels(lists: readonly (readonly Channel[])[]): readonly Channel[] {
  if (lists.length === 1) return lists[0]!;
  return [...groupByDescription(lists).values()].flatMap(mergedOf).map(({ channel }) => channel);
}

/**
 * Parts of the names of files in which the months of one meter differ: numbers, or dates where
 * numbers tell meters apart, or nothing where files tell no more.
 */
const VARYING = [/\d+/g, /(?<!\d)(?:19|20)\d\d(?:[-_.]?\d\d){0,2}(?!\d)/g, /$^/g];

/**
 * Channels of several files, each with its file in the label where channels of one name contradict
 * those of another file. A file and those that go on where it ends are named together.
 * @param names - Of the files, in the order of the lists.
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
 * Settled meters of several files: those of one id are one meter, at the place of the first. Meters
 * without an id are one each, which is named by its file.
 * @param names - Of the files, in the order of the lists.
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

/** A channel, and the number of the list that it is from. */
interface Listed {
  readonly channel: Channel;
  readonly list: number;
}

/** Channels of all lists by what is said about them. */
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

/** Returns true if channels of one list do not go on in those of the others. */
function contradicts(alike: readonly Listed[]): boolean {
  const lists = [...Map.groupBy(alike, ({ list }) => list).values()];
  return lists.length > 1 && mergedOf(alike).length > Math.max(...lists.map(({ length }) => length));
}

class MergedChannel {
  readonly channel: Channel;
  /** The one that rows were appended of last. */
  list: number;
  /** Row at each start, or at each end where only that is known. */
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
