import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runCrashes } from '../testing/crash-run.ts';
import { hasRedis } from '../testing/redis-server.ts';

describe('brokers that crash', { skip: hasRedis ? false : 'redis-server is not installed' }, () => {
  it('lose no acknowledged event and store none twice while the sender retries (T50, R01, R05)', async () => {
    const events = 2000;
    const result = await runCrashes({ events, perSecond: 500, nodes: 3, killEvery: 400, seed: 1 });
    assert.equal(result.kills, 5);
    assert.ok(result.sentAgain > 0, 'no delivery met a killed broker');
    assert.equal(result.acknowledged, events);
    assert.deepEqual([result.missing, result.twice], [[], []]);
  });
});
