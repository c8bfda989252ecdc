import { toBytes } from '../encoding.ts';

/** An event as browsers get it. */
export interface StoredEvent {
  /** Opaque to browsers; ordered and unique among the events of one user. */
  readonly id: string;
  /**
   * JSON on one line; `null` if it was too large to keep, so that browsers have to read everything
   * again.
   */
  readonly data: string | null;
}

/** Events that a stream sends before live ones. */
export interface Replay {
  /** False if some events are lost, so that the browser has to read everything again. */
  readonly complete: boolean;
  /** Events after the requested id, oldest first. */
  readonly events: readonly StoredEvent[];
  /** Id to resume from if no other event arrives. */
  readonly cursor: string;
}

/** Is told about events that this node or another has stored. */
export interface EventListener {
  /** An event was stored for a user. */
  event(user: string, event: StoredEvent): void;
  /** Some events may have been missed: every stream has to resume from the last event it sent. */
  gap(): void;
}

/**
 * A larger event is stored without its data. Events hold ids and states only, so only a very long
 * list is larger.
 */
const MAX_EVENT_BYTES = 8 * 1024;

/**
 * Stores the events of all users for a while, and a marker of each webhook to recognize duplicates.
 */
export abstract class EventLog {
  readonly #listeners = new Set<EventListener>();

  /**
   * Stores an event and its marker in one atomic step, unless the marker was stored before.
   * Resolves only once the event is as durable as this log can make it. `user` is `null` for an
   * event that names nobody; then only the marker is stored.
   * @throws {Error} The event may or may not have been stored; the sender has to try again.
   */
  async append(user: string | null, data: string, marker: string): Promise<'stored' | 'too-large' | 'duplicate'> {
    const fits = toBytes(data).length <= MAX_EVENT_BYTES;
    const outcome = await this.store(user, fits ? data : null, marker);
    return outcome === 'stored' && !fits ? 'too-large' : outcome;
  }

  /**
   * Returns the events of a user after an id. With `null` it returns no events, only the cursor.
   */
  abstract replay(user: string, afterId: string | null): Promise<Replay>;

  /** Adds a listener. @returns a function that removes it. */
  subscribe(listener: EventListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Implements `append`. `data` is `null` if it was too large. */
  protected abstract store(user: string | null, data: string | null, marker: string): Promise<'stored' | 'duplicate'>;

  /** Calls `notify` with each listener. */
  protected notifyEach(notify: (listener: EventListener) => void): void {
    for (const listener of this.#listeners) notify(listener);
  }
}
