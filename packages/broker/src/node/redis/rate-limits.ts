import { LRUCache } from 'lru-cache';
import { RateLimits } from '../../stores/rate-limits.ts';
import type { RedisConnection } from './connection.ts';
import type { RedisKeys } from './keys.ts';

/**
 * Limits that several nodes share. A request is decided at once, by this node's own count and the
 * last total from Redis; the new total arrives while the request runs. So slightly more requests
 * than the limit may pass, and an outage of Redis blocks nobody.
 */
export class RedisRateLimits extends RateLimits {
  readonly #connection: RedisConnection;
  readonly #keys: RedisKeys;
  readonly #totals = new LRUCache<string, number>({ max: 50_000 });

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
        (total) => this.#totals.set(counter, total),
        () => undefined, // this node's count still applies, and the connection reports the outage
      );
    const isOver = (this.#totals.get(counter) ?? 0) >= limit;
    return isOver ? Math.max(1, Math.ceil(((window + 1) * windowMs - this.now()) / 1000)) : 0;
  }
}
