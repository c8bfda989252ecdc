import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { issueSession } from '@arc-elements/broker';
import { CDN } from '../../scripts/lib/bundles.js';
import { startOver } from './sandbox.ts';
import { type Site, startSite } from './site.ts';
import { useStack } from './stack.ts';

/** A partner's site with its own server, and the browser, sandbox, broker and demo of the suite. */
export interface PartnerSite {
  readonly url: string;
  readonly stack: ReturnType<typeof useStack>;
}

/**
 * Starts a site for a suite, with a session route, and with the script-tag bundles at `/arc/`.
 * Other paths, and those that it answers first, are left to `answer`.
 */
export function usePartnerSite(
  answer: (path: string) => Response | undefined | Promise<Response | undefined>,
): PartnerSite {
  let site: Site;
  before(async () => {
    site = await startSite(async (request) => {
      const { pathname } = new URL(request.url);
      const own = await answer(pathname);
      if (own !== undefined) return own;
      if (pathname === '/arc/session') {
        const { brokerUrl: broker, secrets } = stack;
        return Response.json(await issueSession({ broker, key: secrets.brokerKey, user: 'demo' }));
      }
      if (!/^\/arc\/[\d.]+\/[\w.-]+\.js$/.test(pathname)) return new Response(null, { status: 404 });
      return new Response(await readFile(join(CDN, pathname.slice('/arc/'.length))), {
        headers: { 'content-type': 'text/javascript' },
      });
    });
  });
  const stack = useStack(() => ({ brokerEnv: { ARC_ALLOWED_ORIGINS: site.url } }));
  before(() => startOver(stack.sandboxUrl, 'solar-home'));
  after(() => site?.close());
  return {
    get url() {
      return site.url;
    },
    stack,
  };
}

/** Returns an answer with a page. */
export const htmlResponse = (html: string, headers: Readonly<Record<string, string>> = {}): Response =>
  new Response(html, { headers: { 'content-type': 'text/html; charset=utf-8', ...headers } });
