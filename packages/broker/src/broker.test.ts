import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MemoryStore } from './stores/memory/store.ts';
import { createTestBroker, openEvents } from './testing/test-broker.ts';

describe('a broker', () => {
  it('ends its streams and then its store when it is closed, and answers no new stream', async () => {
    const store = new MemoryStore({ now: () => Date.UTC(2026, 5, 1, 12) });
    const test = createTestBroker({ store });
    const openWhenClosed: number[] = [];
    store.close = async () => void openWhenClosed.push(test.broker.openStreams());
    const token = await test.token('alice');
    const stream = await openEvents(test, token);
    await test.broker.close();
    assert.equal(await stream.ended(), true);
    assert.deepEqual(openWhenClosed, [0]);
    assert.equal((await test.call('GET', '/events', { token })).status, 503);
  });

  it('ends its streams when events of other nodes may be lost, so that browsers resume', async () => {
    const store = new MemoryStore({ now: () => Date.UTC(2026, 5, 1, 12) });
    let lose = (): void => assert.fail('nobody listens');
    const subscribe = store.events.subscribe.bind(store.events);
    store.events.subscribe = (listener) => {
      lose = () => listener.gap();
      return subscribe(listener);
    };
    const test = createTestBroker({ store });
    const token = await test.token('alice');
    const stream = await openEvents(test, token);
    lose();
    assert.equal(await stream.ended(), true);
    assert.deepEqual(
      test.events.flatMap((event) => (event.kind === 'stream-closed' ? [event.reason] : [])),
      ['gap'],
    );
    const next = await openEvents(test, token);
    await next.cancel();
  });

  it('refuses a stream whose history cannot be read, and keeps none open', async () => {
    const store = new MemoryStore({ now: () => Date.UTC(2026, 5, 1, 12) });
    store.events.replay = () => Promise.reject(new Error('no connection'));
    const { broker, call, token } = createTestBroker({ store });
    const answer = await call('GET', '/events', { token: await token('alice') });
    assert.deepEqual([answer.status, answer.headers.get('retry-after'), broker.openStreams()], [503, '10', 0]);
  });
});
