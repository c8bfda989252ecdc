import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { REDIS, RedisServer } from '../../testing/redis-server.ts';
import { createTestBroker, EventReader, PLUG_SECRET } from '../../testing/test-broker.ts';
import { RedisStore } from './store.ts';

describe('an event about a meter, which names no owner', { skip: REDIS.skip }, () => {
  let redis: RedisServer;
  before(async () => {
    redis = await RedisServer.start();
  });
  after(() => redis.stop());

  /** Starts a broker over the same Redis. */
  async function node(now: () => number) {
    const options = { url: redis.url, durability: 'relaxed', now, observe: () => undefined } as const;
    return createTestBroker({ store: await RedisStore.connect(options), now });
  }

  const change = (status: string) => ({ type: 'STATUS_CHANGE', data: { id: 'mtr_alice', status } });

  it('reaches the users who read the meter in the last hour on any node, until they lose it (R08)', async () => {
    const clock = { now: Date.UTC(2026, 5, 1, 12) };
    const [a, b] = [await node(() => clock.now), await node(() => clock.now)];
    const token = await a.token('alice');
    const events = new EventReader(await a.call('GET', '/events', { token }));
    await a.call('GET', '/plug/meters', { token });
    const tell = async (status: string) =>
      (await b.call('POST', `/webhooks/plug/${PLUG_SECRET}`, { body: change(status) })).status;
    // The meters are recorded in the background over the same connection, so this waits for them.
    await a.webhook({ type: 'test', data: {} });
    assert.equal(await tell('INTERVALS_IN_PROGRESS'), 204);
    assert.deepEqual((await events.next()).data.data, { id: 'mtr_alice', status: 'INTERVALS_IN_PROGRESS' });

    // One node reads that the meter is gone, and another that it is back.
    const outcomes = () => b.events.filter((event) => event.kind === 'webhook').map(({ outcome }) => outcome);
    const login = b.platform.credentials.splice(0, 1);
    await b.call('GET', '/plug/meters', { token: await b.token('alice') });
    assert.equal(await tell('NOT_THEIRS'), 204);
    b.platform.credentials.push(...login);
    await b.call('GET', '/plug/meters', { token: await b.token('alice') });
    assert.equal(await tell('INTERVALS_SUCCESS'), 204);
    assert.deepEqual((await events.next()).data.data, { id: 'mtr_alice', status: 'INTERVALS_SUCCESS' });
    clock.now += 3_600_000;
    assert.equal(await tell('LATER'), 204);
    assert.deepEqual(outcomes(), ['stored', 'nobody', 'stored', 'nobody']);

    await events.cancel();
    await Promise.all([a.broker.close(), b.broker.close()]);
  });

  it('leaves no user id and no meter id in key names (T03)', async () => {
    const { broker, call, token, webhook } = await node(Date.now);
    const alice = await token('alice');
    await call('GET', '/plug/meters', { token: alice });
    await webhook(
      { type: 'x', data: { id: 1, client_user_id: 'alice' } },
      { timestamp: String(Math.floor(Date.now() / 1000)) },
    );
    assert.equal((await call('POST', `/webhooks/plug/${PLUG_SECRET}`, { body: change('NAMES') })).status, 204);
    const { createClient } = await import('@redis/client');
    const client = await createClient({ url: redis.url }).connect();
    const keys = await client.keys('*');
    client.destroy();
    for (const kind of ['seen:', 'events:', 'holders:', 'held:', 'limit:'])
      assert.equal(
        keys.some((key) => key.startsWith(`{arc}:${kind}`)),
        true,
        kind,
      );
    assert.deepEqual(
      keys.filter((key) => /alice/.test(key)),
      [],
    );
    await broker.close();
  });
});
