/**
 * The sandbox's time. It either follows real time at an offset or stands still until it is moved, and it can be held
 * at one instant while what fell due at that instant happens.
 */
export interface VirtualClock {
  /** Virtual now, epoch ms. */
  now(): number;
  /** True while the clock stands still until it is advanced. */
  readonly frozen: boolean;
  /** Starts over: standing at `nowMs`, or following real time when absent. */
  restart(nowMs?: number): void;
  /** Moves time on by `ms` once, without anything happening in between. */
  move(ms: number): void;
  /** Runs `work` while the clock shows `atMs`. */
  holding<T>(atMs: number, work: () => T): T;
  /** Shows `atMs` until `release`; for work that waits. */
  hold(atMs: number): void;
  /** Goes back to the clock's own time. */
  release(): void;
  /** What to keep so that `restore` gives the same time later. */
  snapshot(): ClockSnapshot;
  /** Takes up a kept clock. A running one continues with its offset to real time. */
  restore(snapshot: ClockSnapshot): void;
}

/** A clock at rest: the instant it stands at, or its lead over real time. Both ms. */
type ClockSnapshot = { readonly frozenAtMs: number } | { readonly offsetMs: number };

/** Makes a clock. `realNow` is the source of real time, injected in tests. */
export function createClock(realNow: () => number, startMs?: number): VirtualClock {
  let frozenAtMs = startMs;
  let offsetMs = 0;
  let heldAtMs: number | undefined;
  return {
    now: () => heldAtMs ?? frozenAtMs ?? Math.floor(realNow()) + offsetMs,
    get frozen() {
      return frozenAtMs !== undefined;
    },
    restart(nowMs) {
      frozenAtMs = nowMs;
      offsetMs = 0;
      heldAtMs = undefined;
    },
    move(ms) {
      if (frozenAtMs === undefined) offsetMs += ms;
      else frozenAtMs += ms;
    },
    holding(atMs, work) {
      const before = heldAtMs;
      heldAtMs = atMs;
      try {
        return work();
      } finally {
        heldAtMs = before;
      }
    },
    hold(atMs) {
      heldAtMs = atMs;
    },
    release() {
      heldAtMs = undefined;
    },
    snapshot: () => (frozenAtMs === undefined ? { offsetMs } : { frozenAtMs: heldAtMs ?? frozenAtMs }),
    restore(snapshot) {
      heldAtMs = undefined;
      if ('frozenAtMs' in snapshot) frozenAtMs = snapshot.frozenAtMs;
      else {
        frozenAtMs = undefined;
        offsetMs = snapshot.offsetMs;
      }
    },
  };
}
