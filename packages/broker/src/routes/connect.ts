import { decodeConnectToken, decodeConnectUrl } from '@arc-elements/models';
import * as v from 'valibot';
import { requireNoOtherOwner } from '../narrow/index.ts';
import { Problem } from '../problem.ts';
import { type Route, route } from '../route.ts';

const TOKEN = /^[\x21-\x7e]{1,4096}$/;
/** The URL goes into an iframe, so it must not be a `javascript:` URL. */
const PAGE_URL = /^https?:\/\/[\x21-\x7e]{1,4096}$/;

/**
 * With an id, Connect repairs that login; without one it adds a login. Source: UPSTREAM.md,
 * Connect.
 */
const BodySchema = v.optional(
  v.strictObject({
    utility_credential_id: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(999_999_999_999_999))),
  }),
  {},
);

/**
 * → 200 `{connect_token}` or `{connect_url}` for the session's user.
 * Problems: 404 `not-found`, also for another user's login; 502 `upstream-failed`.
 */
const legacyConnect = (
  field: 'connect_token' | 'connect_url',
  summary: string,
  decode: (body: unknown) => string,
  grammar: RegExp,
): Route =>
  route('POST', `/auth/${field}`, 'connections:connect', {
    summary,
    uses: ['arc', 'ownership'],
    bodySchema: BodySchema,
    async handle({ body: { utility_credential_id: id }, arc, ownership, session: { user }, signal }) {
      if (id !== undefined) await ownership.requireUtilityCredential(user, id, signal);
      // The platform wants exactly one of the two ids.
      const body = id === undefined ? { client_user_id: user } : { utility_credential_id: id };
      const answer = await arc.json({ method: 'POST', path: ['auth', field], body, repeatable: true, signal });
      requireNoOtherOwner(answer, { user }, 'connect');
      return { [field]: requireMatch(decode(answer), grammar) };
    },
  });

/** Routes that open Connect. */
export const connectRoutes: readonly Route[] = [
  legacyConnect('connect_token', 'A token with which Connect opens for the user.', decodeConnectToken, TOKEN),
  legacyConnect('connect_url', 'The address of a Connect page for the user.', decodeConnectUrl, PAGE_URL),

  /** → 200 `{url}` of a Plug Connect page whose credentials will have the user's id. */
  route('POST', '/plug/connect/url', 'connections:connect', {
    summary: 'The address of a Plug Connect page for the user.',
    uses: ['plug'],
    bodySchema: v.optional(v.strictObject({})),
    async handle({ plug, session, signal }) {
      const body = { correlationId: session.user, isCreatorAttributed: false };
      const path = ['plug', 'connect', 'url'];
      const answer = await plug.json({ method: 'POST', path, body, repeatable: true, signal });
      requireNoOtherOwner(answer, { user: session.user }, 'connect');
      return { url: requireMatch(decodeConnectUrl(answer), PAGE_URL) };
    },
  }),
];

function requireMatch(text: string, grammar: RegExp): string {
  if (!grammar.test(text)) throw new Problem('upstream-failed');
  return text;
}
