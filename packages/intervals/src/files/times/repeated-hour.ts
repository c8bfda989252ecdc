import type { ClockChange } from './clock-changes.ts';

/** Rows near a time that occurs twice because the clocks went back. */
export interface RepeatedHourRows {
  /**
   * True if a time occurs more often than those before and after it, so that the file follows the
   * clocks.
   */
  readonly isRepeated: boolean;
  /** Rows of the second occurrence, after the change. */
  readonly second: readonly number[];
  /**
   * Rows at the end of the repeated time that mean the instant of the change, in ends that were
   * computed from start and length.
   */
  readonly atChange: readonly number[];
}

/**
 * Distinguishes the rows of a repeated time by their order in the file: newest first or last, one
 * occurrence of the hour after the other, or each time twice in succession.
 * @param rows - Rows within a day of the change, in the order of the file.
 * @param change - A change at which the offset shrinks.
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
  const countOf = (localMs: number): number => counts.get(localMs) ?? 0;
  // In a file that lists every row twice, repeated times occur four times.
  const beside = [...counts].filter(([localMs]) => isBeside(localMs, change)).map(([, count]) => count);
  const usual = Math.max(1, ...beside);
  const isEnd = countOf(high) > usual && countOf(low) <= usual;
  const isInside = (localMs: number): boolean =>
    isEnd ? localMs > low && localMs <= high : localMs >= low && localMs < high;
  const inside = near.filter((i) => isInside(localTimes[i]!));
  const isRepeated = inside.some((i) => countOf(localTimes[i]!) > usual);
  const isOrdered = Math.max(ups, downs) > 4 * Math.min(ups, downs);
  const seconds = secondOccurrences(inside, localTimes, isOrdered, (localMs) => countOf(localMs) > usual);
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

/** Returns the rows of the second occurrence. */
function secondOccurrences(
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
    // If exports overlap, both occurrences are listed again.
    return (isRepeated(localMs) ? earlier : falls) % 2 === 1;
  });
}

/**
 * Returns true if times that occur once have the usual distance to the others only after the
 * change.
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
