import { DAY_MS, type Zone } from '../../zone.ts';

/** A change of the clocks of a zone. Times on the wall are as if they were UTC. */
export interface ClockChange {
  /** Epoch ms. */
  readonly at: number;
  /** Offsets before and after it, ms. */
  readonly before: number;
  readonly after: number;
  /**
   * The times on the wall from `low` to before `high` are skipped when the offset grows, and shown
   * twice when it shrinks.
   */
  readonly low: number;
  readonly high: number;
}

/** Changes of the clocks about some wall-clock times, in order. */
export function clockChangesAround(zone: Zone, localTimes: ArrayLike<number>): readonly ClockChange[] {
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < localTimes.length; i++) {
    const localMs = localTimes[i]!;
    if (localMs < from) from = localMs;
    if (localMs > to) to = localMs;
  }
  if (from > to) return [];
  // The zone knows a change only once it has looked so far.
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
