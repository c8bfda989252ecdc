import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { sessionAnswer } from '@arc-elements/broker';
import { environment } from './workspace.ts';

const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

/** The broker's address in the sources of the apps, which the documentation shows. */
const WRITTEN_BROKER = 'http://127.0.0.1:4020';

/** A partner's server with the built apps and the session route. */
export interface Site {
  readonly origin: string;
  /**
   * The broker of the session route. It is set last, because a broker has to know the origin before
   * it starts.
   */
  broker: { readonly url: string; readonly key: string } | undefined;
  close(): Promise<void>;
}

/** Starts a server that has the files of `apps/NAME/dist` under `/NAME/`. */
export async function openSite(folder: string): Promise<Site> {
  const server = createServer((request, response) => void answer(request.method, request.url ?? '/', response));
  const site: Site = { origin: await listen(server), broker: undefined, close: () => closed(server) };

  async function answer(method = '', url: string, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(url, site.origin);
    if (method === 'POST' && pathname === '/arc/session' && site.broker !== undefined) {
      const { status, headers, body } = await sessionAnswer({
        broker: site.broker.url,
        key: site.broker.key,
        user: 'demo',
      });
      response.writeHead(status, { ...headers, 'content-type': 'application/json' }).end(JSON.stringify(body));
      return;
    }
    const [, app = '', ...file] = pathname.split('/');
    const path = join(folder, 'apps', app, 'dist', ...file);
    const text = await readFile(path, 'utf8').catch(() => null);
    response.writeHead(text === null ? 404 : 200, { 'content-type': TYPES[extname(path)] ?? 'text/plain' });
    response.end(text?.replaceAll(WRITTEN_BROKER, site.broker?.url ?? WRITTEN_BROKER));
  }
  return site;
}

/** Runs the built Next app at `origin`. Resolves, when it is ready, to a function that ends it. */
export async function startNext(folder: string, origin: string, env: NodeJS.ProcessEnv): Promise<() => Promise<void>> {
  const { hostname, port } = new URL(origin);
  const args = ['node_modules/next/dist/bin/next', 'start', 'apps/next', '-H', hostname, '-p', port];
  const child = spawn(process.execPath, args, { cwd: folder, env: { ...environment(), ...env } });
  let output = '';
  await new Promise<void>((resolve, reject) => {
    const onData = (data: Buffer) => {
      output += data.toString();
      if (output.includes('Ready in')) resolve();
    };
    child.stdout.on('data', onData);
    child.stderr.on('data', onData);
    child.once('exit', () => reject(new Error(`Next ended: ${output}`)));
  });
  return () => ended(child);
}

/** Finds an origin on loopback at which nothing listens. */
export async function freeOrigin(): Promise<string> {
  const server = createServer();
  const origin = await listen(server);
  await closed(server);
  return origin;
}

async function ended(child: ChildProcess): Promise<void> {
  child.removeAllListeners('exit');
  child.kill();
  await once(child, 'exit');
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
