import { createHash } from 'node:crypto';
import { createClient } from '@redis/client';
import { LRUCache } from 'lru-cache';
import { randomId } from '../encoding.ts';
import { HOLDER_LIFE_MS, type Replay, Store } from '../events/store.ts';
import { RedisBus } from './redis-bus.ts';
import { APPEND, COUNT, NOTE_HOLDER, REPLAY, REVOKE } from './redis-scripts.ts';

/** How to reach Redis and what to expect of it. */
export interface RedisStoreOptions {
  readonly url: string;
  /** `strict`: only a Redis that writes each event to disk before it answers. */
  readonly durability: 'strict' | 'relaxed';
  readonly now: () => number;
  readonly observe: (where: string, error: unknown) => void;
  /** Start of every key; default `arc:`. */
  readonly prefix?: string;
}

/** The Redis at hand cannot keep what a 2xx promises. */
export class DurabilityError extends Error {
  override readonly name = 'DurabilityError';
}

/** A webhook has to be answered within three seconds, whatever Redis does. */
const ANSWER_WITHIN_MS = 2500;
const MARKER_LIFE_MS = 3 * 24 * 3_600_000; // longer than the platform goes on trying
const STREAM_LIFE_MS = 24 * 3_600_000;
const EVENTS_PER_USER = 200;
const BUS_LENGTH = 10_000;
const MAX_REPLAYED = 100;
/** A page may list its meters every second; others need not hear of it each time. */
const NOTED_AGAIN_MS = 30_000;

type Client = ReturnType<typeof open>;

function open(url: string) {
  return createClient({
    url,
    RESP: 2,
    // Offline, a command fails at once: a webhook that waits in a queue is neither kept nor refused.
    disableOfflineQueue: true,
    commandsQueueMaxLength: 20_000,
    // Notices a Redis that is connected but silent; time-outs of commands alone did not.
    pingInterval: 1000,
    socket: {
      connectTimeout: 2000,
      socketTimeout: 4000,
      reconnectStrategy: (tries) => Math.min(100 * 2 ** tries, 1000),
    },
  });
}

/**
 * Events, duplicate markers, revocations and limits in one Redis for several brokers, any of which may die. Reads of
 * revocations and limits never wait for it: they are answered from this process's copy, which the bus keeps current.
 */
export class RedisStore extends Store {
  readonly #options: RedisStoreOptions;
  readonly #prefix: string;
  readonly #client: Client;
  readonly #bus: RedisBus;
  readonly #shared = new LRUCache<string, number>({ max: 50_000 });
  readonly #noted = new LRUCache<string, string>({ max: 20_000, ttl: NOTED_AGAIN_MS });
  #guarantee = 'redis: not reached yet';
  #usable = false;
  #epoch = '';

