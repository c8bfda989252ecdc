/**
 * Time as this package sees it: injected, so that tests own it and nothing reads the wall clock
 * behind their back.
 */
export interface ArcClock {
  /** Epoch milliseconds. */
  now(): number;
  /** Calls `run` once after `delayMs`; returns what cancels it. */
  after(delayMs: number, run: () => void): () => void;
  /**
   * Milliseconds that have passed since some moment. Never goes back, whatever the clock is set to:
   * waits and ages are measured with it. Left out, it is made of `now`, where an hour that the
   * clock is set back does not count.
   */
  elapsed?(): number;
}

/** A clock that can measure. */
export type SteadyClock = Required<ArcClock>;

/** Longest delay a timer can hold; above it `setTimeout` fires at once. */
const MAX_DELAY_MS = 2_147_483_647;

/** The machine's own clock. */
export const systemClock: SteadyClock = {
  now: () => Date.now(),
  // Of the two the one that says more: only `Date` counts sleep everywhere, and only the other
  // cannot be set.
  elapsed: /* @__PURE__ */ stopwatch(() => [Date.now(), performance.now()]),
  after(delayMs, run) {
    const timer = setTimeout(run, Math.min(Math.max(delayMs, 0), MAX_DELAY_MS));
    return () => clearTimeout(timer);
  },
};

/** What `elapsed` of a clock is, also where it has none. */
export const elapsedOf = (clock: Pick<ArcClock, 'now' | 'elapsed'>): (() => number) =>
  clock.elapsed === undefined ? stopwatch(() => [clock.now()]) : () => clock.elapsed?.() ?? 0;

/** Adds up how far several readings went on, and leaves out what one goes back. */
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
 * Waits on `clock`. Resolves early when `signal` aborts, because every caller checks the signal
 * anyway and a rejection would need a handler at each of them.
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
