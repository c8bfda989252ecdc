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

/** Data younger than this is shown to a new watcher without reading it again, in ms. */
const FRESH_MS = 30_000;

/** Fields of a meter that say whether there is something new to read. */
const TELLING = ['status', 'earliestIntervalAtMs', 'latestIntervalAtMs'] as const;

/** Parts of the subjects of a session. */
export interface SubjectsOptions {
  readonly client: ArcClient;
  readonly clock: SteadyClock;
  readonly intervals: 'normalized' | 'raw';
  /** Something was watched, left, or read. */
  readonly changed: () => void;
  /** Somebody asked for a reading by hand. */
  readonly asked: () => void;
}

/** All that a session shows, and what the parts mean for each other. */
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
    // A change seen in one place stands for the events about the others, should those be lost.
    onNews(this.connections, () => {
      follow(this.connections, this.accounts);
      follow(this.connections, this.meters);
    });
    onNews(this.accounts, () => follow(this.accounts, this.meters));
    onNews(this.meters, (meters, before) => this.#onMeters(meters, before));
  }

  /** Somebody watches something. */
  get watched(): boolean {
    return this.#all().some((subject) => subject.watched);
  }

  /** The readings of one meter. */
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

  /** Activates a meter's intervals, shown at once. @throws {ArcError} It was refused. */
  activate(meterId: string, signal: AbortSignal): Promise<void> {
    return this.#activations.start(meterId, this.meters, signal);
  }

  /** Reads again what a hint names: now what is watched, the rest when it is. */
  invalidate(hint: Hint): void {
    if (hint.connections) this.connections.invalidate();
    if (hint.accounts) this.accounts.invalidate();
    if (hint.meters) this.meters.invalidate();
    if (hint.intervals) for (const subject of this.#intervals.values()) subject.invalidate();
  }

  /** Reads again what is older than this or failed. */
  invalidateOlderThan(ageMs: number): void {
    for (const subject of this.#all()) if (subject.watched) subject.invalidateOlderThan(ageMs);
  }

  /** Reads what is watched and has no good data: it failed, or was dropped with the person before. */
  readMissing(): void {
    for (const subject of this.#all()) {
      const { status } = subject.state;
      if (subject.watched && (status === 'failed' || status === 'idle')) subject.invalidate();
    }
  }

  /** Reads all that is watched; what is not is read when it is. */
  async refresh(): Promise<void> {
    const watched = this.#all().filter((subject) => subject.watched);
    this.invalidate(EVERYTHING);
    await Promise.all(watched.map((subject) => subject.read(true)));
  }

  /** Whether something watched will change by itself or may work next time. */
  demand(): Pick<PollDemand, 'wanted' | 'failing' | 'progress' | 'notBeforeMs'> {
    const needy = this.#needy();
    return {
      wanted: needy.length > 0,
      failing: needy.some(({ state }) => state.error !== null && isTransient(state.error)),
      progress: this.#all().reduce((sum, subject) => sum + subject.version, 0),
      notBeforeMs: Math.max(0, ...needy.map(({ notBeforeMs }) => notBeforeMs)),
    };
  }

  /** Reads what {@link demand} speaks of. */
  readPending(): void {
    for (const subject of this.#needy()) if (!subject.busy) void subject.read();
  }

  /** Drops all data and all answers on their way; who watches goes on watching. */
  forget(): void {
    const { client } = this.#options;
    this.#activations = new Activations(client);
    this.#loadConnections = connectionsLoader(client);
    for (const subject of this.#all()) subject.forget();
  }

  #subject<T>(load: ConstructorParameters<typeof Subject<T>>[0]['load']): Subject<T> {
    const { clock, changed, asked } = this.#options;
    return new Subject<T>({ load, clock, changed, asked, freshMs: FRESH_MS });
  }

  #all(): Subject<unknown>[] {
    return [this.connections, this.accounts, this.meters, ...this.#intervals.values()] as Subject<unknown>[];
  }

  #needy(): Subject<unknown>[] {
    const needy: Subject<unknown>[] = [];
    const add = <T>(subject: Subject<T>, pending: (data: T) => boolean) => {
      const { error, data } = subject.state;
      if (!subject.watched) return;
      if (error !== null ? mayPass(error) : data !== undefined && pending(data))
        needy.push(subject as Subject<unknown>);
    };
    add(this.connections, (connections) => connections.some(isConnectionPending));
    add(this.accounts, (accounts) => accounts.some(isAccountPending));
    add(this.meters, (meters) => meters.some(isMeterPending));
    for (const subject of this.#intervals.values()) {
      const told = subject.state.error?.code === 'meter-inactive' && this.meters.watched;
      if (!told) add(subject, () => false);
    }
    return needy;
  }

  /**
   * Spares a request that the upstream would refuse, and its red line in the browser's console, while the meter's own
   * state, which is kept fresh here, says that there are no readings. A change of that state asks again.
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
      if (TELLING.some((field) => now?.[field] !== then?.[field])) follow(this.meters, subject);
    }
  }
}

/** Worth asking again by itself: it may pass, or it says "not yet". */
const mayPass = (error: ArcError): boolean =>
  isTransient(error) || error.code === 'feature-not-ready' || error.code === 'meter-inactive';

type Follows = Pick<Subject<unknown>, 'startedAs' | 'invalidate'>;

/** Reads `target` again after news in `source`, unless its latest reading began after the one that brought the news. */
function follow(source: Follows, target: Follows): void {
  if (target.startedAs < source.startedAs) target.invalidate();
}

/** Calls `listener` when the data changes after it was first known. */
function onNews<T>(subject: Subject<T>, listener: (data: T, before: T) => void): void {
  subject.store.subscribe((state, previous) => {
    if (state.data !== undefined && previous.data !== undefined && state.data !== previous.data)
      listener(state.data, previous.data);
  });
}
