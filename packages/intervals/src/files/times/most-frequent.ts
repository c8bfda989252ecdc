/** Returns the most frequent length above zero, of equally frequent ones the shortest; `NaN` if there is none. */
export function mostFrequent(lengths: Float64Array): number {
  const counts = new Map<number, number>();
  let from = 0;
  for (let i = 1; i <= lengths.length; i++) {
    // Most rows are as long as the one before, so equal lengths are counted in runs.
    if (lengths[i] === lengths[from]) continue;
    if (lengths[from]! > 0) counts.set(lengths[from]!, (counts.get(lengths[from]!) ?? 0) + i - from);
    from = i;
  }
  let usual = Number.NaN;
  let most = 0;
  for (const [length, count] of counts) {
    if (count > most || (count === most && length < usual)) {
      most = count;
      usual = length;
    }
  }
  return usual;
}

/** Returns distinct times in order. */
function distinctTimes(times: Float64Array): Float64Array {
  const sorted = times.toSorted();
  return sorted.filter((time, i) => !Number.isNaN(time) && time !== sorted[i - 1]);
}

/** Returns the most frequent distance between neighbouring distinct times; `NaN` if there are fewer than two. */
export function usualDistance(times: Float64Array): number {
  const distinct = distinctTimes(times);
  return mostFrequent(distinct.subarray(1).map((time, i) => time - distinct[i]!));
}

/** Returns the next later time after each time; `NaN` for the last. */
export function nextTimesOf(times: Float64Array): Float64Array {
  const isInOrder = times.every((time, i) => i === 0 || time > times[i - 1]!);
  if (isInOrder) return times.map((_, i) => times[i + 1] ?? Number.NaN);
  const distinct = distinctTimes(times);
  const next = new Map(Array.from(distinct.subarray(1), (time, i) => [distinct[i]!, time]));
  return times.map((time) => next.get(time) ?? Number.NaN);
}
