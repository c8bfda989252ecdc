import assert from 'node:assert/strict';
import { createServer, type RequestListener, type Server } from 'node:http';
import { describe, it } from 'node:test';
import { getRequestListener } from '@hono/node-server';
import express from 'express';
import fastify from 'fastify';
import { Hono } from 'hono';
import { issueSession } from '../issue-session.ts';
import { BROKER_KEY, createTestBroker, EventReader, type TestBroker } from '../testing/test-broker.ts';

async function listen(listener: RequestListener): Promise<{ url: string; server: Server }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return { url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`, server };
}

async function end(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
}

/** A session, a list, a webhook by raw bytes, and an event on an open stream: what a mount can break. */
async function play(url: string, { webhook }: TestBroker): Promise<void> {
  const { token } = await issueSession({ broker: url, key: BROKER_KEY, user: 'alice' });
  const headers = { authorization: `Bearer ${token}` };
  const meters = await fetch(`${url}/plug/meters?size=5`, { headers });
  assert.equal(((await meters.json()) as { meters: unknown[] }).meters.length, 1);
  const leaving = new AbortController();
  const stream = new EventReader(await fetch(`${url}/events`, { headers, signal: leaving.signal }));
  assert.equal((await webhook({ type: 'test-event', data: { id: 7, client_user_id: 'alice' } })).status, 204);
  assert.equal((await stream.next()).data.data?.id, 7);
  leaving.abort();
  assert.equal((await fetch(`${url}/nowhere`)).status, 404);
}

/** Webhooks go the same way as everything else: through the mount. */
function through(broker: TestBroker, url: () => string): TestBroker {
  const mounted = createTestBroker();
  return {
    ...broker,
    webhook: async (body) => {
      const { createHmac } = await import('node:crypto');
      const { WEBHOOK_KEY } = await import('../testing/test-broker.ts');
      const raw = JSON.stringify(body);
      const timestamp = String(Math.floor(mounted.clock.now / 1000));
      const signature = createHmac('sha256', WEBHOOK_KEY).update(`${timestamp}.${raw}`).digest('hex');
      return await fetch(`${url()}/webhooks/arc`, {
        method: 'POST',
        body: raw,
        headers: {
          'content-type': 'application/json',
          'arc-webhook-timestamp': timestamp,
          'arc-webhook-signature': signature,
        },
      });
    },
  };
}

describe('a broker mounted', () => {
  const mounts: [
    string,
    (fetch: (request: Request) => Promise<Response>) => Promise<{ url: string; close: () => Promise<unknown> }>,
  ][] = [
    [
      'in Express, under a path',
      async (fetch) => {
        const app = express();
        app.use('/arc', getRequestListener(fetch));
        const { url, server } = await listen(app);
        return { url: `${url}/arc`, close: () => end(server) };
      },
    ],
    [
      'in Fastify, which must leave the body alone',
      async (fetch) => {
        const app = fastify();
        const listener = getRequestListener(fetch);
        app.removeAllContentTypeParsers();
        app.addContentTypeParser('*', (_request, _payload, done) => done(null));
        app.all('/*', (request, reply) => {
          reply.hijack();
          void listener(request.raw, reply.raw);
        });
        const url = await app.listen({ port: 0, host: '127.0.0.1' });
        return { url, close: () => end(app.server) };
      },
    ],
    [
      'in Hono, beside other routes',
      async (fetch) => {
        const app = new Hono()
          .get('/hello', (context) => context.text('hello'))
          .all('*', (context) => fetch(context.req.raw));
        const { url, server } = await listen(getRequestListener(app.fetch));
        return { url, close: () => end(server) };
      },
    ],
    [
      'as a Next route handler, with the prefix cut off',
      async (fetch) => {
        const handler = (request: Request): Promise<Response> => {
          const target = new URL(request.url);
          target.pathname = target.pathname.slice('/api/arc'.length);
          return fetch(new Request(target, request));
        };
        const { url, server } = await listen(getRequestListener(handler));
        return { url: `${url}/api/arc`, close: () => end(server) };
      },
    ],
  ];
  for (const [name, mount] of mounts) {
    it(`${name} answers, streams and reads raw bodies as it does on its own`, async () => {
      const broker = createTestBroker();
      const { url, close } = await mount(broker.broker.fetch);
      try {
        await play(
          url,
          through(broker, () => url),
        );
      } finally {
        await broker.broker.close();
        await close();
      }
    });
  }
});
