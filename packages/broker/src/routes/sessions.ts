import * as v from 'valibot';
import { randomId } from '../encoding.ts';
import { SESSION_ID, USER } from '../ids.ts';
import { Problem } from '../problem.ts';
import { type Route, route } from '../route.ts';
import { DEFAULT_SCOPES, SCOPES } from '../scopes.ts';
import { DEFAULT_TTL_S, MAX_TTL_S, type Session } from '../sessions/token-format.ts';

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
    bodySchema: BodySchema,
    status: 201,
    async handle({ body: { user, scopes, origins, ttl }, options, tokens }) {
      if (origins?.some((origin) => !options.allowedOrigins.has(origin))) {
        throw new Problem('invalid-request', { detail: 'An origin is not among those the broker allows.' });
      }
      const nowMs = options.now();
      const session: Session = {
        id: `ses_${randomId(16)}`,
        user,
        scopes: new Set(scopes ?? DEFAULT_SCOPES),
        origins: new Set(origins ?? options.allowedOrigins),
        order: options.store.orderOf(user),
        expiresAtMs: (Math.floor(nowMs / 1000) + (ttl ?? DEFAULT_TTL_S)) * 1000,
      };
      const expires_at = new Date(session.expiresAtMs).toISOString();
      return { token: await tokens.sign(session), session_id: session.id, expires_at };
    },
  }),

  /** → 204, also for a session that is over: there is no list of sessions to look in. */
  route('DELETE', '/sessions/:session_id', 'partner', {
    summary: 'Ends one session at once, its open streams included.',
    params: { session_id: SESSION_ID },
    status: 204,
    handle: ({ params: { session_id = '' }, options }) => options.store.revokeSession(session_id),
  }),

  /** → 204, for an unknown user too. */
  route('DELETE', '/users/:user/sessions', 'partner', {
    summary: 'Ends all sessions of a user at once, their open streams included.',
    params: { user: USER },
    status: 204,
    handle: ({ params: { user = '' }, options }) => options.store.revokeUser(user),
  }),
];
