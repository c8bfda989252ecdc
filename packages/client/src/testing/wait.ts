import { setImmediate } from 'node:timers/promises';

/** Waits until `condition` is true, for requests over loopback. Throws after 20 s. */
export async function until(condition: () => boolean, what = condition.toString()): Promise<void> {
  const endMs = performance.now() + 20_000;
  while (!condition()) {
    if (performance.now() > endMs) throw new Error(`did not happen in 20 s: ${what}`);
    await setImmediate();
  }
}

/** Waits until everything without network is done. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 10; i++) await setImmediate();
}
