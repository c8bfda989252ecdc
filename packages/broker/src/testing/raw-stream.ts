import { connect, type Socket } from 'node:net';

/** One message of an event stream. */
export interface StreamMessage {
  readonly event: string;
  readonly id: string;
  readonly data: { readonly data?: { readonly id?: number } };
}

/** Options of a stream. */
export interface RawStreamOptions {
  readonly url: string;
  readonly token: string;
  readonly lastEventId?: string;
  readonly onMessage?: (message: StreamMessage) => void;
}

/**
 * An event stream over a plain socket. Thousands of HTTP clients would cost more than what is
 * measured.
 */
export class RawStream {
  readonly socket: Socket;
  /** Id to resume from: that of the last message or of the opening frame. */
  lastEventId = '';
  /** The last `retry` value, ms. */
  retryMs = 0;
  #text = '';
  readonly #onMessage: (message: StreamMessage) => void;

  private constructor(socket: Socket, onMessage: (message: StreamMessage) => void) {
    this.socket = socket;
    this.#onMessage = onMessage;
  }

  /**
   * Opens the stream and waits for the first id.
   * @throws {Error} It was refused, or there is no connection.
   */
  static open({ url, token, lastEventId = '', onMessage = () => undefined }: RawStreamOptions): Promise<RawStream> {
    return new Promise((resolve, reject) => {
      const socket = connect(Number(new URL(url).port), '127.0.0.1');
      const stream = new RawStream(socket, onMessage);
      stream.lastEventId = lastEventId;
      socket.on('error', reject);
      socket.on('close', () => reject(new Error('the connection ended')));
      socket.on('data', (data) => {
        if (!stream.#take(data.toString('latin1'))) reject(new Error(stream.#text.slice(0, 80)));
        else if (stream.lastEventId !== '') resolve(stream);
      });
      // A proxy would keep the connection open after the end of the stream, which is detected here.
      const resume = lastEventId === '' ? '' : `Last-Event-ID: ${lastEventId}\r\n`;
      const headers = `Host: broker\r\nConnection: close\r\nAuthorization: Bearer ${token}\r\n${resume}`;
      socket.write(`GET /events HTTP/1.1\r\n${headers}\r\n`);
    });
  }

  /** Resolves when the connection has ended. */
  get ended(): Promise<void> {
    return new Promise((resolve) => {
      if (this.socket.destroyed) resolve();
      else this.socket.once('close', () => resolve());
    });
  }

  close(): void {
    this.socket.destroy();
  }

  /** Returns true if the stream is open. */
  #take(text: string): boolean {
    this.#text += text;
    if (!this.#text.startsWith('HTTP/1.1 200') && this.#text.startsWith('HTTP/1.1 ')) return false;
    for (;;) {
      const end = this.#text.indexOf('\n\n');
      if (end === -1) return true;
      const block = this.#text.slice(0, end);
      this.#text = this.#text.slice(end + 2);
      const id = /^id: (.*)$/m.exec(block)?.[1];
      if (id !== undefined) this.lastEventId = id;
      this.retryMs = Number(/^retry: ([0-9]+)$/m.exec(block)?.[1] ?? this.retryMs);
      const event = /^event: (.*)$/m.exec(block)?.[1];
      if (event === undefined) continue;
      const data = /^data: (.*)$/m.exec(block)?.[1] ?? 'null';
      this.#onMessage({ event, id: id ?? '', data: JSON.parse(data) as StreamMessage['data'] });
    }
  }
}
