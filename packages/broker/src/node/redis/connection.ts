import { setTimeout as sleep } from 'node:timers/promises';
import type { RedisAddress } from './address.ts';
import { isOutage, SilentError } from './cause.ts';
import { openLink, type RedisClient } from './link.ts';

/**
 * Runs one command within a deadline.
 * @throws {Error} It failed or may still be running; all our commands may be repeated.
 */
export type Run = <T>(command: (client: RedisClient) => Promise<T>, withinMs?: number) => Promise<T>;

/** Options of a connection. */
export interface RedisConnectionOptions {
  readonly address: RedisAddress;
  /** A key of the server to connect to. */
  readonly key: string;
  /**
   * Uses each new connection until it fails. After it has called `opened`, `run` may be used too.
   */
  readonly serve: (run: Run, opened: () => void) => Promise<void>;
  /** Called for each connection that could not be made or was lost. */
  readonly failed: (cause: unknown) => void;
}

/** A webhook has to be answered within three seconds, whatever Redis does. */
const ANSWER_WITHIN_MS = 2500;
const CONNECT_WITHIN_MS = 5000;
const MIN_PAUSE_MS = 100;
const MAX_PAUSE_MS = 1000;

/**
 * A connection that is opened again whenever it fails. Each time it looks for the server again,
 * because the master and its data may have changed.
 */
export class RedisConnection {
  readonly #options: RedisConnectionOptions;
  readonly #closing = new AbortController();
  /** Runs a command on the open connection; `null` if there is none. */
  #open: Run | null = null;
  #lose: (cause: unknown) => void = () => undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(options: RedisConnectionOptions) {
    this.#options = options;
  }

  /** Returns true if commands can be run at the moment. */
  get isOpen(): boolean {
    return this.#open !== null;
  }

  start(): void {
    this.#running = this.#loop();
  }

  readonly run: Run = async (command, withinMs) => {
    if (this.#open === null) throw new Error('Redis cannot be used now');
    return await this.#open(command, withinMs);
  };

  async close(): Promise<void> {
    this.#closing.abort();
    this.#lose(new Error('closed'));
    await this.#running;
  }

  /** Waits, at most until `close`. */
  async pause(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.#closing.signal }).catch(() => undefined);
  }

  async #loop(): Promise<void> {
    for (let pauseMs = MIN_PAUSE_MS; !this.#closing.signal.aborted; ) {
      const wasOpen = await this.#useOnce();
      pauseMs = wasOpen ? MIN_PAUSE_MS : Math.min(2 * pauseMs, MAX_PAUSE_MS);
      await this.pause(pauseMs);
    }
  }

  /** Connects and serves until that fails. @returns true if the connection was opened. */
  async #useOnce(): Promise<boolean> {
    const { address, key, serve, failed } = this.#options;
    const lost = Promise.withResolvers<never>();
    let isLost = false;
    const lose = (cause: unknown): void => {
      isLost = true;
      this.#open = null;
      lost.reject(cause);
    };
    this.#lose = lose;
    const link = openLink(address, key, lose);
    let wasOpen = false;
    const use = async (): Promise<void> => {
      const client = await within(link.connect(), CONNECT_WITHIN_MS);
      const run: Run = async (command, withinMs = ANSWER_WITHIN_MS) => {
        try {
          return await within(command(client), withinMs);
        } catch (cause) {
          if (isOutage(cause)) lose(cause);
          throw cause;
        }
      };
      await serve(run, () => {
        if (isLost) return;
        wasOpen = true;
        this.#open = run;
      });
    };
    try {
      await Promise.race([lost.promise, use()]);
    } catch (cause) {
      lose(cause);
      if (!this.#closing.signal.aborted) failed(cause);
    }
    await link.close();
    return wasOpen;
  }
}

/** Waits for a promise. @throws {SilentError} It took longer than `ms`; it may still settle. */
async function within<T>(promise: Promise<T>, ms: number): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new SilentError()), ms);
  try {
    return await Promise.race([promise, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
