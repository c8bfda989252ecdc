import { LRUCache } from 'lru-cache';
import { HOLDER_LIFE_MS, type MeterHolders } from '../meter-holders.ts';

const MAX_USERS = 20_000;

/** Meter holders in this process's memory. The least recently active users are forgotten first. */
export class MemoryMeterHolders implements MeterHolders {
  readonly #metersOf: LRUCache<string, ReadonlySet<string>>;

  constructor(now: () => number) {
    this.#metersOf = new LRUCache({ max: MAX_USERS, ttl: HOLDER_LIFE_MS, ttlResolution: 0, perf: { now } });
  }

  note(user: string, meterIds: readonly string[], all: boolean): void {
    const before = all ? [] : (this.#metersOf.get(user) ?? []);
    this.#metersOf.set(user, new Set([...before, ...meterIds]));
  }

  of(meterId: string): readonly string[] {
    return [...this.#metersOf.entries()].flatMap(([user, meterIds]) => (meterIds.has(meterId) ? [user] : []));
  }
}
