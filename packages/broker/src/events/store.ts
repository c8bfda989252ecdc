import type { Session } from '../sessions/token-format.ts';

/** One event as browsers get it. */
export interface StoredEvent {
  /** Opaque to browsers; ordered and unique within one user. */
  readonly id: string;
  /** JSON text on one line. */
  readonly data: string;
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

/** Called by a store about things that may have happened on another node. */
export interface StoreListener {
  event(user: string, event: StoredEvent): void;
  /** Some session or user was revoked: check your streams. */
  revoked(): void;
  /** Events may have been missed: tell every stream to read everything again. */
  gap(): void;
}

/** How long a user is told about a meter without having read it again. */
export const HOLDER_LIFE_MS = 3_600_000;

/** Where events, duplicate markers, revocations and limits live. */
export interface Store {
  /** Which guarantee it gives, for the line printed at start. */
  readonly guarantee: string;
  /**
   * Stores an event, unless one with the same marker was stored before: one atomic step. Resolves only when it is kept as well as
   * this store can keep anything. `user` is `null` for an event that names nobody: only its marker is remembered.
   * @throws {Error} It may or may not have been stored; the sender has to try again.
   */
  append(user: string | null, data: string, marker: string): Promise<'stored' | 'duplicate'>;
  /** Events of a user after an id; with `null`, none, only where to start. */
  replay(user: string, afterId: string | null): Promise<Replay>;
  subscribe(listener: StoreListener): () => void;
  revokeSession(sessionId: string): Promise<void>;
  revokeUser(user: string): Promise<void>;
  /** Answers from this process's knowledge, so that it costs nothing on each request. */
  isRevoked(session: Session): boolean;
  /** Where a session of this user that is issued now stands: the time, epoch ms, or just after what is revoked if that is later. */
  orderOf(user: string): number;
  /** Notes that a user was shown these meters, for an hour. `all`: no others are theirs, so what was noted before is over. */
  noteHolder(user: string, meterIds: readonly string[], all: boolean): void;
  /** Users to tell about a meter. Webhooks about meters name no owner. @throws {Error} As `append`. */
  holdersOf(meterId: string): readonly string[] | Promise<readonly string[]>;
  /** Counts one request. @returns seconds to wait when it is one too many, else 0. */
  take(key: string, limit: number, windowMs: number): number | Promise<number>;
  /** Whether events can be taken at the moment. */
  ready(): boolean;
  close(): Promise<void>;
}
