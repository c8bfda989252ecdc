import { requireInRange } from './time-range.ts';

/**
 * The sandbox's time. It either follows real time at an offset or stands still until it is moved,
 * and it can be pinned to one instant while what fell due at that instant happens.
 */
export interface VirtualClock {
  /** Virtual now, epoch ms. */
  now(): number;
  /** True while the clock stands still until it is advanced. */
  readonly frozen: boolean;
  /** Starts over: standing at `nowMs`, or following real time when absent. */
  restart(nowMs?: number): void;
  /** Moves the clock by `ms` in one step; jobs that fall due are not run. */
  advanceBy(ms: number): void;
  /** Runs `work` while the clock shows `atMs`. */
  runAt<T>(atMs: number, work: () => T): T;
  /** Shows `atMs` until `unpin`, for work that is asynchronous. */
  pinTo(atMs: number): void;
  /** Goes back to the clock's own time. */
  unpin(): void;
  /** What to keep so that `restore` gives the same time later. */
  snapshot(): ClockSnapshot;
  /** Continues from a snapshot. A running clock keeps its offset to real time. */
  restore(snapshot: ClockSnapshot): void;
}

/** The state of a clock: the instant at which it stands, or its offset to real time, ms. */
type ClockSnapshot = { readonly frozenAtMs: number } | { readonly offsetMs: number };

/**
 * Makes a clock.
 * @param realNow - The source of real time, injected in tests.
 * @throws {RangeError} It cannot show `startMs`.
 */
export function createClock(realNow: () => number, startMs?: number): VirtualClock {
  if (startMs !== undefined) requireInRange(startMs);
  let frozenAtMs = startMs;
  let offsetMs = 0;
  let pinnedAtMs: number | undefined;
  return {
    now: () => pinnedAtMs ?? frozenAtMs ?? Math.floor(realNow()) + offsetMs,
    get frozen() {
      return frozenAtMs !== undefined;
    },
    restart(nowMs) {
      if (nowMs !== undefined) requireInRange(nowMs);
      frozenAtMs = nowMs;
      offsetMs = 0;
      pinnedAtMs = undefined;
    },
    advanceBy(ms) {
      if (frozenAtMs === undefined) offsetMs += ms;
      else frozenAtMs += ms;
    },
    runAt(atMs, work) {
      const before = pinnedAtMs;
      pinnedAtMs = atMs;
      try {
        return work();
      } finally {
        pinnedAtMs = before;
      }
    },
    pinTo(atMs) {
      pinnedAtMs = atMs;
    },
    unpin() {
      pinnedAtMs = undefined;
    },
    snapshot: () => (frozenAtMs === undefined ? { offsetMs } : { frozenAtMs: pinnedAtMs ?? frozenAtMs }),
    restore(snapshot) {
      pinnedAtMs = undefined;
      if ('frozenAtMs' in snapshot) frozenAtMs = snapshot.frozenAtMs;
      else {
        frozenAtMs = undefined;
        offsetMs = snapshot.offsetMs;
      }
    },
  };
}
