import { openApiOf } from '../openapi.ts';
import { type Route, route } from '../route.ts';
import { arcRoutes } from './arc.ts';
import { connectRoutes } from './connect.ts';
import { eventRoutes } from './events.ts';
import { intervalRoutes } from './intervals.ts';
import { operationRoutes } from './operations.ts';
import { plugRoutes } from './plug.ts';
import { sessionRoutes } from './sessions.ts';
import { switchRoutes } from './switch.ts';
import { webhookRoutes } from './webhooks.ts';

/** The whole table: what is not in it does not exist. */
export const ROUTES: readonly Route[] = [
  ...sessionRoutes,
  ...arcRoutes,
  ...connectRoutes,
  ...plugRoutes,
  ...intervalRoutes,
  ...switchRoutes,
  ...eventRoutes,
  ...webhookRoutes,
  ...operationRoutes,
  /** → 200 the OpenAPI 3.1 document of all of this. */
  route('GET', '/openapi.json', 'public', {
    summary: 'This document.',
    uses: [],
    handle: async () => description(),
  }),
];

let made: object | undefined;

/** Made when it is first asked for. */
function description(): object {
  made ??= openApiOf(ROUTES);
  return made;
}
