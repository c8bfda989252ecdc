import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { isAnswered } from '../hosts.ts';
import { createRedactor, type Exchange } from '../recorded/redactor.ts';
import { UsageError } from './usage-error.ts';

/** What to record, and where. */
export interface RecordOptions {
  /** Base URL of the platform. */
  readonly upstream: string;
  /** Folder that is written to; made when it does not exist. It must be empty. */
  readonly folder: string;
  /** Default 4010; 0 picks a free one. */
  readonly port?: number;
  /** Host names that are answered besides those of this machine and of the platform. */
  readonly hosts?: readonly string[];
  /** Called with a line for each answer, which says what was written. */
  readonly report?: (line: string) => void;
}

/** A recorder on a port of this machine. */
export interface RunningRecorder {
  /** Its origin, without a slash at the end. */
  readonly url: string;
  close(): Promise<void>;
}

/** Headers of one connection, and those that `fetch` writes itself. */
const NOT_FORWARDED = [
  'host',
  'connection',
  'keep-alive',
  'proxy-connection',
  'transfer-encoding',
  'upgrade',
  'te',
  'trailer',
  'expect',
  'content-length',
  'accept-encoding',
];
/** Headers of an answer that no longer fit once its body was read. */
const NOT_RETURNED = ['connection', 'keep-alive', 'transfer-encoding', 'content-encoding', 'content-length'];
const LARGEST_REQUEST_BYTES = 16 * 1024 * 1024;

/**
 * Starts a recorder: it passes requests on to the platform, and writes each answer to a file of its
 * own with names and secrets replaced. Answers that are or lead to tokens, and those that are no
 * JSON, are passed on and not written.
 * @throws {UsageError} The folder cannot be written to, or has files in it.
 */
export async function startRecorder(options: RecordOptions): Promise<RunningRecorder> {
  const { folder, port = 4010, hosts = [], report = () => undefined } = options;
  prepare(folder);
  const upstream = options.upstream.replace(/\/$/, '');
  const redactor = createRedactor();
  let count = 0;

  const write = (exchange: Exchange): void => {
    const { method, status } = exchange;
    const redacted = redactor.redact(exchange);
    if (redacted === undefined) {
      report(`${method} ${status}: passed on, not written`);
      return;
    }
    const file = fileName(++count, redacted.request);
    const text = JSON.stringify({ exchanges: [redacted] }, null, 1);
    writeFileSync(join(folder, file), `${text}\n`, { mode: 0o600 });
    report(`${method} ${redacted.request.path} ${status}: ${file}`);
  };

  const forward = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const { method = 'GET', url: target = '/' } = incoming;
    const host = `http://${incoming.headers.host}`;
    const name = URL.canParse(host) ? new URL(host).hostname : '';
    // A target without a slash, put behind the platform's address, would name another host.
    const isPath = target.startsWith('/');
    if (!isPath || !isAnswered(name, hosts) || incoming.headers.origin !== undefined) {
      outgoing.writeHead(403, { 'content-type': 'application/json' });
      outgoing.end('{"error":"This recorder serves programs of this machine only; give it other names with --host"}');
      return;
    }
    const requestHeaders = headersOf(incoming);
    const requestBytes = await bytesOf(incoming);
    const answer = await fetch(upstream + target, {
      method,
      headers: requestHeaders,
      redirect: 'manual',
      ...(requestBytes.length === 0 ? {} : { body: requestBytes }),
    });
    const bytes = Buffer.from(await answer.arrayBuffer());
    // Written before it is passed on: a client that has the answer may stop the recorder.
    write({
      method,
      target,
      requestHeaders,
      requestBody: requestBytes.toString('utf8'),
      status: answer.status,
      responseHeaders: answer.headers,
      responseBody: bytes.toString('utf8'),
    });
    // Appended, because each cookie has a header of its own.
    for (const [header, value] of answer.headers)
      if (!NOT_RETURNED.includes(header)) outgoing.appendHeader(header, value);
    outgoing.writeHead(answer.status);
    outgoing.end(bytes);
  };

  const server = createServer((incoming, outgoing) => {
    forward(incoming, outgoing).catch((error: unknown) => {
      // Its own message may hold the address that was asked for, and with it a token.
      report(`${incoming.method} 502: it could not be passed on or written (${(error as Error).name})`);
      if (!outgoing.headersSent) outgoing.writeHead(502, { 'content-type': 'application/json' });
      outgoing.end('{"error":"The recorder could not pass this on to the platform, or not write its answer"}');
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/**
 * Makes the folder.
 * @throws {UsageError} It has files, whose made-up names would be used for others again.
 */
function prepare(folder: string): void {
  let files: string[];
  try {
    makeFolder(folder);
    files = readdirSync(folder);
  } catch (error) {
    throw new UsageError(`--out ${folder}: it cannot be written to`, { cause: error });
  }
  if (files.length > 0) throw new UsageError(`--out ${folder}: it is not empty; record into a folder of its own`);
}

/**
 * Makes a folder and those that it is in. Node's own `recursive` never returns where a folder
 * exists but takes no other, as in /proc, or was deleted while a shell stood in it.
 */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  if (dirname(folder) !== folder) makeFolder(dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
}

/** Returns a name such as `0001-GET-plug-meters.json`; the number keeps the order. */
function fileName(count: number, { method, path }: { method: string; path: string }): string {
  const words = path.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '');
  return `${String(count).padStart(4, '0')}-${method}-${words.slice(0, 60)}.json`;
}

function headersOf(incoming: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers))
    if (value !== undefined && !NOT_FORWARDED.includes(name)) headers.set(name, [value].flat().join(', '));
  return headers;
}

async function bytesOf(incoming: IncomingMessage): Promise<Buffer<ArrayBuffer>> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of incoming) {
    length += (piece as Buffer).length;
    if (length > LARGEST_REQUEST_BYTES) throw new RangeError('the request is too large');
    pieces.push(piece as Buffer);
  }
  return Buffer.concat(pieces);
}
