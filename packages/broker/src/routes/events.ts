import { type Route, route } from '../route.ts';

/** The route for events. */
export const eventRoutes: readonly Route[] = [
  /**
   * → 200 `text/event-stream` with the events `arc`, `reset` (read everything again) and
   * `session_expired` (the stream ends). `Last-Event-ID` resumes.
   * Problems: 429 `rate-limited` (too many streams), 503 `unavailable`; both with `Retry-After`.
   */
  route('GET', '/events', 'events:read', {
    summary: 'Server-sent events of the user.',
    uses: ['hub'],
    type: 'text/event-stream',
    async handle({ hub, headers: sent, session, signal }) {
      const lastId = sent.get('last-event-id') ?? '';
      const body = await hub.connect(session, lastId === '' ? null : lastId.slice(0, 128), signal);
      // Proxies must not cache, recompress or buffer the stream.
      const headers = { 'cache-control': 'no-store, no-transform', 'x-accel-buffering': 'no' };
      return new Response(body, { headers: { ...headers, 'content-type': 'text/event-stream' } });
    },
  }),
];
