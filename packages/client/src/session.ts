import { ArcError, type ArcWebhookEvent, decodeProblem } from '@arc-elements/models';
import { createStore } from 'zustand/vanilla';
import { elapsedOf, pause, type SteadyClock, systemClock } from './clock.ts';
import { endsSession, meansSignedOut } from './errors.ts';
import { Poller } from './events/poller.ts';
import { guarded } from './guarded.ts';
import { type PageSignals, pageSignals } from './page-signals.ts';
import { either, Person } from './person.ts';
import type { ArcSession, ArcSessionOptions, SessionState } from './session-types.ts';
import { Subjects } from './stores/subjects.ts';
import { type KeeperEvent, TokenKeeper } from './token-keeper.ts';
import { createTransport, resolveUrl, type Transport } from './transport.ts';

/** When a page is shown again, data older than this, in ms, is read again. */
const OLD_MS = 30_000;

/** Streams are shared in pages only: a server process may serve many people at once. */
const IN_PAGE = typeof document !== 'undefined';

/** Creates a session. Fetches nothing yet. */
export function createArcSession(options: ArcSessionOptions): ArcSession {
  return new Session(options).api;
}

class Session {
  readonly api: ArcSession;
  readonly #clock: SteadyClock;
  readonly #random: () => number;
  readonly #page: PageSignals;
  readonly #options: ArcSessionOptions;
  readonly #state = createStore<SessionState>(() => ({
    status: 'idle',
    error: null,
    expiresAtMs: null,
    live: 'off',
    clockSkewMs: null,
    scopes: null,
    person: 1,
  }));
  readonly #keeper: TokenKeeper;
  readonly #transport: Transport;
  readonly #subjects: Subjects;
  readonly #poller: Poller;
  readonly #listeners = new Set<(event: ArcWebhookEvent) => void>();
  #person: Person;
  /** Aborted to end all pauses before retries, and then replaced. */
  #retryPauses = new AbortController();
  #disposed = false;
  #active = false;
  #syncing = false;
  #unlisten: (() => void) | undefined;

  constructor(options: ArcSessionOptions) {
    this.#options = options;
    const { random = Math.random, now } = options;
    this.#random = random;
    const clock = options.clock ?? systemClock;
    this.#clock = {
      now: now ?? (() => clock.now()),
      after: (ms, run) => clock.after(ms, run),
      elapsed: elapsedOf(now === undefined ? clock : { now }),
    };
    this.#page = options.page ?? pageSignals();
    this.#keeper = new TokenKeeper({
      fetchSession: options.fetchSession,
      clock: this.#clock,
      random,
      timeoutMs: options.timeoutMs ?? 30_000,
      onEvent: (event) => this.#onKeeper(event),
    });
    this.#transport = createTransport(
      {
        baseUrl: options.broker,
        auth: (request) => this.#keeper.token(request),
        fetch: options.fetch,
        timeoutMs: options.timeoutMs,
        retryMs: options.retryMs,
        random,
        pause: (delayMs, signal) => pause(this.#clock, delayMs, either(this.#retryPauses.signal, signal)),
        now: () => this.#clock.now(),
      },
      decodeProblem,
    );
    this.#person = this.#createPerson(1);
    const client = Person.endpoints(() => this.#person);
    this.#subjects = new Subjects({
      client,
      clock: this.#clock,
      intervals: options.intervals ?? 'normalized',
      changed: () => this.#sync(),
      refreshing: () => this.#skipWaits(),
    });
    this.#poller = new Poller({
      clock: this.#clock,
      random,
      poll: options.poll ?? {},
      run: () => this.#subjects.readPending(),
    });
    const { connections, accounts, meters } = this.#subjects;
    this.api = {
      client,
      state: {
        getState: this.#state.getState,
        getInitialState: this.#state.getInitialState,
        subscribe: (listener) => this.#state.subscribe(guarded(listener)),
      },
      connections: connections.store,
      accounts: accounts.store,
      meters: meters.store,
      intervals: (meterId) => this.#subjects.intervals(meterId).store,
      activateIntervals: (meterId) => this.#subjects.activate(meterId, this.#person.signal),
      onEvent: (listener) => {
        const entry = guarded(listener);
        this.#listeners.add(entry);
        return () => this.#listeners.delete(entry);
      },
      refresh: () => this.#subjects.refresh(),
      retry: () => this.#retry(),
      signOut: () => this.#close('signed-out', 'The session was signed out.'),
      dispose: () => this.#dispose(),
    };
  }

  #createPerson(number: number): Person {
    const { broker, stallMs = 60_000, shareEvents = IN_PAGE } = this.#options;
    return new Person({
      number,
      transport: this.#transport,
      token: (signal) => this.#keeper.token({ renew: false, signal }),
      failed: (error) => {
        if (endsSession(error) && this.#state.getState().status === 'ready')
          this.#setState({ status: 'expired', error });
      },
      events: {
        clock: this.#clock,
        random: this.#random,
        stallMs,
        name: shareEvents ? () => `arc-elements:events:${resolveUrl(broker, '')}` : undefined,
        onEvent: (event) => {
          for (const listener of [...this.#listeners]) listener(event);
        },
        onHint: (hint) => this.#subjects.invalidate(hint),
        changed: () => this.#sync(),
      },
    });
  }

  /**
   * Ends the current person, drops their data and pending answers, and creates the next person.
   * This is the only place that does so. Code outside this class that keeps personal data compares
   * `person` in the state to know when to drop it.
   */
  #replacePerson(reason: ArcError): void {
    const { number } = this.#person;
    this.#person.end(reason);
    this.#person = this.#createPerson(number + 1);
    this.#subjects.forget();
    this.#sync();
  }

  #onKeeper(event: KeeperEvent): void {
    const { status } = this.#state.getState();
    if (event.type === 'starting') {
      // After a sign-out the status stays `signed-out` until a token is granted; the attempt itself
      // is not shown.
      if (status !== 'signed-out') this.#setState({ status: 'starting', error: null });
    } else if (event.type === 'granted') {
      const { subject, expiresAtMs, clockSkewMs, scopes } = event.grant;
      const other = this.#person.subject !== undefined && this.#person.subject !== subject;
      if (other) this.#replacePerson(new ArcError('signed-out', 'Somebody else is signed in now.'));
      this.#person.subject = subject;
      this.#setState({ status: 'ready', error: null, expiresAtMs, clockSkewMs, scopes });
      this.#person.events.allow();
      if (status !== 'ready' || other) {
        this.#person.events.wake();
        this.#subjects.readMissing();
      }
      this.#sync();
    } else {
      const { error } = event;
      const had = this.#person.subject !== undefined;
      const gone = had && meansSignedOut(error);
      if (gone) this.#replacePerson(error);
      const out = gone || status === 'signed-out';
      this.#setState({ status: out ? 'signed-out' : had ? 'expired' : 'failed', error, expiresAtMs: null });
    }
  }

  /**
   * Applies changes of what is watched to stream, polling and renewal, once for all of one task.
   */
  #sync(): void {
    if (this.#syncing) return;
    this.#syncing = true;
    queueMicrotask(() => {
      this.#syncing = false;
      this.#apply();
    });
  }

  #apply(): void {
    const { events } = this.#person;
    const watched = !this.#disposed && this.#subjects.watched;
    if (watched && this.#unlisten === undefined) this.#unlisten = this.#page.subscribe(() => this.#onSignal());
    if (!watched) {
      this.#unlisten?.();
      this.#unlisten = undefined;
    }
    this.#active = watched && !this.#keeper.closed && this.#page.visible && this.#page.online;
    this.#keeper.setActive(this.#active);
    if (this.#active && this.#options.events !== false) events.start();
    else events.stop();
    const demand = this.#subjects.demand();
    this.#poller.update({ ...demand, wanted: this.#active && demand.wanted, streaming: events.streaming });
    this.#setState({ live: !this.#active ? 'off' : events.streaming ? 'stream' : 'polling' });
  }

  /** Called when the page was shown or hidden, or when the network came or went. */
  #onSignal(): void {
    const before = this.#active;
    this.#person.events.allow();
    this.#apply();
    if (!this.#active) return;
    this.#keeper.clearFailure();
    this.#person.events.wake();
    if (!before) this.#subjects.invalidateOlderThan(OLD_MS);
  }

  /**
   * Ends all waits, because a person asked for a refresh. Backoff restarts at its first delay.
   */
  #skipWaits(): void {
    this.#keeper.clearFailure();
    this.#retryPauses.abort();
    this.#retryPauses = new AbortController();
    this.#poller.stop();
  }

  #retry(): void {
    if (this.#disposed) return;
    const { status } = this.#state.getState();
    if (status === 'signed-out') {
      this.#keeper.reopen();
      this.#setState({ status: 'idle', error: null });
    } else if (status === 'expired') {
      this.#keeper.drop();
    }
    this.#keeper.clearFailure();
    this.#person.events.allow();
    this.#apply();
    this.#person.events.wake();
    if (this.#subjects.watched) void this.#subjects.refresh();
    // A person who pressed "try again" sees the result in the state, also if nothing is watched.
    else this.#keeper.token({ renew: false }).catch(() => undefined);
  }

  /** Drops the token and the person, and refuses every request until `retry`. */
  #close(status: 'signed-out' | 'idle', message: string): void {
    if (this.#disposed) return;
    const reason = new ArcError('signed-out', message);
    this.#keeper.close(reason);
    this.#replacePerson(reason);
    this.#setState({ status, error: null, expiresAtMs: null, clockSkewMs: null, scopes: null });
  }

  #dispose(): void {
    this.#close('idle', 'The session was disposed of.');
    this.#disposed = true;
    this.#listeners.clear();
    this.#apply();
  }

  /**
   * Sets `person` in the same update, so that no listener sees one person's state under another's
   * number.
   */
  #setState(part: Partial<SessionState>): void {
    const state = this.#state.getState();
    const next = { person: this.#person.number, ...part };
    const changed = (Object.keys(next) as (keyof SessionState)[]).some((key) => !Object.is(next[key], state[key]));
    if (changed) this.#state.setState(next);
  }
}
