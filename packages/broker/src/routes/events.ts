import type { SessionRoute } from '../route.ts';

/**
 * `GET /events` → 200 `text/event-stream`: this user's events as `event: arc`, `event: reset` when everything has to be
 * read again, `event: session_expired` before the end of the session. `Last-Event-ID` resumes.
 * Problems: 429 `rate-limited` (too many streams), 503 `unavailable`; both with `Retry-After`.
 */
export const events: SessionRoute = {
  method: 'GET',
  path: '/events',
  summary: 'Server-sent events of the user.',
  access: 'session',
  scope: 'events:read',
  async handle({ hub, request, session, signal }) {
    const asked = request.headers.get('last-event-id');
    const body = await hub.connect(session, asked === null || asked === '' ? null : asked.slice(0, 128), signal);
    return new Response(body, {
      headers: {
        'content-type': 'text/event-stream',
        // Proxies must neither keep nor repack nor hold back what is sent.
        'cache-control': 'no-store, no-transform',
        'x-accel-buffering': 'no',
      },
    });
  },
};
