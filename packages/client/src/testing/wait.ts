import { setImmediate } from 'node:timers/promises';

/**
 * Waits until `condition` holds: for what crosses the loopback, whose time nobody controls. Fails by itself after 20 s, which is
 * a limit and not a wait.
 */
export async function until(condition: () => boolean, what = condition.toString()): Promise<void> {
  const endMs = performance.now() + 20_000;
  while (!condition()) {
    if (performance.now() > endMs) throw new Error(`never happened: ${what}`);
    await setImmediate();
  }
}

/** Lets everything that needs no network finish. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 10; i++) await setImmediate();
}
