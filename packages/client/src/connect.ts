import { decodeConnectToken, decodeConnectUrl } from '@arc-elements/models';
import type { CallOptions, Transport } from './transport.ts';

/** Which Connect to open. */
export interface ConnectOptions extends CallOptions {
  /** Repairs this login instead of adding one (update mode). */
  readonly utilityCredentialId?: number;
  /** The partner's user id. Needed against the platform; a session knows it. */
  readonly user?: string;
}

/** Starting Connect, the platform's own pages on which a person signs in at a utility. */
export interface ConnectApi {
  /** `POST /auth/connect_token`, for the legacy script; lives two hours. */
  token(options?: ConnectOptions): Promise<string>;
  /** `POST /auth/connect_url`; lives five days. */
  url(options?: ConnectOptions): Promise<string>;
  /** `POST /plug/connect/url`, for the iframe; lives 30 days. */
  plugUrl(options?: Omit<ConnectOptions, 'utilityCredentialId'>): Promise<string>;
}

/**
 * The endpoints of {@link ConnectApi} over a transport.
 * @param namesUser - True where the body has to name the user; the broker knows it and refuses it
 *   from a page.
 */
export function connectApi(transport: Transport, namesUser: boolean): ConnectApi {
  const post = (path: string, json: object, signal: AbortSignal | undefined) =>
    transport.json(path, { method: 'POST', json, signal });
  /** Upstream wants exactly one of the two. */
  const bodyOf = ({ utilityCredentialId, user }: ConnectOptions) => {
    if (utilityCredentialId !== undefined) return { utility_credential_id: utilityCredentialId };
    return namesUser ? { client_user_id: user } : {};
  };
  return {
    token: async (options = {}) =>
      decodeConnectToken(await post('/auth/connect_token', bodyOf(options), options.signal)),
    url: async (options = {}) => decodeConnectUrl(await post('/auth/connect_url', bodyOf(options), options.signal)),
    plugUrl: async ({ user, signal } = {}) =>
      decodeConnectUrl(
        await post('/plug/connect/url', namesUser ? { correlationId: user, isCreatorAttributed: false } : {}, signal),
      ),
  };
}
