import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * How the address of the broker behaves: it forwards requests, or does something that a broker
 * never does.
 */
export type Behaviour = 'forward' | 'forward with another key' | 'redirect' | 'web page' | 'hang';

/** A server between a session route and the broker, whose behaviour a test sets. */
export interface BrokerProxy {
  readonly url: string;
  behaviour: Behaviour;
  /** Paths of the requests, in order; a redirect leads to `/elsewhere`. */
  readonly paths: string[];
  /** Frees the port, so that connections are refused. */
  close(): Promise<void>;
}

/** Starts one in front of the broker at `brokerUrl`. */
export async function openBrokerProxy(brokerUrl: string): Promise<BrokerProxy> {
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const proxy: BrokerProxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    behaviour: 'forward',
    paths: [],
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    proxy.paths.push(request.url ?? '');
    if (proxy.behaviour === 'hang') return;
    if (proxy.behaviour === 'redirect') {
      response.writeHead(302, { location: '/elsewhere' }).end();
      return;
    }
    if (proxy.behaviour === 'web page') {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Welcome</h1>');
      return;
    }
    const body = await new Response(request as unknown as ReadableStream).text();
    const key = proxy.behaviour === 'forward' ? (request.headers.authorization ?? '') : 'Bearer another-key';
    const given = await fetch(`${brokerUrl}${request.url}`, {
      method: 'POST',
      headers: { authorization: key, 'content-type': request.headers['content-type'] ?? '' },
      body,
    });
    response.writeHead(given.status, { 'content-type': given.headers.get('content-type') ?? '' });
    response.end(await given.text());
  }
  return proxy;
}
