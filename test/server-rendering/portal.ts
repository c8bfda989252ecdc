import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { issueSession } from '@arc-elements/broker';
import { contentSecurityPolicy } from '../../demo/server/policy.ts';
import { BUNDLES } from '../../scripts/lib/bundles.js';
import { startStack } from '../../scripts/lib/stack.js';
import { startOver } from '../support/sandbox.ts';

const ROOT = join(import.meta.dirname, '../..');
const vite = join(ROOT, 'node_modules/vite/bin/vite.js');

interface ServedPage {
  readonly html: string;
  /** Nonce of its styles. */
  readonly nonce?: string;
  /**
   * Two copies of Lit create a Trusted Types policy of the same name, which the page's policy has
   * to allow.
   */
  readonly hasTwoLits?: boolean;
}

/** A partner's site whose pages come from a server. */
export interface Portal {
  readonly origin: string;
  readonly brokerUrl: string;
  /** The page for each path, which is sent with a policy as strict as the demo's. */
  readonly pages: Map<string, ServedPage>;
  /** Keeps the session route from answering until the returned function is called. */
  hold(): () => void;
  close(): Promise<void>;
}

/** Starts the site with a broker and a sandbox, and builds the app that hydrates its pages. */
export async function startPortal(): Promise<Portal> {
  const folder = await mkdtemp(join(tmpdir(), 'arc-elements-hydrate-'));
  const config = join(import.meta.dirname, 'vite.config.ts');
  await promisify(execFile)(process.execPath, [vite, 'build', '--config', config, '--outDir', folder]);
  const pages: Portal['pages'] = new Map();
  let held: Promise<void> | undefined;
  const server = createServer((request, response) => void answer(new URL(request.url ?? '/', origin), response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // If something below fails, the server must not keep the process alive.
  server.unref();
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const ports = { demo: 0, broker: 0, sandbox: 0 };
  const stack = await startStack({ ports, brokerEnv: { ARC_ALLOWED_ORIGINS: origin } });
  await startOver(stack.sandboxUrl, 'solar-home');

  async function answer({ pathname }: URL, response: ServerResponse): Promise<void> {
    const page = pages.get(pathname);
    if (page !== undefined) {
      const policy = contentSecurityPolicy({
        brokerOrigin: stack.brokerUrl,
        connectOrigin: new URL(stack.sandboxUrl).origin,
      });
      const nonce = page.nonce === undefined ? '' : ` 'nonce-${page.nonce}'`;
      // `trusted-types` is the last directive of the policy, so its keyword is appended.
      const own = policy.replace("style-src 'self'", `style-src 'self'${nonce}`);
      const duplicates = page.hasTwoLits ? " 'allow-duplicates'" : '';
      response.setHeader('content-security-policy', own + duplicates);
      response.setHeader('content-type', 'text/html; charset=utf-8').end(page.html);
    } else if (pathname === '/arc/session') {
      await held;
      const grant = await issueSession({ broker: stack.brokerUrl, key: stack.secrets.brokerKey, user: 'demo' });
      response.setHeader('content-type', 'application/json').end(JSON.stringify(grant));
    } else {
      const from = pathname.startsWith('/arc/')
        ? BUNDLES
        : join(folder, pathname.startsWith('/assets/') ? 'assets' : '');
      const text = await readFile(join(from, basename(pathname)), 'utf8').catch(() => null);
      response.setHeader('content-type', 'text/javascript').writeHead(text === null ? 404 : 200);
      response.end(text ?? '');
    }
  }

  return {
    origin,
    brokerUrl: stack.brokerUrl,
    pages,
    hold() {
      const { promise, resolve } = Promise.withResolvers<void>();
      held = promise;
      return resolve;
    },
    async close() {
      await stack.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}
