import { Pool } from 'undici';
import { BrokerProcess, PROCESS_KEYS } from '../../src/testing/broker-process.ts';
import { type ReverseProxy, startNginx } from '../../src/testing/nginx.ts';
import { RedisServer } from '../../src/testing/redis-server.ts';
import { seeded } from '../../src/testing/seeded.ts';
import { SteadyReader } from '../../src/testing/steady-reader.ts';
import { WebhookSender } from '../../src/testing/webhook-sender.ts';
import { measureFlood } from './flood.ts';
import { inParallel, pause, sessions } from './load.ts';
import { type Part, start } from './part.ts';
import type { Line } from './table.ts';

const SEED = 18;
const STREAMS = 50;
/** Pauses around the idle times after which nginx and the broker close a connection. */
const IDLE_S = [1, 59.9, 60.1, 74.9, 75.1];
const CONNECTIONS = 32;
/** Limits for each address are not measured here. */
const UNLIMITED = { 'rate=50r/s': 'rate=100000r/s', 'rate=100r/s': 'rate=100000r/s' };

const urlOf = ({ port }: ReverseProxy): string => `http://127.0.0.1:${port}`;

/** Measures R18, R19 and T53 with `deploy/nginx.conf` in front, without TLS. */
export async function measureNginx(upstreamUrl: string, requests: number): Promise<Line[]> {
  const rolling = await measureRolling(upstreamUrl);
  const broker = await start('broker', upstreamUrl);
  const proxy = await startNginx([broker.url], { plain: true });
  const flooded = { from: '127.0.0.2', behind: 'from another address, nginx in front' };
  const flood = await measureFlood({ url: urlOf(proxy) }, flooded);
  await proxy.close();
  const keepAlive = await measureKeepAlive(broker, requests);
  broker.stop();
  return [...rolling, ...keepAlive, ...flood];
}

/** Measures R18: three nodes restarted in turn under requests, streams and webhooks. */
async function measureRolling(upstreamUrl: string): Promise<Line[]> {
  const random = seeded(SEED);
  const redis = await RedisServer.start();
  const env = { ARC_API_URL: upstreamUrl, ARC_REDIS_URL: redis.url, ARC_SESSION_LIMIT: '999999999' };
  const nodes = await Promise.all([1, 2, 3].map(() => BrokerProcess.start(env)));
  const direct = nodes[0]?.url ?? '';
  const urls = nodes.map(({ url }) => url);
  const proxy = await startNginx(urls, { plain: true, changes: UNLIMITED });
  const url = urlOf(proxy);
  const users = Array.from({ length: STREAMS }, (_, n) => `rolling${n}`);
  const [alice = ''] = await sessions(direct, ['alice'], PROCESS_KEYS.broker);
  const tokens = await sessions(direct, users, PROCESS_KEYS.broker);
  const readers = await Promise.all(tokens.map((token) => SteadyReader.open(url, token, random)));
  const pool = new Pool(url, { connections: 8 });
  const sender = new WebhookSender(url, { connections: 4 });
  let going = true;
  const count = { asked: 0, again: 0, failed: 0 };
  const lanes = Array.from({ length: 8 }, async () => {
    while (going) {
      count.asked += 1;
      if ((await ask(pool, alice)) !== 200) {
        count.again += 1;
        if ((await ask(pool, alice)) !== 200) count.failed += 1;
      }
      await pause(20);
    }
  });
  let rounds = 0;
  const webhooks = (async () => {
    while (going) {
      rounds += 1;
      await inParallel(8, STREAMS, async (n) => {
        while ((await sender.send(rounds * 1000 + n, users[n] ?? '')) !== 204) await pause(50);
      });
      await pause(200);
    }
  })();
  for (const node of nodes) {
    await node.terminate();
    await node.up();
    await pause(3000); // nginx tries it again after a second
  }
  going = false;
  await Promise.all([...lanes, webhooks]);
  const giveUpAt = performance.now() + 30_000;
  while (performance.now() < giveUpAt && readers.some(({ seen }) => seen.length < rounds)) await pause(50);
  const idsOf = (n: number) => Array.from({ length: rounds }, (_, round) => (round + 1) * 1000 + n);
  const gaps = readers.filter(({ seen }, n) => idsOf(n).some((id) => !seen.includes(id))).length;
  for (const reader of readers) reader.close();
  await Promise.all([pool.destroy(), sender.close(), proxy.close(), ...nodes.map((node) => node.kill())]);
  await redis.stop();
  return [
    {
      row: 'R18',
      what: `3 nodes behind nginx restarted in turn, ${STREAMS} streams, webhooks and requests going on (seed ${SEED})`,
      target: '0 failed with one retry, 0 gaps',
      seen:
        `${count.failed} of ${count.asked} failed, ${count.again} tried again; ` +
        `${gaps} gaps in ${rounds * STREAMS} events`,
      held: count.failed === 0 && gaps === 0,
      exact: true,
    },
  ];
}

/**
 * Measures R19: bursts of requests with pauses after which either side may just be closing its
 * connections.
 */
async function measureKeepAlive(broker: Part, requests: number): Promise<Line[]> {
  const proxy = await startNginx([broker.url], { plain: true, changes: UNLIMITED });
  const [token = ''] = await sessions(broker.url, ['alice']);
  const pool = new Pool(urlOf(proxy), { connections: CONNECTIONS });
  let good = 0;
  let all = 0;
  const burst = (): Promise<void> =>
    inParallel(CONNECTIONS, Math.ceil(requests / (IDLE_S.length + 1)), async () => {
      all += 1;
      if ((await ask(pool, token)) === 200) good += 1;
    });
  await burst();
  for (const idleS of IDLE_S) {
    await pause(idleS * 1000);
    await burst();
  }
  await pool.destroy();
  await proxy.close();
  return [
    {
      row: 'R19',
      what: `${all} requests through nginx with pauses of ${IDLE_S.join(', ')} s`,
      target: '0 resets',
      seen: `${all - good} not answered with 200`,
      held: good === all,
      exact: true,
    },
  ];
}

/** Returns the status of a small request; 0 if there was no answer. */
async function ask(pool: Pool, token: string): Promise<number> {
  try {
    const headers = { authorization: `Bearer ${token}` };
    const answer = await pool.request({ path: '/utility_accounts', method: 'GET', headers });
    await answer.body.dump();
    return answer.statusCode;
  } catch {
    return 0; // it is counted
  }
}
