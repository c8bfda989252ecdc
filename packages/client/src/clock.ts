/** Time as this package sees it: injected, so that tests own it and nothing reads the wall clock behind their back. */
export interface ArcClock {
  /** Epoch milliseconds. */
  now(): number;
  /** Calls `run` once after `delayMs`; returns what cancels it. */
  after(delayMs: number, run: () => void): () => void;
}

/** Longest delay a timer can hold; above it `setTimeout` fires at once. */
const MAX_DELAY_MS = 2_147_483_647;

/** The machine's own clock. */
export const systemClock: ArcClock = {
  now: () => Date.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, Math.min(Math.max(delayMs, 0), MAX_DELAY_MS));
    return () => clearTimeout(timer);
  },
};

/**
 * Waits on `clock`. Resolves early when `signal` aborts, because every caller checks the signal anyway and a
 * rejection would need a handler at each of them.
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
