import { Pool } from 'undici';
import { RawStream } from '../../src/testing/raw-stream.ts';
import { RedisServer } from '../../src/testing/redis-server.ts';
import { WebhookSender } from '../../src/testing/webhook-sender.ts';
import { BENCH_KEYS, get, openLoop, pause, sessions } from './load.ts';
import { start } from './part.ts';
import { type Line, percentiles } from './table.ts';

const USERS = 200;
const REQUESTS_PER_SECOND = 100;
const WEBHOOKS_PER_SECOND = 20;
/** Time for which each stream stays open. */
const STREAM_S = 20;
const FAULT_EVERY = 100;
const SAMPLE_MS = 15_000;

/**
 * Measures R31: a mix of requests, webhooks and streams for a long time, with 1 % of upstream
 * answers a 503.
 */
export async function measureSoak(minutes: number): Promise<Line[]> {
  const upstream = await start('upstream', String(FAULT_EVERY));
  const redis = await RedisServer.start();
  const broker = await start('broker', upstream.url, redis.url);
  const users = Array.from({ length: USERS }, (_, n) => `user${n}`);
  const pool = new Pool(broker.url, { connections: 16 });
  const sender = new WebhookSender(broker.url, { key: BENCH_KEYS.webhook });
  const seconds = minutes * 60;
  let tokens: readonly string[] = [];
  let alice = '';
  const renew = async (): Promise<void> => {
    tokens = await sessions(broker.url, users);
    [alice = ''] = await sessions(broker.url, ['alice']);
  };
  await renew();
  await pause(1000);
  const before = await broker.cost('gc');
  const startedAt = performance.now();
  const statuses = new Map<number, number>();
  const delays: number[] = [];
  const count = (status: number): void => void statuses.set(status, (statuses.get(status) ?? 0) + 1);
  const samples: { minute: number; rss: number; heap: number }[] = [];
  const running = { streams: new Set<RawStream>() };
  const sampling = setInterval(async () => {
    const { rssBytes, heapBytes } = await broker.cost('gc');
    samples.push({ minute: (performance.now() - startedAt) / 60_000, rss: rssBytes / 1e6, heap: heapBytes / 1e6 });
  }, SAMPLE_MS);
  const renewing = setInterval(() => void renew(), 5 * 60_000);

  const data = openLoop(REQUESTS_PER_SECOND, seconds, async (n, dueAt) => {
    const path = n % 50 === 0 ? '/plug/normalizedIntervals/meters/mtr_a' : '/utility_accounts';
    count(await get(pool, path, alice));
    delays.push(performance.now() - dueAt);
  });
  const webhooks = openLoop(WEBHOOKS_PER_SECOND, seconds, async (n) => {
    count(await sender.send(n, users[n % USERS] ?? ''));
  });
  const streams = openLoop(USERS / STREAM_S, seconds, async (n) => {
    const stream = await RawStream.open({ url: broker.url, token: tokens[n % USERS] ?? '' });
    running.streams.add(stream);
    await pause(STREAM_S * 1000);
    stream.close();
    running.streams.delete(stream);
  });
  await Promise.all([data, webhooks, streams]);
  clearInterval(sampling);
  clearInterval(renewing);
  await pool.close();
  await sender.close();
  await pause(3000);
  const after = await broker.cost('gc');
  broker.stop();
  upstream.stop();
  await redis.stop();
  const settled = samples.filter(({ minute }) => minute >= Math.min(10, minutes / 2));
  const rss = slopeOf(settled.map((sample) => [sample.minute, sample.rss]));
  const heap = slopeOf(settled.map((sample) => [sample.minute, sample.heap]));
  const total = [...statuses.values()].reduce((sum, n) => sum + n, 0);
  const odd = [...statuses].filter(([status]) => ![200, 204, 503].includes(status));
  const handles = after.handles - before.handles;
  const timers = after.timers - before.timers;
  return [
    {
      row: 'R31',
      what:
        `soak of ${minutes} min: ${REQUESTS_PER_SECOND} requests, ${WEBHOOKS_PER_SECOND} webhooks and ` +
        `${USERS / STREAM_S} streams opened a second, 1 % upstream faults; resident memory`,
      target: '<= 1 MB a minute',
      seen:
        `${rss.toFixed(2)} MB a minute (its heap ${heap.toFixed(2)}) over the last ${settled.length} samples, ` +
        `${(before.rssBytes / 1e6).toFixed(0)} MB at the start, ${(after.rssBytes / 1e6).toFixed(0)} MB at the end`,
      held: rss <= 1,
    },
    {
      row: 'R31',
      what: 'the same, handles and timers at the end less those at the start',
      target: '5 and 5 at most',
      seen: `${handles} and ${timers}`,
      held: Math.abs(handles) <= 5 && Math.abs(timers) <= 5,
      exact: true,
    },
    {
      row: 'R31',
      what: 'the same, answers',
      target: 'none but 200, 204 and the 503 of the faults',
      seen:
        `${total}, ${statuses.get(503) ?? 0} of them 503; ${percentiles(delays)}` +
        `${odd.length === 0 ? '' : `; also ${JSON.stringify(odd)}`}`,
      held: odd.length === 0 && (statuses.get(503) ?? 0) <= total * 0.02,
    },
  ];
}

/** Returns the slope of a line through pairs of x and y, by least squares. */
function slopeOf(pairs: readonly (readonly [number, number])[]): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const x = mean(pairs.map(([at]) => at));
  const y = mean(pairs.map(([, value]) => value));
  const xy = pairs.reduce((sum, [at, value]) => sum + (at - x) * (value - y), 0);
  const xx = pairs.reduce((sum, [at]) => sum + (at - x) ** 2, 0);
  return xy / xx;
}
