import type { ClockChange } from './clock-changes.ts';

/** Rows around a time that a change of the clocks shows twice. */
export interface RepeatedHourRows {
  /**
   * Some time is shown more often than those before and after it: the file does follow the clocks.
   */
  readonly isRepeated: boolean;
  /** Rows that lie after the change although the first reading of their time lies before it. */
  readonly second: readonly number[];
  /**
   * Rows at the end of the repeated time that mean the change itself, as ends written as start and
   * length do.
   */
  readonly atChange: readonly number[];
}

/**
 * Tells the rows of a time that is shown twice apart by their place in the file: newest first or
 * last, both passes one after the other, or each time twice in a row.
 * @param rows - Rows within a day of the change, in the order of the file.
 * @param change - Its offset shrinks.
 */
export function repeatedHourRows(
  localTimes: Float64Array,
  rows: readonly number[],
  change: ClockChange,
  fileDescends: boolean,
): RepeatedHourRows {
  const { low, high } = change;
  const { ups, downs } = steps(rows, localTimes);
  const near = downs > ups || (downs === ups && fileDescends) ? rows.toReversed() : rows;
  const counts = new Map<number, number>();
  for (const i of near) counts.set(localTimes[i]!, (counts.get(localTimes[i]!) ?? 0) + 1);
  const shown = (localMs: number): number => counts.get(localMs) ?? 0;
  // A file that lists every row twice shows nothing twice by the clock.
  const beside = [...counts].filter(([localMs]) => isBeside(localMs, change)).map(([, count]) => count);
  const usual = Math.max(1, ...beside);
  const isEnd = shown(high) > usual && shown(low) <= usual;
  const isInside = (localMs: number): boolean =>
    isEnd ? localMs > low && localMs <= high : localMs >= low && localMs < high;
  const inside = near.filter((i) => isInside(localTimes[i]!));
  const isRepeated = inside.some((i) => shown(localTimes[i]!) > usual);
  const isOrdered = Math.max(ups, downs) > 4 * Math.min(ups, downs);
  const seconds = passes(inside, localTimes, isOrdered, (localMs) => shown(localMs) > usual);
  const second =
    isRepeated || seconds.length > 0 || !isLaterMoreRegular(near, inside, localTimes, change) ? seconds : inside;
  if (!isEnd) return { isRepeated, second, atChange: [] };
  const later = new Set(second);
  return {
    isRepeated,
    second: second.filter((i) => localTimes[i]! < high),
    atChange: inside.filter((i) => localTimes[i] === high && !later.has(i)),
  };
}

function steps(rows: readonly number[], localTimes: Float64Array): { readonly ups: number; readonly downs: number } {
  let ups = 0;
  let downs = 0;
  for (let k = 1; k < rows.length; k++) {
    const step = localTimes[rows[k]!]! - localTimes[rows[k - 1]!]!;
    if (step > 0) ups++;
    else if (step < 0) downs++;
  }
  return { ups, downs };
}

function isBeside(localMs: number, { low, high }: ClockChange): boolean {
  return (localMs >= low - (high - low) && localMs < low) || (localMs > high && localMs <= high + (high - low));
}

/** Rows of the second pass, of those in order of time. */
function passes(
  inside: readonly number[],
  localTimes: Float64Array,
  isOrdered: boolean,
  isRepeated: (localMs: number) => boolean,
): readonly number[] {
  const seen = new Map<number, number>();
  let falls = 0;
  let before = Number.NEGATIVE_INFINITY;
  return inside.filter((i) => {
    const localMs = localTimes[i]!;
    if (isOrdered && localMs < before) falls++;
    before = localMs;
    const earlier = seen.get(localMs) ?? 0;
    seen.set(localMs, earlier + 1);
    // Where exports overlap, both passes occur again.
    return (isRepeated(localMs) ? earlier : falls) % 2 === 1;
  });
}

/**
 * Returns true when times that are shown once lie at the usual distance from the others only after
 * the change.
 */
function isLaterMoreRegular(
  near: readonly number[],
  inside: readonly number[],
  localTimes: Float64Array,
  { low, high, before, after }: ClockChange,
): boolean {
  if (inside.length === 0) return false;
  const times = near.map((i) => localTimes[i]!).sort((a, b) => a - b);
  const regularity = (offset: number): number => {
    const counts = new Map<number, number>();
    let last = Number.NaN;
    for (const localMs of times) {
      const instant = localMs - (localMs < low ? before : localMs >= high ? after : offset);
      const distance = instant - last;
      counts.set(distance, (counts.get(distance) ?? 0) + 1);
      last = instant;
    }
    counts.delete(Number.NaN);
    return Math.max(0, ...counts.values());
  };
  return regularity(after) > regularity(before);
}
