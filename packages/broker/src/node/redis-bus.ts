import { createClient } from '@redis/client';

/** What a bus reader needs. */
export interface RedisBusOptions {
  readonly url: string;
  /** The stream that all nodes write to and read from. */
  readonly key: string;
  readonly onEntry: (entry: ReadonlyMap<string, string>) => void;
  /** Entries may have been missed. */
  readonly onGap: () => void;
  readonly onError: (error: unknown) => void;
}

const BLOCK_MS = 2000;
const COUNT = 500;
const PAUSE_MS = 250;

/**
 * Reads the bus with a connection of its own, from where it stopped. A stream rather than publish/subscribe: that
 * forgets what was said while nobody listened, this one knows whether anything is missing.
 */
export class RedisBus {
  readonly #options: RedisBusOptions;
  readonly #client;
  #closed = false;
  #lastId: string | null = null;
  #running: Promise<void> = Promise.resolve();
  readonly #placed = Promise.withResolvers<void>();

  constructor(options: RedisBusOptions) {
    this.#options = options;
    this.#client = createClient({
      url: options.url,
      RESP: 2,
      disableOfflineQueue: true,
      socket: { connectTimeout: 2000, socketTimeout: BLOCK_MS * 3, reconnectStrategy: () => PAUSE_MS },
    });
    this.#client.on('error', options.onError);
  }

  /** Settles once the place to read from is fixed: what is written after that will be seen. */
  get placed(): Promise<void> {
    return this.#placed.promise;
  }

  start(): void {
    this.#client.connect().catch(this.#options.onError);
    this.#running = this.#loop();
  }

  async close(): Promise<void> {
    this.#closed = true;
    if (this.#client.isOpen) this.#client.destroy();
    await this.#running;
  }

  async #loop(): Promise<void> {
    let connected = false;
    while (!this.#closed) {
      if (!this.#client.isReady) {
        connected = false;
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS / 5));
        continue;
      }
      try {
        if (!connected) await this.#catchUp();
        connected = true;
        this.#placed.resolve();
        await this.#read();
      } catch (error) {
        connected = false;
        if (this.#closed) return;
        this.#options.onError(error);
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      }
    }
  }

  /** Finds the place to read on from, and whether anything between is gone: trimmed, flushed, or never written to disk. */
  async #catchUp(): Promise<void> {
    const { key } = this.#options;
    const last = (await this.#client.sendCommand(['XREVRANGE', key, '+', '-', 'COUNT', '1'])) as unknown as Entry[];
    const newest = last[0]?.[0] ?? '0-0';
    if (this.#lastId === null) {
      this.#lastId = newest;
      return;
    }
    if (this.#lastId === newest || this.#lastId === '0-0') return;
    const own = (await this.#client.sendCommand(['XRANGE', key, this.#lastId, this.#lastId])) as unknown as Entry[];
    if (own.length === 1) return;
    this.#lastId = newest;
    this.#options.onGap();
  }

  async #read(): Promise<void> {
    const words = [
      'XREAD',
      'COUNT',
      String(COUNT),
      'BLOCK',
      String(BLOCK_MS),
      'STREAMS',
      this.#options.key,
      this.#lastId ?? '$',
    ];
    const answer = (await this.#client.sendCommand(words)) as unknown as [string, Entry[]][] | null;
    for (const [id, fields] of answer?.[0]?.[1] ?? []) {
      this.#lastId = id;
      const entry = new Map<string, string>();
      for (let i = 0; i + 1 < fields.length; i += 2) entry.set(fields[i] ?? '', fields[i + 1] ?? '');
      this.#options.onEntry(entry);
    }
  }
}

type Entry = [string, string[]];
