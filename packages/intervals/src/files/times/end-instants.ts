import { DAY_MS, HOUR_MS, type Zone, zoneOf } from '../../zone.ts';
import type { LocalInstants } from './local-instants.ts';
import { mostFrequent } from './most-frequent.ts';

/**
 * Returns the instants of ends that are local times beside starts; `NaN` where one of the two is.
 * Near a change of the clocks, files write either what the clock shows or the start plus the
 * length; the end that gives the row the usual length is right.
 * @param starts - The result of `instantsOfLocal` for `localStarts`.
 * @throws {RangeError} No such zone.
 */
export function instantsOfEnds(
  starts: LocalInstants,
  localStarts: Float64Array,
  localEnds: Float64Array,
  zoneName: string | null,
): Float64Array {
  const lengths = localEnds.map((end, i) => end - localStarts[i]!);
  const ends = starts.instants.map((start, i) => start + lengths[i]!);
  if (zoneName === null || starts.standardTime > 0) return ends;
  const zone = zoneOf(zoneName);
  const usual = mostFrequent(lengths);
  for (let i = 0; i < ends.length; i++) {
    const start = starts.instants[i]!;
    const end = ends[i]!;
    // A start in the hour that the clocks skip was moved to the change, so its length does not count.
    const isMoved = start + zone.offsetAt(start) !== localStarts[i]!;
    if (!isMoved && end > start && zone.nextChange(start) > Math.max(end, start + usual)) continue;
    if (!Number.isNaN(end)) ends[i] = aroundChange(start, end, localEnds[i]!, usual, zone);
  }
  return ends;
}

function aroundChange(start: number, end: number, localEnd: number, usual: number, zone: Zone): number {
  const onClock = instantsOf(localEnd, zone).filter((instant) => instant > start);
  const length = end - start;
  return (
    onClock.find((instant) => instant - start === usual) ??
    // Days and half days end when the clock says so.
    (length > 0 && length <= HOUR_MS ? end : (onClock[0] ?? end))
  );
}

/** Returns the instants at which the clock shows a time: one or two. */
function instantsOf(localMs: number, zone: Zone): readonly number[] {
  const first = zone.instantOf(localMs);
  const change = zone.nextChange(first);
  const second = localMs - zone.offsetAt(change);
  return second >= change && second - first < DAY_MS ? [first, second] : [first];
}
