import * as v from 'valibot';
import { arc, arcWithoutToken, shortError } from '../families/arc.ts';
import { basicOf, CLIENT_ID, CLIENT_SECRET } from '../families/client.ts';
import { token, tokenError } from '../families/token.ts';
import { secretText } from '../platform/secret.ts';
import type { World } from '../platform/world.ts';
import type { Route } from './route.ts';

/** The printed sample's lifetime; the page's prose says an hour. Clients must obey `expires_in`. */
const TOKEN_S = 300;
const ARC_TOKEN_S = 7_200;
/**
 * On a standing clock no token expires; the oldest is given up so that a long run does not grow.
 */
const KEPT_TOKENS = 10_000;

const ClientSchema = v.object({ client_id: v.optional(v.unknown()), client_secret: v.optional(v.unknown()) });
const NO_STORE = { headers: { 'Cache-Control': 'no-store' } };

/** Access tokens. Source: UPSTREAM.md, Tokens. */
export const tokenRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/oauth2/token',
    family: token,
    async handle(request, world) {
      const form = new URLSearchParams(await request.text());
      const grant = form.get('grant_type');
      if (grant === null) return tokenError(400, 'invalid_request', 'Missing form parameter: grant_type');
      if (grant !== 'client_credentials') return tokenError(400, 'unsupported_grant_type', 'Unsupported grant_type');
      const [basicId, basicSecret] = (basicOf(request.raw) ?? ':').split(':');
      const id = form.get('client_id') ?? basicId;
      const secret = form.get('client_secret') ?? basicSecret;
      if (id !== CLIENT_ID || secret !== CLIENT_SECRET)
        return tokenError(401, 'invalid_client', 'Invalid client or Invalid client credentials');
      const answer = {
        access_token: issue(world, TOKEN_S),
        expires_in: TOKEN_S,
        refresh_expires_in: 0,
        token_type: 'Bearer',
        'not-before-policy': 0,
        scope: 'profile email',
      };
      return Response.json(answer, NO_STORE);
    },
  },
  {
    method: 'POST',
    path: '/auth/access_token',
    family: arcWithoutToken,
    async handle(request, world) {
      const { client_id: id, client_secret: secret } = await request.json(ClientSchema);
      if (id !== CLIENT_ID || secret !== CLIENT_SECRET) return shortError(401, 'The supplied credentials are invalid.');
      const answer = {
        access_token: issue(world, ARC_TOKEN_S),
        expires_in: ARC_TOKEN_S,
        token_type: 'Bearer',
        scope: 'write',
        created_at: Math.floor(world.clock.now() / 1000),
      };
      return Response.json(answer, NO_STORE);
    },
  },
  { method: 'GET', path: '/ping', family: arc, handle: () => Response.json({ pong: true }) },
];

/** Makes an access token, and forgets those that have expired. */
function issue({ store, clock }: World, expiresInS: number): string {
  const now = clock.now();
  const tokens = store.accessTokens;
  for (const each of tokens.all()) if (each.expiresAtMs <= now) tokens.remove(each.id);
  if (tokens.size >= KEPT_TOKENS) tokens.remove((tokens.all()[0] as { id: string }).id);
  return tokens.put({ id: secretText(), expiresAtMs: now + expiresInS * 1000 }).id;
}
