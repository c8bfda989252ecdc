/**
 * Returns the quantile `p` (0 to 1) of ascending values, interpolated linearly between neighbours
 * (type 7 of Hyndman and Fan, as in spreadsheets). `NaN` if there are no values.
 */
export function quantileOf(sorted: ArrayLike<number>, p: number): number {
  if (sorted.length === 0) return Number.NaN;
  const at = Math.min(Math.max(p, 0), 1) * (sorted.length - 1);
  const below = Math.floor(at);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (high - low) * (at - below);
}

/** Ranges this short are sorted by insertion: partitioning them costs more than it saves. */
const SHORT = 8;

/**
 * Computes quantiles of the first `count` values, and reorders these. `shares` ascend, and no value
 * is `NaN`. Finds the ranks without sorting all values (Hoare's selection), because a profile needs
 * three of them in every column.
 */
export function selectQuantiles(
  values: Float64Array,
  count: number,
  shares: readonly number[],
  out: Float64Array,
): void {
  const places = shares.map((share) => Math.min(Math.max(share, 0), 1) * (count - 1));
  selectRanks(values, 0, count - 1, places, 0, places.length - 1);
  for (let s = 0; s < places.length; s++) {
    const at = places[s]!;
    const below = Math.floor(at);
    const low = values[below]!;
    // All values after `below` are at least as large: the next rank is the smallest of them.
    let high = low;
    if (below !== at) {
      high = Number.POSITIVE_INFINITY;
      for (let i = below + 1; i < count; i++) if (values[i]! < high) high = values[i]!;
    }
    out[s] = low + (high - low) * (at - below);
  }
}

/** Selects the middle rank first, so that the others have to search only half of the values. */
function selectRanks(
  values: Float64Array,
  left: number,
  right: number,
  places: readonly number[],
  first: number,
  last: number,
): void {
  if (first > last || left > right) return;
  const middle = (first + last) >> 1;
  const rank = Math.floor(places[middle]!);
  select(values, left, right, rank);
  selectRanks(values, left, rank - 1, places, first, middle - 1);
  selectRanks(values, rank + 1, right, places, middle + 1, last);
}

/**
 * Puts the value of rank `k` of [left, right] at index `k`, smaller or equal ones before it and
 * larger or equal ones after it.
 */
function select(values: Float64Array, left: number, right: number, k: number): void {
  while (right - left > SHORT) {
    const a = values[left]!;
    const b = values[(left + right) >> 1]!;
    const c = values[right]!;
    const pivot = Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    // Comparisons are added, not branched on: processors cannot predict whether a value is below
    // the pivot.
    let smaller = left;
    for (let i = left; i <= right; i++) {
      const value = values[i]!;
      values[i] = values[smaller]!;
      values[smaller] = value;
      smaller += +(value < pivot);
    }
    if (k < smaller) {
      right = smaller - 1;
      continue;
    }
    let equal = smaller;
    for (let i = smaller; i <= right; i++) {
      const value = values[i]!;
      values[i] = values[equal]!;
      values[equal] = value;
      equal += +(value <= pivot);
    }
    if (k < equal) return;
    left = equal;
  }
  for (let i = left + 1; i <= right; i++) {
    const value = values[i]!;
    let j = i - 1;
    for (; j >= left && values[j]! > value; j--) values[j + 1] = values[j]!;
    values[j + 1] = value;
  }
}