  private constructor(options: RedisStoreOptions) {
    super(options.now);
    this.#options = options;
    this.#prefix = options.prefix ?? 'arc:';
    this.#client = open(options.url);
    this.#client.on('error', (error: unknown) => options.observe('redis', error));
    this.#client.on('ready', () => void this.#prepare());
    this.#bus = new RedisBus({
      url: options.url,
      key: `${this.#prefix}bus`,
      onError: (error) => options.observe('redis-bus', error),
      onEntry: (entry) => this.#onEntry(entry),
      onGap: () => this.#onGap(),
    });
  }

  /**
   * Connects in the background; resolves after the first answer or two seconds, whichever comes first.
   * @throws {DurabilityError} Redis answered and cannot keep what `strict` asks for.
   */
  static async connect(options: RedisStoreOptions): Promise<RedisStore> {
    const store = new RedisStore(options);
    const first = new Promise<void>((resolve) => {
      store.#onPrepared = resolve;
      setTimeout(resolve, 2000).unref();
    });
    // Goes on trying by itself; what fails is reported by the error event above.
    store.#client.connect().catch((error: unknown) => options.observe('redis', error));
    store.#bus.start();
    await first;
    if (store.#weak !== null) {
      await store.close();
      throw new DurabilityError(store.#weak);
    }
    return store;
  }

  #onPrepared: () => void = () => undefined;
  #weak: string | null = null;

  get guarantee(): string {
    return this.#guarantee;
  }

  async append(user: string | null, data: string, bodyHash: string): Promise<'stored' | 'duplicate'> {
    const keys = [`${this.#prefix}seen:${bodyHash}`, this.#key('events', user ?? ''), `${this.#prefix}bus`];
    const limits = [MARKER_LIFE_MS, EVENTS_PER_USER, STREAM_LIFE_MS, BUS_LENGTH].map(String);
    const stored = await this.#run(APPEND, keys, [user ?? '', data, ...limits]);
    return stored === 1 ? 'stored' : 'duplicate';
  }

  async replay(user: string, afterId: string | null): Promise<Replay> {
    const [epoch = '', tag = '', position = ''] = (afterId ?? '').split('.');
    const own = afterId === null || (tag === tagOf(user) && /^[0-9]{1,15}-[0-9]{1,15}$/.test(position));
    const after = own ? position : '0-1'; // an id of somebody else is looked for as one that cannot exist
    const answer = await this.#run(
      REPLAY,
      [this.#key('events', user), `${this.#prefix}epoch`],
      [randomId(6), afterId === null ? '' : epoch, afterId === null ? '' : after, String(MAX_REPLAYED)],
    );
    const [now, last, complete, ...rest] = answer as [string, string, number, ...string[]];
    this.#epoch = now;
    const id = (at: string): string => `${now}.${tagOf(user)}.${at}`;
    const events = [];
    for (let i = 0; i + 1 < rest.length; i += 2) events.push({ id: id(rest[i] ?? ''), data: rest[i + 1] ?? '' });
    return { complete: complete === 1 && own, events, cursor: id(last) };
  }

  noteHolder(user: string, meterIds: readonly string[], all: boolean): void {
    const keys = meterIds.map((id) => this.#key('holders', id));
    const words = [all ? 'all' : 'some', ...keys];
    const known = words.join();
    if (this.#noted.get(user) === known) return;
    this.#noted.set(user, known);
    const now = this.now();
    const life = [now, now + HOLDER_LIFE_MS, HOLDER_LIFE_MS].map(String);
    // Nobody waits for it. An outage is reported by whoever needs an answer, and then the next reading notes it again.
    this.#run(NOTE_HOLDER, [this.#key('held', user)], [user, ...life, ...words]).catch(() => this.#noted.delete(user));
  }

  async holdersOf(meterId: string): Promise<readonly string[]> {
    const words = ['ZRANGEBYSCORE', this.#key('holders', meterId), `(${this.now()}`, '+inf'];
    return (await this.#command(words)) as string[];
  }

  /**
   * Decided at once from what this node has counted and the last sum it was told; the sum arrives while the request runs.
   * So several nodes together let through a little more than the limit, and an outage of Redis stops nobody.
   */
  override take(key: string, limit: number, windowMs: number): number {
    const waitS = super.take(key, limit, windowMs);
    if (waitS > 0 || !this.ready()) return waitS;
    const window = Math.floor(this.now() / windowMs);
    const shared = `${this.#prefix}limit:${key}:${window}`;
    this.#run(COUNT, [shared], [String(windowMs)]).then(
      (count) => this.#shared.set(shared, Number(count)),
      () => undefined, // the local count still holds, and the outage is reported by whoever needs an answer
    );
    const over = (this.#shared.get(shared) ?? 0) >= limit;
    return over ? Math.max(1, Math.ceil(((window + 1) * windowMs - this.now()) / 1000)) : 0;
  }

  ready(): boolean {
    return this.#usable && this.#client.isReady;
  }

  override async close(): Promise<void> {
    await super.close();
    await this.#bus.close();
    if (this.#client.isOpen) this.#client.destroy();
  }

  /** Runs after each connect: what may have changed meanwhile is read again before anything is accepted. */
  async #prepare(): Promise<void> {
    this.#usable = false;
    try {
      const { weak, guarantee } = await this.#inspect();
      this.#weak = this.#options.durability === 'strict' ? weak : null;
      this.#guarantee = guarantee;
      if (this.#weak !== null) throw new DurabilityError(this.#weak);
      await this.#bus.placed;
      await this.#loadRevocations();
      await this.replay('', null); // learns the epoch, which ids of live events begin with
      this.#usable = true;
    } catch (error) {
      this.#options.observe('redis', error);
    }
    this.#onPrepared();
  }

  /** What this Redis promises about a write it has acknowledged. */
  async #inspect(): Promise<{ readonly weak: string | null; readonly guarantee: string }> {
    const ask = async (name: string): Promise<string> => {
      const answer = (await this.#command(['CONFIG', 'GET', name]).catch(() => [])) as string[];
      return answer[1] ?? 'unknown';
    };
    const [appendOnly, fsync, policy] = [
      await ask('appendonly'),
      await ask('appendfsync'),
      await ask('maxmemory-policy'),
    ];
    const maxMemory = await ask('maxmemory');
    const evicts = policy !== 'noeviction' && maxMemory !== '0';
    const weak = evicts
      ? `maxmemory-policy is ${policy}, which throws events away`
      : appendOnly !== 'yes' || fsync !== 'always'
        ? `appendonly is ${appendOnly} and appendfsync is ${fsync}; needed are yes and always`
        : null;
    const kept =
      appendOnly !== 'yes'
        ? 'acknowledged events are lost when Redis dies'
        : fsync === 'always'
          ? 'acknowledged events survive a crash of Redis'
          : 'a crash of Redis may lose about the last second of acknowledged events';
    return { weak, guarantee: `redis: ${kept}${evicts ? `, and it may evict them (${policy})` : ''}` };
  }

  async #loadRevocations(): Promise<void> {
    const all = await this.#command(['ZRANGEBYSCORE', `${this.#prefix}revoked`, String(this.now()), '+inf']);
    for (const entry of all as string[]) this.#noteEntry(entry);
    this.tell((listener) => listener.revoked());
  }

  /** Here at once, whatever becomes of Redis; the caller is told when the others may not have heard. */
  protected override async revoke(who: string, through: number): Promise<void> {
    await super.revoke(who, through);
    const keys = [`${this.#prefix}revoked`, `${this.#prefix}bus`];
    const words = [this.now(), this.forgetAtMs(through), BUS_LENGTH].map(String);
    await this.#run(REVOKE, keys, [`${through} ${who}`, ...words]);
  }

  #noteEntry(entry: string): void {
    const [through, kind, name] = entry.split(' ');
    this.noteRevocation(`${kind} ${name}`, Number(through));
  }

  #onEntry(entry: ReadonlyMap<string, string>): void {
    if (entry.get('k') === 'revoked') {
      this.#noteEntry(entry.get('v') ?? '');
      this.tell((listener) => listener.revoked());
      return;
    }
    if (this.#epoch === '') {
      this.#onGap(); // not told yet what ids look like: reading everything again is always right
      return;
    }
    const user = entry.get('u') ?? '';
    const event = { id: `${this.#epoch}.${tagOf(user)}.${entry.get('i') ?? ''}`, data: entry.get('d') ?? '' };
    this.tell((listener) => listener.event(user, event));
  }

  #onGap(): void {
    this.#loadRevocations().catch((error: unknown) => this.#options.observe('redis', error));
    this.tell((listener) => listener.gap());
  }

  #run(script: string, keys: readonly string[], args: readonly string[]): Promise<unknown> {
    return this.#command(['EVAL', script, String(keys.length), ...keys, ...args]);
  }

  /** One command with a deadline of its own. After it, the command may still have run: all of ours can run again. */
  async #command(words: readonly string[]): Promise<unknown> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('Redis did not answer in time')), ANSWER_WITHIN_MS);
    });
    try {
      return await Promise.race([this.#client.sendCommand([...words]), late]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Of fixed length, whatever it is about is called; nothing in it can be mistaken for a separator or a pattern. */
  #key(kind: 'events' | 'held' | 'holders', name: string): string {
    const hash = createHash('sha256').update(`${kind} ${name.length} ${name}`).digest('base64url');
    return `${this.#prefix}${kind}:${hash}`;
  }
}

/** Ties an id to one user, so that it is no position in another's stream. Not a secret. */
function tagOf(user: string): string {
  return createHash('sha256').update(user).digest('base64url').slice(0, 8);
}
