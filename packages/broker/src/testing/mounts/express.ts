import type { Broker } from '@arc-elements/broker';
import { getRequestListener } from '@hono/node-server';
import type { Express } from 'express';

/** Before any body parser. Express cuts the prefix off by itself. */
export function mount(app: Express, broker: Pick<Broker, 'fetch'>): void {
  app.use('/arc', getRequestListener(broker.fetch));
}
