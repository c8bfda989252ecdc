import type { ArcSession, IntervalData, Resource, ResourceStore, SessionState } from '@arc-elements/client';
import type { ArcError, ArcWebhookEvent, Connection, Meter, Rejection, UtilityAccount } from '@arc-elements/models';

/** A store whose state a test sets, and that counts its watchers. */
interface TestStore<T> extends ResourceStore<T> {
  /** Sets the state to loaded. */
  setData(data: T, extra?: Partial<Resource<T>>): void;
  /** Sets the state to failed. Earlier data stays and becomes stale. */
  setError(error: ArcError): void;
  /** Sets the state to the first load. */
  setLoading(): void;
  /** Number of `watch()` calls not released yet. */
  readonly watchers: number;
  /** Number of subscriptions not released yet. */
  readonly listeners: number;
  /** How often `refresh()` was called. */
  readonly refreshes: number;
}

/** Initial data of a test session. A store without data is loading. */
export interface TestSessionInit {
  readonly connections?: readonly Connection[];
  readonly accounts?: readonly UtilityAccount[];
  readonly meters?: readonly Meter[];
  readonly intervals?: Readonly<Record<string, IntervalData>>;
  /** Answer of `client.connect.url`; a thrown error is a failed request. */
  readonly connectUrl?: (input: { utilityCredentialId?: number }) => Promise<string>;
  readonly plugUrl?: () => Promise<string>;
  readonly activateIntervals?: (meterId: string) => Promise<void>;
  /** Methods of `client.accounts`, the Switch account. */
  readonly profile?: Partial<ArcSession['client']['accounts']>;
  readonly nowMs?: number;
}

/** An `ArcSession` in memory, without network and timers. */
export interface TestSession extends ArcSession {
  readonly connections: TestStore<readonly Connection[]>;
  readonly accounts: TestStore<readonly UtilityAccount[]>;
  readonly meters: TestStore<readonly Meter[]>;
  intervals(meterId: string): TestStore<IntervalData>;
  setState(patch: Partial<SessionState>): void;
  emit(event: ArcWebhookEvent): void;
  /** Number of open watches and subscriptions of all stores. */
  readonly open: number;
  readonly calls: {
    activate: string[];
    connectUrl: (number | undefined)[];
    plugUrl: number;
    refresh: number;
    retry: number;
  };
}

/** Creates a test session. */
export function createTestSession(init: TestSessionInit = {}): TestSession {
  const nowMs = init.nowMs ?? Date.UTC(2026, 10, 12, 12);
  const state = createState<SessionState>({
    status: 'ready',
    error: null,
    expiresAtMs: nowMs + 600_000,
    live: 'stream',
    person: 1,
  } as SessionState);
  const connections = createTestStore<readonly Connection[]>(init.connections, nowMs);
  const accounts = createTestStore<readonly UtilityAccount[]>(init.accounts, nowMs);
  const meters = createTestStore<readonly Meter[]>(init.meters, nowMs);
  const series = new Map<string, TestStore<IntervalData>>();
  const eventListeners = new Set<(event: ArcWebhookEvent) => void>();
  const calls: TestSession['calls'] = { activate: [], connectUrl: [], plugUrl: 0, refresh: 0, retry: 0 };

  const session = {
    client: {
      connect: {
        token: async () => 'test-connect-token',
        url: async (input: { utilityCredentialId?: number } = {}) => {
          calls.connectUrl.push(input.utilityCredentialId);
          return await (init.connectUrl?.(input) ?? Promise.resolve('about:blank'));
        },
        plugUrl: async () => {
          calls.plugUrl += 1;
          return await (init.plugUrl?.() ?? Promise.resolve('about:blank'));
        },
      },
      accounts: { find: async () => await new Promise(() => {}), ...init.profile },
    } as unknown as ArcSession['client'],
    state: state as unknown as ArcSession['state'],
    connections,
    accounts,
    meters,
    intervals(meterId: string): TestStore<IntervalData> {
      let store = series.get(meterId);
      if (store === undefined) {
        store = createTestStore<IntervalData>(init.intervals?.[meterId], nowMs);
        series.set(meterId, store);
      }
      return store;
    },
    async activateIntervals(meterId: string): Promise<void> {
      calls.activate.push(meterId);
      await init.activateIntervals?.(meterId);
    },
    onEvent(listener: (event: ArcWebhookEvent) => void): () => void {
      eventListeners.add(listener);
      return () => eventListeners.delete(listener);
    },
    async refresh(): Promise<void> {
      calls.refresh += 1;
    },
    retry(): void {
      calls.retry += 1;
    },
    signOut(): void {
      for (const store of [connections, accounts, meters, ...series.values()]) store.setLoading();
      state.setState({ status: 'signed-out', error: null, person: state.getState().person + 1 });
    },
    dispose(): void {},
    setState: state.setState,
    emit(event: ArcWebhookEvent): void {
      for (const listener of [...eventListeners]) listener(event);
    },
    get open(): number {
      let count = state.listeners + eventListeners.size;
      for (const store of [connections, accounts, meters, ...series.values()])
        count += store.watchers + store.listeners;
      return count;
    },
    calls,
  };
  return session as unknown as TestSession;
}

/** Creates one store. It is loading if `data` is absent. */
function createTestStore<T>(data: T | undefined, nowMs = 0): TestStore<T> {
  const first: Resource<T> = {
    status: data === undefined ? 'loading' : 'ready',
    data,
    stale: false,
    error: null,
    updatedAtMs: data === undefined ? null : nowMs,
    rejected: [] as readonly Rejection[],
  };
  const state = createState<Resource<T>>(first);
  let watchers = 0;
  let refreshes = 0;
  return {
    getState: state.getState,
    getInitialState: () => first,
    subscribe: state.subscribe,
    watch() {
      watchers += 1;
      let released = false;
      return () => {
        if (!released) watchers -= 1;
        released = true;
      };
    },
    async refresh() {
      refreshes += 1;
    },
    setData(next, extra = {}) {
      state.setState({ status: 'ready', data: next, stale: false, error: null, updatedAtMs: nowMs, ...extra });
    },
    setError(error) {
      state.setState({ status: 'failed', error, stale: state.getState().data !== undefined });
    },
    setLoading() {
      state.setState({ status: 'loading', data: undefined, stale: false, error: null, updatedAtMs: null });
    },
    get watchers() {
      return watchers;
    },
    get listeners() {
      return state.listeners;
    },
    get refreshes() {
      return refreshes;
    },
  };
}

function createState<T extends object>(initial: T) {
  let state = initial;
  const listeners = new Set<(state: T, previous: T) => void>();
  return {
    getState: () => state,
    getInitialState: () => initial,
    subscribe(listener: (state: T, previous: T) => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    setState(patch: Partial<T>): void {
      const previous = state;
      state = { ...state, ...patch };
      for (const listener of [...listeners]) listener(state, previous);
    },
    get listeners(): number {
      return listeners.size;
    },
  };
}
