import { Hono } from 'hono';
import { createIntervalBodies } from './data/interval-bodies.ts';
import { createClock, type VirtualClock } from './engine/clock.ts';
import { createRequestLog, type RequestLog } from './engine/request-log.ts';
import { createScheduler, hostTimers, type Scheduler } from './engine/scheduler.ts';
import { requireInRange } from './engine/time-range.ts';
import { familyOf } from './families/index.ts';
import { control } from './families/local.ts';
import { createFaults, type Faults } from './faults/faults.ts';
import type { SandboxOptions } from './options.ts';
import { addConfigured } from './platform/configured.ts';
import { type ConnectedUser, connectUser } from './platform/connected-user.ts';
import { createLifecycle } from './platform/lifecycle.ts';
import { defaultScenario, scenarioNamed } from './platform/scenarios.ts';
import { createStore, type Seed, type Store } from './platform/store.ts';
import { createViews } from './platform/views.ts';
import type { World } from './platform/world.ts';
import { createRecordedAnswers } from './recorded/recorded-answers.ts';
import type { Controls } from './routes/control.ts';
import { controlAccess } from './routes/control-access.ts';
import { routesOf } from './routes/index.ts';
import { answer as answerOf, mount, requestOf } from './routes/route.ts';
import { createDeliveries } from './webhooks/deliveries.ts';

/** The platform as one fetch handler, with its clock. */
export interface Sandbox {
  /**
   * Answers a request as the platform would. Takes what `fetch` takes, so it can stand in for it.
   */
  readonly fetch: typeof fetch;
  readonly seed: Seed;
  readonly clock: {
    /** Virtual now, epoch ms. */
    now(): number;
    /**
     * Moves time on; resolves once all that fell due has happened, webhook attempts included. It
     * waits up to ten seconds of real time for an answer; a receiver that exceeds them is not asked
     * again before the advance is over, and each of its attempts fails at once.
     * @throws {RangeError} The time would lie beyond the year 2199.
     */
    advance(ms: number): Promise<void>;
  };
  readonly users: {
    /**
     * Connects a person at once, in a scenario by its name or test login.
     * @throws {RangeError} There is no such scenario.
     */
    connect(user: string, scenario?: string): ConnectedUser;
  };
  readonly faults: Faults;
  /** The requests so far, oldest first. */
  readonly requests: RequestLog;
  /**
   * Forgets everything but what the sandbox was started with. `now` is epoch ms; without it, real
   * time.
   * @throws {RangeError} The clock cannot show `now`.
   */
  reset(options?: { seed?: Seed | undefined; now?: number | undefined }): void;
  /** Stops timers and webhooks. */
  close(): void;
}

/**
 * Makes a sandbox. It uses Web standards only, so it also runs inside a page.
 * @throws {RangeError} The clock cannot show `now`, or there is no such scenario.
 *
 * @example
 * const sandbox = createSandbox({ seed: 7, now: Date.parse('2024-06-01T12:00:00Z') });
 * const answer = await sandbox.fetch('http://sandbox.test/ping');
 */
