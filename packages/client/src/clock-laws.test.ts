import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import fc from 'fast-check';
import { elapsedOf, systemClock } from './clock.ts';
import { recordRequests } from './testing/record-requests.ts';

const HOUR_MS = 3_600_000;

describe('a clock that is set', () => {
  // A session loads it on first use, which takes an unknown time.
  before(() => import('./events/person-events.ts'));

  it('does not change which requests a session sends, and when', async () => {
    const usual = await recordRequests(() => 0);
    for (const path of ['/session', '/events', '/utility_credentials', '/utility_accounts'])
      assert.ok(usual.filter((line) => line.endsWith(path)).length > 4, usual.join('\n'));
    const sets = fc.dictionary(fc.nat(320).map(String), fc.integer({ min: -9_000 * HOUR_MS, max: 9_000 * HOUR_MS }), {
      maxKeys: 12,
    });
    const property = fc.asyncProperty(sets, async (byMs) => {
      assert.deepEqual(await recordRequests((second) => byMs[second] ?? 0), usual);
    });
    await fc.assert(property, {
      numRuns: 40,
      examples: [[{ 7: -HOUR_MS, 45: -HOUR_MS, 53: -HOUR_MS, 100: -HOUR_MS, 141: -HOUR_MS }]],
    });
  });

  it('does not turn elapsed time back', (t) => {
    t.mock.timers.enable({ apis: ['Date'], now: 10 * HOUR_MS });
    const steady = systemClock.elapsed();
    const elapsed = elapsedOf({ now: () => Date.now() });
    assert.equal(elapsed(), 0);
    t.mock.timers.setTime(10 * HOUR_MS + 5_000);
    assert.equal(elapsed(), 5_000);
    t.mock.timers.setTime(9 * HOUR_MS);
    assert.equal(elapsed(), 5_000);
    t.mock.timers.setTime(9 * HOUR_MS + 1_000);
    assert.equal(elapsed(), 6_000);
    assert.ok(systemClock.elapsed() >= steady);
  });
});
