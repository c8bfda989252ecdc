import { BAD_TOKEN, badVersionText, challenged, echoVersion, holdsToken, VERSIONS, versionOf } from './bearer.ts';
import { type Family, plainAnswer } from './family.ts';

/** The one documented limit: requests in a period of seconds. Source: UPSTREAM.md, Errors. */
const LIMIT = 200;
const PERIOD_S = 10;
const DEFAULT_VERSION = '2022-10-13';

/** Returns an error in the short form of the Arc family. */
export const shortError = (status: number, text: string): Response => Response.json({ error: text }, { status });

/**
 * Returns an error in the long form of the Arc family. `INVALID_PARAMATERS` is spelt as the
 * platform spells it.
 */
export const longError = (
  status: number,
  description: string,
  type: 'BAD_REQUEST' | 'NOT_FOUND' | 'INVALID_PARAMATERS' | 'INVALID_VARIANT' = 'BAD_REQUEST',
  details: Record<string, readonly string[]> | null = null,
): Response => Response.json({ error: { description, type, details } }, { status });

/** Returns the 404 of a resource, by the name of its kind. */
export const notFound = (kind: string): Response => shortError(404, `Couldn't find ${kind}`);

const errors: Pick<Family, 'invalid' | 'error'> = {
  invalid: ({ name, reason }) =>
    longError(400, name === '' ? 'The request body is not valid JSON' : `${name} ${reason}`),

  error(status, nowMs) {
    if (status < 400) return plainAnswer(status);
    if (status === 401) return shortError(401, BAD_TOKEN);
    if (status === 404) return longError(404, 'Not found', 'NOT_FOUND');
    if (status === 429) return rateLimited(nowMs);
    return status < 500
      ? longError(status, 'The sandbox refuses this request')
      : shortError(status, 'Internal Server Error');
  },
};

function rateLimited(nowMs: number): Response {
  const resetS = Math.ceil(nowMs / 1000) + PERIOD_S;
  const answer = shortError(429, `Rate limit exceeded. Try again at ${new Date(resetS * 1000).toISOString()}`);
  answer.headers.set('RateLimit-Limit', String(LIMIT));
  answer.headers.set('RateLimit-Period', String(PERIOD_S));
  answer.headers.set('RateLimit-Reset', String(resetS));
  return answer;
}

/** Arc: a bearer token and a version header, which is required. */
export const arc: Family = {
  ...errors,
  checkAccess(request, world) {
    if (!holdsToken(request, world)) return challenged(shortError(401, BAD_TOKEN));
    const version = versionOf(request);
    return version !== undefined && VERSIONS.includes(version) ? undefined : longError(400, badVersionText(version));
  },
  addHeaders: (request, answer) => echoVersion(request, answer, DEFAULT_VERSION),
};

/**
 * Arc routes that are asked before a client has an access token, and often before it knows of
 * versions: both may be absent.
 */
export const arcWithoutToken: Family = {
  ...errors,
  addHeaders: (request, answer) => echoVersion(request, answer, DEFAULT_VERSION),
};

/**
 * Rows under `/plug` that are Arc's in everything but their path: admitted as Plug is, refused as
 * Arc does.
 */
export const arcErrors = errors;
