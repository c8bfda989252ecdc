/** A clock, which tests replace. */
export interface ArcClock {
  /** Epoch milliseconds. */
  now(): number;
  /** Calls `run` once after `delayMs`. Returns a function that cancels the call. */
  after(delayMs: number, run: () => void): () => void;
  /**
   * Returns the milliseconds since a fixed time. Never goes back, also when the clock is set, so
   * waits and ages are measured with it. By default it is derived from `now`.
   */
  elapsed?(): number;
}

/** A clock with `elapsed`. */
export type SteadyClock = Required<ArcClock>;

/** Longest delay of `setTimeout`, which runs at once with a longer one. */
const MAX_DELAY_MS = 2_147_483_647;

/** The clock of the machine. */
export const systemClock: SteadyClock = {
  now: () => Date.now(),
  // Two clocks, because `performance` stands still while some machines sleep, and `Date` can be set.
  elapsed: /* @__PURE__ */ stopwatch(() => [Date.now(), performance.now()]),
  after(delayMs, run) {
    const timer = setTimeout(run, Math.min(Math.max(delayMs, 0), MAX_DELAY_MS));
    return () => clearTimeout(timer);
  },
};

/** Returns the `elapsed` of a clock, derived from `now` if it has none. */
export const elapsedOf = (clock: Pick<ArcClock, 'now' | 'elapsed'>): (() => number) =>
  clock.elapsed === undefined ? stopwatch(() => [clock.now()]) : () => clock.elapsed?.() ?? 0;

/**
 * Returns a function that returns the elapsed milliseconds. Each call adds the time since the last
 * one, as measured by the clock that advanced most; clocks that were set back add nothing.
 */
function stopwatch(read: () => readonly number[]): () => number {
  let before: readonly number[] | undefined;
  let sum = 0;
  return () => {
    const now = read();
    sum += Math.max(0, ...now.map((reading, i) => reading - (before?.[i] ?? reading)));
    before = now;
    return sum;
  };
}

/**
 * Waits for `delayMs`, or until `signal` aborts. Resolves in both cases: callers check the signal.
 */
export function pause(clock: ArcClock, delayMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const done = () => {
      cancel();
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const cancel = clock.after(delayMs, done);
    signal?.addEventListener('abort', done);
  });
}
