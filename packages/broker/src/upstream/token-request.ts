import { type IssuedPlatformToken, versionHeaders } from '@arc-elements/models';
import * as v from 'valibot';
import { collect } from '../body.ts';
import type { TokenCause } from '../broker-event.ts';
import { parseJson } from '../encoding.ts';
import type { ResolvedOptions } from '../options.ts';
import { type Refusal, readRefusal } from './refusal.ts';

/** Version header of the legacy API, which its token route requires too. */
export const ARC_VERSION = versionHeaders('2022-10-13');

/** The platform gave no token; `reason` says why. */
export class TokenError extends Error {
  override readonly name = 'TokenError';
  readonly reason: TokenCause;
  /** Seconds for which the token route asks for no more requests; 0 if it does not ask. */
  readonly waitS: number;

  constructor(reason: TokenCause, { waitS = 0, cause }: { readonly waitS?: number; readonly cause?: unknown } = {}) {
    super(reason, { cause });
    this.reason = reason;
    this.waitS = waitS;
  }
}

/**
 * Only visible ASCII: the token goes into a header, where a line break would start another one.
 */
const TokenSchema = v.object({
  access_token: v.pipe(v.string(), v.regex(/^[\x21-\x7e]{1,8192}$/)),
  expires_in: v.optional(v.unknown()),
});

const ANSWER_LIMIT = 64 * 1024;

/**
 * Requests a platform token, in the form of an `Authorization` header; `legacy` uses the JSON route
 * of older client ids. Source: UPSTREAM.md, Tokens.
 * @throws {TokenError} The platform answered without a token. Any other error: there was no answer.
 */
export async function requestToken(options: ResolvedOptions): Promise<IssuedPlatformToken> {
  const { apiUrl, clientId, clientSecret, now, tokenStyle, transport, upstreamTimeoutMs } = options;
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
  if (answer.status < 200 || answer.status >= 300) {
    const refusal = await readRefusal(answer, now);
    throw new TokenError(reasonOf(answer.status, refusal), { waitS: refusal.waitS });
  }
  const bytes = await collect(answer.body, ANSWER_LIMIT);
  try {
    const { access_token, expires_in: expiresIn } = v.parse(TokenSchema, bytes && parseJson(bytes));
    return { token: `Bearer ${access_token}`, expiresIn };
  } catch (cause) {
    throw new TokenError('token-answer-invalid', { cause });
  }
}

function reasonOf(status: number, { code }: Refusal): TokenCause {
  if (code === 'unauthorized' || code === 'forbidden') return 'token-refused';
  if (code === 'rate-limited') return 'token-rate-limited';
  return status >= 500 || code === 'timeout' ? 'token-unavailable' : 'token-answer-invalid';
}
