import type { ArcError, Rejection } from '@arc-elements/models';
import { createStore } from 'zustand/vanilla';
import type { SteadyClock } from '../clock.ts';
import { toArcError } from '../errors.ts';
import { guarded } from '../guarded.ts';
import { reuse } from './reuse.ts';

/** State of a store: an immutable snapshot, replaced as a whole with each change. */
export interface Resource<T> {
  /** `loading` only without data; during a refresh in the background it stays `ready`. */
  readonly status: 'idle' | 'loading' | 'ready' | 'failed';
  /** Last good data, also after a failure. The same object while nothing changes. */
  readonly data: T | undefined;
  /** True if the last attempt to read `data` failed, so that it may be old. */
  readonly stale: boolean;
  /** Error of the last attempt. */
  readonly error: ArcError | null;
  /** When `data` was last read, epoch ms. */
  readonly updatedAtMs: number | null;
  /** What could not be decoded: items that are left out of `data`, and fields that are `null`. */
  readonly rejected: readonly Rejection[];
}

/** A store that loads its data while it is watched. The read side of zustand's vanilla store. */
export interface ResourceStore<T> {
  getState(): Resource<T>;
  getInitialState(): Resource<T>;
  /** Calls `listener` after each change. Returns a function that ends this. Fetches nothing. */
  subscribe(listener: (state: Resource<T>, previous: Resource<T>) => void): () => void;
  /** Loads the data and keeps it fresh, until the returned function of every caller was called. */
  watch(): () => void;
  /** Reads the data now. Resolves when done, also after a failure, which is in the state. */
  refresh(): Promise<void>;
}

/** Result of one reading. */
export interface Loaded<T> {
  readonly data: T;
  readonly rejected: readonly Rejection[];
  /** Set if a part could not be read; `data` then has the last good data of that part. */
  readonly problem?: ArcError;
}

/** Options of `Subject`. */
export interface SubjectOptions<T> {
  readonly load: (signal: AbortSignal) => Promise<Loaded<T>>;
  readonly clock: Pick<SteadyClock, 'now' | 'elapsed'>;
  /** A new watcher causes no reading if the data is younger than this, in ms. */
  readonly freshMs: number;
  /** Called with the first watcher, without the last one, and after each reading. */
  readonly changed: () => void;
  /** Called by `refresh`, before the reading. */
  readonly refreshing?: () => void;
}

const IDLE: Resource<never> = Object.freeze({
  status: 'idle',
  data: undefined,
  stale: false,
  error: null,
  updatedAtMs: null,
  rejected: Object.freeze([]) as readonly Rejection[],
});

let readings = 0;

/**
 * One subject of a session, such as its meters: the public `store`, and methods by which the
 * session decides when to read.
 */
export class Subject<T> {
  readonly store: ResourceStore<T>;
  readonly #options: SubjectOptions<T>;
  readonly #state = createStore<Resource<T>>(() => IDLE);
  #watchers = 0;
  #version = 0;
  #readingNumber = 0;
  #dirty = true;
  #readAgain = false;
  #patched = false;
  /** When the data was last read, and the earliest next request, by the clock's `elapsed`. */
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

  /** Number of readings that changed the data. */
  get version(): number {
    return this.#version;
  }

  /** Number of the latest reading among those of all subjects, in the order in which they began. */
  get readingNumber(): number {
    return this.#readingNumber;
  }

  /** True during a reading. */
  get busy(): boolean {
    return this.#flight !== undefined;
  }

  /** Earliest next request, as the server asked, by the clock's `elapsed`. */
  get notBeforeMs(): number {
    return this.#notBeforeMs;
  }

  get state(): Resource<T> {
    return this.#state.getState();
  }

  /**
   * Marks the data as old. Reads it again now if it is watched, otherwise with the next watcher.
   */
  invalidate(): void {
    this.#dirty = true;
    if (this.watched) void this.read();
  }

  /** Invalidates data that is older than `ageMs`, or whose last reading failed. */
  invalidateOlderThan(ageMs: number): void {
    if (this.state.status === 'failed' || this.#ageMs >= ageMs) this.invalidate();
  }

  /**
   * Reads the data. Calls during a reading share it; if the data was invalidated meanwhile, it is
   * read once more.
   * @param byPerson - True if a person asked for it: a failure without data is shown as loading
   *   again.
   */
  read(byPerson = false): Promise<void> {
    if (byPerson) {
      this.#options.refreshing?.();
      this.#showLoading();
    }
    if (this.#flight !== undefined) {
      this.#readAgain = this.#dirty;
      return this.#flight.done;
    }
    const abort = new AbortController();
    const { promise: done, resolve } = Promise.withResolvers<void>();
    // Set before the run, because a listener of its first change may ask for another reading.
    this.#flight = { abort, done };
    void this.#run(abort.signal).then(resolve);
    return done;
  }

  /** Changes the data until the next reading. Does nothing without data. */
  patch(change: (data: T) => T): void {
    const before = this.state.data;
    if (before === undefined) return;
    this.#patched = true;
    this.#set({ data: reuse(before, change(before)) });
  }

  /** Drops the data and a running reading. Watchers stay. */
  forget(): void {
    this.#flight?.abort.abort();
    this.#flight = undefined;
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
      this.#readAgain = false;
      this.#dirty = false;
      this.#patched = false;
      this.#readingNumber = ++readings;
      try {
        const { data, rejected, problem } = await this.#options.load(signal);
        if (signal.aborted) return;
        if (this.#patched) {
          // The reading began before the change, so it may have the old data.
          this.#readAgain = true;
          this.#dirty = true;
          continue;
        }
        const kept = reuse(this.state.data, data);
        if (kept !== this.state.data) this.#version++;
        this.#confirmedAtMs = this.#options.clock.elapsed();
        this.#setNotBefore(problem);
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
        // Aborted by `forget`, which has set the state.
        if (signal.aborted) return;
        const error = toArcError(cause);
        this.#dirty = true;
        this.#setNotBefore(error);
        this.#set({ status: 'failed', stale: this.state.data !== undefined, error });
        break;
      }
    } while (this.#readAgain && this.watched);
    this.#flight = undefined;
    this.#options.changed();
  }

  /** Sets the earliest next request by `elapsed`, because the clock may be set during the wait. */
  #setNotBefore(error: ArcError | undefined): void {
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
