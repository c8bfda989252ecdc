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

/** Called by an event log about what may have happened on another node. */
export interface EventListener {
  event(user: string, event: StoredEvent): void;
  /** Events may have been missed: every stream has to resume from its last one. */
  gap(): void;
}

/** More is not kept of one event. Thin as events are, only a list of very many things is longer. */
const MAX_EVENT_BYTES = 8 * 1024;

/** Events of all users, kept for a while, and which webhooks have been seen. */
export abstract class EventLog {
  readonly #listeners = new Set<EventListener>();

  /**
   * Stores an event, unless one with the same marker was stored before: one atomic step. Resolves only when it is kept as well as
   * this log can keep anything. `user` is `null` for an event that names nobody: only its marker is remembered. Of one that is too
   * large, that it happened is stored.
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
