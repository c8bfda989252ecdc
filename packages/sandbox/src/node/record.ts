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
  /** How long the platform may take for an answer, ms; then it is 504. Default one minute. */
  readonly timeoutMs?: number;
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
const LARGEST_REQUEST_MB = 16;
/** Methods that `fetch` sends; it refuses TRACE. */
const FORWARDED_METHODS = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];

/** Why a request is answered by the recorder itself, in words for a client. */
class Refusal extends Error {
  readonly status: number;
  constructor(status: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}

/**
 * Starts a recorder: it passes requests on to the platform, and writes each answer to a file of its
 * own with names and secrets replaced. Answers that are or lead to tokens, and those that are no
 * JSON, are passed on and not written.
 * @throws {UsageError} The folder cannot be written to, or has files in it.
 */
export async function startRecorder(options: RecordOptions): Promise<RunningRecorder> {
  const { folder, port = 4010, hosts = [], timeoutMs = 60_000, report = () => undefined } = options;
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
    try {
      writeFileSync(join(folder, file), `${text}\n`, { mode: 0o600 });
    } catch (error) {
      throw new Refusal(500, 'The answer could not be written to the folder of the recording', { cause: error });
    }
    report(`${method} ${redacted.request.path} ${status}: ${file}`);
  };

  /** Resolves to the answer of the platform, and its body. */
  const ask = async (target: string, init: RequestInit): Promise<{ answer: Response; bytes: Buffer }> => {
    const signal = AbortSignal.timeout(timeoutMs);
    let answer: Response | undefined;
    try {
      answer = await fetch(upstream + target, { ...init, redirect: 'manual', signal });
      return { answer, bytes: Buffer.from(await answer.arrayBuffer()) };
    } catch (error) {
      if (signal.aborted)
        throw new Refusal(504, `The platform did not answer within ${timeoutMs / 1000} s`, { cause: error });
      const code = ((error as Error).cause as NodeJS.ErrnoException | undefined)?.code ?? (error as Error).name;
      const reason =
        answer === undefined
          ? `The platform could not be reached (${code})`
          : `The platform's answer could not be read: it was cut off, or is not compressed as it says (${code})`;
      throw new Refusal(502, reason, { cause: error });
    }
  };

  const forward = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const { method = 'GET', url: target = '/' } = incoming;
    const host = `http://${incoming.headers.host}`;
    const name = URL.canParse(host) ? new URL(host).hostname : '';
    // A target without a slash, put behind the platform's address, would name another host.
    const isPath = target.startsWith('/');
    if (!isPath || !isAnswered(name, hosts) || incoming.headers.origin !== undefined)
      throw new Refusal(403, 'This recorder serves programs of this machine only; give it other names with --host');
    if (!FORWARDED_METHODS.includes(method)) throw new Refusal(405, `${method} is not passed on`);
    if (!/^(identity)?$/i.test(incoming.headers['content-encoding'] ?? ''))
      throw new Refusal(415, 'A compressed request is not passed on: secrets in it could not be found');
    const requestBytes = await bytesOf(incoming);
    const hasBody = requestBytes.length > 0;
    if (hasBody && (method === 'GET' || method === 'HEAD'))
      throw new Refusal(400, `${method} with a body is not passed on`);
    const requestHeaders = headersOf(incoming);
    const { answer, bytes } = await ask(target, {
      method,
      headers: requestHeaders,
      ...(hasBody ? { body: requestBytes } : {}),
    });
    // Written before it is passed on: a client that has the answer may stop the recorder.
    write({
      method,
      target,
      requestHeaders,
      requestBody: textOf(requestBytes),
      status: answer.status,
      responseHeaders: answer.headers,
      responseBody: textOf(bytes),
    });
    // Appended, because each cookie has a header of its own.
    for (const [header, value] of answer.headers)
      if (!NOT_RETURNED.includes(header)) outgoing.appendHeader(header, value);
    outgoing.writeHead(answer.status);
    outgoing.end(bytes);
  };

  const server = createServer((incoming, outgoing) => {
    forward(incoming, outgoing).catch((error: unknown) => {
      // The message of another error may hold the address that was asked for, and with it a token.
      const { status, message } =
        error instanceof Refusal ? error : new Refusal(500, `The recorder failed (${(error as Error).name})`);
      report(`${incoming.method} ${status}: ${message}`);
      const allow = status === 405 ? { allow: FORWARDED_METHODS.join(', ') } : {};
      if (!outgoing.headersSent) outgoing.writeHead(status, { 'content-type': 'application/json', ...allow });
      outgoing.end(JSON.stringify({ error: message }));
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

/** Returns a body as a text, without a byte order mark, which is no part of JSON. */
const textOf = (bytes: Buffer): string => new TextDecoder().decode(bytes);

function headersOf(incoming: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers))
    if (value !== undefined && !NOT_FORWARDED.includes(name)) headers.set(name, [value].flat().join(', '));
  return headers;
}

/**
 * Resolves to the body of a request. One that is too large is received to its end all the same:
 * many clients look for an answer only when they have sent everything.
 * @throws {Refusal} It is too large, or the client broke off.
 */
async function bytesOf(incoming: IncomingMessage): Promise<Buffer<ArrayBuffer>> {
  const largest = LARGEST_REQUEST_MB * 1024 * 1024;
  const pieces: Buffer[] = [];
  let length = 0;
  try {
    for await (const piece of incoming) {
      length += (piece as Buffer).length;
      if (length <= largest) pieces.push(piece as Buffer);
    }
  } catch (error) {
    throw new Refusal(400, 'The request was cut off', { cause: error });
  }
  if (length > largest) throw new Refusal(413, `A request of more than ${LARGEST_REQUEST_MB} MB is not passed on`);
  return Buffer.concat(pieces);
}
