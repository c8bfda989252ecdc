/** Options of `backoffMs`. */
export interface BackoffOptions {
  /** Upper limit of the first delay, in ms. */
  readonly firstMs: number;
  /** Upper limit of all delays, in ms. */
  readonly maxMs: number;
  /** Growth of the upper limit per attempt; default 2. */
  readonly factor?: number;
  /** Lower limit as a share of the upper one, 0 to 1; default 0, which is full jitter. */
  readonly floor?: number;
  /** Returns a random number in [0, 1); default `Math.random`. */
  readonly random?: () => number;
}

/**
 * Returns the delay in ms before attempt 0, 1, 2, …: a random share of an upper limit that grows
 * exponentially. Full jitter spreads the requests of many pages that lost the same broker.
 */
export function backoffMs(attempt: number, options: BackoffOptions): number {
  const { firstMs, maxMs, factor = 2, floor = 0, random = Math.random } = options;
  const ceiling = Math.min(maxMs, firstMs * factor ** Math.min(attempt, 30));
  return Math.round(ceiling * (floor + (1 - floor) * random()));
}
