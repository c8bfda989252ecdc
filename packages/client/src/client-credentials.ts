import { ArcError, decodeError, decodeToken, TokenCache } from '@arc-elements/models';
import { type ArcClock, elapsedOf, systemClock } from './clock.ts';
import { notJson, toArcError } from './errors.ts';
import type { AuthSource } from './transport.ts';

/** Options of `clientCredentials`. */
export interface ClientCredentialsOptions {
  /** Such as `https://api.arcadia.com/oauth2/token`. */
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Default: the global one. */
  readonly fetch?: typeof fetch | undefined;
  /** Time limit for a token, in ms; default 15 000. */
  readonly timeoutMs?: number | undefined;
  /** Time; for tests. */
  readonly clock?: Pick<ArcClock, 'now' | 'elapsed'> | undefined;
}

/**
 * Returns an auth source for servers: OAuth2 client credentials, with one token and at most one
 * token request at a time.
 * @throws {ArcError} Code `invalid-request` in a page, where everybody could read the secret.
 */
export function clientCredentials(options: ClientCredentialsOptions): AuthSource {
  if (typeof document !== 'undefined') {
    throw new ArcError(
      'invalid-request',
      "The platform's secret must not be in a page. Use createArcSession with a broker.",
    );
  }
  const clock = options.clock ?? systemClock;
  const cache = new TokenCache({
    async request() {
      const { accessToken, expiresInS } = await requestToken(options);
      return { token: accessToken, expiresIn: expiresInS };
    },
    elapsed: elapsedOf(clock),
    random: Math.random,
    // Every failure of `requestToken` is an `ArcError`.
    pauseMs: (error) => ((error as ArcError).retryAtMs ?? clock.now()) - clock.now(),
  });
  return ({ rejected }) => {
    if (rejected !== undefined && cache.holds(rejected)) cache.drop();
    return cache.get();
  };
}

async function requestToken({
  tokenUrl,
  clientId,
  clientSecret,
  fetch: send = fetch,
  timeoutMs = 15_000,
  clock = systemClock,
}: ClientCredentialsOptions) {
  const request = { method: 'POST', path: new URL(tokenUrl).pathname };
  let response: Response;
  let text: string;
  try {
    response = await send(tokenUrl, {
      method: 'POST',
      headers: { accept: 'application/json' },
      body: new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret }),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    text = await response.text();
  } catch (cause) {
    const isTimeout = cause instanceof Error && cause.name === 'TimeoutError';
    throw isTimeout
      ? new ArcError('timeout', 'The token route did not answer in time.', { request, cause })
      : toArcError(cause, { request });
  }
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (cause) {
    if (response.ok) throw notJson(text, response, request, cause);
  }
  if (!response.ok) {
    // Not the platform's message, because it may repeat what was sent.
    const { status } = response;
    const { code, codes, retryAtMs } = decodeError({
      status,
      headers: response.headers,
      body,
      request,
      nowMs: clock.now(),
    });
    const text =
      status === 401 ? 'The platform refused the client id and secret.' : `The token route answered ${status}.`;
    throw new ArcError(code, text, { status, codes, retryAtMs, request });
  }
  return decodeToken(body);
}
