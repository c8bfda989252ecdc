import type { Broker } from '@arc-elements/broker';
import type { Hono } from 'hono';

/** Behind the routes of your own. */
export function mount(app: Hono, broker: Pick<Broker, 'fetch'>): void {
  app.all('*', (context) => broker.fetch(context.req.raw));
}
