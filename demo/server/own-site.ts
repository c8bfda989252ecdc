import type { MiddlewareHandler } from 'hono';
import { problemResponse } from './problem.ts';

/** Returns the origins of one server: `127.0.0.1` is also `localhost`. */
export function ownOrigins(host: string, port: number): readonly string[] {
  return [...new Set([host, '127.0.0.1', 'localhost'])].map((name) => `http://${name}:${port}`);
}

/**
 * Returns middleware that allows only requests of the site's own pages. Without it any page that
 * the person has open could get a session for them, because the browser sends cookies along. The
 * check of `Host` stops other names that resolve to this machine (DNS rebinding).
 *
 * A request without `Origin` is allowed: a browser's cross-site POST always has one.
 */
export function ownSiteOnly(origins: () => readonly string[]): MiddlewareHandler {
  return async (c, next) => {
    const host = c.req.header('host');
    if (!origins().some((origin) => new URL(origin).host === host)) {
      return refuse('misdirected', 421, 'This server answers only under its own address.');
    }
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD') {
      const origin = c.req.header('origin');
      const site = c.req.header('sec-fetch-site');
      if (origin !== undefined && !origins().includes(origin)) return refuse('origin-not-allowed', 403, CROSS_SITE);
      // `none` is a navigation by the person, which is never a POST by a script.
      if (site !== undefined && site !== 'same-origin') return refuse('origin-not-allowed', 403, CROSS_SITE);
    }
    await next();
    return;
  };
}

const CROSS_SITE = 'This address is for the pages of this site.';

const refuse = (code: string, status: number, detail: string): Response =>
  problemResponse({ code, status, title: 'Refused', detail });
