import { toBytes } from '../encoding.ts';

/** One event as browsers get it. */
export interface StoredEvent {
  /** Opaque to browsers; ordered and unique within one user. */
  readonly id: string;
  /** JSON text on one line; `null` for one that was too large to keep: the browser has to read everything again. */
  readonly data: string | null;
}

/** What a stream must send before it goes live. */
export interface Replay {
  /** `false`: some history is gone, so the browser has to read everything again. */
  readonly complete: boolean;
  /** What came after the id that was asked for, oldest first. */
  readonly events: readonly StoredEvent[];
  /** The id to resume from when nothing else arrives. */
  readonly cursor: string;
}

/** Is called for every event stored for a user, by this node or another. */
export interface EventListener {
  event(user: string, event: StoredEvent): void;
  /** Events may have been missed: every stream has to resume from the last event it sent. */
  gap(): void;
}

/**
 * A larger event is stored without its data. Events hold ids and states only, so this takes a very
 * long list.
 */
const MAX_EVENT_BYTES = 8 * 1024;

/** Events of all users, kept for a while, and which webhooks have been seen. */
export abstract class EventLog {
  readonly #listeners = new Set<EventListener>();

  /**
   * Stores an event in one atomic step, unless one with the same marker was stored before. Resolves
   * only once it is as durable as this log can make it. With `user` `null`, for an event that names
   * nobody, only the marker is stored. Data that are too large are replaced by `null`.
   * @throws {Error} It may or may not have been stored; the sender has to try again.
   */
  async append(user: string | null, data: string, marker: string): Promise<'stored' | 'too-large' | 'duplicate'> {
    const fits = toBytes(data).length <= MAX_EVENT_BYTES;
    const outcome = await this.keep(user, fits ? data : null, marker);
    return outcome === 'stored' && !fits ? 'too-large' : outcome;
  }

  /** Events of a user after an id; with `null`, none, only where to start. */
  abstract replay(user: string, afterId: string | null): Promise<Replay>;

  /** @returns a function that ends the subscription. */
  subscribe(listener: EventListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Does what `append` says, with `null` for data that are too large. */
  protected abstract keep(user: string | null, data: string | null, marker: string): Promise<'stored' | 'duplicate'>;

  protected tell(say: (listener: EventListener) => void): void {
    for (const listener of this.#listeners) say(listener);
  }
}
