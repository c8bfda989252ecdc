import { AsyncLocalStorage } from 'node:async_hooks';
import { SharedFeed } from '../events/shared-feed.ts';
import { FakeClock } from './fake-clock.ts';
import { settle } from './wait.ts';

/** Longest time in which a group gets over a tab that is stuck, in ms. */
const RECOVERY_MS = 10_000;
const STEP_MS = 250;

interface Request {
  readonly tab: Tab;
  readonly run: () => Promise<unknown> | undefined;
  readonly resolve: (value: unknown) => void;
  readonly reject: (cause: unknown) => void;
}

/** The tabs of one browser: its Web Locks, BroadcastChannels and event streams, and tabs that can be stuck. */
export class Tabs {
  readonly clock = new FakeClock();
  readonly all: Tab[];
  readonly channels = new Set<FakeChannel>();
  readonly current = new AsyncLocalStorage<Tab>();
  /** False: the channels carry nothing. */
  carries = true;
  readonly #restore: () => void;
  #held: Request | undefined;
  #queue: Request[] = [];
  #sent = 0;

  /** Puts them in place of the real ones, until `close`. */
  constructor(count: number, random: () => number = () => 0.5) {
    this.all = Array.from({ length: count }, () => new Tab(this, random));
    const world = this;
    class Channel extends FakeChannel {
      constructor() {
        super(world);
      }
    }
    const { navigator, BroadcastChannel } = globalThis;
    const put = (name: string, value: unknown) =>
      Object.defineProperty(globalThis, name, { value, configurable: true });
    put('navigator', { locks: { request: this.#request.bind(this) } });
    put('BroadcastChannel', Channel);
    this.#restore = () => {
      put('navigator', navigator);
      put('BroadcastChannel', BroadcastChannel);
    };
  }

  async close(): Promise<void> {
    for (const tab of this.all) tab.end();
    await settle();
    this.#restore();
  }

  /** Tabs that take part and run. */
  get running(): Tab[] {
    return this.all.filter(({ started, stuck }) => started && !stuck);
  }

  /** Lets time pass, and whatever runs meanwhile. */
  async pass(ms = RECOVERY_MS): Promise<void> {
    await settle();
    for (let passed = 0; passed < ms; passed += STEP_MS) {
      this.clock.advance(STEP_MS);
      await settle();
    }
  }

  /** Something happens at the broker: every open stream tells of it. */
  async emit(): Promise<string> {
    const data = String(++this.#sent);
    for (const tab of this.all) tab.task(() => tab.stream?.(data));
    await settle();
    return data;
  }

  /** A tab is closed or crashes: what it held is free. */
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
  readonly heard: string[] = [];
  started = false;
  stuck = false;
  live = false;
  /** Shortest time after which a timer comes, in ms: a minute where a browser slows a tab down. */
  slowMs = 0;
  /** Where its event stream is read, while it has one. */
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
      onMessage: ({ data }) => this.heard.push(data),
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

  /** Runs something in this tab: now, or once it is not stuck any more. */
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

  /** Something holds its only thread up. */
  hold(): void {
    this.stuck = true;
  }

  release(): void {
    this.stuck = false;
    for (const run of this.#tasks.splice(0)) run();
  }

  /** Closes it, stuck or not. */
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
      if (other === this || !this.#tabs.carries) continue;
      // A task of its own, as in a browser.
      queueMicrotask(() => other.#tab.task(() => other.#tabs.channels.has(other) && other.onmessage?.({ data })));
    }
  }

  close(): void {
    this.#tabs.channels.delete(this);
  }
}
