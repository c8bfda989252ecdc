import { asRecord } from '../body.ts';
import { LEGACY_ID } from '../ids.ts';
import { narrow, UTILITY_ACCOUNT } from '../narrow.ts';
import { dropForeignMeters } from '../ownership.ts';
import { Problem } from '../problem.ts';
import type { SessionContext, SessionRoute } from '../route.ts';

const TIME = /^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:.]{5,18}(Z|[+-][0-9]{2}:[0-9]{2})?)?$/;

/** The documented list parameters, all but the owner, which is not the page's to choose. Source: upstream reference 3.1. */
const LIST_QUERY = {
  limit: /^[1-9][0-9]{0,3}$/,
  updated_after: TIME,
  updated_before: TIME,
  order: /^(asc|desc)$/,
} as const;

async function list(
  resource: 'utility_credentials' | 'utility_accounts',
  { ownership, session, query, signal }: SessionContext,
): Promise<Response> {
  const { rows, total } = await ownership.legacyRows(resource, session.user, query, signal);
  return Response.json({ data: rows, total_count: total });
}

/** `GET /utility_credentials` → 200 `{data, total_count}`. Problems: 502 `upstream-failed` when a row is not the user's. */
export const utilityCredentials: SessionRoute = {
  method: 'GET',
  path: '/utility_credentials',
  summary: 'The utility logins of the user.',
  access: 'session',
  scope: 'connections:read',
  query: LIST_QUERY,
  handle: (context) => list('utility_credentials', context),
};

/** `GET /utility_accounts` → 200 `{data, total_count}`. Problems: as `GET /utility_credentials`. */
export const utilityAccounts: SessionRoute = {
  method: 'GET',
  path: '/utility_accounts',
  summary: 'The utility accounts of the user.',
  access: 'session',
  scope: 'accounts:read',
  query: LIST_QUERY,
  handle: (context) => list('utility_accounts', context),
};

/** `GET /utility_accounts/:id` → 200 the account. Problems: 404 `not-found`, also for somebody else's. */
export const utilityAccount: SessionRoute = {
  method: 'GET',
  path: '/utility_accounts/:id',
  summary: 'One utility account of the user.',
  access: 'session',
  scope: 'accounts:read',
  params: { id: LEGACY_ID },
  async handle({ platform, session, params, signal }) {
    const id = params.id ?? '';
    const answer = await platform.arc.json({ method: 'GET', path: ['utility_accounts', id], signal });
    const account = asRecord(answer);
    if (account === null || String(account.id) !== id) throw new Problem('upstream-failed');
    if (String(account.client_user_id) !== session.user) throw new Problem('not-found');
    dropForeignMeters(account, session.user);
    return Response.json(narrow(account, UTILITY_ACCOUNT));
  },
};
