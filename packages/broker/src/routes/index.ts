import type { Route } from '../route.ts';
import { arcRoutes } from './arc.ts';
import { connectRoutes } from './connect.ts';
import { eventRoutes } from './events.ts';
import { intervalRoutes } from './intervals.ts';
import { describing, operationRoutes } from './operations.ts';
import { plugRoutes } from './plug.ts';
import { sessionRoutes } from './sessions.ts';
import { switchRoutes } from './switch.ts';
import { webhookRoutes } from './webhooks.ts';

/** The whole table: what is not in it does not exist. */
export const ROUTES: readonly Route[] = describing([
  ...sessionRoutes,
  ...arcRoutes,
  ...connectRoutes,
  ...plugRoutes,
  ...intervalRoutes,
  ...switchRoutes,
  ...eventRoutes,
  ...webhookRoutes,
  ...operationRoutes,
]);
