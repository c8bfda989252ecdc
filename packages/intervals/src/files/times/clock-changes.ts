import { DAY_MS, type Zone } from '../../zone.ts';

/** A change of the offset of a zone. Local times are as if they were UTC. */
export interface ClockChange {
  /** Epoch ms. */
  readonly at: number;
  /** Offsets before and after it, ms. */
  readonly before: number;
  readonly after: number;
  /**
   * The local times in [low, high) are skipped if the offset grows, and occur twice if it shrinks.
   */
  readonly low: number;
  readonly high: number;
}

/** Returns the changes of the clocks near some local times, in order. */
export function clockChangesAround(zone: Zone, localTimes: ArrayLike<number>): readonly ClockChange[] {
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < localTimes.length; i++) {
    const localMs = localTimes[i]!;
    if (localMs < from) from = localMs;
    if (localMs > to) to = localMs;
  }
  if (from > to) return [];
  // Loads the offsets of the zone up to that time.
  zone.offsetAt(to + 2 * DAY_MS);
  const changes: ClockChange[] = [];
  let before = zone.offsetAt(from - 2 * DAY_MS);
  let at = zone.nextChange(from - 2 * DAY_MS);
  while (at <= to + 2 * DAY_MS) {
    const after = zone.offsetAt(at);
    changes.push({ at, before, after, low: at + Math.min(before, after), high: at + Math.max(before, after) });
    before = after;
    at = zone.nextChange(at);
  }
  return changes;
}
