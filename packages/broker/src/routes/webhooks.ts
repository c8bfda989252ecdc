import { SEGMENT } from '../ids.ts';
import { type Route, route } from '../route.ts';

const BODY_LIMIT = 1024 * 1024;

/** What the platform tells. A body seen before gets the same 204 and is not sent again. */
export const webhookRoutes: readonly Route[] = [
  /**
   * → 204 once the event is stored. Problems: 401 `webhook-invalid` (signature, age), 400 `webhook-invalid` (body), 413,
   * 503 `unavailable`: try again.
   */
  route('POST', '/webhooks/arc', 'webhook', {
    summary: 'Takes a signed webhook of the platform.',
    uses: ['inbox'],
    bodyLimit: BODY_LIMIT,
    status: 204,
    handle: ({ inbox, headers, bytes }) => inbox.takeArc(headers, bytes),
  }),

  /** → 204. A wrong secret is 404, as any path that does not exist. */
  route('POST', '/webhooks/plug/:secret', 'webhook', {
    summary: 'Takes a Plug webhook at a secret path.',
    uses: ['inbox'],
    params: { secret: SEGMENT },
    bodyLimit: BODY_LIMIT,
    status: 204,
    handle: ({ inbox, params: { secret }, headers, bytes }) => inbox.takePlug(secret, headers, bytes),
  }),
];
