import * as v from 'valibot';
import { METER_ID } from '../ids.ts';
import { narrowCredential, narrowMeter, type PageAsked } from '../narrow/index.ts';
import { type Route, route } from '../route.ts';

const PAGE_QUERY = { page: /^(0|[1-9][0-9]{0,4})$/, size: /^[1-9][0-9]{0,4}$/ } as const;
/** Upstream's default. */
const DEFAULT_SIZE = '20';
/** A larger size is capped silently, as upstream does; `page` in the answer has the actual size. */
const MAX_SIZE = 100;

const pageOf = ({
  page = '0',
  size = DEFAULT_SIZE,
}: {
  readonly page?: string;
  readonly size?: string;
}): PageAsked => ({
  page: Number(page),
  size: Math.min(Number(size), MAX_SIZE),
});

/** Upstream accepts strings of this length. Source: UPSTREAM.md, Credentials. */
const text = v.pipe(v.string(), v.nonEmpty(), v.maxLength(255));

/** Routes for logins and meters of Plug. */
export const plugRoutes: readonly Route[] = [
  /** → 200 `{credentials, page}`. Problems: 502 `upstream-failed`: a row is another user's. */
  route('GET', '/plug/credentials', 'connections:read', {
    summary: 'The Plug credentials of the user.',
    uses: ['ownership'],
    query: PAGE_QUERY,
    async handle({ ownership, session, query, signal }) {
      const { rows, page } = await ownership.credentialPage(session.user, pageOf(query), signal);
      return { credentials: rows, page };
    },
  }),

  /**
   * → 201 the credential. The scope is not among the default scopes: the utility password passes
   * through the partner's page, which Connect avoids.
   */
  route('POST', '/plug/credentials', 'credentials:create', {
    summary: 'Connects a utility login of the user by its password.',
    uses: ['ownership', 'plug'],
    bodySchema: v.strictObject({ providerId: text, username: text, password: text }),
    status: 201,
    async handle({ body, ownership, plug, session: { user }, signal }) {
      const sent = { ...body, correlationId: user };
      const answer = await plug.json({ method: 'POST', path: ['plug', 'credentials'], body: sent, signal });
      const credential = narrowCredential(answer, user);
      ownership.forget(user);
      return credential;
    },
  }),

  /** → 200 `{meters, page}`: the meters that the user's own credentials give access to. */
  route('GET', '/plug/meters', 'meters:read', {
    summary: 'The meters of the user.',
    uses: ['ownership'],
    query: PAGE_QUERY,
    async handle({ ownership, session, query, signal }) {
      const { rows, page } = await ownership.meterPage(session.user, pageOf(query), signal);
      return { meters: rows, page };
    },
  }),

  /**
   * → 200 the meter. The platform documents no route for one meter, so it is taken from the list,
   * which also proves the ownership.
   * Problems: 404 `not-found`, also for another user's meter.
   */
  route('GET', '/plug/meters/:id', 'meters:read', {
    summary: 'One meter of the user.',
    uses: ['ownership'],
    params: { id: METER_ID },
    handle: ({ ownership, session, params: { id }, signal }) => ownership.meter(session.user, id, signal),
  }),

  /**
   * → 200 `{meters: [the meter], page}`, as upstream.
   * Problems: 404 `not-found`, 409 `meter-not-activatable`.
   */
  route('PATCH', '/plug/meters/:id', 'intervals:activate', {
    summary: 'Asks for the intervals of one meter of the user.',
    uses: ['ownership', 'plug'],
    params: { id: METER_ID },
    bodySchema: v.strictObject({ isIntervalsProductActive: v.literal(true) }),
    async handle({ body, ownership, plug, session, params: { id }, signal }) {
      const owner = await ownership.requireMeter(session.user, id, signal);
      const answer = await plug.json({ method: 'PATCH', path: ['plug', 'meters', id], body, signal });
      const page = { number: 0, size: 1, totalElements: 1, totalPages: 1 };
      return { meters: [narrowMeter(answer, id, owner)], page };
    },
  }),
];
