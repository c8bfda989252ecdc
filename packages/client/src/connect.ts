import { decodeConnectToken, decodeConnectUrl } from '@arc-elements/models';
import type { CallOptions, Transport } from './transport.ts';

/** Which Connect to open. */
export interface ConnectOptions extends CallOptions {
  /** Repairs this login instead of adding one (update mode). */
  readonly utilityCredentialId?: number;
  /** The partner's user id, against the platform; the broker knows it and refuses it from a page. */
  readonly user?: string;
}

/** Starting Connect, the platform's own pages on which a person signs in at a utility. */
export interface ConnectApi {
  /** `POST /auth/connect_token`, for the legacy script; lives two hours. */
  token(options?: ConnectOptions): Promise<string>;
  /** `POST /auth/connect_url`; lives five days. */
  url(options?: ConnectOptions): Promise<string>;
  /** `POST /plug/connect/url`, for the iframe. */
  plugUrl(options?: CallOptions): Promise<string>;
}

export const connectApi = (transport: Transport): ConnectApi => ({
  token: async (options = {}) =>
    decodeConnectToken(
      await transport.json('/auth/connect_token', { method: 'POST', json: bodyOf(options), signal: options.signal }),
    ),
  url: async (options = {}) =>
    decodeConnectUrl(
      await transport.json('/auth/connect_url', { method: 'POST', json: bodyOf(options), signal: options.signal }),
    ),
  plugUrl: async ({ signal } = {}) =>
    decodeConnectUrl(await transport.json('/plug/connect/url', { method: 'POST', json: {}, signal })),
});

/** Upstream wants exactly one of the two. */
function bodyOf({ utilityCredentialId, user }: ConnectOptions) {
  if (utilityCredentialId !== undefined) return { utility_credential_id: utilityCredentialId };
  return user === undefined ? {} : { client_user_id: user };
}
