import type { Handler } from 'hono';
import { DEMO_USER } from './backstage.ts';
import { problemResponse } from './problem.ts';

export interface SessionRouteOptions {
  readonly brokerUrl: string;
  /** One of the broker's keys. Stays on this server. */
  readonly brokerKey: string;
  /** The site's own origins: a session works only on the one it is made for. */
  readonly origins: () => readonly string[];
  readonly fetch?: typeof fetch;
}

/**
 * `POST /arc/session`: the one route that a partner adds to its own server. It knows who is signed in, so the page never
 * says who it is: here it is always the same person; elsewhere it is whoever the site's own cookie belongs to.
 * Answers `{token, session_id, expires_at}` as the broker gave it, or a problem document.
 */
export function sessionRoute({ brokerUrl, brokerKey, origins, fetch: fetcher = fetch }: SessionRouteOptions): Handler {
  return async (c) => {
    const origin = c.req.header('origin');
    let answer: Response;
    try {
      answer = await fetcher(new URL('/sessions', brokerUrl), {
        method: 'POST',
        headers: { Authorization: `Bearer ${brokerKey}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({ user: DEMO_USER, origins: origin === undefined ? origins() : [origin] }),
        signal: AbortSignal.timeout(10_000),
      });
    } catch (cause) {
      console.error(`demo: no broker answers at ${brokerUrl}: ${reasonOf(cause)}`);
      return problemResponse({
        status: 503,
        code: 'unavailable',
        title: 'Broker unreachable',
        detail: `No token broker answers at ${brokerUrl}.`,
      });
    }
    if (answer.status !== 201) {
      const why = EXPLANATIONS[answer.status] ?? `it answered ${answer.status}`;
      console.error(`demo: the broker at ${brokerUrl} gave no session: ${why}`);
      return problemResponse({
        status: 502,
        code: 'upstream-failed',
        title: 'No session',
        detail: `The token broker gave no session: ${why}.`,
      });
    }
    return new Response(await answer.text(), {
      headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' },
    });
  };
}

/** What a refusal of `POST /sessions` means for whoever set the two servers up. */
const EXPLANATIONS: Readonly<Record<number, string>> = {
  400: "this site's origin is not among its ARC_ALLOWED_ORIGINS",
  401: 'it does not know the key of this server (ARC_BROKER_KEYS)',
  429: 'it is asked too often',
  503: 'it is not ready',
};

/** A connection failure in a few words; undici keeps the useful one in `cause`. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown reason';
  return error.cause instanceof Error && error.cause.message !== '' ? error.cause.message : error.message;
}
