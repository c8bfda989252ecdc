import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { eventually } from '../../testing/eventually.ts';
import { accountEvent, type RedisNode, redisNode } from '../../testing/redis-nodes.ts';
import { REDIS, RedisServer } from '../../testing/redis-server.ts';
import { openEvents, problemOf } from '../../testing/test-broker.ts';

const ALWAYS = ['--appendonly', 'yes', '--appendfsync', 'always'];

describe('a broker whose Redis fails', { skip: REDIS.skip }, () => {
  async function start(t: TestContext, durability: 'strict' | 'relaxed', ...args: string[]) {
    const server = await RedisServer.start(...args);
    const node = await redisNode(server.url, { durability });
    t.after(async () => {
      await node.close();
      await server.stop();
    });
    await ready(node);
    return { server, node };
  }

  const ready = ({ store }: RedisNode) => eventually(() => store.ready(), 'being ready');

  it('answers 503 to webhooks while Redis hangs, serves data, and loses nothing (T51, T66, R07, R08)', async (t) => {
    const { server, node } = await start(t, 'relaxed');
    const token = await node.token('alice');
    const stream = await openEvents(node, token);
    await server.signal('SIGSTOP');
    const startedAt = performance.now();
    const refused = await node.webhook(accountEvent('alice', 1));
    assert.ok(performance.now() - startedAt < 3000);
    assert.match(refused.headers.get('retry-after') ?? '', /^[1-9]/);
    assert.equal(await problemOf(refused), '503 unavailable');
    assert.equal((await node.call('GET', '/plug/meters', { token })).status, 200);
    await server.signal('SIGCONT');
    await ready(node);
    // The sender retries. The event is stored once, whether or not the first attempt succeeded.
    assert.equal((await node.webhook(accountEvent('alice', 1))).status, 204);
    assert.equal((await node.webhook(accountEvent('alice', 2))).status, 204);
    assert.deepEqual([(await stream.next()).data.data?.id, (await stream.next()).data.data?.id], [1, 2]);
    await stream.cancel();
  });

  it('loses no acknowledged event when Redis is killed, with appendfsync always (R02)', async (t) => {
    const { server, node } = await start(t, 'strict', ...ALWAYS);
    const token = await node.token('alice');
    const first = await openEvents(node, token);
    await node.webhook(accountEvent('alice', 0));
    const { id } = await first.next();
    await first.cancel();
    const acknowledged: number[] = [];
    let crash = Promise.resolve();
    for (let n = 1; n <= 45; n += 1) {
      if ((await node.webhook(accountEvent('alice', n))).status !== 204) break;
      acknowledged.push(n);
      // Not awaited, so that some are on their way when Redis is killed.
      if (n === 10) crash = server.signal('SIGKILL');
    }
    await crash;
    await server.up();
    await ready(node);
    const resumed = await openEvents(node, token, id);
    for (const n of acknowledged) assert.equal((await resumed.next()).data.data?.id, n);
    await resumed.cancel();
  });

  it('starts without Redis, is not ready, and becomes ready when Redis starts (R33)', async (t) => {
    const { server } = await start(t, 'relaxed');
    await server.signal('SIGKILL');
    const { call, broker, webhook, close } = await redisNode(server.url);
    t.after(() => close());
    assert.equal(await broker.warmUp(), false);
    const answer = await call('GET', '/readyz');
    assert.deepEqual(
      [answer.status, await answer.json()],
      [503, { status: 'not-ready', reasons: ['store-unavailable'] }],
    );
    assert.equal((await webhook(accountEvent('alice', 1))).status, 503);
    await server.up();
    await eventually(() => broker.warmUp(), 'warming up');
    assert.equal((await call('GET', '/readyz')).status, 200);
  });

  it('ends every stream when the bus has lost entries, and sends a reset to those that resume (R04)', async (t) => {
    const { server, node } = await start(t, 'relaxed');
    const token = await node.token('alice');
    const stream = await openEvents(node, token);
    await node.webhook(accountEvent('alice', 1));
    const { id } = await stream.next();
    await server.signal('SIGKILL'); // without persistence everything is gone
    await server.up();
    await ready(node);
    assert.equal(await stream.ended(), true);
    const resumed = await openEvents(node, token, id);
    assert.equal((await resumed.next()).event, 'reset');
    await resumed.cancel();
  });

  it('accepts no webhook after reconnecting to a Redis that is too weak for strict (R02)', async (t) => {
    const { server, node } = await start(t, 'strict', ...ALWAYS);
    assert.equal((await node.webhook(accountEvent('alice', 1))).status, 204);
    await server.command('CONFIG', 'SET', 'appendfsync', 'everysec');
    await server.command('CLIENT', 'KILL', 'TYPE', 'normal');
    await eventually(() => node.storeEvents.some((event) => event.kind === 'store'), 'being cut off');
    assert.equal((await node.webhook(accountEvent('alice', 2))).status, 503);
    await server.command('CONFIG', 'SET', 'appendfsync', 'always');
    await ready(node);
    assert.equal((await node.webhook(accountEvent('alice', 2))).status, 204);
  });
});
