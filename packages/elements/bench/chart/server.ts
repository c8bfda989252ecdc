import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Answer of a route. */
export interface Answer {
  readonly status?: number;
  readonly type: string;
  readonly body: string | Buffer;
}

/** A server of files and routes on loopback, which sends all as gzip like a partner's server. */
export interface BenchServer {
  readonly url: string;
  /** Adds a route for any method. */
  route(path: string, answer: () => Answer | Promise<Answer>): void;
  /** Returns the files that were sent since the last call, with their bytes after gzip. */
  takeSent(): { readonly path: string; readonly bytes: number }[];
  close(): Promise<void>;
}

const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

/** Starts a server of folders by path prefix, such as `{ '/cdn/': BUNDLES }`. */
export async function startServer(folders: Readonly<Record<string, string>>): Promise<BenchServer> {
  const routes = new Map<string, () => Answer | Promise<Answer>>();
  const packed = new Map<string, Buffer>();
  let sent: { path: string; bytes: number }[] = [];
  const pack = (path: string, body: () => string | Buffer): Buffer => {
    const bytes = packed.get(path) ?? gzipSync(body());
    packed.set(path, bytes);
    return bytes;
  };
  const fileOf = (path: string): string | undefined => {
    const prefix = Object.keys(folders).find((start) => path.startsWith(start));
    const file = prefix === undefined ? '' : join(folders[prefix] as string, path.slice(prefix.length));
    return file !== '' && existsSync(file) ? file : undefined;
  };
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://bench').pathname;
    const route = routes.get(path);
    const file = fileOf(path);
    if (route !== undefined) {
      const { status = 200, type, body } = await route();
      response.writeHead(status, { 'content-type': type, 'content-encoding': 'gzip', 'cache-control': 'no-store' });
      response.end(gzipSync(body));
    } else if (file !== undefined) {
      const bytes = pack(path, () => readFileSync(file));
      sent.push({ path, bytes: bytes.length });
      const type = TYPES[extname(path)] ?? 'application/octet-stream';
      // Isolated pages have a more precise clock.
      const isolated = { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' };
      response.writeHead(200, { 'content-type': type, 'content-encoding': 'gzip', ...isolated }).end(bytes);
    } else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    route: (path, answer) => routes.set(path, answer),
    takeSent() {
      const files = sent;
      sent = [];
      return files;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
