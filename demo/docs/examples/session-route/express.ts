import { sessionAnswer } from '@arc-elements/broker';
import express, { type Request } from 'express';

const { ARC_BROKER_URL = '', ARC_BROKER_KEY = '', SITE_ORIGIN = '', PORT = '3000' } = process.env;

/**
 * Returns your id of the signed-in person. Put your own sign-in
 * here: in this example everybody is EXAMPLE_USER.
 */
function currentUser(_request: Request): string | undefined {
  return process.env.EXAMPLE_USER; // such as request.session.userId
}

const app = express();
app.use(express.static('public'));

app.post('/arc/session', async (request, response) => {
  // Browsers send cookies with requests from pages of any site;
  // Origin names the site, and only your own gets a session.
  if (request.get('origin') !== SITE_ORIGIN) {
    response.status(403).send(`This route is for pages of ${SITE_ORIGIN}.`);
    return;
  }
  const { status, headers, body } = await sessionAnswer({
    broker: ARC_BROKER_URL,
    key: ARC_BROKER_KEY,
    user: currentUser(request),
  });
  response.status(status).set(headers).json(body);
});

app.listen(Number(PORT), '127.0.0.1', () => console.log(`Listening on http://127.0.0.1:${PORT}`));
