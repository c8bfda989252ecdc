import { RawStream } from '../../src/testing/raw-stream.ts';
import { RedisServer } from '../../src/testing/redis-server.ts';
import { WebhookSender } from '../../src/testing/webhook-sender.ts';
import { BENCH_KEYS, inParallel, openLoop, pause, sessions } from './load.ts';
import { start } from './part.ts';
import { type Line, percentiles, share } from './table.ts';

const STREAMS = 500;
const PER_SECOND = 300;
/** Makes a body of 1.5 KB. */
const PADDING = 1400;

/**
 * Measures R28 and R21: webhooks with a Redis that has `appendfsync always`, received by one node
 * and sent to streams of two.
 */
export async function measureWebhooks(upstreamUrl: string, seconds: number): Promise<Line[]> {
  const redis = await RedisServer.start('--appendonly', 'yes', '--appendfsync', 'always');
  const nodes = [await start('broker', upstreamUrl, redis.url), await start('broker', upstreamUrl, redis.url)] as const;
  const tokens = await sessions(
    nodes[0].url,
    Array.from({ length: STREAMS }, (_, n) => `user${n}`),
  );
  const sentAt = new Map<number, number>();
  const delays: number[] = [];
  const receipts: number[] = [];
  const streams: RawStream[] = [];
  await inParallel(32, STREAMS, async (n) => {
    const { url } = nodes[n % 2] ?? nodes[0];
    const stream = await RawStream.open({
      url,
      token: tokens[n] ?? '',
      onMessage: ({ data }) => {
        const at = sentAt.get(data.data?.id ?? -1);
        if (at !== undefined) delays.push(performance.now() - at);
      },
    });
    streams.push(stream);
  });
  const sender = new WebhookSender(nodes[0].url, { key: BENCH_KEYS.webhook });
  await openLoop(PER_SECOND, seconds, async (n, dueAt) => {
    sentAt.set(n, dueAt);
    if ((await sender.send(n, `user${n % STREAMS}`, PADDING)) === 204) receipts.push(performance.now() - dueAt);
  });
  await pause(1000);
  for (const stream of streams) stream.close();
  await sender.close();
  for (const node of nodes) node.stop();
  await redis.stop();
  const sent = PER_SECOND * seconds;
  return [
    {
      row: 'R28',
      what: `${PER_SECOND} webhooks/s of 1.5 KB for ${seconds} s, Redis with appendfsync always, webhook to receipt`,
      target: 'p99 <= 250 ms, no error',
      seen: `${percentiles(receipts)}, ${receipts.length} of ${sent} acknowledged`,
      held: share(receipts, 0.99) <= 250 && receipts.length === sent,
    },
    {
      row: 'R21',
      what: `the same to ${STREAMS} streams on two nodes, webhook to page`,
      target: 'p50 <= 40 ms, p99 <= 500 ms',
      seen: `${percentiles(delays)}, ${delays.length} of ${sent} arrived`,
      held: share(delays, 0.5) <= 40 && share(delays, 0.99) <= 500 && delays.length === sent,
    },
  ];
}
