import type { IntervalData } from '@arc-elements/intervals';
import {
  ArcError,
  type Connection,
  canReadIntervals,
  type Meter,
  messageOf,
  type UtilityAccount,
} from '@arc-elements/models';
import type { ArcClient } from '../client.ts';
import type { SteadyClock } from '../clock.ts';
import { isTransient } from '../errors.ts';
import { EVERYTHING, type Hint } from '../events/hints.ts';
import type { PollDemand } from '../events/poller.ts';
import { isAccountPending } from './accounts.ts';
import { type ConnectionsLoader, connectionsLoader, isConnectionPending } from './connections.ts';
import { Activations, isMeterPending } from './meters.ts';
import { Subject } from './resource-store.ts';

/** A new watcher causes no reading if the data is younger than this, in ms. */
const FRESH_MS = 30_000;

/** Fields of a meter that change when there are new readings. */
const READING_FIELDS = ['status', 'earliestIntervalAtMs', 'latestIntervalAtMs'] as const;

/** Options of `Subjects`. */
export interface SubjectsOptions {
  readonly client: ArcClient;
  readonly clock: SteadyClock;
  readonly intervals: 'normalized' | 'raw';
  /** Called when watchers change, and after each reading. */
  readonly changed: () => void;
  /** Called before a refresh by a person. */
  readonly refreshing: () => void;
}

/** The subjects of a session, and when to read one after another has changed. */
export class Subjects {
  readonly connections: Subject<readonly Connection[]>;
  readonly accounts: Subject<readonly UtilityAccount[]>;
  readonly meters: Subject<readonly Meter[]>;
  readonly #options: SubjectsOptions;
  readonly #intervals = new Map<string, Subject<IntervalData>>();
  #activations: Activations;
  #loadConnections: ConnectionsLoader;

