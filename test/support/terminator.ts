import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request as requestPlain } from 'node:http';
import { createServer, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { makeCertificate } from '../../packages/broker/src/testing/nginx.ts';

/** What ends TLS in front of a server, as a client needs it that has the platform's hosts in its code. */
export interface Terminator {
  readonly port: number;
  /** Sends a request as a client does that knows the platform by this host name only. */
  call(host: string, method: string, path: string, options?: CallOptions): Promise<Answer>;
  close(): Promise<void>;
}

interface CallOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

interface Answer {
  readonly status: number;
  /** Null where the answer has no body. */
  readonly body: unknown;
}

/** Starts a terminator of TLS on loopback, which hands every request on with the host that it was sent to. */
export async function startTerminator(target: string): Promise<Terminator> {
  const folder = mkdtempSync(join(tmpdir(), 'arc-elements-tls-'));
  const [certificate, key] = [join(folder, 'certificate.pem'), join(folder, 'key.pem')];
  makeCertificate(certificate, key);
  const server = createServer({ cert: readFileSync(certificate), key: readFileSync(key) }, (incoming, response) => {
    const { method, headers, url = '/' } = incoming;
    const onward = requestPlain(new URL(url, target), { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    call: (host, method, path, { headers = {}, body } = {}) =>
      new Promise((resolve, reject) => {
        const options = { host: '127.0.0.1', port, path, method, rejectUnauthorized: false, agent: false } as const;
        const text = body === undefined ? undefined : JSON.stringify(body);
        const sent = request(
          { ...options, headers: { host, ...(text && { 'content-type': 'application/json' }), ...headers } },
          async (answer) => {
            const isJson = answer.headers['content-type']?.includes('json');
            if (!isJson) answer.resume();
            resolve({ status: answer.statusCode ?? 0, body: isJson ? await json(answer) : null });
          },
        );
        sent.on('error', reject);
        sent.end(text);
      }),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          rmSync(folder, { recursive: true });
          resolve();
        });
      }),
  };
}
