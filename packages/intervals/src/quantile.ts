/**
 * The value below which share `p` (0 to 1) of ascending values lies, interpolated linearly between neighbours (type 7 of Hyndman and
 * Fan, as spreadsheets do). `NaN` for none.
 */
export function quantileOf(sorted: ArrayLike<number>, p: number): number {
  if (sorted.length === 0) return Number.NaN;
  const at = Math.min(Math.max(p, 0), 1) * (sorted.length - 1);
  const below = Math.floor(at);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (high - low) * (at - below);
}
