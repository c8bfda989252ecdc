import { Hono } from 'hono';
import { createIntervalBodies } from './data/interval-bodies.ts';
import { createClock, type VirtualClock } from './engine/clock.ts';
import { createFaults, type Faults } from './engine/faults.ts';
import { createRequestLog, type RequestLog } from './engine/request-log.ts';
import { createScheduler, hostTimers, type Scheduler } from './engine/scheduler.ts';
import type { SandboxOptions } from './options.ts';
import { addConfigured } from './platform/configured.ts';
import { type ConnectedUser, connectUser } from './platform/connected-user.ts';
import { createLifecycle } from './platform/lifecycle.ts';
import { defaultScenario, scenarioNamed } from './platform/scenarios.ts';
import { createStore, type Seed, type Store } from './platform/store.ts';
import { createViews } from './platform/views.ts';
import { connectRoutes } from './routes/connect.ts';
import type { World } from './routes/context.ts';
import { type Controls, controlRoutes } from './routes/control.ts';
import { controlPageRoutes } from './routes/control-page.ts';
import { legacyRoutes } from './routes/legacy.ts';
import { plugRoutes } from './routes/plug.ts';
import { plugWebhookRoutes } from './routes/plug-webhooks.ts';
import { switchRoutes } from './routes/switch.ts';
import { tokenRoutes } from './routes/token.ts';
import { utilityDataRoutes } from './routes/utility-data.ts';
import { webhookEndpointRoutes } from './routes/webhook-endpoints.ts';
import { createDeliveries } from './webhooks/deliveries.ts';

/** The platform as one fetch handler, with its clock in your hand. */
export interface Sandbox {
  /** Answers a request as the platform would. Takes what `fetch` takes, so it can stand in for it. */
  readonly fetch: typeof fetch;
  readonly seed: Seed;
  readonly clock: {
    /** Virtual now, epoch ms. */
    now(): number;
    /** Moves time on; resolves once all that fell due has happened, webhook attempts included. */
    advance(ms: number): Promise<void>;
  };
  readonly users: {
    /** A person who is connected in a scenario (its name or a test login), at once. @throws {RangeError} No such scenario. */
    connect(user: string, scenario?: string): ConnectedUser;
  };
  readonly faults: Faults;
  /** The requests so far, oldest first. */
  readonly requests: RequestLog;
  /** Forgets everything but what the sandbox was started with. */
  reset(options?: { seed?: Seed; now?: number }): void;
  /** Stops timers and webhooks. */
  close(): void;
}

/**
 * Makes a sandbox. It uses Web standards only, so it also runs inside a page.
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
  const faults = createFaults((ms) => new Promise((resolve) => timers.set(() => resolve(undefined), ms)), realNow);
  const log = createRequestLog();
  let seed: Seed = options.seed ?? 1;
  let running = open(false);

  /** Builds everything that a reset forgets. */
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
      perform: (job) => lifecycle.perform(job),
      idle: () => deliveries.idle(),
      timers,
      nextOrder: () => store.count('job'),
      moved: () => keeper?.setting('clock', clock.snapshot()),
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
    scheduler.rearm();
    // An attempt that a killed process left unfinished has no job that would repeat it.
    for (const endpoint of store.endpoints.all()) deliveries.kick(endpoint.id);
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
    const controls: Controls = {
      faults,
      log,
      reset: ({ seed: next, nowMs }) =>
        reset({ ...(next === undefined ? {} : { seed: next }), ...(nowMs === undefined ? {} : { now: nowMs }) }),
    };
    controlRoutes(app, world, controls);
    controlPageRoutes(app, world, controls);
    tokenRoutes(app, world);
    legacyRoutes(app, world);
    webhookEndpointRoutes(app, world);
    utilityDataRoutes(app, world);
    plugRoutes(app, world);
    plugWebhookRoutes(app, world);
    switchRoutes(app, world);
    connectRoutes(app, world);
    app.notFound(() => Response.json({ error: 'Not Found' }, { status: 404 }));
    // A fault of ours must look like one of the platform's: no stack trace, and never a request's content.
    app.onError((error) => {
      console.error(`sandbox: ${error.stack ?? error.message}`);
      return Response.json({ error: 'Internal Server Error' }, { status: 500 });
    });
    return app;
  }

  function reset(next: { seed?: Seed; now?: number } = {}): void {
    running.close();
    if (next.seed !== undefined) seed = next.seed;
    clock.restart(next.now);
    faults.clear();
    log.clear();
    running = open(true);
  }

  return {
    fetch: async (input, init) => {
      // A server's own Request is used as it is: copying it would read it into the host's class, which it need not be.
      const request = init === undefined && isRequest(input) ? input : new Request(input, init);
      const path = new URL(request.url).pathname;
      if (path === '/' || path.startsWith('/_sandbox')) {
        const answer = await running.app.fetch(request);
        void running.scheduler.settle();
        return answer;
      }
      const current = running;
      const answer = async (): Promise<Response> => await current.app.fetch(request);
      const fault = faults.take(request.method, path);
      const response = fault === undefined ? await answer() : await faults.apply(fault, path, answer);
      // The Connect page's own polling would drown what a partner looks for.
      if (!/^\/connect\/[^/]+\/(status|.*\.)/.test(path))
        log.add({ method: request.method, path, status: response.status });
      // What a request made due at once happens now, on a standing clock too.
      void current.scheduler.settle();
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
