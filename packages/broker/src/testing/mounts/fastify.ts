import type { Broker } from '@arc-elements/broker';
import { getRequestListener } from '@hono/node-server';
import type { FastifyInstance } from 'fastify';

/** Fastify must not parse bodies: a webhook is verified by its raw bytes. */
export function mount(app: FastifyInstance, broker: Pick<Broker, 'fetch'>): void {
  const listener = getRequestListener(broker.fetch);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, _payload, done) => done(null));
  app.all('/*', (request, reply) => {
    reply.hijack();
    void listener(request.raw, reply.raw);
  });
}
