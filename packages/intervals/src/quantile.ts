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

/**
 * Quantiles of the first `count` values in any order, which it rearranges; `shares` ascend. Finds the neighbours it needs without
 * sorting all (Hoare's selection), because a profile asks for three of them in every column.
 */
export function selectQuantiles(
  values: Float64Array,
  count: number,
  shares: readonly number[],
  out: Float64Array,
): void {
  let from = 0;
  for (let s = 0; s < shares.length; s++) {
    const at = Math.min(Math.max(shares[s]!, 0), 1) * (count - 1);
    const below = Math.floor(at);
    if (below >= from) select(values, from, count - 1, below);
    const low = values[below]!;
    // Everything behind `below` is at least as large: the next one is the smallest of them.
    let high = low;
    if (below !== at) {
      high = Number.POSITIVE_INFINITY;
      for (let i = below + 1; i < count; i++) if (values[i]! < high) high = values[i]!;
    }
    out[s] = low + (high - low) * (at - below);
    // What lies before is smaller than every later rank.
    from = Math.max(from, below + 1);
  }
}

/** Puts the value of rank `k` of [left, right] at index `k`, smaller ones before it and larger ones behind. */
function select(values: Float64Array, left: number, right: number, k: number): void {
  while (left < right) {
    const pivot = values[(left + right) >> 1]!;
    let i = left;
    let j = right;
    while (i <= j) {
      while (values[i]! < pivot) i++;
      while (values[j]! > pivot) j--;
      if (i > j) break;
      const swapped = values[i]!;
      values[i] = values[j]!;
      values[j] = swapped;
      i++;
      j--;
    }
    if (k <= j) right = j;
    else if (k >= i) left = i;
    else return;
  }
}
