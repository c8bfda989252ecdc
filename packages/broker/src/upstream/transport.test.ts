import assert from 'node:assert/strict';
import { createServer, type RequestListener, type Server } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { undiciTransport } from '../node/undici-transport.ts';
import { fetchTransport, type Lane, type Transport } from './transport.ts';

async function listen(listener: RequestListener): Promise<{ url: string; server: Server }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return { url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`, server };
}

const pooled = undiciTransport();
const TRANSPORTS: [string, Transport][] = [
  ['fetchTransport', fetchTransport(globalThis.fetch)],
  ['undiciTransport', pooled.transport],
];

for (const [name, transport] of TRANSPORTS) {
  describe(name, () => {
    let otherSite: { url: string; server: Server };
    let platform: { url: string; server: Server };
    let visits = 0;
    const released = Promise.withResolvers<void>();
    before(async () => {
      otherSite = await listen((_, response) => {
        visits += 1;
        response.end('stolen');
      });
      platform = await listen((request, response) => {
        if (request.url === '/redirect') response.writeHead(302, { location: `${otherSite.url}/steal` }).end();
        else if (request.url === '/endless') {
          response.on('close', () => released.resolve());
          const writeMore = (): void => {
            while (!response.destroyed && response.write(Buffer.alloc(16_384)));
            if (!response.destroyed) response.once('drain', writeMore);
          };
          writeMore();
        } else {
          let body = '';
          request.on('data', (data: Buffer) => {
            body += data.toString();
          });
          request.on('end', () => response.writeHead(201, { 'x-echo': `${request.method} ${request.url}` }).end(body));
        }
      });
    });
    after(() => {
      for (const { server } of [otherSite, platform]) {
        server.closeAllConnections();
        server.close();
      }
    });

    it('sends a request unchanged and returns status, headers and body', async () => {
      const signal = new AbortController().signal;
      const answer = await transport({
        method: 'PATCH',
        url: `${platform.url}/a?b=c`,
        headers: { 'content-type': 'application/json' },
        body: '{}',
        signal,
      });
      assert.deepEqual(
        [answer.status, answer.headers.get('x-echo'), answer.headers.get('x-none')],
        [201, 'PATCH /a?b=c', null],
      );
      let text = '';
      for await (const chunk of answer.body ?? []) text += Buffer.from(chunk).toString();
      assert.equal(text, '{}');
    });

    it('follows no redirect (T08)', async () => {
      const signal = new AbortController().signal;
      const answer = await transport({
        method: 'GET',
        url: `${platform.url}/redirect`,
        headers: { authorization: 'Bearer x' },
        signal,
      });
      assert.ok(answer.status >= 300 && answer.status < 400);
      assert.equal(visits, 0);
    });

    it('releases the connection if the body is left unread (T33, R16)', async () => {
      const signal = new AbortController().signal;
      const { body } = await transport({ method: 'GET', url: `${platform.url}/endless`, headers: {}, signal });
      for await (const chunk of body ?? []) {
        assert.ok(chunk.length > 0);
        break;
      }
      await released.promise; // never settles if the connection is held
    });
  });
}

after(() => pooled.close());

describe('undiciTransport', () => {
  it('keeps other lanes working while one has all its connections hanging (R14, R22)', async (t) => {
    const CONNECTIONS = 64;
    const allHeld = Promise.withResolvers<void>();
    let held = 0;
    const { url, server } = await listen((request, response) => {
      if (request.url !== '/hang') response.end('{}');
      else if (++held === CONNECTIONS) allHeld.resolve();
    });
    const { transport, close } = undiciTransport();
    const controller = new AbortController();
    const ask = (path: string, lane: Lane) =>
      transport({ method: 'GET', url: url + path, headers: {}, lane, signal: controller.signal });
    t.after(async () => {
      controller.abort();
      server.closeAllConnections();
      server.close();
      await close();
    });
    let ended = 0;
    for (let n = 0; n < 100; n += 1) {
      ask('/hang', 'arc').catch(() => {
        ended += 1;
      });
    }
    await allHeld.promise;
    for (const lane of ['token', 'plug', 'switch', 'long'] as const) {
      const { status, body } = await ask('/', lane);
      assert.equal(status, 200, lane);
      for await (const _ of body ?? []);
      assert.equal(ended, 0, 'a hanging request ended first');
    }
  });
});
