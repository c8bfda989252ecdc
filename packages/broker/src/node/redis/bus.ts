import type { RedisAddress } from './address.ts';
import { RedisConnection, type Run } from './connection.ts';

/**
 * A message to all nodes: an event (`u` user, `i` position in the user's stream, `d` data) or a
 * revocation (`v`).
 */
export type BusEntry = Readonly<Partial<Record<'k' | 'u' | 'i' | 'd' | 'v', string>>>;

/** Options of a bus. */
export interface RedisBusOptions {
  readonly address: RedisAddress;
  /** The stream that all nodes write to and read from. */
  readonly key: string;
  readonly onEntry: (entry: BusEntry) => void;
  /** Entries may have been missed. */
  readonly onGap: () => void;
  /** The bus was read, with or without new entries. */
  readonly onRead: () => void;
  readonly onFailure: (cause: unknown) => void;
}

const BLOCK_MS = 2000;
const COUNT = 500;

/**
 * Reads the bus on its own connection and resumes after a failure. The bus is a Redis stream
 * instead of publish/subscribe, which would lose messages without a connection and not notice.
 */
export class RedisBus {
  readonly #options: RedisBusOptions;
  readonly #connection: RedisConnection;
  readonly #ready = Promise.withResolvers<void>();
  #lastId: string | null = null;

  constructor(options: RedisBusOptions) {
    const { address, key, onFailure } = options;
    this.#options = options;
    this.#connection = new RedisConnection({
      address,
      key,
      serve: (run, opened) => this.#serve(run, opened),
      failed: onFailure,
    });
  }

  /** Resolves once the position to read from is known: any later entry will be read. */
  get ready(): Promise<void> {
    return this.#ready.promise;
  }

  start(): void {
    this.#connection.start();
  }

  close(): Promise<void> {
    return this.#connection.close();
  }

  async #serve(run: Run, opened: () => void): Promise<void> {
    await this.#catchUp(run);
    this.#ready.resolve();
    opened();
    for (;;) {
      await this.#read(run);
      this.#options.onRead();
    }
  }

  /**
   * Finds the position to resume from, and whether entries after it were trimmed, flushed or never
   * here.
   */
  async #catchUp(run: Run): Promise<void> {
    const { key, onGap } = this.#options;
    const [newest] = (await run((client) => client.xRevRange(key, '+', '-', { COUNT: 1 }))) ?? [];
    const newestId = newest?.id ?? '0-0';
    const lastId = this.#lastId;
    this.#lastId ??= newestId;
    if (lastId === null || lastId === newestId) return;
    const own = await run((client) => client.xRange(key, lastId, lastId));
    if (own?.length === 1) return;
    this.#lastId = newestId;
    onGap();
  }

  async #read(run: Run): Promise<void> {
    const from = { key: this.#options.key, id: this.#lastId ?? '$' };
    const read = await run((client) => client.xRead(from, { COUNT, BLOCK: BLOCK_MS }), 2 * BLOCK_MS);
    for (const { id, message } of read?.[0]?.messages ?? []) {
      this.#lastId = id;
      this.#options.onEntry(message);
    }
  }
}
