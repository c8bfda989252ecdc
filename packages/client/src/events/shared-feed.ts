import type { ArcClock } from '../clock.ts';
import { toArcError } from '../errors.ts';
import type { Feed, FeedHandlers } from './event-feed.ts';
import type { SseMessage } from './sse-parser.ts';

/** A message between tabs. It never has a token: each tab has a session of its own. */
type Note =
  /** A tab joined, or was shown again, and asks the leader for the state of the stream. */
  | { readonly kind: 'hello' }
  /** The state of the stream, from the leader. */
  | { readonly kind: 'live'; readonly live: boolean; readonly lastId: string | null }
  /** The id of the last event changed. */
  | { readonly kind: 'place'; readonly lastId: string | null }
  /** A message of the stream. */
  | { readonly kind: 'message'; readonly message: SseMessage };

/** A feed whose last event id another tab can take over, to resume the stream after that event. */
type ResumableFeed = Feed & { lastId: string | null };

/** Parts of a shared feed. */
export interface SharedFeedOptions extends FeedHandlers {
  /** Creates the stream that this tab opens when it leads. */
  readonly createFeed: (handlers: FeedHandlers) => ResumableFeed;
  /**
   * Gives the name that tabs of the same person at the same broker have in common, or `null` when the person of the
   * session is not known: the tab then shares nothing. Rejects when there is no session.
   */
  readonly name: () => Promise<string | null>;
  readonly clock: ArcClock;
  readonly random: () => number;
}

/** Shortest and longest pause between two checks for a leader, in ms; tabs that check at once would all take over. */
const CHECK_MS = [1_500, 2_000] as const;
/** Checks in a row without a message of the leader until the lock is stolen; all but the last one ask the leader. */
const SILENT_CHECKS = 3;

/**
 * One event stream for all tabs of a browser. The tab that holds a lock, the leader, has the stream and passes its
 * messages on. When the leader is closed, hidden or crashes, the browser gives the lock to the next tab, which resumes
 * the stream. When the leader is stuck, as under a dialog or a debugger, another tab steals the lock. Where tabs cannot
 * share, for instance because site data are blocked, each has a stream of its own.
 */
export class SharedFeed implements Feed {
  readonly #options: SharedFeedOptions;
  readonly #feed: ResumableFeed;
  /** Aborts when this tab stops; `undefined` while it is stopped. */
  #run: AbortController | undefined;
  #channel: BroadcastChannel | undefined;
  #leading = false;
  #live = false;
  /** True if the leader was heard since the last check. */
  #heard = false;
  /** True after another tab stole the lock, until that tab is heard. */
  #wasStolen = false;

  constructor(options: SharedFeedOptions) {
    this.#options = options;
    this.#feed = options.createFeed({
      onMessage: (message) => {
        this.#tell({ kind: 'message', message });
        options.onMessage(message);
      },
      onOpen: options.onOpen,
      onPlace: (lastId) => this.#tell({ kind: 'place', lastId }),
      onLive: (live) => {
        this.#tell({ kind: 'live', live, lastId: this.#feed.lastId });
        this.#setLive(live);
      },
      onError: (error) => {
        // Gives up the lock: the stream may be open to another tab.
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
    else this.#post({ kind: 'hello' });
  }

  /** Follows or leads the other tabs, or opens a stream of its own where tabs cannot share. Never rejects. */
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
      // The browser lacks the lock or the channel, or refuses them, which may throw or reject at any step. This tab
      // goes on alone.
    }
    if (signal.aborted) return;
    this.#leave();
    this.#leading = true;
    this.#feed.start();
  }

  /** Shares the stream until `signal` aborts. If it resolves or rejects before that, this tab cannot share. */
  async #share(name: string, signal: AbortSignal): Promise<void> {
    const channel = new BroadcastChannel(name);
    this.#channel = channel;
    channel.onmessage = ({ data }: MessageEvent<Note>) => {
      if (!signal.aborted) this.#onNote(data);
    };
    channel.postMessage({ kind: 'hello' } satisfies Note);
    let steal = false;
    while (!signal.aborted) {
      const silence = new AbortController();
      const waiting = AbortSignal.any([signal, silence.signal]);
      // A request that steals is granted at once, and takes no signal.
      const endWatch = steal ? () => {} : this.#watch(() => silence.abort());
      try {
        await navigator.locks.request(name, steal ? { steal } : { signal: waiting }, () => {
          endWatch();
          return signal.aborted ? undefined : this.#lead(signal);
        });
        return;
      } catch (cause) {
        if (signal.aborted) return;
        if (this.#leading) this.#follow();
        else if (!silence.signal.aborted) throw cause;
        // No leader is heard, nor was the tab that stole the lock from here: tabs do not hear each other.
        else if (this.#wasStolen) return;
        steal = silence.signal.aborted;
      } finally {
        endWatch();
      }
    }
  }

  /** Opens the stream until `signal` aborts; the lock is held as long as the promise is pending. */
  #lead(signal: AbortSignal): Promise<void> {
    this.#leading = true;
    // The leader before may have said that the stream is live; until it is open here, followers have to poll.
    this.#tell({ kind: 'live', live: false, lastId: this.#feed.lastId });
    this.#setLive(false);
    this.#feed.start();
    return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  }

  /** Closes the stream after another tab stole the lock. */
  #follow(): void {
    this.#leading = false;
    this.#wasStolen = true;
    this.#feed.stop();
    this.#post({ kind: 'hello' });
  }

  #leave(): void {
    this.#channel?.close();
    this.#channel = undefined;
  }

  /**
   * Calls `onSilence` after several checks in a row without a message of the leader; returns what ends the checks.
   * Checks are counted and no time is compared: a clock may be set, and a machine that slept, or a tab with slow
   * timers, could not listen meanwhile.
   */
  #watch(onSilence: () => void): () => void {
    const { clock, random } = this.#options;
    const [minMs, maxMs] = CHECK_MS;
    let silentChecks = 0;
    let cancel = () => {};
    const check = () => {
      silentChecks = this.#heard ? 0 : silentChecks + 1;
      this.#heard = false;
      if (silentChecks === SILENT_CHECKS) return onSilence();
      if (silentChecks > 0) this.#post({ kind: 'hello' });
      wait();
    };
    const wait = () => {
      cancel = clock.after(minMs + (maxMs - minMs) * random(), check);
    };
    wait();
    return () => cancel();
  }

  #onNote(note: Note): void {
    if (note.kind === 'hello') {
      this.#tell({ kind: 'live', live: this.#live, lastId: this.#feed.lastId });
      return;
    }
    if (this.#leading) return;
    this.#heard = true;
    this.#wasStolen = false;
    if (note.kind === 'message') {
      this.#options.onMessage(note.message);
      return;
    }
    const before = this.#feed.lastId;
    this.#feed.lastId = note.lastId;
    if (note.kind === 'place') return;
    // The id changed while this tab was not listening, so there were events that it did not get.
    const missed = before !== null && before !== note.lastId;
    if (note.live && (!this.#live || missed)) this.#options.onOpen(!missed);
    this.#setLive(note.live);
  }

  /** Sends a note to the other tabs if this tab leads. */
  #tell(note: Note): void {
    if (this.#leading) this.#post(note);
  }

  #post(note: Note): void {
    try {
      this.#channel?.postMessage(note);
    } catch {
      // The channel was closed: the other tabs do not hear this one and go on without it.
      this.#leave();
    }
  }

  #setLive(live: boolean): void {
    if (this.#live === live) return;
    this.#live = live;
    this.#options.onLive(live);
  }
}
