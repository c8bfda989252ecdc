import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { HttpBindings } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';

/** Folder of the built site. */
const SITE = fileURLToPath(new URL('../dist', import.meta.url));
/** Folder of the script-tag bundles, with a subfolder for each version. */
const BUNDLES = fileURLToPath(new URL('../../packages/elements/dist/cdn', import.meta.url));
const PLAIN_PAGE = new URL('../plain.html', import.meta.url);
const PLAIN_STYLES = new URL('../plain.css', import.meta.url);
/** The broker's address in the sources of the pages. */
const WRITTEN_BROKER = 'http://127.0.0.1:4020';

/** Returns a page with the address of the running broker. */
export const withBroker = (html: string, brokerUrl: string): string => html.replaceAll(WRITTEN_BROKER, brokerUrl);

/** Serves the plain page from its source, without a build. */
export function plainPage(brokerUrl: string): Hono {
  const app = new Hono();
  app.get('/plain.html', (c) => c.html(withBroker(readFileSync(PLAIN_PAGE, 'utf8'), brokerUrl)));
  app.get('/plain.css', (c) =>
    c.body(readFileSync(PLAIN_STYLES, 'utf8'), 200, { 'Content-Type': 'text/css; charset=utf-8' }),
  );
  return app;
}

/**
 * Serves the built pages, and the script-tag bundles under `/arc/`: a folder for each version,
 * and a page that names the newest.
 * @throws {Error} The site was never built.
 */
export function builtSite(brokerUrl: string, folder: string = SITE): Hono<{ Bindings: HttpBindings }> {
  const index = `${folder}/index.html`;
  if (!existsSync(index)) {
    throw new Error(
      `The demo site is not built: ${index} is missing. Run "vite build" in the repository's root first.`,
    );
  }
  const app = new Hono<{ Bindings: HttpBindings }>();
  for (const path of ['/', '/index.html']) {
    app.get(path, (c) => c.html(withBroker(readFileSync(index, 'utf8'), brokerUrl)));
  }
  // Files with a hash in their name and files of a version never change. Everything else is
  // revalidated.
  app.on('GET', ['/assets/*', '/docs/assets/*', '/arc/:version{\\d[^/]*}/*'], async (c, next) => {
    await next();
    if (c.res.ok) c.header('Cache-Control', 'public, max-age=31536000, immutable');
  });
  if (existsSync(BUNDLES)) {
    app.use('/arc/*', serveStatic({ root: BUNDLES, rewriteRequestPath: (path) => path.replace(/^\/arc\//, '/') }));
  } else {
    console.warn(`demo: /plain.html has no bundle: ${BUNDLES} is missing. Run "vite build" in packages/elements.`);
  }
  app.get('/docs', (c) => c.redirect('/docs/', 301));
  app.use('/*', serveStatic({ root: folder }));
  return app;
}
