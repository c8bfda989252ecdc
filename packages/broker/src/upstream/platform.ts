import { asRecord, collect } from '../body.ts';
import { fromUtf8, toBytes } from '../encoding.ts';
import type { ResolvedOptions } from '../options.ts';
import { UpstreamFamily } from './family.ts';
import { type MintedToken, TokenCache } from './token-cache.ts';

/** The platform's API families, each ready to be called. */
export interface Platform {
  readonly arc: UpstreamFamily;
  readonly plug: UpstreamFamily;
  /** `null` when this deployment has no Switch credentials; its routes then do not exist. */
  readonly switch: UpstreamFamily | null;
  readonly token: TokenCache;
}

const ARC_VERSION = '2022-10-13';
const PLUG_VERSION = '2024-02-21';
const TOKEN_ANSWER_LIMIT = 64 * 1024;

/** Builds the families from checked options. Sends nothing yet. */
export function createPlatform(options: ResolvedOptions): Platform {
  const { apiUrl, switch: switchAccess, transport, monotonic, random, observe, upstreamTimeoutMs } = options;
  const token = new TokenCache({
    mint: () => mint(options),
    monotonic,
    random,
    onMint: (ok) => observe({ kind: 'mint', ok }),
  });
  const bearer = {
    header: async () => `Bearer ${await token.get()}`,
    refused: (header: string) => token.refused(header.slice('Bearer '.length)),
  };
  const common = {
    transport,
    monotonic,
    timeoutMs: upstreamTimeoutMs,
    onAnswer: (family: string, status: number) => observe({ kind: 'upstream', family, status }),
  };
  return {
    token,
    // Pages and OpenAPI document disagree about the name of the version header, so both are sent.
    arc: new UpstreamFamily({
      ...common,
      name: 'arc',
      origin: apiUrl,
      auth: bearer,
      headers: { 'arc-version': ARC_VERSION, 'arcadia-version': ARC_VERSION },
    }),
    plug: new UpstreamFamily({
      ...common,
      name: 'plug',
      origin: apiUrl,
      auth: bearer,
      headers: {
        'arc-version': PLUG_VERSION,
        'arcadia-version': PLUG_VERSION,
        // The environment belongs to the deployment; a browser cannot choose it.
        'x-sandbox-mode': String(options.sandboxMode),
      },
    }),
    switch:
      switchAccess === null
        ? null
        : new UpstreamFamily({
            ...common,
            name: 'switch',
            origin: switchAccess.url,
            headers: {},
            auth: {
              header: async () => `Basic ${basic(switchAccess.appId.reveal(), switchAccess.appKey.reveal())}`,
              refused: () => false, // the pair does not expire, so another try would get the same answer
            },
          }),
  };
}

function basic(user: string, password: string): string {
  return btoa(String.fromCharCode(...toBytes(`${user}:${password}`)));
}

/** Source: upstream reference 2. `legacy` is the JSON route of older client ids. */
async function mint(options: ResolvedOptions): Promise<MintedToken> {
  const { apiUrl, clientId, clientSecret, tokenStyle, transport, upstreamTimeoutMs } = options;
  const pair = { client_id: clientId.reveal(), client_secret: clientSecret.reveal() };
  const oauth2 = tokenStyle === 'oauth2';
  const answer = await transport({
    method: 'POST',
    lane: 'token',
    url: oauth2 ? `${apiUrl}/oauth2/token` : `${apiUrl}/auth/access_token`,
    headers: {
      accept: 'application/json',
      'accept-encoding': 'identity',
      'content-type': oauth2 ? 'application/x-www-form-urlencoded' : 'application/json',
      ...(oauth2 ? {} : { 'arc-version': ARC_VERSION, 'arcadia-version': ARC_VERSION }),
    },
    body: oauth2 ? new URLSearchParams({ grant_type: 'client_credentials', ...pair }).toString() : JSON.stringify(pair),
    signal: AbortSignal.timeout(upstreamTimeoutMs),
  });
  const bytes = answer.body === null ? null : await collect(answer.body, TOKEN_ANSWER_LIMIT);
  if (answer.status < 200 || answer.status >= 300 || bytes === null) throw new Error(`token route: ${answer.status}`);
  const body = asRecord(JSON.parse(fromUtf8(bytes)) as unknown);
  const accessToken = body?.access_token;
  // Anything that could not stand in a header would be a way to add one.
  if (typeof accessToken !== 'string' || !/^[\x21-\x7e]{1,8192}$/.test(accessToken)) {
    throw new Error('token route: no usable access_token');
  }
  return { accessToken, expiresIn: body?.expires_in };
}
