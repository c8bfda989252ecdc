import type { Context, Hono } from 'hono';
import { isoZ } from '../data/iso.ts';
import { legacyError, shortError } from '../platform/errors.ts';
import { PROVIDERS, providerById } from '../platform/providers.ts';
import type { CredentialRecord } from '../platform/records.ts';
import { bearerOf, echoVersion, guard } from './access.ts';
import { jsonObject, randomToken, type World } from './context.ts';

const CONNECT_TOKEN_MS = 2 * 3_600_000;
const CONNECT_URL_MS = 5 * 86_400_000;
/** Nothing is documented; a list without any bound is a way to ask for everything at once. */
const LARGEST_LIMIT = 1_000;

/** Users, credentials, accounts, connect tokens and the sandbox triggers of the legacy family. */
export function legacyRoutes(app: Hono, world: World): void {
  const { store, views, lifecycle, clock } = world;
  const access = guard(world, 'legacy');

  app.get('/utility_credentials', access, (c) => {
    const user = c.req.query('client_user_id');
    const mine = store.credentials.filter((each) => each.user !== null && (user === undefined || each.user === user));
    return list(c, mine, (each) => views.utilityCredential(each));
  });

  app.get('/utility_credentials/:id', access, (c) => {
    const found = byLegacyId(store.credentials.all(), c.req.param('id'));
    if (found === undefined || found.user === null) return shortError(404, "Couldn't find UtilityCredential");
    return Response.json(views.utilityCredential(found));
  });

  app.get('/utility_accounts', access, (c) => {
    const user = c.req.query('client_user_id');
    const mine = store.accounts.filter((account) => {
      const owner = store.credentials.get(account.credentialId)?.user ?? null;
      return owner !== null && (user === undefined || owner === user);
    });
    return list(c, mine, (each) => views.utilityAccount(each));
  });

  app.get('/utility_accounts/:id', access, (c) => {
    const found = byLegacyId(store.accounts.all(), c.req.param('id'));
    if (found === undefined) return shortError(404, "Couldn't find UtilityAccount");
    return Response.json(views.utilityAccount(found));
  });

  app.get('/users', access, (c) =>
    list(
      c,
      store.users.all().map((user) => ({ ...user, legacyId: 0 })),
      (user) => ({
        client_user_id: user.id,
        created_at: isoZ(user.createdAtMs),
        updated_at: isoZ(user.updatedAtMs),
      }),
    ),
  );

  app.get('/users/:user', access, (c) => {
    const user = store.users.get(c.req.param('user'));
    return user === undefined ? shortError(404, "Couldn't find User") : Response.json(views.user(user));
  });

  app.delete('/users/:user', access, (c) => {
    const user = c.req.param('user');
    if (store.users.get(user) === undefined) return shortError(404, "Couldn't find User");
    world.scheduler.schedule('delete-user', 0, { user });
    return new Response(null, { status: 204 });
  });

  /** Reads the body of both connect routes: exactly one of user and credential. */
  const connectTarget = async (
    c: Context,
  ): Promise<Response | { user: string; credential: CredentialRecord | null; variant: unknown }> => {
    const body = await jsonObject(c.req);
    if (body === undefined) return legacyError(400, 'The request body is not valid JSON');
    const { client_user_id: user, utility_credential_id: id, variant } = body;
    if (user !== undefined && id !== undefined) {
      return legacyError(
        422,
        'You cannot pass both client_user_id and utility_credential_id. Please only pass one',
        'INVALID_PARAMATERS',
      );
    }
    if (id !== undefined && id !== null && id !== '') {
      const credential = byLegacyId(store.credentials.all(), String(id));
      if (credential === undefined || credential.user === null)
        return shortError(404, "Couldn't find UtilityCredential");
      return { user: credential.user, credential, variant };
    }
    // The quickstart sends a number.
    const text = typeof user === 'number' ? String(user) : user;
    if (typeof text !== 'string' || text === '') {
      return shortError(422, 'Param is missing or the value is empty: client_user_id or utility_credential_id');
    }
    return { user: text, credential: null, variant };
  };

  const issue = (target: { user: string; credential: CredentialRecord | null }, lastsMs: number): string => {
    lifecycle.touchUser(target.user);
    for (const old of store.connectTokens.filter((each) => each.expiresAtMs <= clock.now()))
      store.connectTokens.remove(old.id);
    const token = randomToken();
    store.connectTokens.put({
      id: token,
      user: target.user,
      credentialId: target.credential?.id ?? null,
      expiresAtMs: clock.now() + lastsMs,
    });
    return token;
  };

  app.post('/auth/connect_token', access, async (c) => {
    const target = await connectTarget(c);
    return target instanceof Response ? target : Response.json({ connect_token: issue(target, CONNECT_TOKEN_MS) });
  });

  app.post('/auth/connect_url', access, async (c) => {
    const target = await connectTarget(c);
    if (target instanceof Response) return target;
    if (target.variant !== undefined && target.variant !== 'connect' && target.variant !== 'tariff') {
      return legacyError(422, "You can only pass in 'connect' or 'tariff' as the variant.", 'INVALID_VARIANT');
    }
    const url = new URL('/connect/sandbox', c.req.url);
    url.searchParams.set('token', issue(target, CONNECT_URL_MS));
    return Response.json({ connect_url: url.href });
  });

  // Its bearer is a connect token, as Connect itself would hold.
  app.post('/sandbox/connect/submit_test_credentials', echoVersion, async (c) => {
    const bearer = bearerOf(c);
    const token = bearer === undefined ? undefined : store.connectTokens.get(bearer);
    if (token === undefined || token.expiresAtMs <= clock.now())
      return shortError(401, 'Unknown or invalid access token');
    const body = await jsonObject(c.req);
    if (body === undefined) return legacyError(400, 'The request body is not valid JSON');
    const text = (name: string): string | null => (typeof body[name] === 'string' ? (body[name] as string) : null);
    const username = text('username') ?? text('account_number');
    const missing = (['utility_id', 'zip'] as const).find((name) => text(name) === null);
    if (username === null) return shortError(422, 'Param is missing or the value is empty: username');
    if (missing !== undefined) return shortError(422, `Param is missing or the value is empty: ${missing}`);
    const existing = token.credentialId === null ? undefined : store.credentials.get(token.credentialId);
    const login = { username, password: text('password') ?? (text('account_number') === null ? null : 'verified') };
    const credential =
      existing === undefined
        ? lifecycle.submit({
            ...login,
            user: token.user,
            providerId: providerFor(text('utility_id') as string),
            zip: text('zip'),
          })
        : lifecycle.repair(existing, login);
    return Response.json(views.utilityCredential(credential), { status: 201 });
  });

  app.post('/sandbox/webhook/trigger/utility_credential_revoked', access, async (c) => {
    const body = await jsonObject(c.req);
    const found = byLegacyId(store.credentials.all(), String(body?.utility_credential_id ?? ''));
    if (found === undefined || found.user === null) return shortError(404, "Couldn't find UtilityCredential");
    lifecycle.revoke(found);
    return new Response(null, { status: 202 });
  });
}

