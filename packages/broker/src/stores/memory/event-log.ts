import { LRUCache } from 'lru-cache';
import { randomId } from '../../encoding.ts';
import { EventLog, type Replay, type StoredEvent } from '../event-log.ts';

/** How much of the history is kept. */
export interface MemoryEventLogOptions {
  /** Most events of all users; default 10,000. */
  readonly capacity?: number;
  /** Approximate bytes of all users; default 32 MB. */
  readonly bytes?: number;
  /** Most events of one user; default 200. */
  readonly perUser?: number;
  /** Approximate bytes of one user; default 256 KB. */
  readonly bytesPerUser?: number;
}

/** Markers kept to recognize duplicates: more than an hour of a busy platform. */
const MAX_MARKERS = 50_000;
/** Approximate size of an event without its strings. */
const OVERHEAD_BYTES = 200;

interface Kept extends StoredEvent {
  readonly user: string;
  readonly bytes: number;
}

/** The kept events of one user. */
interface UserEvents {
  /** Sequence numbers, oldest first. */
  readonly sequences: number[];
  bytes: number;
  /** Highest sequence number that was forgotten. */
  forgotten: number;
}

/**
 * Events in this process's memory. Ids are `epoch.user.sequence`; the epoch is new in each process,
 * and the middle part ties the id to one user. The oldest events are forgotten first: those of a
 * user who has too many, or else those of all users.
 */
export class MemoryEventLog extends EventLog {
  readonly #bounds: Required<MemoryEventLogOptions>;
  readonly #epoch = randomId(6);
  /** By sequence, oldest first. */
  readonly #events = new Map<number, Kept>();
  readonly #byUser = new Map<string, UserEvents>();
  readonly #markers = new LRUCache<string, true>({ max: MAX_MARKERS });
  #bytes = 0;
  #sequence = 0;
  /** Up to this sequence number, forgotten events may be those of any user. */
  #forgotten = 0;

  constructor(bounds: MemoryEventLogOptions = {}) {
    super();
    this.#bounds = { capacity: 10_000, bytes: 32 << 20, perUser: 200, bytesPerUser: 256 << 10, ...bounds };
  }

  async replay(user: string, afterId: string | null): Promise<Replay> {
    const cursor = this.#idOf(user, this.#sequence);
    if (afterId === null) return { complete: true, events: [], cursor };
    const after = Number(/[0-9]+$/.exec(afterId)?.[0]);
    const { sequences, forgotten } = this.#byUser.get(user) ?? { sequences: [], forgotten: 0 };
    const complete =
      afterId === this.#idOf(user, after) && after >= Math.max(forgotten, this.#forgotten) && after <= this.#sequence;
    const later = complete ? sequences.filter((sequence) => sequence > after) : [];
    return { complete, events: later.flatMap((sequence) => this.#events.get(sequence) ?? []), cursor };
  }

  protected async store(user: string | null, data: string | null, marker: string): Promise<'stored' | 'duplicate'> {
    if (this.#markers.has(marker)) return 'duplicate';
    this.#markers.set(marker, true);
    if (user === null) return 'stored';
    this.#sequence += 1;
    const id = this.#idOf(user, this.#sequence);
    const bytes = OVERHEAD_BYTES + 2 * (id.length + user.length + (data?.length ?? 0));
    const event = { id, data, user, bytes };
    this.#add(event);
    this.notifyEach((listener) => listener.event(user, event));
    return 'stored';
  }

  #add(event: Kept): void {
    const { capacity, bytes, perUser, bytesPerUser } = this.#bounds;
    const own = this.#byUser.get(event.user) ?? { sequences: [], bytes: 0, forgotten: 0 };
    this.#byUser.set(event.user, own);
    this.#events.set(this.#sequence, event);
    own.sequences.push(this.#sequence);
    own.bytes += event.bytes;
    this.#bytes += event.bytes;
    while (own.sequences.length > perUser || own.bytes > bytesPerUser) this.#forget(own.sequences[0] as number);
    for (const sequence of this.#events.keys()) {
      if (this.#events.size <= capacity && this.#bytes <= bytes) break;
      this.#forgotten = sequence;
      this.#forget(sequence);
    }
  }

  /** Forgets an event, the oldest of its user. */
  #forget(sequence: number): void {
    const { user, bytes } = this.#events.get(sequence) as Kept;
    const own = this.#byUser.get(user) as UserEvents;
    this.#events.delete(sequence);
    this.#bytes -= bytes;
    own.sequences.shift();
    own.bytes -= bytes;
    own.forgotten = sequence;
    if (own.sequences.length > 0) return;
    this.#byUser.delete(user);
    this.#forgotten = Math.max(this.#forgotten, sequence);
  }

  #idOf(user: string, sequence: number): string {
    return `${this.#epoch}.${tag(user)}.${sequence}`;
  }
}

/**
 * Returns a short hash (FNV-1a) of a user id, so that an event id is valid for one user only. No
 * secret.
 */
function tag(user: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < user.length; i += 1) hash = Math.imul(hash ^ user.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(36);
}
