import { sessionAnswer } from '@arc-elements/broker';
import type { Handler } from 'hono';
import { DEMO_USER } from './backstage.ts';

export interface SessionRouteOptions {
  readonly brokerUrl: string;
  /** One of the broker's keys. Stays on this server. */
  readonly brokerKey: string;
  /** The site's own origins: a session works only on the one it is made for. */
  readonly origins: () => readonly string[];
}

/**
 * `POST /arc/session`: the one route that a partner adds to its own server. It knows who is signed
 * in, so the page never says who it is: here it is always the same person; elsewhere it is whoever
 * the site's own cookie belongs to, or nobody. Answers `{token, session_id, expires_at}` as the
 * broker gave it, or a problem document; why there is no session is in the log.
 */
export function sessionRoute({ brokerUrl, brokerKey, origins }: SessionRouteOptions): Handler {
  return async (c) => {
    const origin = c.req.header('origin');
    const { status, headers, body } = await sessionAnswer({
      broker: brokerUrl,
      key: brokerKey,
      user: DEMO_USER,
      origins: origin === undefined ? origins() : [origin],
      onError: ({ message }) => console.error(`demo: ${message}`),
    });
    return Response.json(body, { status, headers });
  };
}
