import { BrokerProcess, PROCESS_KEYS } from '../../src/testing/broker-process.ts';
import { RedisServer } from '../../src/testing/redis-server.ts';
import { seeded } from '../../src/testing/seeded.ts';
import { SteadyReader } from '../../src/testing/steady-reader.ts';
import { WebhookSender } from '../../src/testing/webhook-sender.ts';
import { inParallel, pause, sessions } from './load.ts';
import type { Line } from './table.ts';

const SEED = 23;
const EVENTS = 500;
/** A little more than the pause between two heartbeats. */
const HEARTBEAT_MS = 22_000;

/**
 * Measures R23: a node with all streams is killed and restarted, with an event for each of the
 * first users meanwhile.
 */
export async function measureStorm(count: number): Promise<Line[]> {
  const random = seeded(SEED);
  const redis = await RedisServer.start();
  const broker = await BrokerProcess.start({ ARC_REDIS_URL: redis.url });
  const users = Array.from({ length: count }, (_, n) => `user${n}`);
  const tokens = await sessions(broker.url, users, PROCESS_KEYS.broker);
  const readers = new Array<SteadyReader>(count);
  await inParallel(64, count, async (n) => {
    readers[n] = await SteadyReader.open(broker.url, tokens[n] ?? '', random);
  });
  await pause(HEARTBEAT_MS); // each stream has been told how many there are
  await broker.kill();
  const sender = new WebhookSender(broker.url);
  const sending = inParallel(16, EVENTS, async (n) => {
    while ((await sender.send(n, `user${n}`)) !== 204) await pause(50);
  });
  await broker.up();
  const upAt = performance.now();
  let peak = 0;
  let open = 0;
  let backS = Number.NaN;
  const giveUpAt = upAt + 60_000;
  while (open < count && performance.now() < giveUpAt) {
    const before = open;
    await pause(200);
    open = readers.filter(({ isOpen, reconnects }) => isOpen && reconnects > 0).length;
    peak = Math.max(peak, (open - before) * 5);
    if (Number.isNaN(backS) && open >= count * 0.99) backS = (performance.now() - upAt) / 1000;
  }
  await sending;
  await pause(1000);
  const gaps = readers.slice(0, EVENTS).filter(({ seen, resets }, n) => resets === 0 && !seen.includes(n)).length;
  const resets = readers.filter((reader) => reader.resets > 0).length;
  for (const reader of readers) reader.close();
  await sender.close();
  await broker.kill();
  await redis.stop();
  return [
    {
      row: 'R23',
      what: `${count} streams whose node is killed (seed ${SEED}), until 99 % are back`,
      target: '<= 30 s, 0 gaps',
      seen: `${backS.toFixed(1)} s, ${peak} a second at most, ${gaps} gaps, ${resets} resets`,
      held: backS <= 30 && gaps === 0,
    },
  ];
}
