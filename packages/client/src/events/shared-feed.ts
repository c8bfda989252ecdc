import type { ArcClock } from '../clock.ts';
import { toArcError } from '../errors.ts';
import type { Feed, FeedHandlers } from './event-feed.ts';
import type { SseMessage } from './sse-parser.ts';

/**
 * A message between tabs. Never has a token: each tab has a session of its own. Tabs may run
 * different versions, so the words of a message stay.
 */
type TabMessage =
  /** A tab asks the leader for the state of the stream. */
  | { readonly kind: 'hello' }
  /** The state of the stream, from the leader. */
  | { readonly kind: 'live'; readonly live: boolean; readonly lastId: string | null }
  /** The id of the last event changed. */
  | { readonly kind: 'place'; readonly lastId: string | null }
  /** A message of the stream. */
  | { readonly kind: 'message'; readonly message: SseMessage };

/** A feed that resumes after `lastId`, which may come from another tab. */
type ResumableFeed = Feed & { lastId: string | null };

/** Options of `SharedFeed`. */
export interface SharedFeedOptions extends FeedHandlers {
  /** Creates the stream that this tab opens when it leads. */
  readonly createFeed: (handlers: FeedHandlers) => ResumableFeed;
  /**
   * Returns the name that all tabs of this person at this broker have, or `null` if the person is
   * unknown: then the tab does not share. Rejects without a session.
   */
  readonly name: () => Promise<string | null>;
  readonly clock: ArcClock;
  readonly random: () => number;
}

/**
 * Shortest and longest delay between two checks, in ms; random, so that tabs do not all take over.
 */
const CHECK_MS = [1_500, 2_000] as const;
/** Checks in a row without a message of the leader before a tab steals the lock. */
const SILENT_CHECKS = 3;

/**
 * One event stream for all tabs of a browser. The tab with a lock, the leader, has the stream and
 * forwards its messages. When the leader is closed, hidden or crashes, the browser gives the lock
 * to the next tab, which resumes the stream. When the leader hangs, as in a dialog or a debugger,
 * another tab steals the lock. Where tabs cannot share, for instance because site data is blocked,
 * each has its own stream.
 */
export class SharedFeed implements Feed {
  readonly #options: SharedFeedOptions;
  readonly #feed: ResumableFeed;
  /** Aborts when this tab stops; `undefined` while it is stopped. */
  #run: AbortController | undefined;
  #channel: BroadcastChannel | undefined;
  #leading = false;
  #live = false;
  /** True if the leader has sent a message since the last check. */
  #leaderHeard = false;
  /** True after another tab stole the lock, until that tab sends a message. */
  #wasStolen = false;

