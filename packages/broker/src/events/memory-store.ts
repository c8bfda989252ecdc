import { LRUCache } from 'lru-cache';
import { randomId } from '../encoding.ts';
import { ProcessStore } from './process-store.ts';
import { HOLDER_LIFE_MS, type Replay, type Store, type StoredEvent } from './store.ts';

/** How much one process remembers. */
export interface MemoryStoreOptions {
  readonly now: () => number;
  /** Events kept for replay, over all users; default 10,000. */
  readonly capacity?: number;
}

interface Kept extends StoredEvent {
  readonly user: string;
  readonly sequence: number;
}

/** Bodies remembered for telling duplicates: more than an hour of a busy platform. */
const REMEMBERED_BODIES = 50_000;
const REMEMBERED_HOLDERS = 20_000;

/**
 * Keeps everything in this process. An acknowledged event is lost when the process is killed, and every id from before
 * a restart answers `reset`, so no browser stays wrong: it reads everything again. Ids are `epoch.user.sequence`; the
 * epoch is new in each process, the middle part ties the id to one user.
 */
export class MemoryStore extends ProcessStore implements Store {
  readonly guarantee = 'memory: events and revocations last as long as this process';
  readonly #epoch = randomId(6);
  readonly #capacity: number;
  readonly #ring: Kept[] = [];
  readonly #byUser = new Map<string, Kept[]>();
  readonly #bodies = new LRUCache<string, true>({ max: REMEMBERED_BODIES });
  readonly #holders = new LRUCache<string, { readonly meterIds: ReadonlySet<string>; readonly until: number }>({
    max: REMEMBERED_HOLDERS,
  });
  #sequence = 0;
  #forgottenThrough = 0;

  constructor({ now, capacity = 10_000 }: MemoryStoreOptions) {
    super(now);
    this.#capacity = capacity;
  }

  async append(user: string | null, data: string, marker: string): Promise<'stored' | 'duplicate'> {
    if (this.#bodies.has(marker)) return 'duplicate';
    this.#bodies.set(marker, true);
    if (user === null) return 'stored';
    this.#sequence += 1;
    const kept: Kept = { id: this.#idOf(user, this.#sequence), data, user, sequence: this.#sequence };
    this.#keep(kept);
    this.tell((listener) => listener.event(user, kept));
    return 'stored';
  }

  async replay(user: string, afterId: string | null): Promise<Replay> {
    const cursor = this.#idOf(user, this.#sequence);
    if (afterId === null) return { complete: true, events: [], cursor };
    const after = this.#sequenceOf(user, afterId);
    // Forgetting goes by age over all users, so an id at or after the last forgotten event misses nothing.
    if (after === null || after < this.#forgottenThrough) return { complete: false, events: [], cursor };
    return { complete: true, events: (this.#byUser.get(user) ?? []).filter((kept) => kept.sequence > after), cursor };
  }

  async revokeSession(sessionId: string): Promise<void> {
    this.noteSession(sessionId);
    this.tell((listener) => listener.revoked());
  }

  async revokeUser(user: string): Promise<void> {
    this.noteUser(user, this.reach(user));
    this.tell((listener) => listener.revoked());
  }

  noteHolder(user: string, meterIds: readonly string[], all: boolean): void {
    const before = all ? [] : (this.#holders.get(user)?.meterIds ?? []);
    this.#holders.set(user, { meterIds: new Set([...before, ...meterIds]), until: this.now() + HOLDER_LIFE_MS });
  }

  holdersOf(meterId: string): readonly string[] {
    const now = this.now();
    const users: string[] = [];
    for (const [user, { meterIds, until }] of this.#holders.entries()) {
      if (now < until && meterIds.has(meterId)) users.push(user);
    }
    return users;
  }

  ready(): boolean {
    return true;
  }

  /** A ring: the slot of an event holds the oldest one once all are full. */
  #keep(kept: Kept): void {
    const slot = kept.sequence % this.#capacity;
    const oldest = this.#ring[slot];
    if (oldest !== undefined) {
      this.#forgottenThrough = oldest.sequence;
      const own = this.#byUser.get(oldest.user);
      own?.shift();
      if (own?.length === 0) this.#byUser.delete(oldest.user);
    }
    this.#ring[slot] = kept;
    const own = this.#byUser.get(kept.user);
    if (own === undefined) this.#byUser.set(kept.user, [kept]);
    else own.push(kept);
  }

  #idOf(user: string, sequence: number): string {
    return `${this.#epoch}.${tag(user)}.${sequence}`;
  }

  #sequenceOf(user: string, id: string): number | null {
    const prefix = `${this.#epoch}.${tag(user)}.`;
    const digits = id.startsWith(prefix) ? id.slice(prefix.length) : '';
    return /^(0|[1-9][0-9]{0,14})$/.test(digits) && Number(digits) <= this.#sequence ? Number(digits) : null;
  }
}

/** A short fingerprint (FNV-1a), so that one user's id is no position in another's stream. Not a secret. */
function tag(user: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < user.length; i += 1) hash = Math.imul(hash ^ user.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(36);
}
