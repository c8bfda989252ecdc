import { RawStream } from './raw-stream.ts';

/** An event stream that reconnects and resumes by itself, like that of the client. */
export class SteadyReader {
  /** Ids in the data of the events, in the order of their arrival. */
  readonly seen: number[] = [];
  resets = 0;
  /** Number of reconnects. */
  reconnects = 0;
  #stream: RawStream | null = null;
  #closed = false;
  #lastEventId = '';
  #retryMs = 0;
  readonly #url: string;
  readonly #token: string;
  readonly #random: () => number;

  private constructor(url: string, token: string, random: () => number) {
    this.#url = url;
    this.#token = token;
    this.#random = random;
  }

  /** Resolves when the stream is open for the first time. */
  static async open(url: string, token: string, random: () => number): Promise<SteadyReader> {
    const reader = new SteadyReader(url, token, random);
    await reader.#connect();
    void reader.#stay();
    return reader;
  }

  get isOpen(): boolean {
    return this.#stream !== null;
  }

  close(): void {
    this.#closed = true;
    this.#stream?.close();
  }

  async #connect(): Promise<void> {
    this.#stream = await RawStream.open({
      url: this.#url,
      token: this.#token,
      lastEventId: this.#lastEventId,
      onMessage: ({ event, data }) => {
        if (event === 'reset') this.resets += 1;
        else if (event === 'arc') this.seen.push(data.data?.id ?? -1);
      },
    });
  }

  async #stay(): Promise<void> {
    while (!this.#closed) {
      await this.#stream?.ended;
      this.#lastEventId = this.#stream?.lastEventId ?? this.#lastEventId;
      this.#retryMs = this.#stream?.retryMs ?? this.#retryMs;
      this.#stream = null;
      if (this.#closed) return;
      // The client waits for a random part of it.
      await new Promise((resolve) => setTimeout(resolve, this.#random() * this.#retryMs));
      // The node is still down or drains; the next round tries again.
      await this.#connect().then(
        () => {
          this.reconnects += 1;
        },
        () => undefined,
      );
    }
  }
}
