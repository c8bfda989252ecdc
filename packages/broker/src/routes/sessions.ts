import * as v from 'valibot';
import { randomId } from '../encoding.ts';
import { SESSION_ID, USER } from '../ids.ts';
import { Problem } from '../problem.ts';
import type { ServerRoute } from '../route.ts';
import { DEFAULT_SCOPES, SCOPES } from '../scopes.ts';
import { DEFAULT_TTL_S, MAX_TTL_S, type Session } from '../sessions/session.ts';

const BodySchema = v.strictObject({
  user: v.pipe(v.string(), v.regex(USER)),
  scopes: v.optional(v.pipe(v.array(v.picklist(SCOPES)), v.maxLength(SCOPES.length))),
  origins: v.optional(v.pipe(v.array(v.string()), v.maxLength(32))),
  ttl: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_TTL_S))),
});

/**
 * `POST /sessions` → 201 `{token, session_id, expires_at}`, for a partner's server that knows who is signed in.
 * Problems: 401 `session-invalid` (broker key), 403 `origin-not-allowed` (a browser asked), 400 `invalid-request`.
 */
export const createSession: ServerRoute = {
  method: 'POST',
  path: '/sessions',
  summary: 'Issues a session token for one user.',
  access: 'partner',
  bodySchema: BodySchema,
  async handle({ body, options, tokens }) {
    const { user, scopes, origins, ttl } = await body.json(BodySchema);
    if (origins?.some((origin) => !options.allowedOrigins.has(origin))) {
      throw new Problem('invalid-request', { detail: 'An origin is not among those the broker allows.' });
    }
    const nowMs = options.now();
    const session: Session = {
      id: `ses_${randomId(16).slice(0, 22)}`,
      user,
      scopes: new Set(scopes ?? DEFAULT_SCOPES),
      origins: new Set(origins ?? options.allowedOrigins),
      // Later than a revocation of just now, or it would be born revoked.
      issuedAtMs: Math.max(nowMs, (options.store.revokedThroughMs(user) ?? -1) + 1),
      expiresAtMs: (Math.floor(nowMs / 1000) + (ttl ?? DEFAULT_TTL_S)) * 1000,
    };
    return Response.json(
      {
        token: await tokens.sign(session),
        session_id: session.id,
        expires_at: new Date(session.expiresAtMs).toISOString(),
      },
      { status: 201 },
    );
  },
};

/** `DELETE /sessions/:session_id` → 204, also for a session that is over: there is no list of sessions to look in. */
export const revokeSession: ServerRoute = {
  method: 'DELETE',
  path: '/sessions/:session_id',
  summary: 'Ends one session at once, its open streams included.',
  access: 'partner',
  params: { session_id: SESSION_ID },
  async handle({ params, options }) {
    await options.store.revokeSession(params.session_id ?? '');
    return new Response(null, { status: 204 });
  },
};

/** `DELETE /users/:user/sessions` → 204, for an unknown user too. */
export const revokeUserSessions: ServerRoute = {
  method: 'DELETE',
  path: '/users/:user/sessions',
  summary: 'Ends all sessions of a user at once, their open streams included.',
  access: 'partner',
  params: { user: USER },
  async handle({ params, options }) {
    await options.store.revokeUser(params.user ?? '');
    return new Response(null, { status: 204 });
  },
};