  constructor(options: SubjectsOptions) {
    this.#options = options;
    const { client } = options;
    this.#activations = new Activations(client);
    this.#loadConnections = connectionsLoader(client);
    this.connections = this.#subject((signal) => this.#loadConnections(signal));
    this.accounts = this.#subject(async (signal) => {
      const { value, rejected } = await client.utilityAccounts.list({ signal });
      return { data: value, rejected };
    });
    this.meters = this.#subject(async (signal) => {
      const { value, rejected } = await client.meters.list({ signal });
      return { data: this.#activations.apply(value), rejected };
    });
    // A change of one subject causes a reading of others, in case their events were lost.
    onDataChange(this.connections, () => {
      readAfter(this.connections, this.accounts);
      readAfter(this.connections, this.meters);
    });
    onDataChange(this.accounts, () => readAfter(this.accounts, this.meters));
    onDataChange(this.meters, (meters, before) => this.#onMeters(meters, before));
  }

  /** True if a subject is watched. */
  get watched(): boolean {
    return this.#all().some((subject) => subject.watched);
  }

  /** Returns the subject of a meter's readings. */
  intervals(meterId: string): Subject<IntervalData> {
    let subject = this.#intervals.get(meterId);
    if (subject === undefined) {
      const { client, intervals } = this.#options;
      subject = this.#subject(async (signal) => {
        this.#requireReadings(meterId);
        return { data: await client.intervals[intervals](meterId, { signal }), rejected: [] };
      });
      this.#intervals.set(meterId, subject);
    }
    return subject;
  }

  /**
   * Activates the intervals of a meter, which is shown at once.
   * @throws {ArcError} The activation was refused.
   */
  activate(meterId: string, signal: AbortSignal): Promise<void> {
    return this.#activations.start(meterId, this.meters, signal);
  }

  /** Invalidates the subjects of a hint. */
  invalidate(hint: Hint): void {
    if (hint.connections) this.connections.invalidate();
    if (hint.accounts) this.accounts.invalidate();
    if (hint.meters) this.meters.invalidate();
    if (hint.intervals) for (const subject of this.#intervals.values()) subject.invalidate();
  }

  /** Reads watched subjects that are older than `ageMs` or failed. */
  invalidateOlderThan(ageMs: number): void {
    for (const subject of this.#all()) if (subject.watched) subject.invalidateOlderThan(ageMs);
  }

  /** Reads watched subjects without good data: they failed, or the person changed. */
  readMissing(): void {
    for (const subject of this.#all()) {
      const { status } = subject.state;
      if (subject.watched && (status === 'failed' || status === 'idle')) subject.invalidate();
    }
  }

  /** Reads all watched subjects now, and others with their next watcher. */
  async refresh(): Promise<void> {
    const watched = this.#all().filter((subject) => subject.watched);
    this.invalidate(EVERYTHING);
    await Promise.all(watched.map((subject) => subject.read(true)));
  }

  /** Returns what a poller has to know about the subjects. */
  demand(): Pick<PollDemand, 'wanted' | 'failing' | 'progress' | 'notBeforeMs'> {
    const polled = this.#toPoll();
    return {
      wanted: polled.length > 0,
      failing: polled.some(({ state }) => state.error !== null && isTransient(state.error)),
      progress: this.#all().reduce((sum, subject) => sum + subject.version, 0),
      notBeforeMs: Math.max(0, ...polled.map(({ notBeforeMs }) => notBeforeMs)),
    };
  }

  /** Reads the subjects that need polling. */
  readPending(): void {
    for (const subject of this.#toPoll()) if (!subject.busy) void subject.read();
  }

  /** Drops all data and running readings. Watchers stay. */
  forget(): void {
    const { client } = this.#options;
    this.#activations = new Activations(client);
    this.#loadConnections = connectionsLoader(client);
    for (const subject of this.#all()) subject.forget();
  }

  #subject<T>(load: ConstructorParameters<typeof Subject<T>>[0]['load']): Subject<T> {
    const { clock, changed, refreshing } = this.#options;
    return new Subject<T>({ load, clock, changed, refreshing, freshMs: FRESH_MS });
  }

  #all(): Subject<unknown>[] {
    return [this.connections, this.accounts, this.meters, ...this.#intervals.values()] as Subject<unknown>[];
  }

  #toPoll(): Subject<unknown>[] {
    const polled: Subject<unknown>[] = [];
    const add = <T>(subject: Subject<T>, pending: (data: T) => boolean) => {
      const { error, data } = subject.state;
      if (!subject.watched) return;
      if (error !== null ? mayPass(error) : data !== undefined && pending(data))
        polled.push(subject as Subject<unknown>);
    };
    add(this.connections, (connections) => connections.some(isConnectionPending));
    add(this.accounts, (accounts) => accounts.some(isAccountPending));
    add(this.meters, (meters) => meters.some(isMeterPending));
    for (const subject of this.#intervals.values()) {
      // A change of its watched meter causes the next reading.
      const isInactive = subject.state.error?.code === 'meter-inactive' && this.meters.watched;
      if (!isInactive) add(subject, () => false);
    }
    return polled;
  }

  /**
   * Prevents a request that the platform would refuse, with an error in the browser's console,
   * while the status of the meter says that there are no readings.
   * @throws {ArcError} Code `meter-inactive`.
   */
  #requireReadings(meterId: string): void {
    const meter = this.meters.watched ? this.meters.state.data?.find(({ id }) => id === meterId) : undefined;
    if (meter !== undefined && !canReadIntervals(meter))
      throw new ArcError('meter-inactive', messageOf('meter-inactive'));
  }

  #onMeters(meters: readonly Meter[], before: readonly Meter[]): void {
    for (const [meterId, subject] of this.#intervals) {
      const now = meters.find((meter) => meter.id === meterId);
      const then = before.find((meter) => meter.id === meterId);
      if (READING_FIELDS.some((field) => now?.[field] !== then?.[field])) readAfter(this.meters, subject);
    }
  }
}

/** Returns true if polling makes sense after an error, which may pass or means "not yet". */
const mayPass = (error: ArcError): boolean =>
  isTransient(error) || error.code === 'feature-not-ready' || error.code === 'meter-inactive';

/**
 * Reads `target` after a change of `source`, unless its latest reading began after that of
 * `source`.
 */
function readAfter(
  source: Pick<Subject<unknown>, 'readingNumber'>,
  target: Pick<Subject<unknown>, 'readingNumber' | 'invalidate'>,
): void {
  if (target.readingNumber < source.readingNumber) target.invalidate();
}

/** Calls `listener` when the data changes, but not when it is first read. */
function onDataChange<T>(subject: Subject<T>, listener: (data: T, before: T) => void): void {
  subject.store.subscribe((state, previous) => {
    if (state.data !== undefined && previous.data !== undefined && state.data !== previous.data)
      listener(state.data, previous.data);
  });
}
