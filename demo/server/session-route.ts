import { issueSession } from '@arc-elements/broker';
import type { Handler } from 'hono';
import { DEMO_USER } from './backstage.ts';
import { problemResponse } from './problem.ts';

export interface SessionRouteOptions {
  readonly brokerUrl: string;
  /** One of the broker's keys. Stays on this server. */
  readonly brokerKey: string;
  /** The site's own origins: a session works only on the one it is made for. */
  readonly origins: () => readonly string[];
}

/**
 * `POST /arc/session`: the one route that a partner adds to its own server. It knows who is signed in, so the page never
 * says who it is: here it is always the same person; elsewhere it is whoever the site's own cookie belongs to.
 * Answers `{token, session_id, expires_at}` as the broker gave it, or a problem document.
 */
export function sessionRoute({ brokerUrl, brokerKey, origins }: SessionRouteOptions): Handler {
  return async (c) => {
    const origin = c.req.header('origin');
    try {
      const session = await issueSession({
        broker: brokerUrl,
        key: brokerKey,
        user: DEMO_USER,
        origins: origin === undefined ? origins() : [origin],
      });
      return c.json(session, 200, { 'Cache-Control': 'no-store' });
    } catch (error) {
      const problem = explain(error, brokerUrl);
      console.error(`demo: ${problem.detail}`);
      return problemResponse(problem);
    }
  };
}

/** Why there is no session, for whoever set the two servers up; holds no key. */
function explain(error: unknown, brokerUrl: string) {
  const reason = error instanceof Error ? error.message : String(error);
  const status = /answered (\d{3})/.exec(reason)?.[1];
  if (status === undefined) {
    const detail = `No token broker answers at ${brokerUrl}.`;
    return { status: 503, code: 'unavailable', title: 'Broker unreachable', detail };
  }
  const detail = `${reason}${HINTS[status] ?? ''}`;
  return { status: 502, code: 'upstream-failed', title: 'No session', detail };
}

/** What the broker has to be told when it refuses. */
const HINTS: Readonly<Record<string, string>> = {
  400: " Is this site's origin among its ARC_ALLOWED_ORIGINS?",
  401: ' Is the key of this server among its ARC_BROKER_KEYS?',
};
