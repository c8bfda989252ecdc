import { LRUCache } from 'lru-cache';
import { randomId } from '../../encoding.ts';
import { EventLog, type Replay, type StoredEvent } from '../event-log.ts';

/** How much is kept for replay. */
export interface MemoryEventLogOptions {
  /** Events over all users; default 10,000. */
  readonly capacity?: number;
  /** Bytes over all users, about; default 32 MB. */
  readonly bytes?: number;
  /** Events of one user; default 200. */
  readonly perUser?: number;
  /** Bytes of one user, about; default 256 KB. */
  readonly bytesPerUser?: number;
}

/** Bodies remembered for telling duplicates: more than an hour of a busy platform. */
const REMEMBERED_BODIES = 50_000;
/** What an event takes beside its texts. */
const OVERHEAD_BYTES = 200;

interface Kept extends StoredEvent {
  readonly user: string;
  readonly bytes: number;
}

/** What is kept of one user: places in the log, oldest first, and the newest place that is forgotten. */
interface Own {
  readonly places: number[];
  bytes: number;
  forgotten: number;
}

/**
 * Events in this process's memory. Ids are `epoch.user.sequence`; the epoch is new in each process, the middle part ties the id to
 * one user. The oldest are forgotten first: those of a user who has too many, else those of all.
 */
export class MemoryEventLog extends EventLog {
  readonly #bounds: Required<MemoryEventLogOptions>;
  readonly #epoch = randomId(6);
  /** By sequence, oldest first. */
  readonly #events = new Map<number, Kept>();
  readonly #byUser = new Map<string, Own>();
  readonly #bodies = new LRUCache<string, true>({ max: REMEMBERED_BODIES });
  #bytes = 0;
  #sequence = 0;
  /** The newest place before which nobody can be sure to have heard of everything. */
  #forgotten = 0;

  constructor(bounds: MemoryEventLogOptions = {}) {
    super();
    this.#bounds = { capacity: 10_000, bytes: 32 << 20, perUser: 200, bytesPerUser: 256 << 10, ...bounds };
  }

  async replay(user: string, afterId: string | null): Promise<Replay> {
    const cursor = this.#idOf(user, this.#sequence);
    if (afterId === null) return { complete: true, events: [], cursor };
    const after = Number(/[0-9]+$/.exec(afterId)?.[0]);
    const { places, forgotten } = this.#byUser.get(user) ?? { places: [], forgotten: 0 };
    const complete =
      afterId === this.#idOf(user, after) && after >= Math.max(forgotten, this.#forgotten) && after <= this.#sequence;
    const later = complete ? places.filter((place) => place > after) : [];
    return { complete, events: later.flatMap((place) => this.#events.get(place) ?? []), cursor };
  }

  protected async keep(user: string | null, data: string | null, marker: string): Promise<'stored' | 'duplicate'> {
    if (this.#bodies.has(marker)) return 'duplicate';
    this.#bodies.set(marker, true);
    if (user === null) return 'stored';
    this.#sequence += 1;
    const id = this.#idOf(user, this.#sequence);
    const bytes = OVERHEAD_BYTES + 2 * (id.length + user.length + (data?.length ?? 0));
    const event = { id, data, user, bytes };
    this.#add(event);
    this.tell((listener) => listener.event(user, event));
    return 'stored';
  }

  #add(event: Kept): void {
    const { capacity, bytes, perUser, bytesPerUser } = this.#bounds;
    const own = this.#byUser.get(event.user) ?? { places: [], bytes: 0, forgotten: 0 };
    this.#byUser.set(event.user, own);
    this.#events.set(this.#sequence, event);
    own.places.push(this.#sequence);
    own.bytes += event.bytes;
    this.#bytes += event.bytes;
    while (own.places.length > perUser || own.bytes > bytesPerUser) this.#forget(own.places[0] as number);
    for (const place of this.#events.keys()) {
      if (this.#events.size <= capacity && this.#bytes <= bytes) break;
      this.#forgotten = place;
      this.#forget(place);
    }
  }

  /** Forgets an event, the oldest of its user. */
  #forget(place: number): void {
    const { user, bytes } = this.#events.get(place) as Kept;
    const own = this.#byUser.get(user) as Own;
    this.#events.delete(place);
    this.#bytes -= bytes;
    own.places.shift();
    own.bytes -= bytes;
    own.forgotten = place;
    if (own.places.length > 0) return;
    this.#byUser.delete(user);
    this.#forgotten = Math.max(this.#forgotten, place);
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
