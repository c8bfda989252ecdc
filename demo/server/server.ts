import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { backstage } from './backstage.ts';
import { devSite } from './dev-site.ts';
import { ownOrigins, ownSiteOnly } from './own-site.ts';
import { contentSecurityPolicy, DOCS_POLICY, securityHeaders } from './policy.ts';
import { problemResponse } from './problem.ts';
import { sessionRoute } from './session-route.ts';
import { builtSite, plainPage } from './site.ts';

/** Options of the demo site. */
export interface DemoOptions {
  /** Port to listen on; 0 takes a free one. Default 5173. */
  readonly port?: number;
  /** Address to listen on. Default 127.0.0.1, which other machines cannot reach. */
  readonly host?: string;
  /** Address of the token broker, as this server and the browser reach it. */
  readonly brokerUrl: string;
  /** One of the broker's keys (`ARC_BROKER_KEYS`). Never leaves this server. */
  readonly brokerKey: string;
  /**
   * Address of the sandbox. Its Connect page is shown in a frame; the drawer controls its clock.
   */
  readonly sandboxUrl: string;
  /** Serves the pages from their sources and reloads them on change. Default false: `demo/dist`. */
  readonly dev?: boolean;
  /** Folder of the built pages. Default `demo/dist`. */
  readonly siteFolder?: string;
}

/** A running demo site. */
export interface Demo {
  readonly url: string;
  /** Ends open requests and frees the port. */
  readonly close: () => Promise<void>;
}

/**
 * Starts the partner's own server: the pages, and `POST /arc/session`, the one route that a
 * partner has to add.
 * @throws {Error} The port is taken, or the site was never built; the message says what to do.
 */
export async function startDemo({ port = 5173, host = '127.0.0.1', ...options }: DemoOptions): Promise<Demo> {
  const { brokerUrl, brokerKey, sandboxUrl, dev = false, siteFolder } = options;
  let listening = port;
  const origins = () => ownOrigins(host, listening);
  const headers = (path: string) => {
    if (/^\/(?:docs|live)\//.test(path)) return securityHeaders(DOCS_POLICY);
    const devSocket = dev
      ? origins()
          .map((origin) => origin.replace(/^http/, 'ws'))
          .join(' ')
      : undefined;
    const brokerOrigin = new URL(brokerUrl).origin;
    const connectOrigin = new URL(sandboxUrl).origin;
    const framesItself = path.startsWith('/gallery');
    return securityHeaders(contentSecurityPolicy({ brokerOrigin, connectOrigin, devSocket, framesItself }));
  };

  const app = new Hono<{ Bindings: HttpBindings }>();
  const server = createServer(getRequestListener((request, env) => app.fetch(request, env)));
  app.use(async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(headers(c.req.path))) c.res.headers.set(name, value);
    if (!c.res.headers.has('Cache-Control')) c.res.headers.set('Cache-Control', 'no-cache');
  });
  app.use(ownSiteOnly(origins));
  app.post('/arc/session', sessionRoute({ brokerUrl, brokerKey, origins }));
  app.get('/config.json', (c) => c.json({ broker: brokerUrl, sandbox: sandboxUrl }));
  app.route('/backstage', backstage(sandboxUrl));
  app.route('/', plainPage(brokerUrl));
  const site = dev
    ? await devSite(server, { headers, brokerUrl })
    : { app: builtSite(brokerUrl, siteFolder), close: async () => {} };
  app.route('/', site.app);
  app.notFound((c) =>
    problemResponse({ status: 404, code: 'not-found', title: 'Not found', detail: `Nothing is at ${c.req.path}.` }),
  );
  app.onError((error, c) => {
    console.error(`demo: ${c.req.method} ${c.req.path} failed:`, error);
    return problemResponse({ status: 500, code: 'unknown', title: 'Failed', detail: 'This server made a mistake.' });
  });

  try {
    listening = await listen(server, host, port);
  } catch (cause) {
    await site.close();
    throw cause;
  }
  return {
    url: `http://${host}:${listening}`,
    close: async () => {
      const closed = new Promise<void>((done) => server.close(() => done()));
      server.closeAllConnections();
      await Promise.all([closed, site.close()]);
    },
  };
}

/** Listens, and resolves to the port. */
async function listen(server: Server, host: string, port: number): Promise<number> {
  await new Promise<void>((ready, fail) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const text =
        cause.code === 'EADDRINUSE'
          ? `Port ${port} on ${host} is taken. Stop what uses it, or set DEMO_PORT to a free one.`
          : `The demo cannot listen on ${host}:${port}: ${cause.message}`;
      fail(new Error(text, { cause }));
    });
    server.listen(port, host, ready);
  });
  return (server.address() as AddressInfo).port;
}
