import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { PROBLEM_BASE } from '../problem.ts';

/** A fetch handler listening on a socket. */
export interface Listening {
  readonly url: string;
  readonly fetch: (request: Request) => Promise<Response>;
  readonly server: Server;
  /**
   * Stops listening and resolves when all requests have finished. Connections that are still open
   * after `graceMs` are closed.
   */
  readonly stop: (graceMs: number) => Promise<void>;
}

/** Time limits of a connection, in ms. */
export interface EdgeTimes {
  /** To send the headers. */
  readonly headers: number;
  /** To send headers and body together. */
  readonly request: number;
  /** Between two requests. */
  readonly idle: number;
  /** Interval in which Node checks them; a limit may be exceeded by this much. */
  readonly check: number;
}

/**
 * Idle connections are kept longer than load balancers keep them (usually 60 s), so that those
 * close them.
 */
export const EDGE_TIMES: EdgeTimes = { headers: 10_000, request: 20_000, idle: 75_000, check: 2000 };

/** Headers that must not be sent twice, even if Node would accept that. */
const SINGLE = new Set(['host', 'authorization', 'origin', 'content-length', 'content-type', 'last-event-id']);

/**
 * Serves a fetch handler to the internet: limits the time for headers and bodies and the size of
 * headers, and refuses ambiguous requests.
 * @throws {Error} `code` is `EADDRINUSE` if the port is taken.
 */
export async function serve(
  fetch: Listening['fetch'],
  { host, port, times = EDGE_TIMES }: { readonly host: string; readonly port: number; readonly times?: EdgeTimes },
): Promise<Listening> {
  const listener = getRequestListener(fetch, { overrideGlobalObjects: false, hostname: 'localhost' });
  const server = createServer(
    {
      headersTimeout: times.headers,
      requestTimeout: times.request,
      connectionsCheckingInterval: times.check,
      keepAliveTimeout: times.idle,
      maxHeaderSize: 16 * 1024,
      insecureHTTPParser: false,
      // Checked by `isAmbiguous`, so that the answer is a problem document.
      requireHostHeader: false,
      noDelay: true,
      keepAlive: true,
      keepAliveInitialDelay: 20_000,
    },
    (incoming, outgoing) => {
      if (isAmbiguous(incoming)) {
        refuse(outgoing, 400);
        return;
      }
      if (incoming.method === 'TRACE') {
        // `Request` does not allow TRACE, so the handler gets another unknown method.
        incoming.method = 'UNKNOWN';
        outgoing.setHeader('connection', 'close');
      }
      void listener(incoming, outgoing);
    },
  );
  server.maxHeadersCount = 100;
  // `Expect: 100-continue` is confirmed and otherwise ignored; any other expectation is refused.
  server.on('checkContinue', (incoming, outgoing) => {
    outgoing.writeContinue();
    server.emit('request', incoming, outgoing);
  });
  server.on('checkExpectation', (_, outgoing) => refuse(outgoing, 417));
  // Requests that Node's parser refused get a problem document, and the connection is closed.
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (!socket.writable || error.code === 'ECONNRESET') {
      socket.destroy();
      return;
    }
    const [status, reason] = PARSER_REFUSALS[error.code ?? ''] ?? [400, 'Bad Request'];
    const body = refusal(status);
    const headers = Object.entries({ ...REFUSAL_HEADERS, 'content-length': String(Buffer.byteLength(body)) });
    const head = headers.map(([name, value]) => `${name}: ${value}`).join('\r\n');
    socket.end(`HTTP/1.1 ${status} ${reason}\r\n${head}\r\n\r\n${body}`);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    // All streams of a failed node reconnect at once; without room in the queue they would wait for
    // seconds.
    server.listen({ port, host, backlog: 4096 }, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const address = server.address();
  const actual = typeof address === 'object' && address !== null ? address.port : port;
  const shown = host.includes(':') ? `[${host}]` : host;
  return { url: `http://${shown}:${actual}`, fetch, server, stop: (graceMs) => stop(server, graceMs) };
}

const DOT_SEGMENT = /^[^?]*\/(\.|%2e){1,2}([/?]|$)/i;
const HOST = /^([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?$/;

/**
 * Returns true if a request can be understood in two ways. A fetch handler could not notice, since
 * `Headers` joins values and `URL` normalizes paths.
 */
function isAmbiguous(incoming: IncomingMessage): boolean {
  // Only a path is allowed: an absolute target or a fragment could contradict the other headers.
  const target = incoming.url ?? '';
  if (!target.startsWith('/') || target.startsWith('//') || target.includes('#') || target.includes('\\')) return true;
  // A proxy in front may have decided by the path as it was sent; `URL` would resolve it first.
  if (DOT_SEGMENT.test(target)) return true;
  // The URL of the request is built from `Host`. Old health checks send none.
  const { host } = incoming.headers;
  if (host !== undefined && host !== '' && !(HOST.test(host) && URL.canParse(`http://${host}`))) return true;
  const seen = new Set<string>();
  for (let i = 0; i < incoming.rawHeaders.length; i += 2) {
    const name = (incoming.rawHeaders[i] ?? '').toLowerCase();
    if (!SINGLE.has(name)) continue;
    if (seen.has(name)) return true;
    seen.add(name);
  }
  return !seen.has('host') && incoming.httpVersion !== '1.0';
}

const PARSER_REFUSALS: Readonly<Record<string, readonly [number, string]>> = {
  HPE_HEADER_OVERFLOW: [431, 'Request Header Fields Too Large'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'Request Timeout'],
};

const REFUSAL_HEADERS = {
  'content-type': 'application/problem+json',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  vary: 'Origin',
  connection: 'close',
};

const refusal = (status: number): string =>
  JSON.stringify({ type: `${PROBLEM_BASE}invalid-request`, title: 'The request is not valid', status });

function refuse(outgoing: ServerResponse, status: 400 | 417): void {
  outgoing.writeHead(status, REFUSAL_HEADERS);
  outgoing.end(refusal(status));
}

async function stop(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const idle = setInterval(() => server.closeIdleConnections(), 100);
  const cut = setTimeout(() => server.closeAllConnections(), graceMs);
  server.closeIdleConnections();
  await closed;
  clearInterval(idle);
  clearTimeout(cut);
}
