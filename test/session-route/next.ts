/** Serves the route handler of the Next app as Next does: `POST /arc/session`, and nothing else. */
import { serve } from '@hono/node-server';
import { POST } from '../frameworks/apps/next/app/arc/session/route.ts';

const { PORT } = process.env;
serve(
  {
    hostname: '127.0.0.1',
    port: Number(PORT),
    fetch: (request) => (request.method === 'POST' ? POST(request) : new Response(null, { status: 405 })),
  },
  () => console.log(`Listening on http://127.0.0.1:${PORT}`),
);
