import { waitUntil as waitFor } from '@open-wc/testing';

/** Half of the timeout of a test, so that a failure names the condition. */
const LONGEST_MS = 10_000;

/** Waits until a condition holds, long enough for a busy machine. */
export function waitUntil(predicate: () => unknown, message?: string): Promise<void> {
  return waitFor(predicate, message, { timeout: LONGEST_MS });
}
