import { createServer, type IncomingMessage } from 'node:http';
import { sessionAnswer } from '@arc-elements/broker';

const { ARC_BROKER_URL = '', ARC_BROKER_KEY = '', SITE_ORIGIN = '', PORT = '3000' } = process.env;

/**
 * Returns your id of the signed-in person. Put your own sign-in
 * here: in this example everybody is EXAMPLE_USER.
 */
function currentUser(_request: IncomingMessage): string | undefined {
  return process.env.EXAMPLE_USER;
}

const server = createServer(async (request, response) => {
  if (request.url !== '/arc/session' || request.method !== 'POST') {
    response.writeHead(404).end();
    return;
  }
  // Browsers send cookies with requests from pages of any site;
  // Origin names the site, and only your own gets a session.
  if (request.headers.origin !== SITE_ORIGIN) {
    response.writeHead(403).end(`This route is for pages of ${SITE_ORIGIN}.`);
    return;
  }
  const { status, headers, body } = await sessionAnswer({
    broker: ARC_BROKER_URL,
    key: ARC_BROKER_KEY,
    user: currentUser(request),
  });
  response.writeHead(status, headers).end(JSON.stringify(body));
});

server.listen(Number(PORT), '127.0.0.1', () => console.log(`Listening on http://127.0.0.1:${PORT}`));
