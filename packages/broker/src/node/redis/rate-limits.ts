import { LRUCache } from 'lru-cache';
import { RateLimits } from '../../stores/rate-limits.ts';
import type { RedisConnection } from './connection.ts';
import type { RedisKeys } from './keys.ts';

/**
 * Limits that several nodes keep together. Decided at once, from what this node has counted and the last sum it was told; the sum
 * arrives while the request runs. So they let through a little more than the limit, and an outage of Redis stops nobody.
 */
export class RedisRateLimits extends RateLimits {
  readonly #connection: RedisConnection;
  readonly #keys: RedisKeys;
  readonly #sums = new LRUCache<string, number>({ max: 50_000 });

  constructor(now: () => number, connection: RedisConnection, keys: RedisKeys) {
    super(now);
    this.#connection = connection;
    this.#keys = keys;
  }

  override take(key: string, limit: number, windowMs: number): number {
    const waitS = super.take(key, limit, windowMs);
    if (waitS > 0 || !this.#connection.isOpen) return waitS;
    const window = Math.floor(this.now() / windowMs);
    const counter = this.#keys.limit(key, window);
    this.#connection
      .run((client) => client.count(counter, windowMs))
      .then(
        (sum) => this.#sums.set(counter, sum),
        () => undefined, // this node's own count still holds, and the connection reports the outage
      );
    const isOver = (this.#sums.get(counter) ?? 0) >= limit;
    return isOver ? Math.max(1, Math.ceil(((window + 1) * windowMs - this.now()) / 1000)) : 0;
  }
}
