import { ArcError, decodeError, versionHeaders } from '@arc-elements/models';
import { type ArcClient, clientOver } from './client.ts';
import { clientCredentials } from './client-credentials.ts';
import { createTransport } from './transport.ts';

/** How a server reaches the platform. */
export interface PlatformClientOptions {
  /** Origin of the Arc and Plug families; default `https://api.arcadia.com`. */
  readonly apiUrl?: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /**
   * True: Plug answers from its sandbox (`X-Sandbox-Mode`). The Arc family is chosen by the keys.
   */
  readonly sandbox?: boolean;
  /**
   * Switch: its origin (default `https://api.genability.com`) and its keys. Without them `accounts`
   * is refused.
   */
  readonly switch?: { readonly url?: string; readonly appId: string; readonly appKey: string };
  /** API versions; default `2022-10-13` for Arc, `2024-02-21` for Plug. */
  readonly versions?: { readonly arc?: string; readonly plug?: string };
  /** Default: the global one. */
  readonly fetch?: typeof fetch;
  /** Longest wait for an answer, in ms; default 30 000. */
  readonly timeoutMs?: number;
}

/**
 * The same endpoints as in a page, on a server, straight against the platform. Nothing narrows the
 * answers here: give `user`, or `credentialIds` for meters, or get everybody's rows.
 * @throws {ArcError} Code `invalid-request` in a page: whoever opens it could read the platform's
 *   secrets.
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
