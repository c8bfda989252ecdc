import { LEGACY_ID } from '../ids.ts';
import { type LegacyResource, narrowUtilityAccount } from '../narrow/index.ts';
import { Problem } from '../problem.ts';
import { type Route, route } from '../route.ts';
import type { Scope } from '../scopes.ts';

const TIME = /^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:.]{5,18}(Z|[+-][0-9]{2}:[0-9]{2})?)?$/;

/** The documented list parameters except the owner. Source: UPSTREAM.md, Credentials. */
const LIST_QUERY = {
  limit: /^[1-9][0-9]{0,3}$/,
  updated_after: TIME,
  updated_before: TIME,
  order: /^(asc|desc)$/,
} as const;

/** → 200 `{data, total_count}`. Problems: 502 `upstream-failed`: a row is another user's. */
const list = (resource: LegacyResource, scope: Scope, summary: string): Route =>
  route('GET', `/${resource}`, scope, {
    summary,
    uses: ['ownership'],
    query: LIST_QUERY,
    handle: ({ ownership, session, query, signal }) => ownership.legacyList(resource, session.user, query, signal),
  });

/** Routes for logins and accounts of the legacy API. */
export const arcRoutes: readonly Route[] = [
  list('utility_credentials', 'connections:read', 'The utility logins of the user.'),
  list('utility_accounts', 'accounts:read', 'The utility accounts of the user.'),

  /** → 200 the account. Problems: 404 `not-found`, also for another user's account. */
  route('GET', '/utility_accounts/:id', 'accounts:read', {
    summary: 'One utility account of the user.',
    uses: ['arc'],
    params: { id: LEGACY_ID },
    async handle({ arc, session, params: { id }, signal }) {
      const answer = await arc.json({ path: ['utility_accounts', id], byId: true, signal });
      const account = narrowUtilityAccount(answer, id, session.user);
      if (account === null) throw new Problem('not-found');
      return account;
    },
  }),
];
