import type { BrokerEvent } from '../broker-event.ts';
import { RedisStore } from '../node/redis/store.ts';
import { eventually } from './eventually.ts';
import { createTestBroker, type TestBroker } from './test-broker.ts';

/** One broker of several over a Redis. */
export interface RedisNode extends TestBroker {
  readonly store: RedisStore;
  /** Events of its store. */
  readonly storeEvents: BrokerEvent[];
  close(): Promise<void>;
}

/** How a broker uses Redis. */
export interface RedisNodeOptions {
  readonly durability?: 'strict' | 'relaxed';
  readonly prefix?: string;
  readonly now?: () => number;
  readonly monotonic?: () => number;
}

const NOON = Date.UTC(2026, 5, 1, 12);

/** Starts a broker over a Redis, which may be down. */
export async function redisNode(
  url: string,
  {
    durability = 'relaxed',
    prefix = 'arc',
    now = () => NOON,
    monotonic = () => performance.now(),
  }: RedisNodeOptions = {},
): Promise<RedisNode> {
  const storeEvents: BrokerEvent[] = [];
  const store = await RedisStore.connect({
    url,
    durability,
    prefix,
    now,
    monotonic,
    observe: (event) => storeEvents.push(event),
  });
  const test = createTestBroker({ store, now });
  return { ...test, store, storeEvents, close: () => test.broker.close() };
}

/** Starts several brokers over one Redis and waits until they are ready. */
export async function redisNodes(url: string, count: number, options: RedisNodeOptions = {}): Promise<RedisNode[]> {
  const nodes = await Promise.all(Array.from({ length: count }, () => redisNode(url, options)));
  await eventually(() => nodes.every(({ store }) => store.ready()), 'being ready');
  return nodes;
}

/** Returns a webhook about a user. */
export const accountEvent = (user: string, id: number) => ({
  type: 'utility_account_updated',
  created_at: null,
  data: { id, client_user_id: user },
});
