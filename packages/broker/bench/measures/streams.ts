import { RawStream } from '../../src/testing/raw-stream.ts';
import { WebhookSender } from '../../src/testing/webhook-sender.ts';
import { BENCH_KEYS, inParallel, openLoop, pause, sessions } from './load.ts';
import type { Part } from './part.ts';
import { type Line, percentiles, share } from './table.ts';

const PER_SECOND = 200;
const SECONDS = 10;
const WITH_EVENTS = 5000;

/** R20, R21: open streams, what each holds, what they cost at rest, and the time from a webhook to its page. */
export async function measureStreams(broker: Part, count: number): Promise<Line[]> {
  const users = Array.from({ length: count }, (_, n) => `user${n}`);
  const tokens = await sessions(broker.url, users);
  const before = await broker.cost('gc');
  const sentAt = new Map<number, number>();
  const delays: number[] = [];
  const streams: RawStream[] = [];
  const startedAt = performance.now();
  await inParallel(64, count, async (n) => {
    const onMessage = ({ data }: { data: { data?: { id?: number } } }): void => {
      const at = sentAt.get(data.data?.id ?? -1);
      if (at !== undefined) delays.push(performance.now() - at);
    };
    streams.push(await RawStream.open({ url: broker.url, token: tokens[n] ?? '', onMessage }));
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
      seen: `${percentiles(delays)}, ${delays.length} of ${sent} arrived`,
      held: share(delays, 0.5) <= 20 && share(delays, 0.99) <= 250 && delays.length === sent,
    },
  ];
}
