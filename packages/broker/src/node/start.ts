import { type Broker, createBroker } from '../broker.ts';
import { MemoryStore } from '../events/memory-store.ts';
import type { Store } from '../events/store.ts';
import type { BrokerEvent } from '../options.ts';
import { type Environment, EnvironmentError, readEnvironment } from './environment.ts';
import { DurabilityError, RedisStore } from './redis-store.ts';
import { type Listening, serve } from './serve.ts';
import { undiciTransport } from './undici-transport.ts';

/** A broker that listens. */
export interface RunningBroker {
  /** Where, such as `http://127.0.0.1:4020`. */
  readonly url: string;
  readonly broker: Broker;
  /** What an acknowledged webhook can be relied on for, in this mode. */
  readonly guarantee: () => string;
  /** Not ready at once; streams end over `spreadMs`, running requests finish, then everything is let go. */
  readonly close: (options?: { readonly spreadMs?: number; readonly graceMs?: number }) => Promise<void>;
}

/** What `startBroker` may be given beside the environment. */
export interface StartOptions {
  readonly observe?: (event: BrokerEvent) => void;
}

const WARM_UP_PAUSE_MS = 1000;
const MAX_WARM_UP_PAUSE_MS = 4000;
const GRACE_MS = 15_000;

/**
 * Runs a broker from environment variables. Starts although the platform cannot be reached; `/readyz` says so.
 * @throws {EnvironmentError} A variable is wrong, or its port is taken.
 */
export async function startBroker(
  env: Readonly<Record<string, string | undefined>>,
  { observe = () => undefined }: StartOptions = {},
): Promise<RunningBroker> {
  const environment = readEnvironment(env);
  const store = await openStore(environment, observe);
  const { transport, close: closeTransport } = undiciTransport();
  const broker = createBroker({ ...environment.options, transport, store, observe });
  let listening: Listening;
  try {
    listening = await listen(broker, environment.host, environment.port);
  } catch (error) {
    await broker.close();
    await closeTransport();
    throw error;
  }
  let stopped = false;
  const stopWarming = keepWarming(broker, () => stopped);
  return {
    url: listening.url,
    broker,
    guarantee: () => store.guarantee,
    close: async ({ spreadMs = 0, graceMs = GRACE_MS } = {}) => {
      stopped = true;
      stopWarming();
      await broker.drain(spreadMs);
      await listening.stop(graceMs);
      await broker.close();
      await closeTransport();
    },
  };
}

async function openStore(environment: Environment, observe: (event: BrokerEvent) => void): Promise<Store> {
  const { redisUrl, durability } = environment;
  if (redisUrl === null) return new MemoryStore({ now: Date.now });
  try {
    return await RedisStore.connect({
      url: redisUrl,
      durability,
      now: Date.now,
      observe: (where, error) => observe({ kind: 'fault', where, error }),
    });
  } catch (cause) {
    if (cause instanceof DurabilityError)
      throw new EnvironmentError('ARC_REDIS_DURABILITY', `is strict, but ${cause.message}`);
    throw new EnvironmentError('ARC_REDIS_URL', 'is not an address that can be used');
  }
}

async function listen(broker: Broker, host: string, port: number): Promise<Listening> {
  try {
    return await serve(broker.fetch, { host, port });
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    if (code === 'EADDRINUSE') {
      throw new EnvironmentError('ARC_BROKER_PORT', `${port} is taken by another process; set it to a free port`);
    }
    if (code === 'EACCES') throw new EnvironmentError('ARC_BROKER_PORT', `${port} may not be opened by this user`);
    throw new EnvironmentError('ARC_BROKER_HOST', 'is not an address of this machine');
  }
}

/** Tries until the platform has given a token once; from then on requests keep it fresh. */
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
