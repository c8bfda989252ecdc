import type { MiddlewareHandler } from 'hono';
import { localError } from '../families/local.ts';
import { isOwnPage, isPageOfThisMachine } from '../hosts.ts';

/**
 * Lets pages on other ports of this machine steer the sandbox, as a demo page does, and none from
 * elsewhere.
 */
export const controlAccess: MiddlewareHandler = async (c, next) => {
  const origin = c.req.header('origin');
  if (origin === undefined || isOwnPage(c.req.raw, [])) return next();
  if (!isPageOfThisMachine(c.req.raw)) return localError(403, 'Only pages of this machine may steer the sandbox');
  if (c.req.method === 'OPTIONS') c.res = new Response(null, { status: 204 });
  else await next();
  c.res.headers.set('Access-Control-Allow-Origin', origin);
  c.res.headers.set('Access-Control-Allow-Methods', 'GET, POST, PUT, DELETE');
  c.res.headers.set('Access-Control-Allow-Headers', 'content-type');
  c.res.headers.append('Vary', 'Origin');
  return c.res;
};
