/**
 * What the broker costs beside a proxy that checks nothing, in the same run and in turns, because absolute figures swing
 * with whatever else the machine does. Then open streams: memory of each, and the time from webhook to page.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { Pool } from 'undici';
import { issueSession } from '../src/index.ts';
import { hasRedis, RedisServer } from '../src/testing/redis-server.ts';

const ROUNDS = 7;
const CONNECTIONS = 16;

interface Part {
  readonly url: string;
  readonly child: ChildProcess;
  readonly cost: (question?: string) => Promise<{ readonly cpuUs: number; readonly rssBytes: number }>;
}

async function start(name: string, ...args: string[]): Promise<Part> {
  const file = fileURLToPath(new URL(`./parts/${name}.ts`, import.meta.url));
  const child = fork(file, args, { execArgv: ['--conditions=source', '--expose-gc'] });
  const next = (): Promise<never> =>
    new Promise((resolve) => child.once('message', (message) => resolve(message as never)));
  const { url } = (await next()) as { url: string };
  return {
    url,
    child,
    cost: async (question = 'cost') => {
      const answer = next();
      child.send(question);
      return await answer;
    },
  };
}

/** Sends `count` requests over some connections; the whole time and the CPU of the part. */
async function load(
  part: Part,
  path: string,
  token: string,
  count: number,
): Promise<{ perSecond: number; cpuUs: number }> {
  const pool = new Pool(part.url, { connections: CONNECTIONS });
  const before = await part.cost();
  const startedAt = performance.now();
  let left = count;
  const worker = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const answer = await pool.request({ path, method: 'GET', headers: { authorization: `Bearer ${token}` } });
      if (answer.statusCode !== 200) throw new Error(`${path}: ${answer.statusCode}`);
      await answer.body.dump({ limit: 100_000_000 });
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  const seconds = (performance.now() - startedAt) / 1000;
  const { cpuUs } = await part.cost();
  await pool.close();
  return { perSecond: count / seconds, cpuUs: (cpuUs - before.cpuUs) / count };
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
const show = (values: readonly number[], digits = 2): string =>
  `${median(values).toFixed(digits)} (${Math.min(...values).toFixed(digits)} to ${Math.max(...values).toFixed(digits)})`;

async function compare(
  title: string,
  path: string,
  count: number,
  bare: Part,
  broker: Part,
  token: string,
): Promise<void> {
  for (const part of [bare, broker]) await load(part, path, token, Math.max(count, 500));
  const throughput: number[] = [];
  const cpu: number[] = [];
  const absolute: { perSecond: number; cpuUs: number }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const a = await load(bare, path, token, count);
    const b = await load(broker, path, token, count);
    throughput.push(b.perSecond / a.perSecond);
    cpu.push(b.cpuUs / a.cpuUs);
    absolute.push(b);
  }
  console.log(`${title}
  requests/s against bare  ${show(throughput)} times
  CPU per request          ${show(cpu)} times
  of the broker            ${show(
    absolute.map(({ perSecond }) => perSecond),
    0,
  )} requests/s, ${show(
    absolute.map(({ cpuUs }) => cpuUs),
    0,
  )} µs each`);
}

/** One open stream over a bare socket: an HTTP client for each would cost more than what is measured. */
function openStream(url: string, token: string, onEvent: (id: number) => void): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.on('error', reject);
    socket.write(`GET /events HTTP/1.1\r\nHost: broker\r\nAuthorization: Bearer ${token}\r\n\r\n`);
    let opened = false;
    socket.on('data', (data) => {
      const text = data.toString();
      if (!opened) {
        opened = true;
        if (!text.startsWith('HTTP/1.1 200')) reject(new Error(text.slice(0, 80)));
        resolve(socket);
      }
      for (const [, id] of text.matchAll(/"data":\{"id":(\d+)/g)) onEvent(Number(id));
    });
  });
}

