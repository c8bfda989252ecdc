import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MemoryStore } from '../stores/memory/store.ts';
import { createTestBroker } from '../testing/test-broker.ts';

/** Returns the status and the body of a probe. */
async function probe({ call }: ReturnType<typeof createTestBroker>): Promise<[status: number, body: unknown]> {
  const answer = await call('GET', '/readyz');
  return [answer.status, await answer.json()];
}

/** Runs everything that is ready. */
const turn = (): Promise<unknown> => new Promise((resolve) => setImmediate(resolve));

const READY = [200, { status: 'ready', reasons: [] }];

describe('GET /readyz', () => {
  it('becomes ready by probes alone, with one token request', async () => {
    const test = createTestBroker();
    assert.deepEqual(await probe(test), [503, { status: 'not-ready', reasons: ['no-platform-token'] }]);
    for (let n = 0; n < 10; n += 1) await turn();
    for (let n = 0; n < 3; n += 1) assert.deepEqual(await probe(test), READY);
    assert.equal(test.platform.tokensIssued, 1);
  });

  it('stays ready when the token has expired, without a request for another', async () => {
    const test = createTestBroker();
    assert.equal(await test.broker.warmUp(), true);
    test.clock.now += 3_600_000;
    assert.deepEqual(await probe(test), READY);
    await turn();
    assert.equal(test.platform.tokensIssued, 1);
  });

  it('stays ready while the platform or the store is unavailable, and gives the reason', async () => {
    const store = new MemoryStore({ now: () => 0 });
    const test = createTestBroker({ store });
    await test.broker.warmUp();
    test.platform.faults.push(() => new Response('', { status: 500 }));
    test.clock.now += 3_600_000;
    await test.call('GET', '/utility_accounts', { token: await test.token('alice') });
    store.ready = () => false;
    assert.deepEqual(await probe(test), [
      200,
      { status: 'ready', reasons: ['token-unavailable', 'store-unavailable'] },
    ]);
  });

  it('is not ready before the store is, even with a token', async () => {
    const store = new MemoryStore({ now: () => 0 });
    let isUp = false;
    store.ready = () => isUp;
    const test = createTestBroker({ store });
    assert.equal(await test.broker.warmUp(), false);
    assert.deepEqual(await probe(test), [503, { status: 'not-ready', reasons: ['store-unavailable'] }]);
    isUp = true;
    assert.equal(await test.broker.warmUp(), true);
    assert.deepEqual(await probe(test), READY);
  });

  it('is not ready once the broker drains', async () => {
    const test = createTestBroker();
    await test.broker.warmUp();
    await test.broker.drain();
    assert.deepEqual(await probe(test), [503, { status: 'not-ready', reasons: ['draining'] }]);
  });
});
