import type { MiddlewareHandler } from 'hono';
import { problemResponse } from './problem.ts';

/** The origins under which one server is reached: a laptop's `127.0.0.1` is also its `localhost`. */
export function ownOrigins(host: string, port: number): readonly string[] {
  return [...new Set([host, '127.0.0.1', 'localhost'])].map((name) => `http://${name}:${port}`);
}

/**
 * Lets through only what the site's own pages ask for. Without it any page the person has open could make a session for
 * them, as a browser sends cookies along; and a name that resolves to this machine (DNS rebinding) would count as us.
 *
 * A request without `Origin` is no browser's cross-site POST, and is let through.
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
      // `none` is a person's own navigation, which is never a POST from script.
      if (site !== undefined && site !== 'same-origin') return refuse('origin-not-allowed', 403, CROSS_SITE);
    }
    await next();
    return;
  };
}

const CROSS_SITE = 'This address is for the pages of this site.';

const refuse = (code: string, status: number, detail: string): Response =>
  problemResponse({ code, status, title: 'Refused', detail });
