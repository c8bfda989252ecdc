import assert from 'node:assert/strict';
import { after, before, describe, it, type TestContext } from 'node:test';
import { accountEvent, type RedisNode, redisNodes } from '../../testing/redis-nodes.ts';
import { REDIS, RedisServer } from '../../testing/redis-server.ts';
import { openEvents } from '../../testing/test-broker.ts';

describe('events in Redis', { skip: REDIS.skip }, () => {
  let server: RedisServer;
  before(async () => {
    server = await RedisServer.start();
  });
  after(() => server.stop());

  async function two(t: TestContext, prefix: string): Promise<[RedisNode, RedisNode]> {
    const nodes = await redisNodes(server.url, 2, { prefix });
    t.after(() => Promise.all(nodes.map((node) => node.close())));
    return nodes as [RedisNode, RedisNode];
  }

  /** Returns the lengths of the streams whose keys have this prefix. */
  async function lengths(start: string): Promise<number[]> {
    const keys = (await server.command('KEYS', `${start}*`)) as string[];
    return await Promise.all(keys.map(async (key) => Number(await server.command('XLEN', key))));
  }

  it('that are too large become a reset for open and resumed streams (R04)', async (t) => {
    const [first, second] = await two(t, 'large');
    const token = await first.token('alice');
    const stream = await openEvents(second, token);
    await first.webhook(accountEvent('alice', 1));
    const { id } = await stream.next();
    const large = { ...accountEvent('alice', 2), data: { id: 2, client_user_id: 'alice', status: 'x'.repeat(9000) } };
    assert.equal((await first.webhook(large)).status, 204);
    await first.webhook(accountEvent('alice', 3));
    const resumed = await openEvents(first, token, id);
    for (const reader of [stream, resumed]) {
      const reset = await reader.next();
      assert.deepEqual([reset.event, reset.data], ['reset', { reason: 'event-too-large' }]);
      assert.equal((await reader.next()).data.data?.id, 3);
      await reader.cancel();
    }
    assert.ok(Number(await server.command('MEMORY', 'USAGE', '{large}:bus')) < 5000);
    const outcomes = first.events.flatMap((event) => (event.kind === 'webhook' ? [event.outcome] : []));
    assert.deepEqual(outcomes, ['stored', 'too-large', 'stored']);
  });

  it('are dropped beyond about 200 for a user, who gets a reset, and for no other user (R04)', async (t) => {
    const [first] = await two(t, 'many');
    const { events } = first.store;
    const { cursor } = await events.replay('alice', null);
    const { cursor: bobs } = await events.replay('bob', null);
    await first.webhook(accountEvent('bob', 0));
    for (let n = 0; n < 400; n += 1) await events.append('alice', `"${n}"`, `${n}`);
    const [least, most] = (await lengths('{many}:events')).sort((a, b) => a - b);
    assert.equal(least, 1);
    assert.ok(most !== undefined && most < 310, `${most} are kept`);
    assert.equal((await events.replay('alice', cursor)).complete, false);
    const { complete, events: kept } = await events.replay('bob', bobs);
    assert.deepEqual([complete, kept.length], [true, 1]);
  });
});
