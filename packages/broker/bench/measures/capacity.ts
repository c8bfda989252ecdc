import { Pool } from 'undici';
import { RawStream } from '../../src/testing/raw-stream.ts';
import { RedisServer } from '../../src/testing/redis-server.ts';
import { WebhookSender } from '../../src/testing/webhook-sender.ts';
import { BENCH_KEYS, get, inParallel, openLoop, pause, sessions } from './load.ts';
import { type Part, start } from './part.ts';
import { type Line, median } from './table.ts';

const ROUNDS = 5;
const REQUESTS = 3000;
const ANSWERS = 300;
const PER_SECOND = 200;
const SECONDS = 8;
const USERS = 400;

/**
 * Measures the CPU time of a request, a stream and a webhook, from which CAPACITY.md derives how
 * many nodes are needed.
 */
export async function measureCapacity(upstreamUrl: string): Promise<Line[]> {
  const redis = await RedisServer.start('--appendonly', 'yes', '--appendfsync', 'everysec');
  const taker = await start('broker', upstreamUrl, redis.url);
  const other = await start('broker', upstreamUrl, redis.url);
  const cpuOf = { taker: cpu(taker), other: cpu(other), redis: () => redisCpuUs(redis) };
  const lines: Line[] = [];
  const add = (what: string, us: readonly number[], unit = 'µs of CPU'): void => {
    lines.push({
      row: '',
      what,
      target: '',
      seen: `${median(us).toFixed(unit === 'µs of CPU' ? 0 : 1)} ${unit}`,
      held: true,
    });
  };

  const [token = ''] = await sessions(taker.url, ['alice']);
  for (const [what, path, count] of [
    ['a small request, 2 KB', '/utility_accounts', REQUESTS],
    ['an interval answer, 460 KB', '/plug/normalizedIntervals/meters/mtr_a', ANSWERS],
  ] as const) {
    await requests(taker, path, token, count); // warm
    const rounds = await inRounds(cpuOf, count, () => requests(taker, path, token, count));
    add(`${what}: its node`, rounds.taker);
    add(`${what}: Redis`, rounds.redis);
  }

  const users = Array.from({ length: USERS }, (_, n) => `user${n}`);
  const sender = new WebhookSender(taker.url, { key: BENCH_KEYS.webhook });
  let id = 0;
  const webhooks = () =>
    openLoop(PER_SECOND, SECONDS, async () => {
      id += 1;
      if ((await sender.send(id, `user${id % USERS}`, 600)) !== 204) throw new Error('a webhook was not taken');
    });
  await webhooks();
  const idle = await inRounds(cpuOf, 1, () => pause(SECONDS * 1000), 2);
  const memoryBefore = await redisBytes(redis);
  const unread = await inRounds(cpuOf, PER_SECOND * SECONDS, webhooks);
  const grown = ((await redisBytes(redis)) - memoryBefore) / (ROUNDS * PER_SECOND * SECONDS);
  const less = (values: readonly number[], rest: readonly number[]) =>
    values.map((value) => Math.max(0, value - median(rest) / (PER_SECOND * SECONDS)));
  add('a webhook that no page hears: the node that takes it', less(unread.taker, idle.taker));
  add('the same: every other node', less(unread.other, idle.other));
  add('the same: Redis, two nodes reading', less(unread.redis, idle.redis));
  add('the same: memory of Redis', [grown / 1024], 'KB, until events of the user before it are forgotten');

  const tokens = await sessions(other.url, users);
  const streams: RawStream[] = [];
  await inParallel(16, USERS, async (n) => {
    streams.push(await RawStream.open({ url: other.url, token: tokens[n] ?? '', onMessage: () => undefined }));
  });
  const read = await inRounds(cpuOf, PER_SECOND * SECONDS, webhooks);
  for (const stream of streams) stream.close();
  const delivered = read.other.map((value) => Math.max(0, value - median(unread.other)));
  add('a webhook that one page hears: its node, beside the above', delivered);

  const third = await start('broker', upstreamUrl, redis.url);
  await pause(500);
  const three = await inRounds(cpuOf, PER_SECOND * SECONDS, webhooks);
  add('a webhook: Redis, for each further node that reads', [Math.max(0, median(three.redis) - median(unread.redis))]);

  await sender.close();
  for (const node of [taker, other, third]) node.stop();
  await redis.stop();
  return lines;
}

async function requests(part: Part, path: string, token: string, count: number): Promise<void> {
  const pool = new Pool(part.url, { connections: 16 });
  await inParallel(16, count, async () => {
    const status = await get(pool, path, token);
    if (status !== 200) throw new Error(`${path}: ${status}`);
  });
  await pool.close();
}

type Meters = Readonly<Record<'taker' | 'other' | 'redis', () => Promise<number>>>;

/**
 * Measures the CPU time of each process for each of `count` operations, in µs, in several rounds.
 */
async function inRounds(
  meters: Meters,
  count: number,
  work: () => Promise<unknown>,
  rounds = ROUNDS,
): Promise<Readonly<Record<keyof Meters, readonly number[]>>> {
  const costs = { taker: [] as number[], other: [] as number[], redis: [] as number[] };
  const names = ['taker', 'other', 'redis'] as const;
  for (let round = 0; round < rounds; round += 1) {
    const before = await Promise.all(names.map((name) => meters[name]()));
    await work();
    const after = await Promise.all(names.map((name) => meters[name]()));
    for (const [n, name] of names.entries()) costs[name].push(((after[n] ?? 0) - (before[n] ?? 0)) / count);
  }
  return costs;
}

const cpu = (part: Part) => async (): Promise<number> => (await part.cost()).cpuUs;

async function redisCpuUs(redis: RedisServer): Promise<number> {
  const text = String(await redis.command('INFO', 'cpu'));
  const seconds = ['used_cpu_sys', 'used_cpu_user'].map((name) =>
    Number(new RegExp(`^${name}:([\\d.]+)`, 'm').exec(text)?.[1] ?? Number.NaN),
  );
  return seconds.reduce((sum, value) => sum + value, 0) * 1e6;
}

async function redisBytes(redis: RedisServer): Promise<number> {
  const text = String(await redis.command('INFO', 'memory'));
  return Number(/^used_memory:(\d+)/m.exec(text)?.[1] ?? Number.NaN);
}
