import * as v from 'valibot';
import { arc, arcWithoutToken, longError, notFound, shortError } from '../families/arc.ts';
import { BAD_TOKEN, bearerOf } from '../families/bearer.ts';
import { Refusal } from '../families/family.ts';
import { askedOrigin } from '../hosts.ts';
import { PROVIDERS, providerById } from '../platform/providers.ts';
import type { CredentialRecord } from '../platform/records.ts';
import { secretText } from '../platform/secret.ts';
import type { World } from '../platform/world.ts';
import type { Route, RouteRequest } from './route.ts';
import { maybe } from './schemas.ts';
import { ownedCredential } from './users.ts';

const TOKEN_MS = 2 * 3_600_000;
const URL_MS = 5 * 86_400_000;

/** Exactly one of user and credential; the quickstart sends a number as the user. */
const TargetSchema = v.object({
  client_user_id: v.optional(v.unknown()),
  utility_credential_id: v.optional(v.unknown()),
  variant: v.optional(v.unknown()),
});

const TestLoginSchema = v.object({
  username: maybe(v.string('must be a text')),
  account_number: maybe(v.string('must be a text')),
  password: maybe(v.string('must be a text')),
  utility_id: maybe(v.string('must be a text')),
  zip: maybe(v.string('must be a text')),
});

const RevokedSchema = v.object({ utility_credential_id: v.optional(v.union([v.number(), v.string()]), '') });

/**
 * What opens Connect, and the triggers of the platform's own sandbox. Source: UPSTREAM.md, Connect.
 */
export const connectTokenRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/auth/connect_token',
    family: arc,
    async handle(request, world) {
      const target = await targetOf(request, world);
      return Response.json({ connect_token: issue(world, target, TOKEN_MS) });
    },
  },
  {
    method: 'POST',
    path: '/auth/connect_url',
    family: arc,
    async handle(request, world) {
      const target = await targetOf(request, world);
      if (target.variant !== undefined && target.variant !== 'connect' && target.variant !== 'tariff')
        return longError(422, "You can only pass in 'connect' or 'tariff' as the variant.", 'INVALID_VARIANT');
      const url = new URL('/connect/sandbox', askedOrigin(request.raw));
      url.searchParams.set('token', issue(world, target, URL_MS));
      return Response.json({ connect_url: url.href });
    },
  },
  {
    // Its bearer is a connect token, as Connect itself would hold.
    method: 'POST',
    path: '/sandbox/connect/submit_test_credentials',
    family: arcWithoutToken,
    async handle(request, { store, clock, lifecycle, views }) {
      const token = store.connectTokens.get(bearerOf(request.raw) ?? '');
      if (token === undefined || token.expiresAtMs <= clock.now()) return shortError(401, BAD_TOKEN);
      const sent = await request.json(TestLoginSchema);
      const username = sent.username ?? sent.account_number;
      if (username == null) return isMissing('username');
      if (sent.utility_id == null) return isMissing('utility_id');
      if (sent.zip == null) return isMissing('zip');
      // Whoever signs in by account number has no password.
      const login = { username, password: sent.password ?? (sent.account_number == null ? null : 'verified') };
      const existing = token.credentialId === null ? undefined : store.credentials.get(token.credentialId);
      const providerId = providerFor(sent.utility_id);
      const credential =
        existing === undefined
          ? lifecycle.submitLogin({ ...login, user: token.user, providerId, zip: sent.zip })
          : lifecycle.resubmitLogin(existing, login);
      return Response.json(views.utilityCredential(credential), { status: 201 });
    },
  },
  {
    method: 'POST',
    path: '/sandbox/webhook/trigger/utility_credential_revoked',
    family: arc,
    async handle(request, world) {
      const { utility_credential_id: id } = await request.json(RevokedSchema);
      const found = ownedCredential(world, String(id));
      if (found === undefined) return notFound('UtilityCredential');
      world.lifecycle.revokeLogin(found);
      return new Response(null, { status: 202 });
    },
  },
];

interface Target {
  readonly user: string;
  /** `null`: a new login is connected. */
  readonly credential: CredentialRecord | null;
  readonly variant: unknown;
}

/**
 * Reads whom Connect is for.
 * @throws {Refusal} Not exactly one of user and credential, or no such credential.
 */
async function targetOf(request: RouteRequest, world: World): Promise<Target> {
  const { client_user_id: user, utility_credential_id: id, variant } = await request.json(TargetSchema);
  if (user !== undefined && id !== undefined) {
    const text = 'You cannot pass both client_user_id and utility_credential_id. Please only pass one';
    throw new Refusal(longError(422, text, 'INVALID_PARAMATERS'));
  }
  if (id !== undefined && id !== null && id !== '') {
    const credential = ownedCredential(world, String(id));
    if (credential === undefined) throw new Refusal(notFound('UtilityCredential'));
    return { user: credential.user, credential, variant };
  }
  const text = typeof user === 'number' ? String(user) : user;
  if (typeof text !== 'string' || text === '') throw new Refusal(isMissing('client_user_id or utility_credential_id'));
  return { user: text, credential: null, variant };
}

/** Makes a connect token, and forgets those that have expired. */
function issue({ store, clock, lifecycle }: World, target: Target, lastsMs: number): string {
  lifecycle.registerUser(target.user);
  for (const old of store.connectTokens.filter((each) => each.expiresAtMs <= clock.now()))
    store.connectTokens.remove(old.id);
  const expiresAtMs = clock.now() + lastsMs;
  const credentialId = target.credential?.id ?? null;
  return store.connectTokens.put({ id: secretText(), user: target.user, credentialId, expiresAtMs }).id;
}

const isMissing = (name: string): Response => shortError(422, `Param is missing or the value is empty: ${name}`);

/** Returns the id of a utility by its id, or by its number in the list, as Arc counts them. */
function providerFor(utilityId: string): string {
  const numbered = /^\d{1,3}$/.test(utilityId) ? PROVIDERS[Number(utilityId) - 1] : undefined;
  return (numbered ?? providerById(utilityId)).id;
}
