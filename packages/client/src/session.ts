import { ArcError, type ArcWebhookEvent, decodeWebhook } from '@arc-elements/models';
import { createStore } from 'zustand/vanilla';
import { clientOver } from './client.ts';
import { type ArcClock, pause, systemClock } from './clock.ts';
import { endsSession } from './errors.ts';
import { EventFeed, type Feed, type FeedHandlers } from './events/event-feed.ts';

import { EVERYTHING, type Hint, hintOf, mergeHints } from './events/hints.ts';
import { Poller } from './events/poller.ts';
import { canShare, SharedFeed } from './events/shared-feed.ts';
import type { SseMessage } from './events/sse-parser.ts';
import { guarded } from './guarded.ts';
import { type PageSignals, pageSignals } from './page.ts';
import type { ArcSession, ArcSessionOptions, SessionState } from './session-types.ts';
import { Subjects } from './stores/subjects.ts';
import { type KeeperEvent, TokenKeeper } from './token-keeper.ts';
import { type Call, createTransport, resolveUrl, type Transport } from './transport.ts';

/** Wait after the first event of a burst, in ms, so that the burst is one reading. */
const BURST_MS = 100;
/** Events cause at most one round of readings in this time, in ms. */
const SPACING_MS = 1_000;
/** After a pause longer than this, in ms, what is shown is read again even if the stream goes on where it was. */
const OLD_MS = 30_000;

/** Makes a session. Nothing is fetched yet. */
export function createArcSession(options: ArcSessionOptions): ArcSession {
  return new Session(options).api;
}

