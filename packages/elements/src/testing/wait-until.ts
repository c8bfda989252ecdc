import { waitUntil as waitFor } from '@open-wc/testing';

/** Half of what a test may take as a whole: a condition that never holds is reported by its own name. */
const LONGEST_MS = 10_000;

/** Waits until a condition holds, as long as that may take on a busy machine. */
export function waitUntil(predicate: () => unknown, what?: string): Promise<void> {
  return waitFor(predicate, what, { timeout: LONGEST_MS });
}
