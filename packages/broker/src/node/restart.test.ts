import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { Pool } from 'undici';
import { issueSession } from '../issue-session.ts';
import { Balancer } from '../testing/balancer.ts';
import { BrokerProcess, PROCESS_KEYS } from '../testing/broker-process.ts';
import { eventually } from '../testing/eventually.ts';
import { hasRedis, RedisServer } from '../testing/redis-server.ts';
import { seeded } from '../testing/seeded.ts';
import { SteadyReader } from '../testing/steady-reader.ts';
import { WebhookSender } from '../testing/webhook-sender.ts';

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('brokers that restart', { skip: hasRedis ? false : 'redis-server is not installed' }, () => {
  let platform: Server;
  let redis: RedisServer;
  let env: Record<string, string>;
  before(async () => {
    platform = createServer((request, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(
        request.url === '/oauth2/token' ? '{"access_token":"t","expires_in":300}' : '{"data":[],"total_count":0}',
      );
    });
    await new Promise<void>((resolve) => platform.listen(0, '127.0.0.1', resolve));
    const address = platform.address();
    redis = await RedisServer.start();
    env = {
      ARC_API_URL: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
      ARC_REDIS_URL: redis.url,
      ARC_SESSION_LIMIT: '100000',
    };
  });
  after(async () => {
    platform.closeAllConnections();
    platform.close();
    await redis.stop();
  });

  const session = async (url: string, user: string): Promise<string> =>
    (await issueSession({ broker: url, key: PROCESS_KEYS.broker, user, ttl: 900 })).token;

  /** Sends one event for each user until it is acknowledged. */
  const announce = async (sender: WebhookSender, users: readonly string[], round: number): Promise<void> => {
    await Promise.all(
      users.map(async (user, n) => {
        while ((await sender.send(round * 1000 + n, user)) !== 204) await pause(50);
      }),
    );
  };

  it('get back all 500 streams of a killed node without a missed event (R04, R23)', async (t) => {
    const random = seeded(23);
    const broker = await BrokerProcess.start(env);
    const users = Array.from({ length: 125 }, (_, n) => `storm${n}`);
    const sender = new WebhookSender(broker.url);
    t.after(() => Promise.all([broker.kill(), sender.close()]));
    const readers = await Promise.all(
      users.map(async (user) => {
        const token = await session(broker.url, user);
        return await Promise.all(Array.from({ length: 4 }, () => SteadyReader.open(broker.url, token, random)));
      }),
    );
    const all = readers.flat();
    t.after(() => {
      for (const reader of all) reader.close();
    });
    await announce(sender, users, 1);
    await broker.kill();
    await eventually(() => all.every(({ isOpen }) => !isOpen), 'streams end');
    const down = announce(sender, users, 2);
    await broker.up();
    await down;
    await eventually(() => all.every(({ isOpen }) => isOpen), 'streams are back');
    await announce(sender, users, 3);
    await eventually(() => all.every(({ seen }) => seen.length >= 3), 'events arrive');
    for (const [n, of] of readers.entries()) {
      for (const { seen, resets, reconnects } of of) {
        assert.deepEqual(seen, [1000 + n, 2000 + n, 3000 + n]);
        assert.deepEqual([resets, reconnects], [0, 1]);
      }
    }
  });

  it('one after the other fail no request that is retried once, and miss no event (R17, R18)', async (t) => {
    const random = seeded(18);
    let rolling = true;
    const nodes = await Promise.all([1, 2, 3].map(() => BrokerProcess.start(env)));
    const balancer = await Balancer.start(nodes.map(({ port }) => port));
    const sender = new WebhookSender(balancer.url, { connections: 4 });
    const pool = new Pool(balancer.url, { connections: 8 });
    t.after(() => Promise.all([sender.close(), pool.destroy(), balancer.stop(), ...nodes.map((node) => node.kill())]));
    const users = Array.from({ length: 9 }, (_, n) => `rolling${n}`);
    const tokens = await Promise.all(users.map((user) => session(balancer.url, user)));
    const readers = await Promise.all(tokens.map((token) => SteadyReader.open(balancer.url, token, random)));
    t.after(() => {
      rolling = false;
      for (const reader of readers) reader.close();
    });
    const ask = async (token = ''): Promise<number> => {
      const headers = { authorization: `Bearer ${token}` };
      try {
        const answer = await pool.request({ path: '/utility_accounts', method: 'GET', headers });
        await answer.body.dump();
        return answer.statusCode;
      } catch {
        return 0;
      }
    };
    const failed: number[] = [];
    let asked = 0;
    let again = 0;
    const data = Promise.all(
      tokens.map(async (token) => {
        while (rolling) {
          asked += 1;
          if ((await ask(token)) !== 200) {
            again += 1;
            const second = await ask(token);
            if (second !== 200) failed.push(second);
          }
          await pause(20);
        }
      }),
    );
    let rounds = 0;
    const webhooks = (async () => {
      while (rolling) {
        rounds += 1;
        await announce(sender, users, rounds);
        await pause(200);
      }
    })();
    for (const node of nodes) {
      assert.equal(await node.terminate(), 0);
      await node.up();
      await eventually(() => balancer.sendsTo(node.port), 'the balancer finds it ready');
    }
    rolling = false;
    await Promise.all([data, webhooks]);
    await eventually(() => readers.every(({ seen }) => seen.length >= rounds), 'events arrive');
    assert.deepEqual(failed, []);
    assert.ok(asked > 200, `${asked} requests, ${again} of them tried again`);
    for (const [n, { seen, resets }] of readers.entries()) {
      assert.deepEqual(
        seen,
        Array.from({ length: rounds }, (_, round) => (round + 1) * 1000 + n),
      );
      assert.equal(resets, 0);
    }
    assert.ok(
      readers.every(({ reconnects }) => reconnects >= 1),
      'every stream was moved',
    );
  });
});