class Session {
  readonly api: ArcSession;
  readonly #clock: ArcClock;
  readonly #page: PageSignals;
  readonly #options: ArcSessionOptions;
  readonly #state = createStore<SessionState>(() => ({
    status: 'idle',
    error: null,
    expiresAtMs: null,
    live: 'off',
    clockSkewMs: null,
  }));
  readonly #keeper: TokenKeeper;
  readonly #subjects: Subjects;
  readonly #feed: Feed;
  readonly #poller: Poller;
  readonly #listeners = new Set<(event: ArcWebhookEvent) => void>();
  /** Aborted at sign-out, with the reason; replaced when the session starts over. */
  #life = new AbortController();
  /** Aborted to end every wait before a request is sent once more. */
  #hurry = new AbortController();
  #disposed = false;
  #active = false;
  #streaming = false;
  #streamed = false;
  #streamRefused = false;
  #syncing = false;
  #unlisten: (() => void) | undefined;
  #hint: Hint | undefined;
  #cancelHint: (() => void) | undefined;
  #hintedAtMs = Number.NEGATIVE_INFINITY;

  constructor(options: ArcSessionOptions) {
    this.#options = options;
    const { random = Math.random, now } = options;
    const clock = options.clock ?? systemClock;
    this.#clock = now === undefined ? clock : { now, after: (ms, run) => clock.after(ms, run) };
    this.#page = options.page ?? pageSignals();
    this.#keeper = new TokenKeeper({
      fetchSession: options.fetchSession,
      clock: this.#clock,
      random,
      timeoutMs: options.timeoutMs ?? 30_000,
      onEvent: (event) => this.#onKeeper(event),
    });
    const transport = this.#mortal(
      createTransport({
        baseUrl: options.broker,
        auth: (request) => this.#keeper.token(request),
        fetch: options.fetch,
        timeoutMs: options.timeoutMs,
        retryMs: options.retryMs,
        random,
        pause: (delayMs, signal) =>
          pause(this.#clock, delayMs, AbortSignal.any([this.#hurry.signal, ...(signal === undefined ? [] : [signal])])),
        now: () => this.#clock.now(),
      }),
    );
    const user = async (signal: AbortSignal | undefined) => {
      await this.#keeper.token(signal === undefined ? { renew: false } : { renew: false, signal });
      return this.#keeper.subject;
    };
    const client = clientOver(transport, { user, ownsIds: false });
    this.#subjects = new Subjects({
      client,
      now: () => this.#clock.now(),
      intervals: options.intervals ?? 'normalized',
      changed: () => this.#sync(),
      asked: () => this.#skipWaits(),
    });
    this.#feed = this.#createFeed(transport, random);
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
      activateIntervals: (meterId) => this.#subjects.activate(meterId, this.#life.signal),
      onEvent: (listener) => {
        const entry = guarded(listener);
        this.#listeners.add(entry);
        return () => this.#listeners.delete(entry);
      },
      refresh: () => this.#subjects.refresh(),
      retry: () => this.#retry(),
      signOut: () => {
        this.#end(new ArcError('signed-out', 'The session was signed out.'));
        if (!this.#disposed)
          this.#setState({ status: 'signed-out', error: null, expiresAtMs: null, clockSkewMs: null });
      },
      dispose: () => this.#dispose(),
    };
  }

  #createFeed(transport: Transport, random: () => number): Feed {
    const { stallMs = 60_000, shareEvents = canShare(), broker } = this.#options;
    const createFeed = (handlers: FeedHandlers) =>
      new EventFeed({
        ...handlers,
        open: (headers, signal) => transport.open('/events', { headers, signal }),
        clock: this.#clock,
        random,
        stallMs,
      });
    const handlers: FeedHandlers = {
      onMessage: (message) => this.#onMessage(message),
      onOpen: (resumed) => this.#onOpen(resumed),
      onLive: (live) => {
        this.#streaming = live;
        this.#sync();
      },
      onError: () => {
        // Polling stands in; the next wake-up or renewal tries the stream again.
        this.#streamRefused = true;
        this.#sync();
      },
    };
    if (!shareEvents) return createFeed(handlers);
    const name = async () => {
      await this.#keeper.token({ renew: false });
      const { subject } = this.#keeper;
      return subject === null ? null : `arc-elements:events:${resolveUrl(broker, '')}:${subject}`;
    };
    return new SharedFeed({ ...handlers, createFeed, name });
  }

  /** A transport whose requests end with the session, and which notices when the token is refused for good. */
  #mortal(transport: Transport): Transport {
    const run = async <T>(send: (call: Call) => Promise<T>, call: Call = {}): Promise<T> => {
      const life = this.#life.signal;
      try {
        return await send({ ...call, signal: call.signal === undefined ? life : AbortSignal.any([life, call.signal]) });
      } catch (error) {
        const failure = error as ArcError;
        if (!life.aborted && endsSession(failure) && this.#state.getState().status === 'ready') {
          this.#setState({ status: 'expired', error: failure });
        }
        throw error;
      }
    };
    return {
      json: (path, call) => run((mortal) => transport.json(path, mortal), call),
      open: (path, call) => run((mortal) => transport.open(path, mortal), call),
    };
  }

  #onKeeper(event: KeeperEvent): void {
    if (event.type === 'starting') {
      this.#setState({ status: 'starting', error: null });
    } else if (event.type === 'granted') {
      const { expiresAtMs, clockSkewMs } = event.grant;
      const { status } = this.#state.getState();
      this.#setState({ status: 'ready', error: null, expiresAtMs, clockSkewMs });
      this.#streamRefused = false;
      if (status !== 'ready') this.#subjects.invalidateFailed();
      this.#sync();
    } else {
      this.#setState({ status: event.had ? 'expired' : 'failed', error: event.error, expiresAtMs: null });
    }
  }

  #onMessage({ event, data }: SseMessage): void {
    if (event === 'reset') this.#onHint(EVERYTHING);
    if (event !== 'arc') return;
    let decoded: ArcWebhookEvent;
    try {
      decoded = decodeWebhook(JSON.parse(data));
    } catch {
      // Something happened that this version cannot read; reading everything again is always right.
      this.#onHint(EVERYTHING);
      return;
    }
    for (const listener of [...this.#listeners]) listener(decoded);
    this.#onHint(hintOf(decoded));
  }

  #onOpen(resumed: boolean): void {
    // The first stream opens beside the first readings; a later one that could not go on where it was has missed something.
    if (this.#streamed && !resumed) this.#onHint(EVERYTHING);
    this.#streamed = true;
  }

  #onHint(hint: Hint): void {
    this.#hint = this.#hint === undefined ? hint : mergeHints(this.#hint, hint);
    if (this.#cancelHint !== undefined) return;
    const waitMs = Math.max(BURST_MS, this.#hintedAtMs + SPACING_MS - this.#clock.now());
    this.#cancelHint = this.#clock.after(waitMs, () => {
      const merged = this.#hint ?? EVERYTHING;
      this.#dropHint();
      this.#hintedAtMs = this.#clock.now();
      this.#subjects.invalidate(merged);
    });
  }

  #dropHint(): void {
    this.#cancelHint?.();
    this.#cancelHint = undefined;
    this.#hint = undefined;
  }

  /** Brings stream, polling, renewal and listeners in line with what is watched; once for many changes in one task. */
  #sync(): void {
    if (this.#syncing) return;
    this.#syncing = true;
    queueMicrotask(() => {
      this.#syncing = false;
      this.#apply();
    });
  }

  #apply(): void {
    const watched = !this.#disposed && this.#subjects.watched;
    if (watched && this.#unlisten === undefined) this.#unlisten = this.#page.subscribe(() => this.#onSignal());
    if (!watched) {
      this.#unlisten?.();
      this.#unlisten = undefined;
    }
    this.#active = watched && !this.#life.signal.aborted && this.#page.visible && this.#page.online;
    this.#keeper.setActive(this.#active);
    const wantsStream = this.#active && this.#options.events !== false && !this.#streamRefused;
    if (wantsStream) this.#feed.start();
    else this.#feed.stop();
    const demand = this.#subjects.demand();
    this.#poller.update({ ...demand, wanted: this.#active && demand.wanted, streaming: this.#streaming });
    this.#setState({ live: !this.#active ? 'off' : this.#streaming ? 'stream' : 'polling' });
  }

  /** The page was shown or hidden, or the network came or went. */
  #onSignal(): void {
    const before = this.#active;
    this.#streamRefused = false;
    this.#apply();
    if (!this.#active) return;
    this.#keeper.forgive();
    this.#feed.wake();
    if (!before) this.#subjects.invalidateOlderThan(OLD_MS);
  }

  /** Somebody asked: nothing waits for its turn any more, and what fails again waits as if for the first time. */
  #skipWaits(): void {
    this.#keeper.forgive();
    this.#hurry.abort();
    this.#hurry = new AbortController();
    this.#poller.stop();
  }

  #retry(): void {
    if (this.#disposed) return;
    const { status } = this.#state.getState();
    if (this.#life.signal.aborted) {
      this.#life = new AbortController();
      this.#keeper.reopen();
      this.#setState({ status: 'idle', error: null });
    } else if (status === 'expired') {
      this.#keeper.drop();
    }
    this.#keeper.forgive();
    this.#streamRefused = false;
    this.#apply();
    this.#feed.wake();
    if (this.#subjects.watched) void this.#subjects.refresh();
    // Without a watcher too, a person who pressed "try again" learns how it went; the state says it.
    else this.#keeper.token({ renew: false }).catch(() => undefined);
  }

  #end(reason: ArcError): void {
    this.#life.abort(reason);
    this.#keeper.close(reason);
    this.#feed.stop();
    this.#feed.forget();
    this.#streamed = false;
    this.#dropHint();
    this.#subjects.forget();
    this.#apply();
  }

  #dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#end(new ArcError('signed-out', 'The session was disposed of.'));
    this.#listeners.clear();
    this.#setState({ status: 'idle', error: null, expiresAtMs: null, clockSkewMs: null });
  }

  #setState(part: Partial<SessionState>): void {
    const state = this.#state.getState();
    const changed = (Object.keys(part) as (keyof SessionState)[]).some((key) => !Object.is(part[key], state[key]));
    if (changed) this.#state.setState(part);
  }
}
