import type { ArcError, Rejection } from '@arc-elements/models';
import { createStore } from 'zustand/vanilla';
import type { SteadyClock } from '../clock.ts';
import { toArcError } from '../errors.ts';
import { guarded } from '../guarded.ts';
import { reuse } from './reuse.ts';

/** What is known about one subject: an immutable snapshot, replaced as a whole when anything changes. */
export interface Resource<T> {
  /** `loading` only while there is nothing to show yet; a refresh in the background stays `ready`. */
  readonly status: 'idle' | 'loading' | 'ready' | 'failed';
  /** Last good data; kept through failures. Keeps its identity while nothing changed. */
  readonly data: T | undefined;
  /** `data` is older than it should be: the last attempt to read it failed. */
  readonly stale: boolean;
  /** Why the last attempt failed. */
  readonly error: ArcError | null;
  /** When `data` was last confirmed, epoch ms. */
  readonly updatedAtMs: number | null;
  /** What could not be decoded: items that are missing from `data`, and fields that are `null` in it. */
  readonly rejected: readonly Rejection[];
}

/** A store of one subject that loads when somebody watches it. Read side of zustand's vanilla store. */
export interface ResourceStore<T> {
  getState(): Resource<T>;
  getInitialState(): Resource<T>;
  /** Calls `listener` after each change; returns what ends that. Subscribing alone fetches nothing. */
  subscribe(listener: (state: Resource<T>, previous: Resource<T>) => void): () => void;
  /** Loads the subject and keeps it fresh until the returned function is called. Counted: the last one out ends it. */
  watch(): () => void;
  /** Reads the subject now. Resolves when done, also when it failed: the failure is in the state. */
  refresh(): Promise<void>;
}

/** What one reading of a subject gives. */
export interface Loaded<T> {
  readonly data: T;
  readonly rejected: readonly Rejection[];
  /** Part of it could not be read; `data` holds the last that is known of that part. */
  readonly problem?: ArcError;
}

/** Where a subject gets its data and time from. */
export interface SubjectOptions<T> {
  readonly load: (signal: AbortSignal) => Promise<Loaded<T>>;
  readonly clock: Pick<SteadyClock, 'now' | 'elapsed'>;
  /** Data younger than this is not read again just because somebody starts to watch, in ms. */
  readonly freshMs: number;
  /** Called when a subject got its first watcher, lost its last one, or finished an attempt to read. */
  readonly changed: () => void;
  /** Called when somebody asked for a reading: what waits to be sent again goes now. */
  readonly asked?: () => void;
}

const IDLE: Resource<never> = Object.freeze({
  status: 'idle',
  data: undefined,
  stale: false,
  error: null,
  updatedAtMs: null,
  rejected: Object.freeze([]) as readonly Rejection[],
});

let started = 0;

/** A subject with the controls its session needs; `store` is the part that partners see. */
export class Subject<T> {
  readonly store: ResourceStore<T>;
  readonly #options: SubjectOptions<T>;
  readonly #state = createStore<Resource<T>>(() => IDLE);
  #watchers = 0;
  #version = 0;
  #startedAs = 0;
  #dirty = true;
  #again = false;
  #patched = false;
  /** When the data were last confirmed and when to come back, by the clock's `elapsed`. */
  #confirmedAtMs = Number.NEGATIVE_INFINITY;
  #notBeforeMs = 0;
  #flight: { readonly abort: AbortController; readonly done: Promise<void> } | undefined;

  constructor(options: SubjectOptions<T>) {
    this.#options = options;
    this.store = {
      getState: this.#state.getState,
      getInitialState: this.#state.getInitialState,
      subscribe: (listener) => this.#state.subscribe(guarded(listener)),
      watch: () => this.#watch(),
      refresh: () => this.read(true),
    };
  }

  get watched(): boolean {
    return this.#watchers > 0;
  }

  /** Counts the readings that brought something new. */
  get version(): number {
    return this.#version;
  }

  /** Order in which the latest readings of all subjects began. */
  get startedAs(): number {
    return this.#startedAs;
  }

  /** A reading is on its way. */
  get busy(): boolean {
    return this.#flight !== undefined;
  }

  /** The upstream asked not to come back before this, by the clock's `elapsed`. */
  get notBeforeMs(): number {
    return this.#notBeforeMs;
  }

  get state(): Resource<T> {
    return this.#state.getState();
  }

