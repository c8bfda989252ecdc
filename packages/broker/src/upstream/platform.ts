import { versionHeaders } from '@arc-elements/models';
import { toBytes } from '../encoding.ts';
import type { ResolvedOptions } from '../options.ts';
import { type FamilyOptions, UpstreamFamily } from './family.ts';
import { FamilyToken } from './family-token.ts';
import { PlatformToken } from './platform-token.ts';
import { ARC_VERSION, requestToken } from './token-request.ts';

const PLUG_VERSION = versionHeaders('2024-02-21');

/** The API families of the platform. */
export type Platform = ReturnType<typeof createPlatform>;

/** Creates the API families from checked options. Sends nothing. */
export function createPlatform(options: ResolvedOptions) {
  const { apiUrl: origin, switch: access } = options;
  const token = new PlatformToken(options, () => requestToken(options));
  // The deployment chooses the environment, not the browser.
  const plugHeaders = { ...PLUG_VERSION, 'x-sandbox-mode': String(options.sandboxMode) };
  const family = (name: FamilyOptions['name'], headers: FamilyOptions['headers']): UpstreamFamily =>
    new UpstreamFamily(options, { name, origin, headers, auth: new FamilyToken(token, options.monotonic) });
  return {
    token,
    arc: family('arc', ARC_VERSION),
    plug: family('plug', plugHeaders),
    /** `null` if this deployment has no Switch keys; its routes then answer `not-configured`. */
    switch:
      access &&
      new UpstreamFamily(options, {
        name: 'switch',
        origin: access.url,
        headers: {},
        auth: {
          get: async () => `Basic ${basic(access.appId(), access.appKey())}`,
          accepted: () => undefined,
          refused: () => false, // these keys do not expire, so a retry would get the same answer
        },
      }),
  };
}

function basic(user: string, password: string): string {
  return btoa(String.fromCharCode(...toBytes(`${user}:${password}`)));
}
