import { createClient } from '@redis/client';
import { BrokerProcess } from './broker-process.ts';
import { RedisServer } from './redis-server.ts';
import { seeded } from './seeded.ts';
import { WebhookSender } from './webhook-sender.ts';

/** Options of a run. */
export interface CrashPlan {
  readonly events: number;
  readonly perSecond: number;
  readonly nodes: number;
  /**
   * Number of events after which a random node is killed and restarted, if the last one is back.
   */
  readonly killEvery: number;
  readonly seed: number;
}

/** Result of a run. */
export interface CrashResult {
  readonly acknowledged: number;
  readonly kills: number;
  /** Deliveries without a 2xx, each of which was repeated. */
  readonly sentAgain: number;
  readonly seconds: number;
  /** Events that were acknowledged and are not in the store. */
  readonly missing: readonly number[];
  /** Events that are in the store more than once. */
  readonly twice: readonly number[];
}

/** Few enough events for each user that none is trimmed. */
const EVENTS_PER_USER = 100;

/**
 * Runs several brokers over one Redis with `appendfsync always` and kills them in turn. Each event
 * is sent to one node after the other until one acknowledges it. The acknowledged events are then
 * compared with the store.
 */
export async function runCrashes({ events, perSecond, nodes, killEvery, seed }: CrashPlan): Promise<CrashResult> {
  const random = seeded(seed);
  const redis = await RedisServer.start('--appendonly', 'yes', '--appendfsync', 'always');
  const env = { ARC_REDIS_URL: redis.url, ARC_REDIS_DURABILITY: 'strict' };
  const brokers = await Promise.all(Array.from({ length: nodes }, () => BrokerProcess.start(env)));
  const senders = brokers.map(({ url }) => new WebhookSender(url));
  const users = Math.ceil(events / EVENTS_PER_USER);
  const ledger = new Set<number>();
  let kills = 0;
  let sentAgain = 0;
  try {
    const startedAt = performance.now();
    let restarted: Promise<void> = Promise.resolve();
    const killOne = async (): Promise<void> => {
      await restarted;
      const victim = brokers[Math.floor(random() * nodes)] as BrokerProcess;
      await victim.kill();
      kills += 1;
      restarted = victim.up();
      // A failure is reported to the next caller that waits for it.
      restarted.catch(() => undefined);
    };
    const deliver = async (id: number): Promise<void> => {
      for (let attempt = 0; !ledger.has(id); attempt += 1) {
        const status = (await senders[(id + attempt) % nodes]?.send(id, `user${id % users}`)) ?? 0;
        if (status >= 200 && status < 300) {
          ledger.add(id);
          return;
        }
        sentAgain += 1;
        await pause(20);
      }
    };
    const running: Promise<void>[] = [];
    for (let id = 0; id < events; id += 1) {
      const waitMs = startedAt + (id * 1000) / perSecond - performance.now();
      if (waitMs > 1) await pause(waitMs);
      running.push(deliver(id));
      // The event that was just sent is on its way when its node is killed.
      if (id % killEvery === killEvery - 1) await killOne();
    }
    await Promise.all(running);
    const seconds = (performance.now() - startedAt) / 1000;
    await restarted;
    const stored = await storedIds(redis.url);
    const count = new Map<number, number>();
    for (const id of stored) count.set(id, (count.get(id) ?? 0) + 1);
    return {
      acknowledged: ledger.size,
      kills,
      sentAgain,
      seconds,
      missing: [...ledger].filter((id) => !count.has(id)),
      twice: [...count].filter(([, times]) => times > 1).map(([id]) => id),
    };
  } finally {
    await Promise.all(senders.map((sender) => sender.close()));
    await Promise.all(brokers.map((broker) => broker.kill()));
    await redis.stop();
  }
}

/** Returns the ids of all events in a broker's store. */
async function storedIds(url: string): Promise<number[]> {
  const client = createClient({ url, RESP: 2 });
  await client.connect();
  const ids: number[] = [];
  for (const key of await client.keys('{arc}:events:*')) {
    for (const { message } of (await client.xRange(key, '-', '+')) ?? []) {
      ids.push((JSON.parse(String(message.d)) as { data: { id: number } }).data.id);
    }
  }
  client.destroy();
  return ids;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
