import * as v from 'valibot';
import { connectPage, localError } from '../families/local.ts';
import { type ConnectConfig, connectPage as runConnectPage } from '../pages/connect-client.ts';
import { connectScript } from '../pages/connect-script.ts';
import { connectStyle } from '../pages/connect-style.ts';
import { escapeHtml } from '../pages/html.ts';
import { PROVIDERS, providerById } from '../platform/providers.ts';
import type { ConnectTokenRecord, CredentialRecord } from '../platform/records.ts';
import { SCENARIOS } from '../platform/scenarios.ts';
import type { World } from '../platform/world.ts';
import { script, style } from './asset.ts';
import type { Route } from './route.ts';

/** The platform calls a login pending after a minute. */
const PATIENCE_MS = 55_000;
/** A clock that stands will not bring an answer however long the page waits. */
const FROZEN_PATIENCE_MS = 4_000;

/** A text of the page, cut rather than refused; `null` for anything else. */
const CutTextSchema = v.fallback(
  v.nullable(
    v.pipe(
      v.string(),
      v.transform((text) => text.slice(0, 255)),
    ),
  ),
  null,
);

const SubmitSchema = v.object({
  token: v.optional(CutTextSchema, null),
  correlationId: v.optional(CutTextSchema, null),
  providerId: v.optional(CutTextSchema, null),
  zip: v.optional(CutTextSchema, null),
  username: v.optional(CutTextSchema, null),
  password: v.optional(CutTextSchema, null),
});

const SecondFactorSchema = v.object({ id: v.optional(CutTextSchema, null), code: v.optional(v.unknown(), '') });

/** The Connect page in its frame, and what it asks its own server. */
export const connectPageRoutes: readonly Route[] = [
  { method: 'GET', path: '/connect/assets/connect.js', family: connectPage, handle: () => script(runConnectPage) },
  { method: 'GET', path: '/connect/assets/connect.css', family: connectPage, handle: () => style(connectStyle) },
  // The script of pages that embed Connect; any version of it, because the path carries one.
  { method: 'GET', path: '/dist/:version{v\\d+\\.js}', family: connectPage, handle: () => script(connectScript) },
  {
    method: 'GET',
    path: '/connect/:org',
    family: connectPage,
    handle(request, world) {
      const config = configOf(request.searchParams, world);
      const isFramed = (request.searchParams.get('origin') ?? '') !== '';
      return new Response(page(config), {
        headers: {
          'content-type': 'text/html; charset=utf-8',
          'content-security-policy': isFramed ? `${POLICY}; frame-ancestors ${config.origin ?? "'none'"}` : POLICY,
          'cache-control': 'no-store',
          'referrer-policy': 'no-referrer',
          'x-content-type-options': 'nosniff',
        },
      });
    },
  },
  {
    method: 'POST',
    path: '/connect/:org/submit',
    family: connectPage,
    async handle(request, world) {
      const sent = await request.json(SubmitSchema);
      const token = tokenOf(world, sent.token);
      if (sent.token !== null && token === undefined)
        return localError(401, 'This link has expired. Go back and start again.');
      const { username, password } = sent;
      if (!username || !password) return localError(422, 'User name and password are needed.');
      const existing = token?.credentialId == null ? undefined : world.store.credentials.get(token.credentialId);
      const credential =
        existing === undefined
          ? world.lifecycle.submitLogin({
              username,
              password,
              user: token?.user ?? sent.correlationId,
              providerId: sent.providerId || (PROVIDERS[0] as { id: string }).id,
              zip: zipOf(sent.zip),
              isInteractive: true,
            })
          : world.lifecycle.resubmitLogin(existing, { username, password });
      return Response.json({ id: credential.id, legacyId: credential.legacyId, state: 'checking' });
    },
  },
  {
    method: 'GET',
    path: '/connect/:org/status/:id',
    family: connectPage,
    handle(request, { store }) {
      const credential = store.credentials.get(request.param('id'));
      if (credential === undefined) return localError(404, 'There is no such login.');
      return Response.json({ id: credential.id, state: stateOf(credential) });
    },
  },
  {
    method: 'POST',
    path: '/connect/:org/second-factor',
    family: connectPage,
    async handle(request, { store, lifecycle }) {
      const { id, code } = await request.json(SecondFactorSchema);
      const credential = store.credentials.get(id ?? '');
      if (credential === undefined) return localError(404, 'There is no such login.');
      const isRight = lifecycle.answerSecondFactor(credential, String(code));
      return Response.json({ id: credential.id, state: isRight ? 'connected' : 'wrong' });
    },
  },
];

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; form-action 'none'; " +
  "base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