async function streams(mode: string, broker: Part, count: number, perSecond: number, seconds: number): Promise<void> {
  const session = (user: string) => issueSession({ broker: broker.url, key: 'bench-broker-key', user });
  const before = await broker.cost('gc');
  const sentAt = new Map<number, number>();
  const delays: number[] = [];
  const receipts: number[] = [];
  const sockets: Socket[] = [];
  const startedAt = performance.now();
  for (let n = 0; n < count; n += 1) {
    const { token } = await session(`user${n}`);
    sockets.push(
      await openStream(broker.url, token, (id) => {
        const at = sentAt.get(id);
        if (at !== undefined) delays.push(performance.now() - at);
      }),
    );
  }
  const connectS = (performance.now() - startedAt) / 1000;
  const after = await broker.cost('gc');
  const pool = new Pool(broker.url, { connections: CONNECTIONS });
  const total = perSecond * seconds;
  const pending: Promise<unknown>[] = [];
  const beganAt = performance.now();
  for (let n = 0; n < total; n += 1) {
    const wait = beganAt + (n * 1000) / perSecond - performance.now();
    if (wait > 1) await new Promise((resolve) => setTimeout(resolve, wait));
    const body = JSON.stringify({
      type: 'utility_account_updated',
      created_at: null,
      data: { id: n, client_user_id: `user${(n * 7919) % count}` },
    });
    const timestamp = String(Math.floor(Date.now() / 1000));
    const signature = createHmac('sha256', 'bench-webhook-key').update(`${timestamp}.${body}`).digest('hex');
    sentAt.set(n, performance.now());
    pending.push(
      pool
        .request({
          path: '/webhooks/arc',
          method: 'POST',
          body,
          headers: { 'arc-webhook-timestamp': timestamp, 'arc-webhook-signature': signature },
        })
        .then(async ({ body: answer, statusCode }) => {
          await answer.dump();
          if (statusCode === 204) receipts.push(performance.now() - (sentAt.get(n) ?? 0));
        }),
    );
  }
  await Promise.all(pending);
  await new Promise((resolve) => setTimeout(resolve, 500));
  console.log(`${count} open streams, ${perSecond} webhooks/s for ${seconds} s, ${mode}
  memory of a stream       ${((after.rssBytes - before.rssBytes) / count / 1024).toFixed(1)} KB (resident)
  connected in             ${connectS.toFixed(1)} s, sessions included
  webhook to receipt       ${percentiles(receipts)}, ${receipts.length} of ${total} acknowledged
  webhook to page          ${percentiles(delays)}, ${delays.length} of ${total} arrived`);
  for (const socket of sockets) socket.destroy();
  await pool.close();
}

function percentiles(values: number[]): string {
  const sorted = values.sort((a, b) => a - b);
  const at = (share: number): string => (sorted[Math.floor(sorted.length * share)] ?? Number.NaN).toFixed(1);
  return `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`;
}

const streamCount = Number(process.argv[2] ?? 2000);
const upstream = await start('upstream');
const bare = await start('bare', upstream.url);
const broker = await start('broker', upstream.url);
const { token } = await issueSession({ broker: broker.url, key: 'bench-broker-key', user: 'alice', ttl: 900 });
await compare('2 KB JSON, ownership checked', '/utility_accounts', 3000, bare, broker, token);
await compare('388 KB intervals, streamed', '/plug/normalizedIntervals/meters/mtr_a', 150, bare, broker, token);
if (streamCount > 0) await streams('memory mode', broker, streamCount, 200, 10);
if (hasRedis && streamCount > 0) {
  const redis = await RedisServer.start('--appendonly', 'yes', '--appendfsync', 'always');
  const shared = await start('broker', upstream.url, redis.url);
  await streams('Redis writing before it answers', shared, 500, 300, 10);
  shared.child.disconnect();
  await redis.stop();
}
for (const part of [bare, broker, upstream]) part.child.disconnect();
