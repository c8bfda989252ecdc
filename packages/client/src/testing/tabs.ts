import { AsyncLocalStorage } from 'node:async_hooks';
import { SharedFeed } from '../events/shared-feed.ts';
import { FakeClock } from './fake-clock.ts';
import { settle } from './wait.ts';

/** Longest time until a group of tabs replaces a tab that hangs, in ms. */
const RECOVERY_MS = 10_000;
const STEP_MS = 250;

interface Request {
  readonly tab: Tab;
  readonly run: () => Promise<unknown> | undefined;
  readonly resolve: (value: unknown) => void;
  readonly reject: (cause: unknown) => void;
}

/** A fake browser with tabs that can hang, Web Locks, BroadcastChannels and event streams. */
export class Tabs {
  readonly clock = new FakeClock();
  readonly all: Tab[];
  readonly channels = new Set<FakeChannel>();
  readonly current = new AsyncLocalStorage<Tab>();
  /** False: messages of channels do not arrive. */
  delivers = true;
  readonly #restore: () => void;
  #held: Request | undefined;
  #queue: Request[] = [];
  #sent = 0;

  /** Replaces Web Locks and BroadcastChannel until `close`. */
  constructor(count: number, random: () => number = () => 0.5) {
    this.all = Array.from({ length: count }, () => new Tab(this, random));
    const tabs = this;
    class Channel extends FakeChannel {
      constructor() {
        super(tabs);
      }
    }
    const { navigator, BroadcastChannel } = globalThis;
    const replace = (name: string, value: unknown) =>
      Object.defineProperty(globalThis, name, { value, configurable: true });
    replace('navigator', { locks: { request: this.#request.bind(this) } });
    replace('BroadcastChannel', Channel);
    this.#restore = () => {
      replace('navigator', navigator);
      replace('BroadcastChannel', BroadcastChannel);
    };
  }

  async close(): Promise<void> {
    for (const tab of this.all) tab.end();
    await settle();
    this.#restore();
  }

  /** Tabs that are started and do not hang. */
  get running(): Tab[] {
    return this.all.filter(({ started, stuck }) => started && !stuck);
  }

  /** Moves time forward, and runs what is due. */
  async pass(ms = RECOVERY_MS): Promise<void> {
    await settle();
    for (let passed = 0; passed < ms; passed += STEP_MS) {
      this.clock.advance(STEP_MS);
      await settle();
    }
  }

  /** Sends an event to every open stream. */
  async emit(): Promise<string> {
    const data = String(++this.#sent);
    for (const tab of this.all) tab.task(() => tab.stream?.(data));
    await settle();
    return data;
  }

  /** Frees the lock of a tab that is closed or crashed. */
  drop(tab: Tab): void {
    this.#queue = this.#queue.filter((request) => request.tab !== tab);
    if (this.#held?.tab === tab) this.#release(this.#held);
  }

  #request(_name: string, { signal, steal }: LockOptions, run: Request['run']): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const request: Request = { tab: this.current.getStore() as Tab, run, resolve, reject };
      signal?.addEventListener('abort', () => {
        if (!this.#queue.includes(request)) return;
        this.#queue = this.#queue.filter((other) => other !== request);
        reject(signal.reason);
      });
      if (steal) {
        const before = this.#held;
        before?.tab.task(() => before.reject(new DOMException('stolen', 'AbortError')));
        this.#held = undefined;
        this.#queue.unshift(request);
      } else this.#queue.push(request);
      this.#grant();
    });
  }

  #grant(): void {
    const next = this.#held === undefined ? this.#queue.shift() : undefined;
    if (next === undefined) return;
    this.#held = next;
    next.tab.task(async () => {
      next.resolve(await next.run());
      this.#release(next);
    });
  }

  #release(request: Request): void {
    if (this.#held !== request) return;
    this.#held = undefined;
    this.#grant();
  }
}

/** One tab with a shared feed. */
export class Tab {
  readonly received: string[] = [];
  started = false;
  stuck = false;
  live = false;
  /** Shortest delay of a timer, in ms; a minute in a tab that the browser slows down. */
  slowMs = 0;
  /** Receives the data of the tab's event stream, while it has one. */
  stream: ((data: string) => void) | undefined;
  #tasks: (() => void)[] = [];
  readonly #tabs: Tabs;
  readonly #feed: SharedFeed;

  constructor(tabs: Tabs, random: () => number) {
    this.#tabs = tabs;
    const tab = this;
    this.#feed = new SharedFeed({
      name: async () => 'person',
      random,
      clock: {
        now: () => tabs.clock.now(),
        after: (ms, run) => {
          let over = false;
          const cancel = tabs.clock.after(Math.max(ms, this.slowMs), () => this.task(() => over || run()));
          return () => {
            over = true;
            cancel();
          };
        },
      },
      onMessage: ({ data }) => this.received.push(data),
      onOpen: () => {},
      onLive: (live) => {
        this.live = live;
      },
      onError: () => {},
      createFeed: ({ onMessage, onLive }) => ({
        lastId: null,
        start() {
          tab.stream ??= (data) => onMessage({ event: 'arc', data });
          onLive(true);
        },
        stop() {
          if (tab.stream === undefined) return;
          tab.stream = undefined;
          onLive(false);
        },
        wake: () => {},
      }),
    });
  }

  /** Runs a task in this tab, now or when it does not hang any more. */
  task(run: () => unknown): void {
    if (this.stuck) this.#tasks.push(() => this.#tabs.current.run(this, run));
    else this.#tabs.current.run(this, run);
  }

  start(): void {
    this.started = true;
    this.task(() => this.#feed.start());
  }

  stop(): void {
    this.started = false;
    this.task(() => this.#feed.stop());
  }

  /** Makes the tab hang. */
  hold(): void {
    this.stuck = true;
  }

  release(): void {
    this.stuck = false;
    for (const run of this.#tasks.splice(0)) run();
  }

  /** Closes the tab, also if it hangs. */
  end(): void {
    this.stuck = false;
    this.#tasks = [];
    this.stop();
    this.#tabs.drop(this);
  }
}

class FakeChannel {
  onmessage: ((event: { readonly data: unknown }) => void) | null = null;
  readonly #tabs: Tabs;
  readonly #tab: Tab;

  constructor(tabs: Tabs) {
    this.#tabs = tabs;
    this.#tab = tabs.current.getStore() as Tab;
    tabs.channels.add(this);
  }

  postMessage(data: unknown): void {
    for (const other of this.#tabs.channels) {
      if (other === this || !this.#tabs.delivers) continue;
      // In a task of its own, as in a browser.
      queueMicrotask(() => other.#tab.task(() => other.#tabs.channels.has(other) && other.onmessage?.({ data })));
    }
  }

  close(): void {
    this.#tabs.channels.delete(this);
  }
}
