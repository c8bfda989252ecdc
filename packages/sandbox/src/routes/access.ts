import type { Context, MiddlewareHandler } from 'hono';
import { legacyError, plugError, shortError, switchError } from '../platform/errors.ts';
import type { World } from './context.ts';

/** The credentials that the platform's own pages print. All else is refused. */
export const CLIENT_ID = '001';
/** Secret of {@link CLIENT_ID}, and the Switch app key. */
export const CLIENT_SECRET = '001';

/** Versions that occur in the documentation. */
export const VERSIONS: readonly string[] = ['2021-11-17', '2022-10-13', '2024-02-01', '2024-02-21'];

/**
 * Lets in who holds a bearer token that has not expired in virtual time, then checks the version header, and echoes
 * it under both of its names on every answer. The legacy family refuses a request without one; for Plug the pages
 * name a default, and some of their own samples are incomplete, so a missing one means that default.
 */
export function guard(world: World, family: 'legacy' | 'plug'): MiddlewareHandler {
  return async (c, next) => {
    const sent = c.req.header('Arcadia-Version') ?? c.req.header('Arc-Version');
    const version = sent ?? (family === 'plug' ? '2024-02-21' : undefined);
    const valid = version !== undefined && VERSIONS.includes(version);
    if (!holdsToken(world, bearerOf(c))) c.res = unauthorized(family);
    else if (!valid) c.res = badVersion(family, sent);
    else await next();
    const echoed = valid ? version : family === 'plug' ? '2024-02-21' : '2022-10-13';
    c.res.headers.set('Arcadia-Version', echoed);
    c.res.headers.set('Arc-Version', echoed);
  };
}

/** Echoes the version header where it may be absent: on routes that are asked before a client knows of versions. */
export const echoVersion: MiddlewareHandler = async (c, next) => {
  await next();
  const sent = c.req.header('Arcadia-Version') ?? c.req.header('Arc-Version') ?? '';
  const echoed = VERSIONS.includes(sent) ? sent : '2022-10-13';
  c.res.headers.set('Arcadia-Version', echoed);
  c.res.headers.set('Arc-Version', echoed);
};

function unauthorized(family: 'legacy' | 'plug'): Response {
  const text = 'Unknown or invalid access token';
  const answer = family === 'legacy' ? shortError(401, text) : plugError(401, 'unauthorized', text);
  answer.headers.set('WWW-Authenticate', 'Bearer error="invalid_token"');
  return answer;
}

function badVersion(family: 'legacy' | 'plug', sent: string | undefined): Response {
  const text = sent === undefined ? 'Missing Arcadia-Version header' : 'Invalid Arcadia-Version header';
  if (family === 'legacy') return legacyError(400, text);
  return plugError(400, 'invalidParameter', text, { param: 'Arcadia-Version', value: sent ?? '' });
}

/** The bearer token of a request, or `undefined`. */
export function bearerOf(c: Context): string | undefined {
  return /^Bearer +(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
}

function holdsToken(world: World, token: string | undefined): boolean {
  const known = token === undefined ? undefined : world.store.accessTokens.get(token);
  return known !== undefined && known.expiresAtMs > world.clock.now();
}

/** `X-Sandbox-Mode` may be absent, true or false. All data here is sandbox data, so both see the same. */
export const checkSandboxMode: MiddlewareHandler = async (c, next) => {
  const mode = c.req.header('X-Sandbox-Mode');
  if (mode !== undefined && !/^(true|false)$/i.test(mode)) {
    return plugError(400, 'invalidParameter', 'X-Sandbox-Mode must be true or false', {
      param: 'X-Sandbox-Mode',
      value: mode,
    });
  }
  return next();
};

/** HTTP Basic `appId:appKey`; old clients put both in the query. */
export const requireAppKey: MiddlewareHandler = async (c, next) => {
  if (basicOf(c.req.header('authorization')) === `${CLIENT_ID}:${CLIENT_SECRET}`) return next();
  if (c.req.query('appId') === CLIENT_ID && c.req.query('appKey') === CLIENT_SECRET) return next();
  const answer = switchError(
    401,
    'Unauthorized',
    'The credentials were not supplied or are invalid',
    'requestSignature',
    {
      propertyName: 'appId',
    },
  );
  answer.headers.set('WWW-Authenticate', 'Basic realm="Switch"');
  return answer;
};

/** User name and password of a Basic header, `name:password`; `undefined` when it is none. */
export function basicOf(header: string | undefined): string | undefined {
  const encoded = /^Basic +([A-Za-z0-9+/=]+)$/i.exec(header ?? '')?.[1];
  if (encoded === undefined) return undefined;
  try {
    return atob(encoded);
  } catch {
    return undefined; // not base64, so not a key either
  }
}
