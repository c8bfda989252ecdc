import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { eventually } from '../../testing/eventually.ts';
import { accountEvent, type RedisNode, redisNode, redisNodes } from '../../testing/redis-nodes.ts';
import { RedisSentinels } from '../../testing/redis-sentinel.ts';
import { REDIS, VALKEY } from '../../testing/redis-server.ts';
import { type EventReader, openEvents, problemOf } from '../../testing/test-broker.ts';

for (const program of [REDIS, VALKEY]) {
  describe(`brokers over sentinels of ${program.name}`, { skip: program.skip }, () => {
    let redis: RedisSentinels;
    let nodes: [RedisNode, RedisNode];
    let strict: RedisNode;
    let stream: EventReader;
    before(async () => {
      redis = await RedisSentinels.start(program, '--appendonly', 'yes', '--appendfsync', 'always');
      nodes = (await redisNodes(redis.url, 2)) as [RedisNode, RedisNode];
      strict = await redisNode(redis.url, { durability: 'strict' });
      stream = await openEvents(nodes[1], await nodes[1].token('alice'));
    });
    after(async () => {
      await stream.cancel();
      await Promise.all([...nodes, strict].map((node) => node.close()));
      await redis.stop();
    });
    const next = async () => {
      const { event, data } = await stream.next();
      return [event, data.data?.id];
    };

    it('share their state and state what a fail-over may lose (R03)', async () => {
      assert.equal((await nodes[0].webhook(accountEvent('alice', 1))).status, 204);
      assert.deepEqual(await next(), ['arc', 1]);
      assert.match(
        nodes[0].store.guarantee,
        /^redis with sentinel: acknowledged .*; a fail-over may lose the last of them/,
      );
      assert.match(strict.store.guarantee, /each is on a replica before it is acknowledged$/);
    });

    it('keep working when sentinels fail that are not needed', async () => {
      await redis.sentinels[0]?.signal('SIGKILL');
      assert.equal((await nodes[0].webhook(accountEvent('alice', 2))).status, 204);
      assert.deepEqual(await next(), ['arc', 2]);
    });

    it('acknowledge only what a replica has, with strict (R03, R07)', async () => {
      await redis.replica.signal('SIGSTOP');
      assert.equal(await problemOf(await strict.webhook(accountEvent('alice', 3))), '503 unavailable');
      // Sent again it is a duplicate by now, but still on no replica.
      await eventually(() => strict.store.ready(), 'being ready');
      assert.equal((await strict.webhook(accountEvent('alice', 3))).status, 503);
      await redis.replica.signal('SIGCONT');
      await eventually(async () => (await strict.webhook(accountEvent('alice', 3))).status === 204, 'a receipt');
      assert.deepEqual(await next(), ['arc', 3]);
    });

    it('keep working when the master is killed and its replica takes over (R03, R04)', async () => {
      await redis.master.replicated();
      await redis.master.signal('SIGKILL');
      await eventually(async () => (await nodes[0].webhook(accountEvent('alice', 4))).status === 204, 'a receipt');
      assert.deepEqual(await next(), ['arc', 4]);
      assert.match(nodes[0].store.guarantee, /no replica follows the master now$/);
    });
  });
}
