import { type Broker, createBroker } from '../broker.ts';
import type { BrokerEvent } from '../broker-event.ts';
import { MemoryStore } from '../stores/memory/store.ts';
import type { Store } from '../stores/store.ts';
import { watchClock } from './clock-watch.ts';
import { type Environment, EnvironmentError, readEnvironment } from './environment.ts';
import { createMetrics } from './metrics.ts';
import { DurabilityError } from './redis/cause.ts';
import { RedisStore } from './redis/store.ts';
import { type Listening, serve } from './serve.ts';
import { undiciTransport } from './undici-transport.ts';

/** A broker that listens on a port. */
export interface RunningBroker {
  /** Address, such as `http://127.0.0.1:4020`. */
  readonly url: string;
  /** Address of the metrics; `null` without `ARC_METRICS_PORT`. */
  readonly metricsUrl: string | null;
  readonly broker: Broker;
  /** Returns how durable an acknowledged webhook is. */
  readonly guarantee: () => string;
  /**
   * Ends streams over `spreadMs`, lets running requests finish for up to `graceMs`, and closes
   * everything.
   */
  readonly close: (options?: { readonly spreadMs?: number; readonly graceMs?: number }) => Promise<void>;
}

/** Options of `startBroker` beside the environment. */
export interface StartOptions {
  /** Called with every event for logs and metrics. */
  readonly observe?: (event: BrokerEvent) => void;
}

const WARM_UP_PAUSE_MS = 1000;
const MAX_WARM_UP_PAUSE_MS = 4000;
const GRACE_MS = 15_000;

/**
 * Starts a broker from environment variables. It starts even if the platform cannot be reached;
 * `/readyz` shows that.
 * @throws {EnvironmentError} A variable is wrong or a port is taken.
 */
export async function startBroker(
  env: Readonly<Record<string, string | undefined>>,
  { observe: log = () => undefined }: StartOptions = {},
): Promise<RunningBroker> {
  const environment = readEnvironment(env);
  const metrics = environment.metricsPort === null ? null : createMetrics();
  const observe = (event: BrokerEvent): void => {
    metrics?.observe(event);
    log(event);
  };
  const store = await openStore(environment, observe);
  const { transport: pooled, close: closeTransport } = undiciTransport();
  const transport = watchClock(pooled, { now: Date.now, monotonic: () => performance.now(), observe });
  const broker = createBroker({ ...environment.options, transport, store, observe });
  const open: Listening[] = [];
  const { host, port, metricsPort } = environment;
  try {
    open.push(await listen(broker.fetch, host, port, 'ARC_BROKER_PORT'));
    if (metrics !== null) open.push(await listen(metrics.fetch, host, metricsPort ?? 0, 'ARC_METRICS_PORT'));
  } catch (error) {
    await Promise.all(open.map((listening) => listening.stop(0)));
    await broker.close();
    await closeTransport();
    throw error;
  }
  const [main, metricsListening] = open;
  let stopped = false;
  const stopWarming = keepWarming(broker, () => stopped);
  return {
    url: main?.url ?? '',
    metricsUrl: metricsListening === undefined ? null : `${metricsListening.url}/metrics`,
    broker,
    guarantee: () => store.guarantee,
    close: async ({ spreadMs = 0, graceMs = GRACE_MS } = {}) => {
      stopped = true;
      stopWarming();
      await broker.drain(spreadMs);
      await Promise.all(open.map((listening) => listening.stop(graceMs)));
      await broker.close();
      await closeTransport();
    },
  };
}

async function openStore(environment: Environment, observe: (event: BrokerEvent) => void): Promise<Store> {
  const { redisUrl, redisPlain, durability } = environment;
  if (redisUrl === null) return new MemoryStore({ now: Date.now });
  try {
    return await RedisStore.connect({
      url: redisUrl,
      plainAnywhere: redisPlain,
      durability,
      now: Date.now,
      observe,
    });
  } catch (cause) {
    if (cause instanceof DurabilityError)
      throw new EnvironmentError('ARC_REDIS_DURABILITY', `is strict, but ${cause.message}`);
    throw new EnvironmentError('ARC_REDIS_URL', 'is not an address that can be used');
  }
}

async function listen(fetch: Listening['fetch'], host: string, port: number, variable: string): Promise<Listening> {
  try {
    return await serve(fetch, { host, port });
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : undefined;
    if (code === 'EADDRINUSE') {
      throw new EnvironmentError(variable, `${port} is taken by another process; set it to a free port`, code);
    }
    if (code === 'EACCES') throw new EnvironmentError(variable, `${port} may not be opened by this user`, code);
    throw new EnvironmentError('ARC_BROKER_HOST', 'is not an address of this machine', code);
  }
}

/** Requests a platform token until there is one; from then on requests renew it. */
function keepWarming(broker: Broker, stopped: () => boolean): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pauseMs = WARM_UP_PAUSE_MS;
  const tryOnce = async (): Promise<void> => {
    if (await broker.warmUp()) return;
    if (stopped()) return;
    timer = setTimeout(() => void tryOnce(), pauseMs);
    pauseMs = Math.min(pauseMs * 2, MAX_WARM_UP_PAUSE_MS);
  };
  void tryOnce();
  return () => clearTimeout(timer);
}
