import { decodeConnectToken, decodeConnectUrl, isArcError } from '@arc-elements/models';
import * as v from 'valibot';
import { Problem } from '../problem.ts';
import type { SessionContext, SessionRoute } from '../route.ts';

/** Update mode names the login to repair; without it a new one is connected. Source: upstream reference 3.1. */
const BodySchema = v.optional(
  v.strictObject({
    utility_credential_id: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(999_999_999_999_999))),
  }),
  {},
);

/** The platform wants exactly one of the two ids. */
async function subject({ body, ownership, session, signal }: SessionContext): Promise<Record<string, unknown>> {
  const { utility_credential_id: id } = await body.json(BodySchema);
  if (id === undefined) return { client_user_id: session.user };
  await ownership.requireUtilityCredential(session.user, id, signal);
  return { utility_credential_id: id };
}

/** What a decoder finds in the platform's answer, if it has the form it must have. @throws {Problem} `upstream-failed`. */
function found(decode: (body: unknown) => string, answer: unknown, form: RegExp): string {
  try {
    const text = decode(answer);
    if (form.test(text)) return text;
  } catch (error) {
    if (!isArcError(error)) throw error;
  }
  throw new Problem('upstream-failed');
}

const TOKEN = /^[\x21-\x7e]{1,4096}$/;
/** What goes into an iframe must be a page, not a script. */
const PAGE_URL = /^https?:\/\/[\x21-\x7e]{1,4096}$/;

/**
 * `POST /auth/connect_token` → 200 `{connect_token}` for the session's user; with `utility_credential_id`, update mode.
 * Problems: 404 `not-found` (a credential of somebody else looks the same), 502 `upstream-failed`.
 */
export const connectToken: SessionRoute = {
  method: 'POST',
  path: '/auth/connect_token',
  summary: 'A token with which Connect opens for the user.',
  access: 'session',
  scope: 'connections:connect',
  bodySchema: BodySchema,
  async handle(context) {
    const { platform, signal } = context;
    const body = await subject(context);
    const answer = await platform.arc.json({
      method: 'POST',
      path: ['auth', 'connect_token'],
      body,
      repeatable: true,
      signal,
    });
    return Response.json({ connect_token: found(decodeConnectToken, answer, TOKEN) });
  },
};

/** `POST /auth/connect_url` → 200 `{connect_url}`; otherwise as `POST /auth/connect_token`. */
export const connectUrl: SessionRoute = {
  method: 'POST',
  path: '/auth/connect_url',
  summary: 'The address of a Connect page for the user.',
  access: 'session',
  scope: 'connections:connect',
  bodySchema: BodySchema,
  async handle(context) {
    const { platform, signal } = context;
    const body = await subject(context);
    const answer = await platform.arc.json({
      method: 'POST',
      path: ['auth', 'connect_url'],
      body,
      repeatable: true,
      signal,
    });
    return Response.json({ connect_url: found(decodeConnectUrl, answer, PAGE_URL) });
  },
};

/** `POST /plug/connect/url` → 200 `{url}`, a Plug Connect page whose credentials will carry the user's id. */
export const plugConnectUrl: SessionRoute = {
  method: 'POST',
  path: '/plug/connect/url',
  summary: 'The address of a Plug Connect page for the user.',
  access: 'session',
  scope: 'connections:connect',
  bodySchema: v.optional(v.strictObject({})),
  async handle({ body, platform, session, signal }) {
    await body.json(v.optional(v.strictObject({})));
    const answer = await platform.plug.json({
      method: 'POST',
      path: ['plug', 'connect', 'url'],
      body: { correlationId: session.user, isCreatorAttributed: false },
      repeatable: true,
      signal,
    });
    return Response.json({ url: found(decodeConnectUrl, answer, PAGE_URL) });
  },
};