/** Returns the configuration of the page, from its address. */
function configOf(query: URLSearchParams, world: World): ConnectConfig {
  const tokenText = query.get('token');
  const token = tokenOf(world, tokenText);
  const repaired = token?.credentialId == null ? undefined : world.store.credentials.get(token.credentialId);
  return {
    origin: exactOrigin(query.get('origin') ?? ''),
    refused: refusalOf(query, tokenText !== null && token === undefined),
    token: tokenText,
    correlationId: query.get('correlationId') || null,
    providerId: query.get('providerId') || null,
    repair:
      repaired === undefined
        ? null
        : {
            providerId: repaired.providerId,
            utility: providerById(repaired.providerId).name,
            username: repaired.username ?? '',
          },
    utilities: UTILITIES,
    logins: LOGINS,
    zip: zipOf(query.get('zip')) ?? '',
    viaScript: query.get('via') === 'script',
    patienceMs: world.clock.frozen ? FROZEN_PATIENCE_MS : PATIENCE_MS,
  };
}

/** Returns why the page cannot be used, for the person who sees it; `null` if it can. */
function refusalOf(query: URLSearchParams, isExpired: boolean): string | null {
  if (isExpired) return 'It has expired or was already replaced. Go back and start again.';
  const mode = query.get('apiMode');
  return mode === null || mode === 'sandbox' ? null : 'This is a sandbox: apiMode must be “sandbox”.';
}

const UTILITIES: ConnectConfig['utilities'] = PROVIDERS.map((each) => ({
  id: each.id,
  name: each.name,
  area: `${each.longName.slice(each.name.length + 1)}, ${each.state}`,
  zips: each.zips,
}));

/** Test logins, those of the documentation's first page first. */
const LOGINS: ConnectConfig['logins'] = [...SCENARIOS]
  .sort((a, b) => Number(b.listed) - Number(a.listed))
  .map((each) => ({
    title: each.title,
    about: each.about,
    username: each.logins[0] as string,
    password: each.password,
  }));

/** Returns a connect token that has not expired. */
function tokenOf({ store, clock }: World, text: string | null): ConnectTokenRecord | undefined {
  const token = text === null ? undefined : store.connectTokens.get(text);
  return token !== undefined && token.expiresAtMs > clock.now() ? token : undefined;
}

const zipOf = (text: string | null): string | null => (/^\d{5}$/.test(text ?? '') ? text : null);

/** Returns what the page shows for a login. `waiting`: nobody can say how long. */
function stateOf(credential: CredentialRecord): string {
  if (credential.verification === 'verified')
    return providerById(credential.providerId).validatesAtOnce ? 'connected' : 'waiting';
  if (credential.verification === 'error' || credential.statusDetail === 'EMAIL_APPROVAL') return 'waiting';
  if (credential.statusDetail === 'UNSUPPORTED_MULTI_FACTOR_AUTHENTICATION') return 'second-factor';
  if (credential.verification === 'pending') return 'checking';
  return credential.statusDetail === 'OTHER_ACCESS_LIMITATION' ? 'limited' : 'rejected';
}

/**
 * Returns an origin exactly as a browser would send it; `null` for anything else, which then gets
 * no messages.
 */
function exactOrigin(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const { origin, protocol } = new URL(text);
  return (protocol === 'https:' || protocol === 'http:') && (text === origin || text === `${origin}/`) ? origin : null;
}

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
