import { shape } from '../check.ts';
import { SESSION_ID, USER } from '../ids.ts';
import { type Route, route } from '../route.ts';
import { NO_USER, sessionRequest } from '../sessions/session-request.ts';

const BodySchema = shape(sessionRequest, 'is not an object', NO_USER);

/** Routes for a partner's server, which knows who is signed in. */
export const sessionRoutes: readonly Route[] = [
  /**
   * → 201 `{token, session_id, expires_at}`.
   * Problems: 401 `session-invalid` (broker key), 403 `origin-not-allowed` (called by a browser),
   * 400 `invalid-request`.
   */
  route('POST', '/sessions', 'partner', {
    summary: 'Issues a session token for one user.',
    uses: ['sessions'],
    bodySchema: BodySchema,
    status: 201,
    handle: ({ body, sessions }) => sessions.issue(body),
  }),

  /** → 204, also for a session that is over: the broker keeps no list of sessions. */
  route('DELETE', '/sessions/:session_id', 'partner', {
    summary: 'Ends one session at once, its open streams included.',
    uses: ['sessions'],
    params: { session_id: SESSION_ID },
    status: 204,
    handle: ({ params: { session_id }, sessions }) => sessions.revoke(session_id),
  }),

  /**
   * → 204, also for an unknown user.
   * Problems: 404 `not-found`: it is no valid user id, so that a sign-out with a lost id is
   * noticed.
   */
  route('DELETE', '/users/:user/sessions', 'partner', {
    summary: 'Ends all sessions of a user at once, their open streams included.',
    uses: ['sessions'],
    params: { user: USER },
    status: 204,
    handle: ({ params: { user }, sessions }) => sessions.revokeUser(user),
  }),
];
