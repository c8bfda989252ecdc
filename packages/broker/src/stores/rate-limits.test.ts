import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { RateLimits } from './rate-limits.ts';

describe('RateLimits', () => {
  it('allow a number of requests for each key and window, and return the time to the next window', () => {
    const clock = { now: 1000 };
    const limits = new RateLimits(() => clock.now);
    const take = (key: string) => limits.take(key, 2, 60_000);
    assert.deepEqual([take('a'), take('a'), take('a')], [0, 0, 60]);
    assert.equal(take('b'), 0);
    clock.now += 58_500;
    assert.equal(take('a'), 2);
    clock.now += 1400;
    assert.equal(take('a'), 1);
    clock.now += 100;
    assert.deepEqual([take('a'), take('a'), take('a')], [0, 0, 60]);
  });

  it('let nobody wait for longer than a window when the clock is set back (R32)', () => {
    const clock = { now: 3_600_000 };
    const limits = new RateLimits(() => clock.now);
    assert.deepEqual([limits.take('a', 1, 60_000), limits.take('a', 1, 60_000)], [0, 60]);
    clock.now = 0;
    assert.deepEqual([limits.take('a', 1, 60_000), limits.take('a', 1, 60_000)], [0, 60]);
  });
});
