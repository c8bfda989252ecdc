import type { Change } from './changes.ts';

/** Rows around a time that a change of the clocks shows twice. */
export interface AroundRepeat {
  /** Some time is shown more often than those before and after it: the file does follow the clocks. */
  readonly isRepeated: boolean;
  /** Rows that lie after the change although the first reading of their time lies before it. */
  readonly second: readonly number[];
  /** Rows at the end of the repeated time that mean the change itself, as ends written as start and length do. */
  readonly atChange: readonly number[];
}

/**
 * Tells the rows of a time that is shown twice apart by their place in the file: newest first or last, both passes one after the other, or
 * each time twice in a row.
 * @param rows - Rows within a day of the change, in the order of the file.
 * @param change - Its offset shrinks.
 */
export function aroundRepeat(
  walls: Float64Array,
  rows: readonly number[],
  change: Change,
  fileDescends: boolean,
): AroundRepeat {
  const { low, high } = change;
  const { ups, downs } = steps(rows, walls);
  const near = downs > ups || (downs === ups && fileDescends) ? rows.toReversed() : rows;
  const counts = new Map<number, number>();
  for (const i of near) counts.set(walls[i]!, (counts.get(walls[i]!) ?? 0) + 1);
  const shown = (wall: number): number => counts.get(wall) ?? 0;
  // A file that lists every row twice shows nothing twice by the clock.
  const beside = [...counts].filter(([wall]) => isBeside(wall, change)).map(([, count]) => count);
  const usual = Math.max(1, ...beside);
  const isEnd = shown(high) > usual && shown(low) <= usual;
  const isInside = (wall: number): boolean => (isEnd ? wall > low && wall <= high : wall >= low && wall < high);
  const inside = near.filter((i) => isInside(walls[i]!));
  const isRepeated = inside.some((i) => shown(walls[i]!) > usual);
  const isOrdered = Math.max(ups, downs) > 4 * Math.min(ups, downs);
  const seconds = passes(inside, walls, isOrdered, (wall) => shown(wall) > usual);
  const second =
    isRepeated || seconds.length > 0 || !isLaterMoreRegular(near, inside, walls, change) ? seconds : inside;
  if (!isEnd) return { isRepeated, second, atChange: [] };
  const later = new Set(second);
  return {
    isRepeated,
    second: second.filter((i) => walls[i]! < high),
    atChange: inside.filter((i) => walls[i] === high && !later.has(i)),
  };
}

function steps(rows: readonly number[], walls: Float64Array): { readonly ups: number; readonly downs: number } {
  let ups = 0;
  let downs = 0;
  for (let k = 1; k < rows.length; k++) {
    const step = walls[rows[k]!]! - walls[rows[k - 1]!]!;
    if (step > 0) ups++;
    else if (step < 0) downs++;
  }
  return { ups, downs };
}

function isBeside(wall: number, { low, high }: Change): boolean {
  return (wall >= low - (high - low) && wall < low) || (wall > high && wall <= high + (high - low));
}

/** Rows of the second pass, of those in order of time. */
function passes(
  inside: readonly number[],
  walls: Float64Array,
  isOrdered: boolean,
  isRepeated: (wall: number) => boolean,
): readonly number[] {
  const seen = new Map<number, number>();
  let falls = 0;
  let before = Number.NEGATIVE_INFINITY;
  return inside.filter((i) => {
    const wall = walls[i]!;
    if (isOrdered && wall < before) falls++;
    before = wall;
    const earlier = seen.get(wall) ?? 0;
    seen.set(wall, earlier + 1);
    // Where exports overlap, both passes occur again.
    return (isRepeated(wall) ? earlier : falls) % 2 === 1;
  });
}

/** Returns true when times that are shown once lie at the usual distance from the others only after the change. */
function isLaterMoreRegular(
  near: readonly number[],
  inside: readonly number[],
  walls: Float64Array,
  { low, high, before, after }: Change,
): boolean {
  if (inside.length === 0) return false;
  const times = near.map((i) => walls[i]!).sort((a, b) => a - b);
  const regularity = (offset: number): number => {
    const counts = new Map<number, number>();
    let last = Number.NaN;
    for (const wall of times) {
      const instant = wall - (wall < low ? before : wall >= high ? after : offset);
      const distance = instant - last;
      counts.set(distance, (counts.get(distance) ?? 0) + 1);
      last = instant;
    }
    counts.delete(Number.NaN);
    return Math.max(0, ...counts.values());
  };
  return regularity(after) > regularity(before);
}
