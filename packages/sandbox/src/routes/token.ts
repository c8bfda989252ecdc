import type { Hono } from 'hono';
import { legacyError, shortError } from '../platform/errors.ts';
import { basicOf, CLIENT_ID, CLIENT_SECRET, echoVersion, guard } from './access.ts';
import { jsonObject, randomToken, type World } from './context.ts';

/** The printed sample's lifetime; the page's prose says an hour. Clients must obey `expires_in`. */
const TOKEN_S = 300;
const LEGACY_TOKEN_S = 7_200;

/** `POST /oauth2/token`, `POST /auth/access_token` and `GET /ping`. */
export function tokenRoutes(app: Hono, world: World): void {
  const issue = (expiresInS: number): string => {
    const now = world.clock.now();
    for (const token of world.store.accessTokens.all())
      if (token.expiresAtMs <= now) world.store.accessTokens.remove(token.id);
    const token = randomToken();
    world.store.accessTokens.put({ id: token, expiresAtMs: now + expiresInS * 1000 });
    return token;
  };

  app.post('/oauth2/token', async (c) => {
    const form = new URLSearchParams(await c.req.text());
    const [basicId, basicSecret] = (basicOf(c.req.header('authorization')) ?? ':').split(':');
    const id = form.get('client_id') ?? basicId;
    const secret = form.get('client_secret') ?? basicSecret;
    if (form.get('grant_type') !== 'client_credentials') {
      const missing = form.get('grant_type') === null;
      return Response.json(
        missing
          ? { error: 'invalid_request', error_description: 'Missing form parameter: grant_type' }
          : { error: 'unsupported_grant_type', error_description: 'Unsupported grant_type' },
        { status: 400 },
      );
    }
    if (id !== CLIENT_ID || secret !== CLIENT_SECRET) {
      return Response.json(
        { error: 'invalid_client', error_description: 'Invalid client or Invalid client credentials' },
        { status: 401 },
      );
    }
    return Response.json(
      {
        access_token: issue(TOKEN_S),
        expires_in: TOKEN_S,
        refresh_expires_in: 0,
        token_type: 'Bearer',
        'not-before-policy': 0,
        scope: 'profile email',
      },
      { headers: { 'Cache-Control': 'no-store' } },
    );
  });

  // A token is what a client asks for first, often before it knows of versions: the header may be absent here.
  app.post('/auth/access_token', echoVersion, async (c) => {
    const body = await jsonObject(c.req);
    if (body === undefined) return legacyError(400, 'The request body is not valid JSON');
    if (body.client_id !== CLIENT_ID || body.client_secret !== CLIENT_SECRET) {
      return shortError(401, 'The supplied credentials are invalid.');
    }
    return Response.json(
      {
        access_token: issue(LEGACY_TOKEN_S),
        expires_in: LEGACY_TOKEN_S,
        token_type: 'Bearer',
        scope: 'write',
        created_at: Math.floor(world.clock.now() / 1000),
      },
      { headers: { 'Cache-Control': 'no-store' } },
    );
  });

  app.get('/ping', guard(world, 'legacy'), () => Response.json({ pong: true }));
}
