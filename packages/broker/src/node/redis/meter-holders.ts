import { LRUCache } from 'lru-cache';
import { HOLDER_LIFE_MS, type MeterHolders } from '../../stores/meter-holders.ts';
import type { Run } from './connection.ts';
import type { RedisKeys } from './keys.ts';

/** The same note is not sent again within this time: a page may list its meters every second. */
const REPEAT_AFTER_MS = 30_000;

/** Meter holders in Redis, which all nodes share. */
export class RedisMeterHolders implements MeterHolders {
  readonly #now: () => number;
  readonly #run: Run;
  readonly #keys: RedisKeys;
  readonly #noted = new LRUCache<string, string>({ max: 20_000, ttl: REPEAT_AFTER_MS });

  constructor(now: () => number, run: Run, keys: RedisKeys) {
    this.#now = now;
    this.#run = run;
    this.#keys = keys;
  }

  note(user: string, meterIds: readonly string[], all: boolean): void {
    const noted = [all, ...meterIds].join();
    if (this.#noted.get(user) === noted) return;
    this.#noted.set(user, noted);
    const keys = { held: this.#keys.held(user), holders: meterIds.map(this.#keys.holders) };
    const holding = { nowMs: this.#now(), lifeMs: HOLDER_LIFE_MS, all };
    // Not awaited. The connection reports a failure, and the next request notes the meters again.
    this.#run((client) => client.noteHolder(keys, user, holding)).catch(() => this.#noted.delete(user));
  }

  of(meterId: string): Promise<readonly string[]> {
    const key = this.#keys.holders(meterId);
    return this.#run((client) => client.zRange(key, `(${this.#now()}`, '+inf', { BY: 'SCORE' }));
  }
}