export function createSandbox(options: SandboxOptions = {}): Sandbox {
  const realNow = options.realNow ?? Date.now;
  const timers = options.timers ?? hostTimers;
  const keeper = options.keeper;
  const clock = createClock(realNow, options.now);
  const wait = (ms: number): Promise<void> => new Promise((resolve) => timers.set(() => resolve(), ms));
  const faults = createFaults(options.scenarios ?? [], wait, realNow);
  const log = createRequestLog();
  let seed: Seed = options.seed ?? 1;
  let running = open(false);

  /** Makes all that a reset replaces. */
  function open(isReset: boolean): { world: World; app: Hono; scheduler: Scheduler; close: () => void } {
    let loading = true;
    const store = createStore(seed, (collection, id, record) => {
      if (!loading) keeper?.change(collection, id, record);
    });
    const views = createViews(store, options.quirks === true);
    const deliveries = createDeliveries({
      store,
      clock,
      fetch: options.fetch ?? ((input, init) => fetch(input, init)),
      realNow,
      timers,
      retry: (endpointId, delayMs) => scheduler.schedule('deliver', delayMs, { endpointId }),
    });
    const lifecycle = createLifecycle({
      store,
      clock,
      views,
      deliveries,
      schedule: (kind, delayMs, args) => scheduler.schedule(kind, delayMs, args),
    });
    const scheduler = createScheduler({
      clock,
      jobs: store.jobs,
      runJob: (job) => lifecycle.runJob(job),
      webhooksSettled: () => deliveries.settled(),
      advancing: (isAdvancing) => deliveries.advancing(isAdvancing),
      timers,
      nextOrder: () => store.count('job'),
      clockMoved: () => keeper?.setting('clock', clock.snapshot()),
    });
    const bodies = createIntervalBodies({
      seed: () => String(store.seed),
      imports: (options.imports ?? []).map((each) => each.meter),
      quirks: options.quirks === true,
    });
    const world: World = {
      store,
      clock,
      scheduler,
      views,
      deliveries,
      lifecycle,
      bodies,
      quirks: options.quirks === true,
      origins: options.origins ?? [],
      realNow,
    };
    const kept = isReset ? null : (keeper?.load() ?? null);
    if (kept === null) {
      keeper?.clear();
      loading = false;
      keeper?.setting('seed', seed);
      keeper?.setting('clock', clock.snapshot());
    } else restore(store, clock, kept);
    loading = false;
    addConfigured(world, options, kept !== null);
    seed = store.seed;
    scheduler.resetTimer();
    // An attempt that a killed process left unfinished has no job that would repeat it.
    for (const endpoint of store.endpoints.all()) deliveries.sendDue(endpoint.id);
    return {
      world,
      app: routes(world),
      scheduler,
      close() {
        scheduler.close();
        deliveries.close();
      },
    };
  }

  function routes(world: World): Hono {
    const app = new Hono();
    const controls: Controls = { faults, log, reset };
    const recorded = createRecordedAnswers(options.recorded ?? []);
    app.use('/_sandbox/*', controlAccess);
    app.use(async (c, next) => {
      const family = familyOf(c.req.path);
      const answer = family === control ? undefined : recorded.find(c.req.raw);
      if (answer === undefined) return next();
      return answerOf({ family, handle: () => answer }, requestOf(c, family, world), world);
    });
    mount(app, routesOf(controls), world);
    app.notFound((c) => {
      const family = familyOf(c.req.path);
      return answerOf({ family, handle: () => family.error(404, realNow()) }, requestOf(c, family, world), world);
    });
    // An error of the sandbox looks like one of the platform: no stack, and nothing of the request.
    app.onError((error, c) => {
      // A client that broke off while it was sending is no error of the sandbox.
      const isBrokenOff = (error as { code?: unknown }).code === 'ECONNRESET';
      if (!isBrokenOff) console.error(`sandbox: ${error.stack ?? error.message}`);
      return familyOf(c.req.path).error(isBrokenOff ? 400 : 500, realNow());
    });
    return app;
  }

  function reset(next: { seed?: Seed | undefined; now?: number | undefined } = {}): void {
    if (next.now !== undefined) requireInRange(next.now);
    running.close();
    if (next.seed !== undefined) seed = next.seed;
    clock.restart(next.now);
    faults.clear();
    log.clear();
    running = open(true);
  }

  return {
    fetch: async (input, init) => {
      // A server's own Request is used as it is: the host's class could refuse to copy one of
      // another class.
      const request = init === undefined && isRequest(input) ? input : new Request(input, init);
      const path = new URL(request.url).pathname;
      if (path === '/' || path.startsWith('/_sandbox')) {
        const answer = await running.app.fetch(request);
        void running.scheduler.runDueJobs();
        return answer;
      }
      const current = running;
      const handle = async (asked: Request): Promise<Response> => await current.app.fetch(asked);
      const response = await faults.answer(request, handle);
      // The Connect page asks every second, which would fill the log.
      if (!/^\/connect\/[^/]+\/(status|.*\.)/.test(path))
        log.add({ method: request.method, path, status: response.status });
      // Jobs that a request made due at once run now, on a standing clock too.
      void current.scheduler.runDueJobs();
      return response;
    },
    get seed() {
      return seed;
    },
    clock: {
      now: () => clock.now(),
      advance: (ms) => running.scheduler.advance(ms),
    },
    users: {
      connect(user, name) {
        const scenario = name === undefined ? defaultScenario : scenarioNamed(name);
        if (scenario === undefined) throw new RangeError(`There is no scenario ${name}`);
        return connectUser(running.world, user, scenario);
      },
    },
    faults,
    requests: log,
    reset,
    close: () => running.close(),
  };
}

const isRequest = (input: RequestInfo | URL): input is Request => typeof input === 'object' && 'headers' in input;

function restore(
  store: Store,
  clock: VirtualClock,
  kept: NonNullable<ReturnType<NonNullable<SandboxOptions['keeper']>['load']>>,
): void {
  for (const { collection, record } of kept.records) {
    const target = store.collections.find((each) => each.name === collection);
    target?.load(record);
  }
  const { seed, clock: snapshot } = kept.settings;
  if (typeof seed === 'string' || typeof seed === 'number') store.seed = seed;
  if (typeof snapshot === 'object' && snapshot !== null)
    clock.restore(snapshot as Parameters<VirtualClock['restore']>[0]);
}
