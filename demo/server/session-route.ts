import { sessionAnswer } from '@arc-elements/broker';
import type { Handler } from 'hono';
import { DEMO_USER } from './backstage.ts';

export interface SessionRouteOptions {
  readonly brokerUrl: string;
  /** One of the broker's keys. Stays on this server. */
  readonly brokerKey: string;
  /** The site's own origins: a session works only on the origins it is made for. */
  readonly origins: () => readonly string[];
}

/**
 * `POST /arc/session`: the one route that a partner adds to its own server. The user comes from the
 * site's own sign-in, never from the page; in this demo it is always the same person. Answers
 * `{token, session_id, expires_at}` of the broker, or a problem document. The log has the reason of
 * a failure.
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
