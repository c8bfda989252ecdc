import type { ArcClock } from '../clock.ts';
import { toArcError } from '../errors.ts';
import type { Feed, FeedHandlers } from './event-feed.ts';
import type { SseMessage } from './sse-parser.ts';

/** What tabs tell each other. Never a token: each tab has a session of its own. */
type Note =
  /** A tab joined, or woke up, and wants to know how things are. */
  | { readonly kind: 'hello' }
  /** How the stream stands, from the tab that has it. */
  | { readonly kind: 'live'; readonly live: boolean; readonly lastId: string | null }
  /** The place in the stream moved. */
  | { readonly kind: 'place'; readonly lastId: string | null }
  /** A message of the stream. */
  | { readonly kind: 'message'; readonly message: SseMessage };

/** A feed whose place in the stream can be told to another tab, to go on from there. */
type PlacedFeed = Feed & { lastId: string | null };

/** Parts of a shared feed. */
export interface SharedFeedOptions extends FeedHandlers {
  /** Makes the one stream, for when it is this tab's turn. */
  readonly createFeed: (handlers: FeedHandlers) => PlacedFeed;
  /**
   * Name that the tabs of the same person at the same broker have in common; `null` when whom the session is for cannot be
   * told, then nothing is shared. Rejects when there is no session.
   */
  readonly name: () => Promise<string | null>;
  readonly clock: ArcClock;
  readonly random: () => number;
}

/** Shortest and longest pause between two looks at whether somebody leads, in ms; tabs that look at once would all take over. */
const LOOK_MS = [1_500, 2_000] as const;
/** Looks that find silence before the lead is taken over; the leader is asked at each before the last. */
const SILENT_LOOKS = 3;

/**
 * One event stream for all tabs of a browser: the tab that holds a lock keeps it and passes messages on. When it is closed,
 * hidden or crashes, the browser gives the lock to the next, which goes on at the same place. When it is stuck, as under a dialog
 * or a debugger, the next takes the lock away. Where tabs may not share, because site data are blocked for instance, each has
 * a stream of its own.
 */
export class SharedFeed implements Feed {
  readonly #options: SharedFeedOptions;
  readonly #feed: PlacedFeed;
  #run: AbortController | undefined;
  #channel: BroadcastChannel | undefined;
  #leading = false;
  #live = false;
  /** Since the last look, the tab that leads was heard. */
  #heard = false;
  /** The lead was taken away, and whoever took it was not heard yet. */
  #robbed = false;

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
        // Another tab may have more luck, or more rights.
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
    this.#robbed = false;
    this.#leave();
    this.#setLive(false);
  }

  wake(): void {
    if (this.#leading) this.#feed.wake();
    else this.#post({ kind: 'hello' });
  }

  /** Never rejects. */
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
      // Refused by the browser, which may throw or reject at any step, or has no such thing: this tab is on its own.
    }
    if (signal.aborted) return;
    this.#leave();
    this.#leading = true;
    this.#feed.start();
  }

  /**
   * Takes part in the group until stopped. Resolves or rejects while `signal` is not aborted when this tab can have no part in it.
   */
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
      const turn = AbortSignal.any([signal, silence.signal]);
      // A request that steals is granted at once, and takes no signal.
      const endWatch = steal ? () => {} : this.#watch(() => silence.abort());
      try {
        await navigator.locks.request(name, steal ? { steal } : { signal: turn }, () => {
          endWatch();
          return signal.aborted ? undefined : this.#lead(signal);
        });
        return;
      } catch (cause) {
        if (signal.aborted) return;
        if (this.#leading) this.#follow();
        else if (!silence.signal.aborted) throw cause;
        // Nobody answers, nor did the one who took the lead from here: tabs do not hear each other.
        else if (this.#robbed) return;
        steal = silence.signal.aborted;
      } finally {
        endWatch();
      }
    }
  }

  /** Keeps the stream until stopped; the lock is held as long as the promise is pending. */
  #lead(signal: AbortSignal): Promise<void> {
    this.#leading = true;
    // Followers believed the tab before this one; until the stream is open here, they have to ask by themselves.
    this.#tell({ kind: 'live', live: false, lastId: this.#feed.lastId });
    this.#setLive(false);
    this.#feed.start();
    return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  }

  /** Ends the stream here after another tab took the lead. */
  #follow(): void {
    this.#leading = false;
    this.#robbed = true;
    this.#feed.stop();
    this.#post({ kind: 'hello' });
  }

  #leave(): void {
    this.#channel?.close();
    this.#channel = undefined;
  }

  /**
   * Calls `silent` once nobody who leads was heard for some looks; returns what ends that. Looks are counted and no time is compared:
   * a clock may be set, and a machine that slept, or a tab whose timers are slowed down, could not listen meanwhile.
   */
  #watch(silent: () => void): () => void {
    const { clock, random } = this.#options;
    const [minMs, maxMs] = LOOK_MS;
    let looks = 0;
    let cancel = () => {};
    const look = () => {
      looks = this.#heard ? 0 : looks + 1;
      this.#heard = false;
      if (looks === SILENT_LOOKS) return silent();
      if (looks > 0) this.#post({ kind: 'hello' });
      wait();
    };
    const wait = () => {
      cancel = clock.after(minMs + (maxMs - minMs) * random(), look);
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
    this.#robbed = false;
    if (note.kind === 'message') {
      this.#options.onMessage(note.message);
      return;
    }
    const before = this.#feed.lastId;
    this.#feed.lastId = note.lastId;
    if (note.kind === 'place') return;
    // While this tab was not listening the place moved on, so there were events it did not get.
    const missed = before !== null && before !== note.lastId;
    if (note.live && (!this.#live || missed)) this.#options.onOpen(!missed);
    this.#setLive(note.live);
  }

  /** Tells the others, if this tab leads. */
  #tell(note: Note): void {
    if (this.#leading) this.#post(note);
  }

  #post(note: Note): void {
    try {
      this.#channel?.postMessage(note);
    } catch {
      // A channel that was cut off: the others miss this tab and go on without it.
      this.#leave();
    }
  }

  #setLive(live: boolean): void {
    if (this.#live === live) return;
    this.#live = live;
    this.#options.onLive(live);
  }
}
