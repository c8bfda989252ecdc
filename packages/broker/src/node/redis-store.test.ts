import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createClient } from '@redis/client';
import { hasRedis, RedisServer } from '../testing/redis-server.ts';
import { BROKER_KEY, createTestBroker, EventReader, problemOf, type TestBroker } from '../testing/test-broker.ts';
import { DurabilityError, RedisStore } from './redis-store.ts';

const event = (user: string, id: number) => ({
  type: 'utility_account_updated',
  created_at: null,
  data: { id, client_user_id: user },
});
const eventually = async (check: () => boolean | Promise<boolean>, withinMs: number): Promise<void> => {
  const until = performance.now() + withinMs;
  while (!(await check())) {
    assert.ok(performance.now() < until, 'it did not happen in time');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

interface NodeOptions {
  readonly durability?: 'strict' | 'relaxed';
  /** By how much the clock of each node is ahead. */
  readonly aheadMs?: readonly number[];
}

/** Several brokers over one Redis, as behind a load balancer. */
async function nodes(
  server: RedisServer,
  count: number,
  prefix: string,
  { durability = 'relaxed', aheadMs = [] }: NodeOptions = {},
) {
  const stores: RedisStore[] = [];
  const brokers: TestBroker[] = [];
  const clock = Date.UTC(2026, 5, 1, 12);
  for (let n = 0; n < count; n += 1) {
    const now = () => clock + (aheadMs[n] ?? 0);
    const store = await RedisStore.connect({
      url: server.url,
      durability,
      now,
      observe: () => undefined,
      prefix,
    });
    stores.push(store);
    brokers.push(createTestBroker({ store, now }));
  }
  await eventually(() => stores.every((store) => store.ready()), 3000);
  return { brokers, stores, close: async () => void (await Promise.all(brokers.map(({ broker }) => broker.close()))) };
}

async function open(broker: TestBroker, token: string, lastEventId?: string): Promise<EventReader> {
  const answer = await broker.call('GET', '/events', {
    token,
    ...(lastEventId === undefined ? {} : { headers: { 'last-event-id': lastEventId } }),
  });
  assert.equal(answer.status, 200);
  return new EventReader(answer);
}

describe('RedisStore', { skip: hasRedis ? false : 'redis-server is not installed' }, () => {
  let server: RedisServer;
  before(async () => {
    server = await RedisServer.start();
  });
  after(() => server.stop());

  it('brings an event taken by one node to the streams of all, once, with one id (R05, R06)', async () => {
    const { brokers, close } = await nodes(server, 3, 'a:');
    const [first, second, third] = brokers as [TestBroker, TestBroker, TestBroker];
    const token = await first.token('alice');
    const readers = await Promise.all([open(first, token), open(second, token), open(third, token)]);
    await Promise.all([
      first.webhook(event('alice', 1)),
      second.webhook(event('alice', 1)),
      third.webhook(event('alice', 1)),
    ]);
    await second.webhook(event('bob', 2));
    await third.webhook(event('alice', 3));
    const seen = await Promise.all(readers.map(async (reader) => [await reader.next(), await reader.next()]));
    for (const messages of seen) {
      assert.deepEqual(
        messages.map(({ data }) => data.data?.id),
        [1, 3],
      );
      assert.deepEqual(
        messages.map(({ id }) => id),
        seen[0]?.map(({ id }) => id),
      );
    }
    for (const reader of readers) await reader.cancel();
    await close();
  });

  it('replays on another node what came after an id, and says reset for ids that cannot be used (T61, R04)', async () => {
    const { brokers, close } = await nodes(server, 2, 'b:');
    const [first, second] = brokers as [TestBroker, TestBroker];
    const token = await first.token('alice');
    const reader = await open(first, token);
    await first.webhook(event('alice', 1));
    const { id } = await reader.next();
    await reader.cancel();
    await first.webhook(event('alice', 2));
    await first.webhook(event('alice', 3));
    const resumed = await open(second, token, id);
    assert.deepEqual([(await resumed.next()).data.data?.id, (await resumed.next()).data.data?.id], [2, 3]);
    await resumed.cancel();
    const bob = await second.token('bob');
    for (const [who, bad] of [
      [bob, id],
      [token, 'junk'],
      [token, `${id}9`],
      [token, id.replace(/^./, (letter) => (letter === 'A' ? 'B' : 'A'))],
    ] as const) {
      const other = await open(second, who, bad);
      assert.equal((await other.next()).event, 'reset', bad);
      await other.cancel();
    }
    await close();
  });

  it('gives a place to resume from before anything has happened', async () => {
    const { brokers, close } = await nodes(server, 1, 'c:');
    const [broker] = brokers as [TestBroker];
    const token = await broker.token('alice');
    const answer = await broker.call('GET', '/events', { token });
    const opening = answer.body?.getReader();
    const cursor = /^id: (.+)$/m.exec(new TextDecoder().decode((await opening?.read())?.value))?.[1];
    await opening?.cancel();
    await broker.webhook(event('alice', 1));
    const resumed = await open(broker, token, cursor);
    assert.equal((await resumed.next()).data.data?.id, 1);
    await resumed.cancel();
    await close();
  });

  it('ends a session on every node within a second, open streams included (T15)', async () => {
    const { brokers, close } = await nodes(server, 2, 'd:');
    const [first, second] = brokers as [TestBroker, TestBroker];
    const token = await first.token('alice');
    const stream = await open(second, token);
    assert.equal((await second.call('GET', '/plug/meters', { token })).status, 200);
    const startedAt = performance.now();
    assert.equal((await first.call('DELETE', '/users/alice/sessions', { token: BROKER_KEY })).status, 204);
    assert.equal(await problemOf(await first.call('GET', '/plug/meters', { token })), '401 session-invalid');
    assert.equal((await stream.next()).event, 'session_expired');
    await eventually(async () => (await second.call('GET', '/plug/meters', { token })).status === 401, 1000);
    assert.ok(performance.now() - startedAt < 2000);
    const { brokers: later, close: closeLater } = await nodes(server, 1, 'd:');
    assert.equal(
      (await later[0]?.call('GET', '/plug/meters', { token }))?.status,
      401,
      'a node that starts later knows too',
    );
    await closeLater();
    await close();
  });

  it('gives a new session to a user who was revoked on a node whose clock is ahead, and ends it when told so (T15, R32)', async () => {
    const { brokers, close } = await nodes(server, 2, 'ahead:', { aheadMs: [0, 600_000] });
    const [right, ahead] = brokers as [TestBroker, TestBroker];
    const status = async (token: string) => (await right.call('GET', '/plug/meters', { token })).status;
    const old = await right.token('alice');
    assert.equal((await ahead.call('DELETE', '/users/alice/sessions', { token: BROKER_KEY })).status, 204);
    await eventually(async () => (await status(old)) === 401, 2000);
    const fresh = await right.token('alice');
    assert.equal(await status(fresh), 200);
    assert.equal((await right.call('DELETE', '/users/alice/sessions', { token: BROKER_KEY })).status, 204);
    assert.equal(await status(fresh), 401);
    await close();
  });

  it('adds up the requests of a session over all nodes', async () => {
    const { stores, close } = await nodes(server, 2, 'e:');
    const [first, second] = stores as [RedisStore, RedisStore];
    let allowed = 0;
    for (let i = 0; i < 40; i += 1) {
      if (first.take('ses', 20, 60_000) === 0) allowed += 1;
      if (second.take('ses', 20, 60_000) === 0) allowed += 1;
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    assert.ok(allowed >= 20 && allowed <= 26, `${allowed} were let through`);
    await close();
  });

  it('keeps no token, secret or name that a session has: only hashes, ids and thin events (T03, T63)', async () => {
    const { brokers, close } = await nodes(server, 1, 'f:');
    const [broker] = brokers as [TestBroker];
    const token = await broker.token('alice');
    await broker.call('GET', '/plug/meters', { token });
    await broker.webhook({
      ...event('alice', 1),
      data: {
        id: 1,
        client_user_id: 'alice',
        service_customer_name: 'CANARY person',
        account_number: 'CANARY account',
      },
    });
    const client = createClient({ url: server.url, RESP: 2 });
    await client.connect();
    let dump = '';
    for (const key of await client.keys('f:*')) {
      dump += key;
      const type = await client.type(key);
      const read = { string: ['GET', key], stream: ['XRANGE', key, '-', '+'], zset: ['ZRANGE', key, '0', '-1'] }[type];
      dump += JSON.stringify(await client.sendCommand(read ?? ['TYPE', key]));
    }
    client.destroy();
    assert.ok(dump.includes('utility_account_updated'));
    assert.equal(/CANARY|eyJ/.test(dump), false);
    assert.equal(dump.includes(token), false);
    await close();
  });

  it('misses nothing that is written while its connection to the bus is cut (T65)', async () => {
    const { brokers, close } = await nodes(server, 2, 'l:');
    const [first, second] = brokers as [TestBroker, TestBroker];
    const stream = await open(first, await first.token('alice'));
    const operator = createClient({ url: server.url, RESP: 2 });
    await operator.connect();
    let cuts = 0;
    for (let id = 0; id < 30; id += 1) {
      if (id % 10 === 5) {
        const clients = String(await operator.sendCommand(['CLIENT', 'LIST']));
        for (const [, reader] of clients.matchAll(/^id=(\d+).* cmd=xread/gm)) {
          await operator.sendCommand(['CLIENT', 'KILL', 'ID', String(reader)]);
          cuts += 1;
        }
      }
      assert.equal((await second.webhook(event('alice', id))).status, 204);
    }
    operator.destroy();
    assert.ok(cuts >= 2, `${cuts} connections were cut`);
    for (let id = 0; id < 30; id += 1) {
      const message = await stream.next();
      assert.deepEqual([message.event, message.data.data?.id], ['arc', id]);
    }
    await stream.cancel();
    await close();
  });

  it('refuses strict on a Redis that may lose what it acknowledged, and says why (R02)', async () => {
    await assert.rejects(
      RedisStore.connect({
        url: server.url,
        durability: 'strict',
        now: Date.now,
        observe: () => undefined,
        prefix: 'g:',
      }),
      (error) => error instanceof DurabilityError && /appendonly is no/.test(error.message),
    );
    const careful = await RedisServer.start('--appendonly', 'yes', '--appendfsync', 'always');
    const { stores, close } = await nodes(careful, 1, 'g:', { durability: 'strict' });
    assert.match(stores[0]?.guarantee ?? '', /survive a crash/);
    await close();
    await careful.stop();
  });
});

describe('a broker whose Redis fails', { skip: hasRedis ? false : 'redis-server is not installed' }, () => {
  it('refuses webhooks within three seconds while Redis hangs, goes on with data, and loses nothing (T51, T66, R07, R08)', async () => {
    const server = await RedisServer.start();
    const { brokers, stores, close } = await nodes(server, 1, 'h:');
    const [broker] = brokers as [TestBroker];
    const token = await broker.token('alice');
    const stream = await open(broker, token);
    await server.signal('SIGSTOP');
    const startedAt = performance.now();
    const refused = await broker.webhook(event('alice', 1));
    assert.ok(performance.now() - startedAt < 3000);
    assert.match(refused.headers.get('retry-after') ?? '', /^[1-9]/);
    assert.equal(await problemOf(refused), '503 unavailable');
    assert.equal((await broker.call('GET', '/plug/meters', { token })).status, 200);
    await server.signal('SIGCONT');
    await eventually(() => stores[0]?.ready() ?? false, 8000);
    // The sender tries again: whether or not the first try got through, the event is there once.
    await eventually(async () => (await broker.webhook(event('alice', 1))).status === 204, 5000);
    assert.equal((await broker.webhook(event('alice', 2))).status, 204);
    assert.deepEqual([(await stream.next()).data.data?.id, (await stream.next()).data.data?.id], [1, 2]);
    await stream.cancel();
    await close();
    await server.stop();
  });

  it('loses no acknowledged event when Redis is killed, if Redis writes before it answers (R02)', async () => {
    const server = await RedisServer.start('--appendonly', 'yes', '--appendfsync', 'always');
    const { brokers, stores, close } = await nodes(server, 1, 'i:', { durability: 'strict' });
    const [broker] = brokers as [TestBroker];
    const token = await broker.token('alice');
    const first = await open(broker, token);
    await broker.webhook(event('alice', 0));
    const { id } = await first.next();
    await first.cancel();
    const acknowledged: number[] = [];
    const crash = (async () => {
      await eventually(() => acknowledged.length >= 10, 5000);
      await server.signal('SIGKILL');
    })();
    for (let n = 1; n <= 45; n += 1) {
      if ((await broker.webhook(event('alice', n))).status === 204) acknowledged.push(n);
      else break;
    }
    await crash;
    await server.up();
    await eventually(() => stores[0]?.ready() ?? false, 8000);
    const resumed = await open(broker, token, id);
    for (const n of acknowledged) assert.equal((await resumed.next()).data.data?.id, n);
    await resumed.cancel();
    await close();
    await server.stop();
  });

  it('starts without it, is not ready, and is within five seconds of its return (R33)', async () => {
    const server = await RedisServer.start();
    await server.signal('SIGKILL');
    const store = await RedisStore.connect({
      url: server.url,
      durability: 'relaxed',
      now: Date.now,
      observe: () => undefined,
      prefix: 'k:',
    });
    const { call, broker, webhook } = createTestBroker({ store });
    assert.equal(await broker.warmUp(), false);
    const answer = await call('GET', '/readyz');
    assert.deepEqual(
      [answer.status, await answer.json()],
      [503, { status: 'not-ready', reasons: ['store-unavailable'] }],
    );
    assert.equal((await webhook(event('alice', 1))).status, 503);
    await server.up();
    await eventually(() => broker.warmUp(), 5000);
    assert.equal((await call('GET', '/readyz')).status, 200);
    await broker.close();
    await server.stop();
  });

  it('ends every stream when the history of the bus is gone, and says reset to whoever resumes (R04)', async () => {
    const server = await RedisServer.start();
    const { brokers, stores, close } = await nodes(server, 1, 'j:');
    const [broker] = brokers as [TestBroker];
    const token = await broker.token('alice');
    const stream = await open(broker, token);
    await broker.webhook(event('alice', 1));
    const { id } = await stream.next();
    await server.signal('SIGKILL'); // without persistence everything is gone
    await server.up();
    await eventually(() => stores[0]?.ready() ?? false, 8000);
    assert.equal(await stream.ended(), true);
    const resumed = await open(broker, token, id);
    assert.equal((await resumed.next()).event, 'reset');
    await resumed.cancel();
    await close();
    await server.stop();
  });
});