/** A legacy list: filtered by time of change, newest change first unless asked otherwise. */
export function list<T extends { readonly updatedAtMs: number; readonly legacyId: number }>(
  c: Context,
  records: readonly T[],
  view: (record: T) => unknown,
): Response {
  const query = (name: string): string | undefined => c.req.query(name);
  const limitText = query('limit') ?? '10';
  if (!/^\d{1,9}$/.test(limitText) || Number(limitText) < 1)
    return legacyError(400, 'limit must be an integer of at least 1');
  const order = query('order') ?? 'desc';
  if (order !== 'asc' && order !== 'desc') return legacyError(400, "order must be 'asc' or 'desc'");
  if (query('updated_after') !== undefined && query('updated_before') !== undefined) {
    return legacyError(400, 'You cannot pass both updated_after and updated_before. Please only pass one');
  }
  const bounds: Record<string, number> = {};
  for (const name of ['updated_after', 'updated_before']) {
    const text = query(name);
    if (text === undefined) continue;
    const at = Date.parse(text);
    if (Number.isNaN(at)) return legacyError(400, `${name} must be a date and time`);
    bounds[name] = at;
  }
  const { updated_after: after = Number.NEGATIVE_INFINITY, updated_before: before = Number.POSITIVE_INFINITY } = bounds;
  const found = records.filter((each) => each.updatedAtMs > after && each.updatedAtMs < before);
  const sign = order === 'asc' ? 1 : -1;
  found.sort((a, b) => sign * (a.updatedAtMs - b.updatedAtMs || a.legacyId - b.legacyId));
  const limit = Math.min(Number(limitText), LARGEST_LIMIT);
  return Response.json({ data: found.slice(0, limit).map(view), total_count: found.length });
}

/** The record with this integer id; anything else than digits is nobody's id. */
export function byLegacyId<T extends { readonly legacyId: number }>(
  records: readonly T[],
  text: string,
): T | undefined {
  return /^\d{1,15}$/.test(text) ? records.find((each) => each.legacyId === Number(text)) : undefined;
}

/** A utility by id, or by its place in the list, as the legacy family numbers them. */
function providerFor(utilityId: string): string {
  const numbered = /^\d{1,3}$/.test(utilityId) ? PROVIDERS[Number(utilityId) - 1] : undefined;
  return (numbered ?? providerById(utilityId)).id;
}
