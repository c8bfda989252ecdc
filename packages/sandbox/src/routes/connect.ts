import type { Context, Hono } from 'hono';
import { type ConnectConfig, connectPage } from '../pages/connect-client.ts';
import { connectScript } from '../pages/connect-script.ts';
import { connectStyle } from '../pages/connect-style.ts';
import { escapeHtml } from '../pages/html.ts';
import { PROVIDERS, providerById } from '../platform/providers.ts';
import type { ConnectTokenRecord, CredentialRecord } from '../platform/records.ts';
import { SCENARIOS } from '../platform/scenarios.ts';
import { jsonObject, type World } from './context.ts';

/** The platform calls a login pending after a minute. */
const PATIENCE_MS = 55_000;
/** A clock that stands will not bring an answer however long the page waits. */
const FROZEN_PATIENCE_MS = 4_000;

/** The Connect page in its frame, and what it asks its own server. */
export function connectRoutes(app: Hono, world: World): void {
  const { store, clock, lifecycle } = world;

  app.get('/connect/assets/connect.js', () => asset(`(${connectPage.toString()})();`, 'text/javascript'));
  app.get('/connect/assets/connect.css', () => asset(connectStyle, 'text/css'));

  // The legacy widget's script; any version of it, because the path carries one.
  app.get('/dist/:version{v\\d+\\.js}', () => asset(`(${connectScript.toString()})();`, 'text/javascript'));

  const tokenOf = (text: string | null | undefined): ConnectTokenRecord | undefined => {
    const token = text == null ? undefined : store.connectTokens.get(text);
    return token !== undefined && token.expiresAtMs > clock.now() ? token : undefined;
  };

  app.get('/connect/:org', (c) => {
    const asked = c.req.query('origin');
    const origin = asked === undefined || asked === '' ? null : exactOrigin(asked);
    const tokenText = c.req.query('token') ?? null;
    const token = tokenOf(tokenText);
    const credential = token?.credentialId == null ? undefined : store.credentials.get(token.credentialId);
    const mode = c.req.query('apiMode');
    const refused =
      tokenText !== null && token === undefined
        ? 'It has expired or was already replaced. Go back and start again.'
        : mode !== undefined && mode !== 'sandbox'
          ? 'This is a sandbox: apiMode must be “sandbox”.'
          : null;
    const config: ConnectConfig = {
      origin,
      refused,
      token: tokenText,
      correlationId: c.req.query('correlationId') || null,
      providerId: c.req.query('providerId') || null,
      repair:
        credential === undefined
          ? null
          : {
              providerId: credential.providerId,
              utility: providerById(credential.providerId).name,
              username: credential.username ?? '',
            },
      utilities: PROVIDERS.map((each) => ({
        id: each.id,
        name: each.name,
        area: `${each.longName.slice(each.name.length + 1)}, ${each.state}`,
        zips: each.zips,
      })),
      logins: [...SCENARIOS]
        .sort((a, b) => Number(b.listed) - Number(a.listed))
        .map((each) => ({
          title: each.title,
          about: each.about,
          username: each.logins[0] as string,
          password: each.password,
        })),
      zip: /^\d{5}$/.test(c.req.query('zip') ?? '') ? (c.req.query('zip') as string) : '',
      viaScript: c.req.query('via') === 'script',
      patienceMs: clock.frozen ? FROZEN_PATIENCE_MS : PATIENCE_MS,
    };
    const framing = asked === undefined || asked === '' ? '' : `; frame-ancestors ${origin ?? "'none'"}`;
    return new Response(page(config), {
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': `default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; form-action 'none'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'${framing}`,
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
      },
    });
  });

  app.post('/connect/:org/submit', async (c) => {
    const body = await jsonObject(c.req);
    if (body === undefined || !sameOrigin(c)) return refuse(400, 'That was not sent by the Connect page.');
    const text = (name: string): string | null =>
      typeof body[name] === 'string' ? (body[name] as string).slice(0, 255) : null;
    const token = tokenOf(text('token'));
    if (text('token') !== null && token === undefined)
      return refuse(401, 'This link has expired. Go back and start again.');
    const login = { username: text('username'), password: text('password') };
    if (!login.username || !login.password) return refuse(422, 'User name and password are needed.');
    const existing = token?.credentialId == null ? undefined : store.credentials.get(token.credentialId);
    const credential =
      existing === undefined
        ? lifecycle.submit({
            ...login,
            user: token?.user ?? text('correlationId'),
            providerId: text('providerId') || (PROVIDERS[0] as { id: string }).id,
            zip: /^\d{5}$/.test(text('zip') ?? '') ? text('zip') : null,
            isInteractive: true,
          })
        : lifecycle.repair(existing, login);
    return Response.json({ id: credential.id, legacyId: credential.legacyId, state: 'checking' });
  });

  app.get('/connect/:org/status/:id', (c) => {
    const credential = store.credentials.get(c.req.param('id'));
    return credential === undefined
      ? refuse(404, 'There is no such login.')
      : Response.json({ id: credential.id, state: stateOf(credential) });
  });

  app.post('/connect/:org/second-factor', async (c) => {
    const body = await jsonObject(c.req);
    const credential = store.credentials.get(String(body?.id ?? ''));
    if (credential === undefined || !sameOrigin(c)) return refuse(404, 'There is no such login.');
    const right = lifecycle.secondFactor(credential, String(body?.code ?? ''));
    return Response.json({ id: credential.id, state: right ? 'connected' : 'wrong' });
  });
}

/** What the page shows for a login. `waiting`: nobody can say how long. */
function stateOf(credential: CredentialRecord): string {
  if (credential.verification === 'verified')
    return providerById(credential.providerId).validatesAtOnce ? 'connected' : 'waiting';
  if (credential.verification === 'error' || credential.statusDetail === 'EMAIL_APPROVAL') return 'waiting';
  if (credential.statusDetail === 'UNSUPPORTED_MULTI_FACTOR_AUTHENTICATION') return 'second-factor';
  if (credential.verification === 'pending') return 'checking';
  return credential.statusDetail === 'OTHER_ACCESS_LIMITATION' ? 'limited' : 'rejected';
}

/** An origin, exactly as a browser would send it; anything else gets no messages. */
function exactOrigin(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const { origin, protocol } = new URL(text);
  return (protocol === 'https:' || protocol === 'http:') && (text === origin || text === `${origin}/`) ? origin : null;
}

/** The page's own requests carry its origin; a form or page from elsewhere is not it. */
function sameOrigin(c: Context): boolean {
  const origin = c.req.header('origin');
  return origin === undefined || origin === new URL(c.req.url).origin;
}

const refuse = (status: number, error: string): Response => Response.json({ error }, { status });

const asset = (text: string, type: string): Response =>
  new Response(text, {
    headers: {
      'content-type': `${type}; charset=utf-8`,
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
    },
  });

const page = (config: ConnectConfig): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Connect your utility</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/connect/assets/connect.css">
<script src="/connect/assets/connect.js" defer></script>
</head>
<body>
<main id="connect" data-config="${escapeHtml(JSON.stringify(config))}"><noscript>This page needs JavaScript.</noscript></main>
<footer>Sandbox: nothing here reaches a real utility.</footer>
</body>
</html>
`;
