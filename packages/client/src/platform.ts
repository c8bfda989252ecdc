import { ArcError, decodeError, versionHeaders } from '@arc-elements/models';
import { type ArcClient, clientOver } from './client.ts';
import { clientCredentials } from './client-credentials.ts';
import { createTransport } from './transport.ts';

/** Options of `createPlatformClient`. */
export interface PlatformClientOptions {
  /** Address of Arc and Plug; default `https://api.arcadia.com`. */
  readonly apiUrl?: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** True for Plug's sandbox. Whether Arc uses its sandbox depends on the keys. */
  readonly sandbox?: boolean;
  /**
   * Address of Switch (default `https://api.genability.com`) and its keys. Without them, calls of
   * `accounts` are refused.
   */
  readonly switch?: { readonly url?: string; readonly appId: string; readonly appKey: string };
  /** API versions; default `2022-10-13` for Arc, `2024-02-21` for Plug. */
  readonly versions?: { readonly arc?: string; readonly plug?: string };
  /** Default: the global one. */
  readonly fetch?: typeof fetch;
  /** Time limit for an answer, in ms; default 30 000. */
  readonly timeoutMs?: number;
}

/**
 * Creates the endpoints for the platform, on a server. Give each call the `user`, or
 * `credentialIds` for meters: without them, lists have the rows of all users.
 * @throws {ArcError} Code `invalid-request` in a page, where everybody could read the secrets.
 */
export function createPlatformClient(options: PlatformClientOptions): ArcClient {
  const { clientId, clientSecret, sandbox = false, versions = {}, fetch, timeoutMs } = options;
  const apiUrl = options.apiUrl ?? 'https://api.arcadia.com';
  const arc = versionHeaders(versions.arc ?? '2022-10-13');
  const plug = { ...versionHeaders(versions.plug ?? '2024-02-21'), 'x-sandbox-mode': String(sandbox) };
  const shared = { fetch, timeoutMs };
  const transport = createTransport(
    {
      ...shared,
      baseUrl: apiUrl,
      auth: clientCredentials({
        tokenUrl: `${apiUrl.replace(/\/+$/, '')}/oauth2/token`,
        clientId,
        clientSecret,
        ...shared,
      }),
      headers: (path) => (path.startsWith('/plug/') ? plug : arc),
    },
    decodeError,
  );
  const { switch: keys } = options;
  const switchTransport = createTransport(
    {
      ...shared,
      baseUrl: keys?.url ?? 'https://api.genability.com',
      scheme: 'Basic',
      auth: () => basic(keys),
    },
    decodeError,
  );
  return clientOver(transport, { user: async () => null, ownsIds: true }, switchTransport);
}

function basic(keys: PlatformClientOptions['switch']): string {
  if (keys === undefined) {
    throw new ArcError('invalid-request', 'The Switch account needs `switch: { appId, appKey }`.', { param: 'switch' });
  }
  return btoa(`${keys.appId}:${keys.appKey}`);
}
