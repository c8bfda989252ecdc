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

/** All routes of the broker. */
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
  /** → 200 the OpenAPI 3.1 document of this table. */
  route('GET', '/openapi.json', 'public', {
    summary: 'This document.',
    uses: [],
    handle: async () => openApiDocument(),
  }),
];

let document: object | undefined;

/** Returns the OpenAPI document, which is built for the first request. */
function openApiDocument(): object {
  document ??= openApiOf(ROUTES);
  return document;
}
