import { isoZ } from '../data/iso.ts';
import { arc, notFound } from '../families/arc.ts';
import type { AccountRecord, CredentialRecord } from '../platform/records.ts';
import type { World } from '../platform/world.ts';
import { arcList, byLegacyId } from './arc-list.ts';
import type { Route, RouteRequest } from './route.ts';

/** Users, and the utility credentials and accounts of Arc. Source: UPSTREAM.md, Users. */
export const userRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/users',
    family: arc,
    handle: (request, { store }) =>
      arcList(
        request,
        store.users.all(),
        () => 0,
        (user) => ({
          client_user_id: user.id,
          created_at: isoZ(user.createdAtMs),
          updated_at: isoZ(user.updatedAtMs),
        }),
      ),
  },
  {
    method: 'GET',
    path: '/users/:user',
    family: arc,
    handle(request, { store, views }) {
      const user = store.users.get(request.param('user'));
      return user === undefined ? notFound('User') : Response.json(views.user(user));
    },
  },
  {
    // The platform answers first and deletes later, so its data may be read for a while.
    method: 'DELETE',
    path: '/users/:user',
    family: arc,
    handle(request, { store, scheduler }) {
      const user = request.param('user');
      if (store.users.get(user) === undefined) return notFound('User');
      scheduler.schedule('delete-user', 0, { user });
      return new Response(null, { status: 204 });
    },
  },
  {
    method: 'GET',
    path: '/utility_credentials',
    family: arc,
    handle: (request, { store, views }) =>
      arcList(
        request,
        store.credentials.filter((each) => isOf(request, each.user)),
        (each) => each.legacyId,
        (each) => views.utilityCredential(each),
      ),
  },
  {
    method: 'GET',
    path: '/utility_credentials/:id',
    family: arc,
    handle(request, world) {
      const found = ownedCredential(world, request.param('id'));
      return found === undefined ? notFound('UtilityCredential') : Response.json(world.views.utilityCredential(found));
    },
  },
  {
    method: 'GET',
    path: '/utility_accounts',
    family: arc,
    handle: (request, world) =>
      arcList(
        request,
        world.store.accounts.filter((account) => isOf(request, ownerOf(world, account))),
        (each) => each.legacyId,
        (each) => world.views.utilityAccount(each),
      ),
  },
  {
    method: 'GET',
    path: '/utility_accounts/:id',
    family: arc,
    handle(request, { store, views }) {
      const found = byLegacyId(store.accounts.all(), request.param('id'));
      return found === undefined ? notFound('UtilityAccount') : Response.json(views.utilityAccount(found));
    },
  },
];

/**
 * Returns a login of a user by its integer id. Logins that Plug was given without a user do not
 * exist for Arc.
 */
export function ownedCredential(
  { store }: World,
  id: string,
): (CredentialRecord & { readonly user: string }) | undefined {
  const found = byLegacyId(store.credentials.all(), id);
  return found === undefined || found.user === null ? undefined : { ...found, user: found.user };
}

/** Returns true if a row has an owner, and that one where a list is asked for by user. */
function isOf(request: RouteRequest, owner: string | null): boolean {
  const user = request.searchParams.get('client_user_id');
  return owner !== null && (user === null || owner === user);
}

const ownerOf = ({ store }: World, account: AccountRecord): string | null =>
  store.credentials.get(account.credentialId)?.user ?? null;