  /** Says that the data may have changed: read again now if watched, else when somebody watches next. */
  invalidate(): void {
    this.#dirty = true;
    if (this.watched) void this.read();
  }

  /** Invalidates when the data is older than `ageMs` or the last attempt failed. */
  invalidateOlderThan(ageMs: number): void {
    if (this.state.status === 'failed' || this.#ageMs >= ageMs) this.invalidate();
  }

  /**
   * Reads the subject. Callers that come while a reading runs share it, and one more follows: what happened after it
   * began may be missing from it.
   * @param asked - A person asked: a failure without data shows as loading again. Quiet attempts leave it standing.
   */
  read(asked = false): Promise<void> {
    if (asked) {
      this.#options.asked?.();
      this.#showLoading();
    }
    if (this.#flight !== undefined) {
      this.#again = this.#dirty;
      return this.#flight.done;
    }
    const abort = new AbortController();
    const { promise: done, resolve } = Promise.withResolvers<void>();
    // Set before running: the first state change may make a listener ask for another reading.
    this.#flight = { abort, done };
    void this.#run(abort.signal).then(resolve);
    return done;
  }

  /** Changes the data ahead of the upstream, until the next reading. Does nothing without data. */
  patch(change: (data: T) => T): void {
    const before = this.state.data;
    if (before === undefined) return;
    this.#patched = true;
    this.#set({ data: reuse(before, change(before)) });
  }

  /** Drops the data and the answer on its way; who watches goes on watching. */
  forget(): void {
    this.#flight?.abort.abort();
    this.#flight = undefined;
    this.#again = false;
    this.#dirty = true;
    this.#confirmedAtMs = Number.NEGATIVE_INFINITY;
    this.#notBeforeMs = 0;
    this.#state.setState(IDLE, true);
  }

  #watch(): () => void {
    this.#watchers++;
    if (this.#flight === undefined && (this.#dirty || this.#ageMs >= this.#options.freshMs)) void this.read();
    if (this.#watchers === 1) this.#options.changed();
    let released = false;
    return () => {
      if (released) return;
      released = true;
      this.#watchers--;
      if (this.#watchers === 0) this.#options.changed();
    };
  }

  get #ageMs(): number {
    return this.#options.clock.elapsed() - this.#confirmedAtMs;
  }

  async #run(signal: AbortSignal): Promise<void> {
    if (this.state.status === 'idle') this.#showLoading();
    do {
      this.#again = false;
      this.#dirty = false;
      this.#patched = false;
      this.#startedAs = ++started;
      try {
        const { data, rejected, problem } = await this.#options.load(signal);
        if (signal.aborted) return;
        if (this.#patched) {
          // It began before the change and would show the state from before; the next one knows better.
          this.#again = true;
          this.#dirty = true;
          continue;
        }
        const kept = reuse(this.state.data, data);
        if (kept !== this.state.data) this.#version++;
        this.#confirmedAtMs = this.#options.clock.elapsed();
        this.#wait(problem);
        this.#set({
          status: problem === undefined ? 'ready' : 'failed',
          data: kept,
          stale: problem !== undefined,
          error: problem ?? null,
          updatedAtMs: this.#options.clock.now(),
          rejected: reuse(this.state.rejected, rejected),
        });
        if (problem !== undefined) this.#dirty = true;
      } catch (cause) {
        // Stopped on purpose: whoever stopped it has set the state already.
        if (signal.aborted) return;
        const error = toArcError(cause);
        this.#dirty = true;
        this.#wait(error);
        this.#set({ status: 'failed', stale: this.state.data !== undefined, error });
        break;
      }
    } while (this.#again && this.watched);
    this.#flight = undefined;
    this.#options.changed();
  }

  /** Measures the wait that a failure asks for when it comes, because the clock may be set meanwhile. */
  #wait(error: ArcError | undefined): void {
    const { clock } = this.#options;
    this.#notBeforeMs = error?.retryAtMs === undefined ? 0 : clock.elapsed() + error.retryAtMs - clock.now();
  }

  #showLoading(): void {
    if (this.state.data === undefined) this.#set({ status: 'loading', error: null });
  }

  #set(part: Partial<Resource<T>>): void {
    const state = this.state;
    const changed = (Object.keys(part) as (keyof Resource<T>)[]).some((key) => !Object.is(part[key], state[key]));
    if (changed) this.#state.setState({ ...state, ...part }, true);
  }
}
