import { LRUCache } from 'lru-cache';
import { HOLDER_LIFE_MS, type MeterHolders } from '../meter-holders.ts';

const MAX_USERS = 20_000;

/** Meter holders in this process's memory. The least recently active users are forgotten first. */
export class MemoryMeterHolders implements MeterHolders {
  readonly #metersByUser: LRUCache<string, ReadonlySet<string>>;

  constructor(now: () => number) {
    this.#metersByUser = new LRUCache({ max: MAX_USERS, ttl: HOLDER_LIFE_MS, ttlResolution: 0, perf: { now } });
  }

  note(user: string, meterIds: readonly string[], all: boolean): void {
    const before = all ? [] : (this.#metersByUser.get(user) ?? []);
    this.#metersByUser.set(user, new Set([...before, ...meterIds]));
  }

  of(meterId: string): readonly string[] {
    return [...this.#metersByUser.entries()].flatMap(([user, meterIds]) => (meterIds.has(meterId) ? [user] : []));
  }
}
