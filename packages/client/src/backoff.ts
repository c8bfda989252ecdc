/** Shape of a growing delay. */
export interface BackoffOptions {
  /** Ceiling of the first delay, in ms. */
  readonly firstMs: number;
  /** Ceiling that later delays grow to, in ms. */
  readonly maxMs: number;
  /** Growth from one attempt to the next; default 2. */
  readonly factor?: number;
  /** Share of the ceiling that is kept as a floor, 0 to 1; default 0 is full jitter. */
  readonly floor?: number;
  /** Source of randomness in [0, 1); default `Math.random`. */
  readonly random?: () => number;
}

/**
 * A delay in ms for attempt 0, 1, 2, …: a random share of a ceiling that grows geometrically. Full
 * jitter spreads thousands of pages that lost the same broker; polling keeps a floor so that it
 * never becomes a busy loop.
 */
export function backoffMs(attempt: number, options: BackoffOptions): number {
  const { firstMs, maxMs, factor = 2, floor = 0, random = Math.random } = options;
  const ceiling = Math.min(maxMs, firstMs * factor ** Math.min(attempt, 30));
  return Math.round(ceiling * (floor + (1 - floor) * random()));
}
