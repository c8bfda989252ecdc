import { decodeSingle, type ItemDecoder, shape } from './decoded.ts';
import { numberOrNull, text, textOrNull } from './fields.ts';

/** Wire shape of both token routes. Source: UPSTREAM.md, Tokens. */
const FIELDS = {
  access_token: text,
  token_type: textOrNull,
  expires_in: numberOrNull,
  scope: textOrNull,
  created_at: numberOrNull,
};

/**
 * An access token of the platform. Cannot be refreshed. Never log, store or send it to a browser.
 */
export interface AccessToken {
  readonly accessToken: string;
  /** Seconds from when it was issued. */
  readonly expiresInS: number;
  /** `Bearer`. */
  readonly tokenType: string;
  readonly scope: string | null;
  /** When it was issued, epoch ms; only from the legacy token route. */
  readonly issuedAtMs: number | null;
}

const token: ItemDecoder<AccessToken> = /* @__PURE__ */ shape(FIELDS, (wire) => ({
  accessToken: wire.access_token,
  expiresInS: wire.expires_in !== null && wire.expires_in >= 0 ? wire.expires_in : 3600,
  tokenType: wire.token_type ?? 'Bearer',
  scope: wire.scope,
  issuedAtMs: wire.created_at === null ? null : wire.created_at * 1000,
}));

/**
 * Decodes the answer of `POST /oauth2/token` and of the legacy `POST /auth/access_token`. A token
 * without `expires_in` lives an hour.
 * @throws {DecodeError} There is no `access_token`.
 */
export function decodeToken(body: unknown): AccessToken {
  return decodeSingle(body, { list: 'data', id: 'access_token' }, token);
}
