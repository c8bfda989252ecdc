import * as v from 'valibot';
import { asRecord } from '../body.ts';
import { METER_ID } from '../ids.ts';
import { CREDENTIAL, METER, narrow } from '../narrow.ts';
import { Problem } from '../problem.ts';
import type { SessionRoute } from '../route.ts';

const PAGE_QUERY = { page: /^(0|[1-9][0-9]{0,4})$/, size: /^[1-9][0-9]{0,4}$/ } as const;
/** Upstream's default. */
const DEFAULT_SIZE = '20';
/** Larger ones are capped without a word, as upstream does; the answer's `page` says what it came to. */
const MAX_SIZE = 100;

/** `GET /plug/credentials` → 200 `{credentials, page}`. Problems: 502 `upstream-failed` when a row is not the user's. */
export const credentials: SessionRoute = {
  method: 'GET',
  path: '/plug/credentials',
  summary: 'The Plug credentials of the user.',
  access: 'session',
  scope: 'connections:read',
  query: PAGE_QUERY,
  async handle({ ownership, session, query, signal }) {
    const { page, size } = pageOf(query);
    const answer = await ownership.credentialPage(session.user, page, size, signal);
    return Response.json({ credentials: answer.rows, page: answer.page });
  },
};

/** Each text as long as upstream takes it. Source: upstream reference 4.1. */
const text = v.pipe(v.string(), v.minLength(1), v.maxLength(255));
const CreateSchema = v.strictObject({ providerId: text, username: text, password: text });

/**
 * `POST /plug/credentials` → 201 the credential. Only for a session that was given `credentials:create` by name, since
 * the utility password then passes through the partner's page, which Connect avoids.
 */
export const createCredential: SessionRoute = {
  method: 'POST',
  path: '/plug/credentials',
  summary: 'Connects a utility login of the user by its password.',
  access: 'session',
  scope: 'credentials:create',
  bodySchema: CreateSchema,
  async handle({ body, ownership, platform, session, signal }) {
    const { providerId, username, password } = await body.json(CreateSchema);
    const answer = await platform.plug.json({
      method: 'POST',
      path: ['plug', 'credentials'],
      body: { providerId, username, password, correlationId: session.user },
      signal,
    });
    const credential = asRecord(answer);
    if (credential === null) throw new Problem('upstream-failed');
    ownership.requireOwner(credential.correlationId, session.user, 'credentials');
    ownership.forget(session.user);
    return Response.json(narrow(credential, CREDENTIAL), { status: 201 });
  },
};

/** `GET /plug/meters` → 200 `{meters, page}`: what the user's own credentials reach. */
export const meters: SessionRoute = {
  method: 'GET',
  path: '/plug/meters',
  summary: 'The meters of the user.',
  access: 'session',
  scope: 'meters:read',
  query: PAGE_QUERY,
  async handle({ ownership, session, query, signal }) {
    const { page, size } = pageOf(query);
    const answer = await ownership.meterPage(session.user, page, size, signal);
    return Response.json({ meters: answer.rows, page: answer.page });
  },
};

/** `GET /plug/meters/:id` → 200 the meter. Problems: 404 `not-found`, also for somebody else's. */
export const meter: SessionRoute = {
  method: 'GET',
  path: '/plug/meters/:id',
  summary: 'One meter of the user.',
  access: 'session',
  scope: 'meters:read',
  params: { id: METER_ID },
  // No documented route reads one meter, so it is taken from the list, which proves the ownership at the same time.
  handle: async ({ ownership, session, params, signal }) =>
    Response.json(await ownership.meter(session.user, params.id ?? '', signal)),
};

const ActivateSchema = v.strictObject({ isIntervalsProductActive: v.literal(true) });

/**
 * `PATCH /plug/meters/:id` `{"isIntervalsProductActive": true}` → 200 `{meters: [the meter], page}`, as upstream.
 * Problems: 404 `not-found`, 409 `meter-not-activatable`.
 */
export const activateIntervals: SessionRoute = {
  method: 'PATCH',
  path: '/plug/meters/:id',
  summary: 'Asks for the intervals of one meter of the user.',
  access: 'session',
  scope: 'intervals:activate',
  params: { id: METER_ID },
  bodySchema: ActivateSchema,
  async handle({ body, ownership, platform, session, params, signal }) {
    const id = params.id ?? '';
    const { isIntervalsProductActive } = await body.json(ActivateSchema);
    const { credentialIds } = await ownership.requireMeter(session.user, id, signal);
    const answer = await platform.plug.json({
      method: 'PATCH',
      path: ['plug', 'meters', id],
      body: { isIntervalsProductActive },
      signal,
    });
    // A list around one meter, or the bare meter: the one that was asked for, in either (quirk 7).
    const list = asRecord(answer)?.meters;
    const row = (Array.isArray(list) ? list : [answer]).map(asRecord).find((candidate) => candidate?.id === id);
    if (!row) throw new Problem('upstream-failed');
    const named = row.credentialIds;
    if (Array.isArray(named)) row.credentialIds = named.filter((each) => credentialIds.has(String(each)));
    return Response.json({
      meters: [narrow(row, METER)],
      page: { number: 0, size: 1, totalElements: 1, totalPages: 1 },
    });
  },
};

function pageOf(query: Readonly<Record<string, string>>): { readonly page: number; readonly size: number } {
  return { page: Number(query.page ?? '0'), size: Math.min(Number(query.size ?? DEFAULT_SIZE), MAX_SIZE) };
}
