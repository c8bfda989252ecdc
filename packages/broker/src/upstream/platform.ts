import { versionHeaders } from '@arc-elements/models';
import * as v from 'valibot';
import { collect } from '../body.ts';
import { parseJson, toBytes } from '../encoding.ts';
import type { ResolvedOptions } from '../options.ts';
import { UpstreamFamily } from './family.ts';
import { type Minted, TokenCache } from './token-cache.ts';

const ARC_VERSION = versionHeaders('2022-10-13');
const PLUG_VERSION = versionHeaders('2024-02-21');
const TOKEN_ANSWER_LIMIT = 64 * 1024;

/** The platform's API families, each ready to be called. */
export type Platform = ReturnType<typeof createPlatform>;

/** Builds the families from checked options. Sends nothing yet. */
export function createPlatform(options: ResolvedOptions) {
  const { apiUrl: origin, switch: access } = options;
  const auth = new TokenCache(options, () => mint(options));
  // The environment belongs to the deployment; a browser cannot choose it.
  const plugHeaders = { ...PLUG_VERSION, 'x-sandbox-mode': String(options.sandboxMode) };
  return {
    token: auth,
    arc: new UpstreamFamily(options, { name: 'arc', origin, auth, headers: ARC_VERSION }),
    plug: new UpstreamFamily(options, { name: 'plug', origin, auth, headers: plugHeaders }),
    /** `null` when this deployment has no Switch credentials; its routes then do not exist. */
    switch:
      access &&
      new UpstreamFamily(options, {
        name: 'switch',
        origin: access.url,
        headers: {},
        auth: {
          get: async () => `Basic ${basic(access.appId(), access.appKey())}`,
          refused: () => false, // the pair does not expire, so another try would get the same answer
        },
      }),
  };
}

function basic(user: string, password: string): string {
  return btoa(String.fromCharCode(...toBytes(`${user}:${password}`)));
}

/** Anything that could not stand in a header would be a way to add one. */
const MintedSchema = v.object({
  access_token: v.pipe(v.string(), v.regex(/^[\x21-\x7e]{1,8192}$/)),
  expires_in: v.optional(v.unknown()),
});

/** Source: upstream reference 2. `legacy` is the JSON route of older client ids. */
async function mint(options: ResolvedOptions): Promise<Minted> {
  const { apiUrl, clientId, clientSecret, tokenStyle, transport, upstreamTimeoutMs } = options;
  const pair = { client_id: clientId(), client_secret: clientSecret() };
  const oauth2 = tokenStyle === 'oauth2';
  const answer = await transport({
    method: 'POST',
    lane: 'token',
    url: apiUrl + (oauth2 ? '/oauth2/token' : '/auth/access_token'),
    headers: {
      accept: 'application/json',
      'accept-encoding': 'identity',
      'content-type': oauth2 ? 'application/x-www-form-urlencoded' : 'application/json',
      ...(oauth2 ? {} : ARC_VERSION),
    },
    body: oauth2 ? new URLSearchParams({ grant_type: 'client_credentials', ...pair }).toString() : JSON.stringify(pair),
    signal: AbortSignal.timeout(upstreamTimeoutMs),
  });
  const bytes = await collect(answer.body, TOKEN_ANSWER_LIMIT);
  if (answer.status < 200 || answer.status >= 300 || bytes === null) throw new Error(`token route: ${answer.status}`);
  const { access_token, expires_in: expiresIn } = v.parse(MintedSchema, parseJson(bytes));
  return { header: `Bearer ${access_token}`, expiresIn };
}
