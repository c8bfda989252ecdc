import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { streamSSE } from 'hono/streaming';

interface Stream {
  readonly send: (event: string, data: string, id?: string) => Promise<void>;
  readonly end: () => void;
}

/** Returns an answer in place of the ordinary one, or `null` for the ordinary one. */
type Override = (context: Context) => Response | Promise<Response | null> | null;

/** A broker on a loopback port. Records its requests; tests can replace its answers. */
export class FakeBroker {
  /** Rows of the ordinary answers. */
  credentials: Record<string, unknown>[] = [];
  plugCredentials: Record<string, unknown>[] = [];
  accounts: Record<string, unknown>[] = [];
  meters: Record<string, unknown>[] = [];
  /** `METHOD path`, in order of arrival. */
  readonly log: string[] = [];
  /** Full addresses and headers of all requests. */
  readonly seen: { url: string; headers: Record<string, string> }[] = [];
  readonly streams = new Set<Stream>();
  /** `Last-Event-ID` of each stream request, in order. */
  readonly resumedFrom: (string | null)[] = [];
  /** Tokens that are accepted. */
  readonly tokens = new Set<string>();
  override: Override = () => null;
  sessionOverride: Override = () => null;
  ttlS = 600;
  /** Subject of tokens; `null`: they have none. */
  subject: string | null = 'user-1';
  /** Scopes of tokens; `null`: they have none. */
  scope: string | null = null;
  nowMs: () => number = () => Date.now();
  #issued = 0;
  #closed = false;
  readonly #server: ReturnType<typeof serve>;

  private constructor(server: (app: Hono) => ReturnType<typeof serve>) {
    this.#server = server(this.#app());
  }

  static async start(): Promise<FakeBroker> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const broker = new FakeBroker((app) =>
      // Tests create answers with the global Response, so it is not replaced.
      serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0, overrideGlobalObjects: false }, () => resolve()),
    );
    await promise;
    return broker;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Returns how often a request arrived. */
  count(line: string): number {
    return this.log.filter((entry) => entry === line).length;
  }

  /** Sends an event to every stream. */
  async emit(type: string, data: Record<string, unknown> = {}, id?: string): Promise<void> {
    const body = JSON.stringify({ type, created_at: new Date(this.nowMs()).toISOString(), data: { id: 1, ...data } });
    for (const stream of this.streams) await stream.send('arc', body, id);
  }

  /** Sends a message of another kind to every stream. */
  async send(event: string, id?: string): Promise<void> {
    for (const stream of this.streams) await stream.send(event, '{}', id);
  }

  endStreams(): void {
    for (const stream of [...this.streams]) stream.end();
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.endStreams();
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#server.close(() => resolve());
    if ('closeAllConnections' in this.#server) this.#server.closeAllConnections();
    await promise;
  }

  #issue(): { token: string; session_id: string; expires_at: string } {
    const iat = Math.floor(this.nowMs() / 1000);
    const exp = iat + this.ttlS;
    const { subject, scope } = this;
    const claims = {
      ...(subject === null ? {} : { sub: subject }),
      ...(scope === null ? {} : { scope }),
      iat,
      exp,
      n: ++this.#issued,
    };
    const token = `head.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.sign`;
    this.tokens.add(token);
    return { token, session_id: `ses_${this.#issued}`, expires_at: new Date(exp * 1000).toISOString() };
  }

  #app(): Hono {
    const app = new Hono();
    app.use(async (c, next) => {
      const { pathname } = new URL(c.req.url);
      this.log.push(`${c.req.method} ${pathname}`);
      this.seen.push({ url: c.req.url, headers: c.req.header() });
      if (pathname === '/session') return next();
      const other = await this.override(c);
      if (other !== null) return other;
      const token = (c.req.header('authorization') ?? '').replace('Bearer ', '');
      return this.tokens.has(token) ? next() : problem(401, 'session-invalid');
    });
    app.post('/session', async (c) => (await this.sessionOverride(c)) ?? c.json(this.#issue(), 201));
    app.get('/utility_credentials', (c) => c.json({ data: this.credentials, total_count: this.credentials.length }));
    app.get('/utility_accounts', (c) => c.json({ data: this.accounts, total_count: this.accounts.length }));
    app.get('/plug/credentials', (c) => c.json(page('credentials', this.plugCredentials, c)));
    app.get('/plug/meters', (c) => c.json(page('meters', this.meters, c)));
    app.patch('/plug/meters/:id', (c) => {
      this.meters = this.meters.map((meter) =>
        meter.id === c.req.param('id') ? { ...meter, status: 'INTERVALS_IN_PROGRESS' } : meter,
      );
      return c.json({
        meters: this.meters.filter((meter) => meter.id === c.req.param('id')),
        page: { size: 0, number: 0, totalElements: 0, totalPages: 0 },
      });
    });
    app.get('/events', (c) => {
      this.resumedFrom.push(c.req.header('last-event-id') ?? null);
      return streamSSE(c, async (sse) => {
        const { promise, resolve } = Promise.withResolvers<void>();
        const stream: Stream = {
          send: (event, data, id) => sse.writeSSE({ event, data, ...(id === undefined ? {} : { id }) }),
          end: resolve,
        };
        this.streams.add(stream);
        sse.onAbort(resolve);
        // As the broker begins a stream: with a delay for reconnects and an id.
        await sse.write(`retry: 2000\nid: at-${this.resumedFrom.length}\n\n`);
        await promise;
        this.streams.delete(stream);
      });
    });
    return app;
  }
}

/** Returns a problem document of the broker. */
export function problem(status: number, code: string, headers: Record<string, string> = {}): Response {
  const body = { type: `https://arc-elements.dev/problems/${code}`, title: code, status };
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/problem+json', ...headers },
  });
}

function page(name: string, items: readonly unknown[], c: Context) {
  const number = Number(c.req.query('page') ?? 0);
  const size = Number(c.req.query('size') ?? 20);
  return {
    [name]: items.slice(number * size, (number + 1) * size),
    page: { number, size, totalElements: items.length, totalPages: Math.ceil(items.length / size) },
  };
}
