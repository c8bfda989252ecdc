import { sessionAnswer } from '@arc-elements/broker';
import { serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { type Context, Hono } from 'hono';

const { ARC_BROKER_URL = '', ARC_BROKER_KEY = '', SITE_ORIGIN = '', PORT = '3000' } = process.env;

/**
 * Returns your id of the signed-in person. Put your own sign-in
 * here: in this example everybody is EXAMPLE_USER.
 */
function currentUser(_context: Context): string | undefined {
  return process.env.EXAMPLE_USER; // such as context.get('session').userId
}

const app = new Hono();
app.use(serveStatic({ root: 'public' }));

app.post('/arc/session', async (context) => {
  // Browsers send cookies with requests from pages of any site;
  // Origin names the site, and only your own gets a session.
  if (context.req.header('origin') !== SITE_ORIGIN) {
    return context.text(`This route is for pages of ${SITE_ORIGIN}.`, 403);
  }
  const { status, headers, body } = await sessionAnswer({
    broker: ARC_BROKER_URL,
    key: ARC_BROKER_KEY,
    user: currentUser(context),
  });
  return Response.json(body, { status, headers });
});

serve({ fetch: app.fetch, port: Number(PORT), hostname: '127.0.0.1' }, () =>
  console.log(`Listening on http://127.0.0.1:${PORT}`),
);
