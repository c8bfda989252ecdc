import assert from 'node:assert/strict';
import { createServer, type RequestListener, type Server } from 'node:http';
import { describe, it } from 'node:test';
import { getRequestListener } from '@hono/node-server';
import express from 'express';
import fastify from 'fastify';
import { Hono } from 'hono';
import type { Broker } from '../broker.ts';
import { issueSession } from '../issue-session.ts';
import { mount as inExpress } from '../testing/mounts/express.ts';
import { mount as inFastify } from '../testing/mounts/fastify.ts';
import { mount as inHono } from '../testing/mounts/hono.ts';
import { handlerOf } from '../testing/mounts/next.ts';
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

/**
 * Checks what a mount can break: a session, a list, a webhook with raw bytes, and an event on a
 * stream.
 */
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

/** Webhooks pass through the mount too. */
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

type Mounted = { url: string; close: () => Promise<unknown> };

describe('a broker mounted', () => {
  const mounts: Readonly<Record<string, (broker: Broker) => Promise<Mounted>>> = {
    async 'in Express, under a path'(broker) {
      const app = express();
      inExpress(app, broker);
      const { url, server } = await listen(app);
      return { url: `${url}/arc`, close: () => end(server) };
    },
    async 'in Fastify, which must leave the body alone'(broker) {
      const app = fastify();
      inFastify(app, broker);
      const url = await app.listen({ port: 0, host: '127.0.0.1' });
      return { url, close: () => end(app.server) };
    },
    async 'in Hono, beside other routes'(broker) {
      const app = new Hono().get('/hello', (context) => context.text('hello')) as unknown as Hono;
      inHono(app, broker);
      const { url, server } = await listen(getRequestListener(app.fetch));
      return { url, close: () => end(server) };
    },
    async 'as a Next route handler, with the prefix cut off'(broker) {
      const { url, server } = await listen(getRequestListener(handlerOf(broker)));
      return { url: `${url}/api/arc`, close: () => end(server) };
    },
  };
  for (const [name, mount] of Object.entries(mounts)) {
    it(`${name} answers, streams and reads raw bodies as it does on its own`, async () => {
      const broker = createTestBroker();
      const { url, close } = await mount(broker.broker);
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
