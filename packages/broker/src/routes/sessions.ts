import * as v from 'valibot';
import { SESSION_ID, USER } from '../ids.ts';
import { type Route, route } from '../route.ts';
import { SCOPES } from '../scopes.ts';
import { MAX_TTL_S } from '../sessions/token-format.ts';

const BodySchema = v.strictObject({
  user: v.pipe(v.string(), v.regex(USER)),
  scopes: v.optional(v.pipe(v.array(v.picklist(SCOPES)), v.maxLength(SCOPES.length))),
  origins: v.optional(v.pipe(v.array(v.string()), v.maxLength(32))),
  ttl: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_TTL_S))),
});

/** For a partner's server, which knows who is signed in. */
export const sessionRoutes: readonly Route[] = [
  /**
   * → 201 `{token, session_id, expires_at}`. Problems: 401 `session-invalid` (broker key), 403 `origin-not-allowed` (a browser
   * asked), 400 `invalid-request`.
   */
  route('POST', '/sessions', 'partner', {
    summary: 'Issues a session token for one user.',
    uses: ['sessions'],
    bodySchema: BodySchema,
    status: 201,
    handle: ({ body, sessions }) => sessions.issue(body),
  }),

  /** → 204, also for a session that is over: there is no list of sessions to look in. */
  route('DELETE', '/sessions/:session_id', 'partner', {
    summary: 'Ends one session at once, its open streams included.',
    uses: ['sessions'],
    params: { session_id: SESSION_ID },
    status: 204,
    handle: ({ params: { session_id }, sessions }) => sessions.revoke(session_id),
  }),

  /** → 204, for an unknown user too. */
  route('DELETE', '/users/:user/sessions', 'partner', {
    summary: 'Ends all sessions of a user at once, their open streams included.',
    uses: ['sessions'],
    params: { user: USER },
    status: 204,
    handle: ({ params: { user }, sessions }) => sessions.revokeUser(user),
  }),
];
