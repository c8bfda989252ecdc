import assert from 'node:assert/strict';

/** So long that only a state that never comes takes it, on however busy a machine. */
const GIVE_UP_MS = 30_000;

/** Waits until something is so. @throws {AssertionError} It is not so for half a minute. */
export async function eventually(check: () => boolean | Promise<boolean>, what = 'it'): Promise<void> {
  const giveUpAt = performance.now() + GIVE_UP_MS;
  while (!(await check())) {
    assert.ok(performance.now() < giveUpAt, `${what} did not happen`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
