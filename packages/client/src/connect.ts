import { decodeConnectToken, decodeConnectUrl } from '@arc-elements/models';
import type { CallOptions, Transport } from './transport.ts';

/** Options of the Connect endpoints. */
export interface ConnectOptions extends CallOptions {
  /** Login to repair (update mode); by default a login is added. */
  readonly utilityCredentialId?: number;
  /** The partner's own user id. Needed on a server; a session has it. */
  readonly user?: string;
}

/** Connect: pages of the platform on which a person signs in at a utility. */
export interface ConnectApi {
  /** Returns a token for the legacy script, from `POST /auth/connect_token`. Lives two hours. */
  token(options?: ConnectOptions): Promise<string>;
  /** Returns an address from `POST /auth/connect_url`. Lives five days. */
  url(options?: ConnectOptions): Promise<string>;
  /** Returns an address for an iframe, from `POST /plug/connect/url`. Lives 30 days. */
  plugUrl(options?: Omit<ConnectOptions, 'utilityCredentialId'>): Promise<string>;
}

/**
 * Returns the endpoints of {@link ConnectApi} over a transport.
 * @param namesUser - True on a server, where the body has the user id. The broker refuses one.
 */
export function connectApi(transport: Transport, namesUser: boolean): ConnectApi {
  const post = (path: string, json: object, signal: AbortSignal | undefined) =>
    transport.json(path, { method: 'POST', json, signal });
  /** The platform accepts one of the two ids, not both. */
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
