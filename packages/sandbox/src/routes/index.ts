import { connectPageRoutes } from './connect-page.ts';
import { connectTokenRoutes } from './connect-tokens.ts';
import { type Controls, controlRoutes } from './control.ts';
import { controlPageRoutes } from './control-page.ts';
import { plugCredentialRoutes } from './plug-credentials.ts';
import { plugMeterRoutes } from './plug-meters.ts';
import { plugWebhookRoutes } from './plug-webhooks.ts';
import type { Route } from './route.ts';
import { switchAccountRoutes } from './switch-accounts.ts';
import { switchPropertyRoutes } from './switch-properties.ts';
import { tokenRoutes } from './tokens.ts';
import { userRoutes } from './users.ts';
import { utilityDataRoutes } from './utility-data.ts';
import { webhookEndpointRoutes } from './webhook-endpoints.ts';

/** Returns every route of the sandbox. */
export const routesOf = (controls: Controls): readonly Route[] => [
  ...controlRoutes(controls),
  ...controlPageRoutes(controls),
  ...tokenRoutes,
  ...connectTokenRoutes,
  ...userRoutes,
  ...webhookEndpointRoutes,
  ...utilityDataRoutes,
  ...plugCredentialRoutes,
  ...plugMeterRoutes,
  ...plugWebhookRoutes,
  ...switchAccountRoutes,
  ...switchPropertyRoutes,
  ...connectPageRoutes,
];
