import assert from 'node:assert/strict';

/** Long enough for any state that does come, on a busy machine too. */
const GIVE_UP_MS = 30_000;

/** Waits until a check is true. @throws {AssertionError} It was not for half a minute. */
export async function eventually(check: () => boolean | Promise<boolean>, what = 'it'): Promise<void> {
  const giveUpAt = performance.now() + GIVE_UP_MS;
  while (!(await check())) {
    assert.ok(performance.now() < giveUpAt, `${what} did not happen`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
