/**
 * Returns those readings without overlaps that cover the most time; of equal sets the one with
 * more, and so finer, readings. Of an hour and its four quarters the quarters are kept; of an hour
 * and one quarter the hour. Does not depend on the order of the source.
 */
export function keepWithoutOverlap(
  sorted: readonly number[],
  start: Float64Array,
  end: Float64Array,
): readonly number[] {
  const kept: number[] = [];
  let from = 0;
  while (from < sorted.length) {
    let reach = end[sorted[from]!]!;
    let to = from + 1;
    while (to < sorted.length && start[sorted[to]!]! < reach) {
      reach = Math.max(reach, end[sorted[to]!]!);
      to++;
    }
    if (to === from + 1) kept.push(sorted[from]!);
    else kept.push(...bestOf(sorted.slice(from, to), start, end));
    from = to;
  }
  return kept;
}

/** Weighted interval scheduling over one group of readings that overlap each other. */
function bestOf(group: number[], start: Float64Array, end: Float64Array): number[] {
  group.sort((a, b) => end[a]! - end[b]! || start[a]! - start[b]!);
  const size = group.length;
  const covered = new Float64Array(size + 1);
  const pieces = new Float64Array(size + 1);
  const before = new Int32Array(size);
  const taken = new Uint8Array(size);
  for (let k = 0; k < size; k++) {
    const begin = start[group[k]!]!;
    // Binary search for the last reading that ends before this one begins.
    let low = 0;
    let high = k;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (end[group[middle]!]! <= begin) low = middle + 1;
      else high = middle;
    }
    before[k] = low;
    const time = covered[low]! + end[group[k]!]! - begin;
    const count = pieces[low]! + 1;
    const better = time > covered[k]! || (time === covered[k]! && count > pieces[k]!);
    taken[k] = better ? 1 : 0;
    covered[k + 1] = better ? time : covered[k]!;
    pieces[k + 1] = better ? count : pieces[k]!;
  }
  const chosen: number[] = [];
  for (let k = size; k > 0; ) {
    if (taken[k - 1] === 1) {
      chosen.push(group[k - 1]!);
      k = before[k - 1]!;
    } else k--;
  }
  return chosen.reverse();
}