  constructor(options: SharedFeedOptions) {
    this.#options = options;
    this.#feed = options.createFeed({
      onMessage: (message) => {
        this.#sendAsLeader({ kind: 'message', message });
        options.onMessage(message);
      },
      onOpen: options.onOpen,
      onLastId: (lastId) => this.#sendAsLeader({ kind: 'place', lastId }),
      onLive: (live) => {
        this.#sendAsLeader({ kind: 'live', live, lastId: this.#feed.lastId });
        this.#setLive(live);
      },
      onError: (error) => {
        // Gives up the lock, because the stream may not be refused to another tab.
        this.stop();
        options.onError(error);
      },
    });
  }

  start(): void {
    if (this.#run !== undefined) return;
    const run = new AbortController();
    this.#run = run;
    void this.#join(run.signal);
  }

  stop(): void {
    this.#run?.abort();
    this.#run = undefined;
    this.#feed.stop();
    this.#leading = false;
    this.#wasStolen = false;
    this.#leave();
    this.#setLive(false);
  }

  wake(): void {
    if (this.#leading) this.#feed.wake();
    else this.#send({ kind: 'hello' });
  }

  /**
   * Shares with other tabs or, where they cannot share, opens a stream of its own. Never rejects.
   */
  async #join(signal: AbortSignal): Promise<void> {
    let name: string | null;
    try {
      name = await this.#options.name();
    } catch (cause) {
      if (!signal.aborted) {
        this.stop();
        this.#options.onError(toArcError(cause));
      }
      return;
    }
    if (signal.aborted) return;
    try {
      if (name !== null) await this.#share(name, signal);
    } catch {
      // The browser has no lock or channel, or refuses them: this tab has its own stream.
    }
    if (signal.aborted) return;
    this.#leave();
    this.#leading = true;
    this.#feed.start();
  }

  /** Shares the stream until `signal` aborts. Settles earlier if this tab cannot share. */
  async #share(name: string, signal: AbortSignal): Promise<void> {
    const channel = new BroadcastChannel(name);
    this.#channel = channel;
    channel.onmessage = ({ data }: MessageEvent<TabMessage>) => {
      if (!signal.aborted) this.#onMessage(data);
    };
    channel.postMessage({ kind: 'hello' } satisfies TabMessage);
    let steal = false;
    while (!signal.aborted) {
      const silence = new AbortController();
      const waiting = AbortSignal.any([signal, silence.signal]);
      const endWatch = this.#watch(() => silence.abort());
      try {
        // A request that steals is granted at once, and must not have a signal.
        await navigator.locks.request(name, steal ? { steal } : { signal: waiting }, () => {
          endWatch();
          return signal.aborted ? undefined : this.#lead(signal);
        });
        return;
      } catch (cause) {
        if (signal.aborted) return;
        if (this.#leading) this.#follow();
        else if (!silence.signal.aborted) throw cause;
        // The tab that stole the lock sent no message either: messages between tabs do not arrive.
        else if (this.#wasStolen) return;
        steal = silence.signal.aborted;
      } finally {
        endWatch();
      }
    }
  }

  /** Opens the stream, and keeps the lock until `signal` aborts. */
  #lead(signal: AbortSignal): Promise<void> {
    this.#leading = true;
    // The last leader's stream may have been live. Until it is open here, the other tabs poll.
    this.#sendAsLeader({ kind: 'live', live: false, lastId: this.#feed.lastId });
    this.#setLive(false);
    this.#feed.start();
    return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  }

  /** Closes the stream after another tab stole the lock. */
  #follow(): void {
    this.#leading = false;
    this.#wasStolen = true;
    this.#feed.stop();
    this.#send({ kind: 'hello' });
  }

  #leave(): void {
    this.#channel?.close();
    this.#channel = undefined;
  }

  /**
   * Calls `onSilence` after several checks in a row without a message of the leader. Returns a
   * function that ends the checks. Counts checks instead of time, because a clock may be set, and a
   * tab receives no messages while the machine sleeps.
   */
  #watch(onSilence: () => void): () => void {
    const { clock, random } = this.#options;
    const [minMs, maxMs] = CHECK_MS;
    let silentChecks = 0;
    let cancel = () => {};
    const check = () => {
      silentChecks = this.#leaderHeard ? 0 : silentChecks + 1;
      this.#leaderHeard = false;
      if (silentChecks === SILENT_CHECKS) return onSilence();
      if (silentChecks > 0) this.#send({ kind: 'hello' });
      wait();
    };
    const wait = () => {
      cancel = clock.after(minMs + (maxMs - minMs) * random(), check);
    };
    wait();
    return () => cancel();
  }

  #onMessage(message: TabMessage): void {
    if (message.kind === 'hello') {
      this.#sendAsLeader({ kind: 'live', live: this.#live, lastId: this.#feed.lastId });
      return;
    }
    if (this.#leading) return;
    this.#leaderHeard = true;
    this.#wasStolen = false;
    if (message.kind === 'message') {
      this.#options.onMessage(message.message);
      return;
    }
    const before = this.#feed.lastId;
    this.#feed.lastId = message.lastId;
    if (message.kind === 'place') return;
    // The id changed while this tab received no messages, so it has missed events.
    const missed = before !== null && before !== message.lastId;
    if (message.live && (!this.#live || missed)) this.#options.onOpen(!missed);
    this.#setLive(message.live);
  }

  /** Sends a message to the other tabs if this tab leads. */
  #sendAsLeader(message: TabMessage): void {
    if (this.#leading) this.#send(message);
  }

  #send(message: TabMessage): void {
    try {
      this.#channel?.postMessage(message);
    } catch {
      // The channel is closed: the other tabs take over.
      this.#leave();
    }
  }

  #setLive(live: boolean): void {
    if (this.#live === live) return;
    this.#live = live;
    this.#options.onLive(live);
  }
}
