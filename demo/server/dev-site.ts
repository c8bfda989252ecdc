import type { Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { Hono } from 'hono';
import { withBroker } from './site.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The site as Vite serves it from its sources. */
export interface DevSite {
  readonly app: Hono<{ Bindings: HttpBindings }>;
  readonly close: () => Promise<void>;
}

export interface DevSiteOptions {
  /**
   * Returns the headers for a path. Called for each request: they name the port, which is known
   * late.
   */
  readonly headers: (path: string) => Readonly<Record<string, string>>;
  readonly brokerUrl: string;
}

/**
 * Serves the pages and the script-tag bundle from TypeScript and reloads them on every edit. The
 * web socket for reloads shares `server`, so that the demo needs only one port.
 */
export async function devSite(server: Server, { headers, brokerUrl }: DevSiteOptions): Promise<DevSite> {
  // Imported only here, so that a built site starts without a build tool.
  const { createServer } = await import('vite');
  const vite = await createServer({
    configFile: `${ROOT}/vite.config.ts`,
    appType: 'mpa',
    server: { middlewareMode: { server }, ws: { server }, hmr: { overlay: false } },
    plugins: [{ name: 'demo-broker', transformIndexHtml: (html) => withBroker(html, brokerUrl) }],
  });
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.get('/arc/:version/arc-elements.js', (c) => c.redirect(`/@fs${ROOT}packages/elements/src/embed.ts`));
  app.all('*', async (c) => {
    const { incoming, outgoing } = c.env;
    for (const [name, value] of Object.entries(headers(c.req.path))) outgoing.setHeader(name, value);
    await new Promise<void>((done, fail) => {
      outgoing.once('close', done);
      vite.middlewares(incoming, outgoing, (error?: unknown) => {
        if (error !== undefined) fail(error);
        else outgoing.writeHead(404, { 'Content-Type': 'text/plain' }).end('Not found');
      });
    });
    return RESPONSE_ALREADY_SENT;
  });
  return { app, close: () => vite.close() };
}
