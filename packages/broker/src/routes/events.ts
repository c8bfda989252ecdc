import { type Route, route } from '../route.ts';

/** What happened to a user, as it happens. */
export const eventRoutes: readonly Route[] = [
  /**
   * → 200 `text/event-stream`: `event: arc`, `event: reset` when everything has to be read again, `event: session_expired`
   * before the end of the session. `Last-Event-ID` resumes.
   * Problems: 429 `rate-limited` (too many streams), 503 `unavailable`; both with `Retry-After`.
   */
  route('GET', '/events', 'events:read', {
    summary: 'Server-sent events of the user.',
    uses: ['hub'],
    type: 'text/event-stream',
    async handle({ hub, headers: sent, session, signal }) {
      const asked = sent.get('last-event-id') ?? '';
      const body = await hub.connect(session, asked === '' ? null : asked.slice(0, 128), signal);
      // Proxies must neither keep nor repack nor hold back what is sent.
      const headers = { 'cache-control': 'no-store, no-transform', 'x-accel-buffering': 'no' };
      return new Response(body, { headers: { ...headers, 'content-type': 'text/event-stream' } });
    },
  }),
];
