import { type Channel, Rows } from './channel.ts';

/**
 * Channels of several texts or lists. Those of one name go on from list to list, as in the months of a year, where they say the same of
 * the times that they share; else they stay columns beside each other.
 */
export function together(lists: readonly (readonly Channel[])[]): readonly Channel[] {
  if (lists.length === 1) return lists[0]!;
  const joined = new Map<string, Joined[]>();
  for (const [list, channels] of lists.entries()) {
    for (const channel of channels) {
      const { rows, ...about } = channel;
      const name = JSON.stringify(about);
      const named = joined.get(name) ?? [];
      joined.set(name, named);
      const found = named.find((each) => each.list !== list && each.agrees(rows));
      if (found === undefined) named.push(new Joined(channel, list));
      else found.append(rows, list);
    }
  }
  return [...joined.values()].flat().map(({ channel }) => channel);
}

class Joined {
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
