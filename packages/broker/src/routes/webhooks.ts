import { SEGMENT } from '../ids.ts';
import { type Route, route } from '../route.ts';

const BODY_LIMIT = 1024 * 1024;

/** Routes for webhooks. A duplicate is answered with 204 too and not sent to browsers again. */
export const webhookRoutes: readonly Route[] = [
  /**
   * → 204 once the event is stored.
   * Problems: 401 `webhook-invalid` (signature, age), 400 `webhook-invalid` (body), 413
   * `payload-too-large`, 503 `unavailable` (send it again).
   */
  route('POST', '/webhooks/arc', 'webhook', {
    summary: 'Takes a signed webhook of the platform.',
    uses: ['inbox'],
    bodyLimit: BODY_LIMIT,
    status: 204,
    handle: ({ inbox, headers, bytes }) => inbox.receiveArc(headers, bytes),
  }),

  /** → 204. Problems: 404 `not-found`: the secret is wrong. */
  route('POST', '/webhooks/plug/:secret', 'webhook', {
    summary: 'Takes a Plug webhook at a secret path.',
    uses: ['inbox'],
    params: { secret: SEGMENT },
    bodyLimit: BODY_LIMIT,
    status: 204,
    handle: ({ inbox, params: { secret }, headers, bytes }) => inbox.receivePlug(secret, headers, bytes),
  }),
];
