import { legacyError, plugError, shortError, switchError } from './errors.ts';

/** The documented window of the one documented limit, seconds and requests. */
const PERIOD_S = 10;
const LIMIT = 200;

/** What the family that owns a path answers with a status, as far as that is documented. `nowMs` is real time. */
export function familyError(path: string, status: number, nowMs: number): Response {
  if (status < 400)
    return new Response(status === 204 || status === 304 ? null : '{}', {
      status,
      headers: status === 204 || status === 304 ? {} : { 'content-type': 'application/json' },
    });
  if (path.startsWith('/rest/')) return switchFamily(status);
  if (path === '/oauth2/token') {
    const error = status === 401 ? 'invalid_client' : status < 500 ? 'invalid_request' : 'server_error';
    return Response.json({ error, error_description: 'Set by a fault of the sandbox' }, { status });
  }
  if (path.startsWith('/plug/') && !path.startsWith('/plug/utility_')) return plugFamily(status);
  return legacyFamily(status, nowMs);
}

function legacyFamily(status: number, nowMs: number): Response {
  if (status === 401) return shortError(401, 'Unknown or invalid access token');
  if (status === 404) return legacyError(404, 'Not found', 'NOT_FOUND');
  if (status === 429) {
    const resetS = Math.ceil(nowMs / 1000) + PERIOD_S;
    const answer = shortError(429, `Rate limit exceeded. Try again at ${new Date(resetS * 1000).toISOString()}`);
    answer.headers.set('RateLimit-Limit', String(LIMIT));
    answer.headers.set('RateLimit-Period', String(PERIOD_S));
    answer.headers.set('RateLimit-Reset', String(resetS));
    return answer;
  }
  return status < 500
    ? legacyError(status, 'Set by a fault of the sandbox')
    : shortError(status, 'Internal Server Error');
}

function plugFamily(status: number): Response {
  const types: Readonly<Record<number, string>> = {
    401: 'unauthorized',
    404: 'notFound',
    409: 'conflict',
    429: 'tooManyRequests',
  };
  return plugError(
    status,
    types[status] ?? (status < 500 ? 'invalidParameter' : 'internalServerError'),
    'Set by a fault of the sandbox',
  );
}

function switchFamily(status: number): Response {
  // The one form without a list of errors that was recorded.
  if (status >= 500) return Response.json({ status: 'error', count: 0, type: 'Error', results: null }, { status });
  const code = status === 401 ? 'Unauthorized' : status === 429 ? 'TooManyRequests' : 'InvalidValue';
  const answer = switchError(status, code, 'Set by a fault of the sandbox', 'request');
  if (status === 429) answer.headers.set('Retry-After', '5');
  return answer;
}
