import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { eventually } from '../../testing/eventually.ts';
import { RedisCluster } from '../../testing/redis-cluster.ts';
import { accountEvent, type RedisNode, redisNodes } from '../../testing/redis-nodes.ts';
import { REDIS, VALKEY } from '../../testing/redis-server.ts';
import { type EventReader, openEvents, problemOf } from '../../testing/test-broker.ts';

for (const program of [REDIS, VALKEY]) {
  describe(`brokers over a cluster of ${program.name}`, { skip: program.skip }, () => {
    let cluster: RedisCluster;
    let nodes: RedisNode[];
    let token: string;
    let stream: EventReader;
    before(async () => {
      cluster = await RedisCluster.start(program, '{arc}:bus');
      nodes = await redisNodes(cluster.url, 2);
      token = await first().token('alice');
      stream = await openEvents(second(), token);
    });
    after(async () => {
      await stream.cancel();
      await Promise.all(nodes.map((node) => node.close()));
      await cluster.stop();
    });
    const first = () => nodes[0] as RedisNode;
    const second = () => nodes[1] as RedisNode;

    it('share their state and state what a fail-over may lose (R03)', async () => {
      assert.equal((await first().webhook(accountEvent('alice', 1))).status, 204);
      assert.equal((await stream.next()).data.data?.id, 1);
      await first().call('GET', '/plug/meters', { token });
      assert.match(first().store.guarantee, /^redis cluster: .*; a fail-over may lose the last of them/);
    });

    it('keep working when the master is killed and its replica takes over (R03, R04)', async () => {
      await cluster.master.replicated();
      await cluster.master.signal('SIGKILL');
      await eventually(async () => (await first().webhook(accountEvent('alice', 2))).status === 204, 'a receipt');
      const message = await stream.next();
      assert.deepEqual([message.event, message.data.data?.id], ['arc', 2]);
      assert.match(first().store.guarantee, /no replica follows the master now$/);
    });

    it('answer webhooks with 503 while no node has their keys, still serve data, and recover (R07, R08)', async () => {
      await cluster.replica.signal('SIGKILL');
      await eventually(() => nodes.every(({ store }) => !store.ready()), 'noticing');
      const refused = await first().webhook(accountEvent('alice', 3));
      assert.equal(await problemOf(refused), '503 unavailable');
      const readiness = (await (await first().call('GET', '/readyz')).json()) as { reasons: string[] };
      assert.ok(readiness.reasons.includes('store-unavailable'), JSON.stringify(readiness));
      assert.equal((await second().call('GET', '/plug/meters', { token })).status, 200);
      await cluster.replica.up();
      await eventually(async () => (await first().webhook(accountEvent('alice', 3))).status === 204, 'a receipt');
      const message = await stream.next();
      assert.deepEqual([message.event, message.data.data?.id], ['arc', 3]);
    });
  });
}
