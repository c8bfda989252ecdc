import { LRUCache } from 'lru-cache';
import { randomId } from '../encoding.ts';
import { HOLDER_LIFE_MS, type Replay, Store, type StoredEvent } from './store.ts';

/** How much one process remembers. */
export interface MemoryStoreOptions {
  readonly now: () => number;
  /** Events kept for replay, over all users; default 10,000. */
  readonly capacity?: number;
}

/** Bodies remembered for telling duplicates: more than an hour of a busy platform. */
const REMEMBERED_BODIES = 50_000;
const REMEMBERED_HOLDERS = 20_000;

/**
 * Keeps everything in this process. An acknowledged event is lost when the process is killed, and every id from before
 * a restart answers `reset`, so no browser stays wrong: it reads everything again. Ids are `epoch.user.sequence`; the
 * epoch is new in each process, the middle part ties the id to one user.
 */
export class MemoryStore extends Store {
  readonly guarantee = 'memory: events and revocations last as long as this process';
  readonly #epoch = randomId(6);
  readonly #capacity: number;
  /** Oldest first; their sequence has no gaps and ends with the newest. */
  readonly #events: (StoredEvent & { readonly user: string })[] = [];
  readonly #bodies = new LRUCache<string, true>({ max: REMEMBERED_BODIES });
  readonly #holders: LRUCache<string, ReadonlySet<string>>;
  #sequence = 0;

  constructor({ now, capacity = 10_000 }: MemoryStoreOptions) {
    super(now);
    this.#capacity = capacity;
    this.#holders = new LRUCache({ max: REMEMBERED_HOLDERS, ttl: HOLDER_LIFE_MS, ttlResolution: 0, perf: { now } });
  }

  async append(user: string | null, data: string, marker: string): Promise<'stored' | 'duplicate'> {
    if (this.#bodies.has(marker)) return 'duplicate';
    this.#bodies.set(marker, true);
    if (user === null) return 'stored';
    this.#sequence += 1;
    const event = { id: this.#idOf(user, this.#sequence), data, user };
    this.#events.push(event);
    if (this.#events.length > this.#capacity) this.#events.shift();
    this.tell((listener) => listener.event(user, event));
    return 'stored';
  }

  async replay(user: string, afterId: string | null): Promise<Replay> {
    const cursor = this.#idOf(user, this.#sequence);
    if (afterId === null) return { complete: true, events: [], cursor };
    const after = Number(/[0-9]+$/.exec(afterId)?.[0]);
    // Forgetting goes by age over all users, so an id at or after the last forgotten event misses nothing.
    const forgotten = this.#sequence - this.#events.length;
    const complete = afterId === this.#idOf(user, after) && after >= forgotten && after <= this.#sequence;
    const events = complete ? this.#events.slice(after - forgotten).filter((event) => event.user === user) : [];
    return { complete, events, cursor };
  }

  noteHolder(user: string, meterIds: readonly string[], all: boolean): void {
    const before = all ? [] : (this.#holders.get(user) ?? []);
    this.#holders.set(user, new Set([...before, ...meterIds]));
  }

  holdersOf(meterId: string): readonly string[] {
    return [...this.#holders.entries()].flatMap(([user, meterIds]) => (meterIds.has(meterId) ? [user] : []));
  }

  ready(): boolean {
    return true;
  }

  #idOf(user: string, sequence: number): string {
    return `${this.#epoch}.${tag(user)}.${sequence}`;
  }
}

/** A short fingerprint (FNV-1a), so that one user's id is no position in another's stream. Not a secret. */
function tag(user: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < user.length; i += 1) hash = Math.imul(hash ^ user.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(36);
}
