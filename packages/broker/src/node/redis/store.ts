import type { BrokerEvent } from '../../broker-event.ts';
import type { Store } from '../../stores/store.ts';
import { type RedisAddress, readRedisAddress } from './address.ts';
import { type BusEntry, RedisBus } from './bus.ts';
import { DurabilityError } from './cause.ts';
import { RedisConnection, type Run } from './connection.ts';
import { RedisEventLog } from './event-log.ts';
import { type Durability, readGuarantee } from './guarantee.ts';
import { redisKeys } from './keys.ts';
import { RedisMeterHolders } from './meter-holders.ts';
import { Outage } from './outage.ts';
import { RedisRateLimits } from './rate-limits.ts';
import { RedisRevocations } from './revocations.ts';

/** Options of `RedisStore`. */
export interface RedisStoreOptions {
  /** In the form of `ARC_REDIS_URL`: one server, several of a cluster, or sentinels. */
  readonly url: string;
  /** True if connections without TLS may be made to public addresses too; default false. */
  readonly plainAnywhere?: boolean;
  readonly durability: Durability;
  /** Wall clock, epoch ms. */
  readonly now: () => number;
  /** Monotonic clock, ms; default `performance.now`. */
  readonly monotonic?: () => number;
  /** Called when an outage of Redis begins and ends. */
  readonly observe: (event: BrokerEvent) => void;
  /** Every key begins with this in braces; default `arc`. */
  readonly prefix?: string;
}

const FIRST_ATTEMPT_MS = 2000;
/** Interval of the probes that detect a Redis that is connected but does not answer. */
const PROBE_MS = 1000;

/**
 * Keeps events, duplicate markers, revocations, limits and meter holders in one Redis for several
 * brokers, any of which may crash. Revocations and limits are decided from this process's memory,
 * so no request waits for Redis. The bus, a stream in Redis that every node reads, keeps the
 * revocations current; the totals of a limit arrive with the answer to each count.
 */
export class RedisStore implements Store {
  readonly events: RedisEventLog;
  readonly revocations: RedisRevocations;
  readonly limits: RedisRateLimits;
  readonly holders: RedisMeterHolders;
  readonly #options: RedisStoreOptions;
  readonly #address: RedisAddress;
  readonly #busKey: string;
  readonly #connection: RedisConnection;
  readonly #bus: RedisBus;
  readonly #outage: Outage;
  /**
   * Resolves after the first attempt to connect: with the cause if it failed, else with `null`;
   * also `null` after two seconds.
   */
  readonly #firstAttempt = Promise.withResolvers<unknown>();
  #guarantee = 'redis: not reached yet';

  private constructor(options: RedisStoreOptions) {
    const { url, plainAnywhere = false, now, monotonic = () => performance.now(), observe, prefix = 'arc' } = options;
    const keys = redisKeys(prefix);
    this.#options = options;
    this.#address = readRedisAddress(url, { plainAnywhere });
    this.#busKey = keys.bus;
    this.#outage = new Outage({ monotonic, observe });
    this.#connection = new RedisConnection({
      address: this.#address,
      key: keys.bus,
      serve: (run, opened) => this.#serve(run, opened),
      failed: (cause) => {
        this.#outage.failed('commands', cause);
        this.#firstAttempt.resolve(cause);
      },
    });
    const { run } = this.#connection;
    const onReplica = options.durability === 'strict' && this.#address.kind !== 'single';
    this.events = new RedisEventLog(run, keys, { onReplica });
    this.revocations = new RedisRevocations(now, run, keys);
    this.limits = new RedisRateLimits(now, this.#connection, keys);
    this.holders = new RedisMeterHolders(now, run, keys);
    this.#bus = new RedisBus({
      address: this.#address,
      key: keys.bus,
      onEntry: (entry) => this.#onEntry(entry),
      onGap: () => this.#onGap(),
      onRead: () => this.#outage.works('bus'),
      onFailure: (cause) => this.#outage.failed('bus', cause),
    });
  }

  /**
   * Connects in the background. Resolves once that has succeeded or failed, or after two seconds.
   * @throws {DurabilityError} Redis answered and is not as durable as `strict` demands.
   * @throws {TypeError} The address cannot be used.
   */
  static async connect(options: RedisStoreOptions): Promise<RedisStore> {
    const store = new RedisStore(options);
    store.#connection.start();
    store.#bus.start();
    const timer = setTimeout(() => store.#firstAttempt.resolve(null), FIRST_ATTEMPT_MS);
    const cause = await store.#firstAttempt.promise;
    clearTimeout(timer);
    if (cause instanceof DurabilityError) {
      await store.close();
      throw cause;
    }
    return store;
  }

  get guarantee(): string {
    return this.#guarantee;
  }

  ready(): boolean {
    return this.#connection.isOpen;
  }

  async close(): Promise<void> {
    await Promise.all([this.#connection.close(), this.#bus.close()]);
  }

  /**
   * Uses one connection until it fails. State that may have changed without a connection is read
   * again before `opened` is called.
   */
  async #serve(run: Run, opened: () => void): Promise<void> {
    const { durability } = this.#options;
    const { weak, text } = await readGuarantee(run, this.#address.kind, durability);
    this.#guarantee = text;
    if (durability === 'strict' && weak !== null) throw new DurabilityError(weak);
    await this.#bus.ready;
    await this.revocations.load(run);
    await this.events.load(run);
    opened();
    this.#firstAttempt.resolve(null);
    for (;;) {
      this.#outage.works('commands');
      await this.#connection.pause(PROBE_MS);
      await run((client) => client.exists(this.#busKey));
    }
  }

  #onEntry(entry: BusEntry): void {
    if (entry.k === 'revoked') this.revocations.onBusEntry(entry);
    else this.events.onBusEntry(entry);
  }

  #onGap(): void {
    // After a failure the next connection loads them before it opens, in `#serve`.
    this.revocations.load().catch(() => undefined);
    this.events.onBusGap();
  }
}
