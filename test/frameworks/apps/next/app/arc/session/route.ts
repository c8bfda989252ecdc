import { sessionAnswer } from '@arc-elements/broker';

/**
 * Gives your id of who is signed in. Put your own sign-in here:
 * this one takes everybody for EXAMPLE_USER.
 */
function currentUser(_request: Request): string | undefined {
  return process.env.EXAMPLE_USER; // such as (await auth())?.user?.id
}

export async function POST(request: Request): Promise<Response> {
  const { ARC_BROKER_URL = '', ARC_BROKER_KEY = '', SITE_ORIGIN = '' } = process.env;
  // Browsers send cookies along for pages of any site, and say
  // whose page asks: only your own get a session.
  if (request.headers.get('origin') !== SITE_ORIGIN) {
    return new Response(`This route is for pages of ${SITE_ORIGIN}.`, { status: 403 });
  }
  const { status, headers, body } = await sessionAnswer({
    broker: ARC_BROKER_URL,
    key: ARC_BROKER_KEY,
    user: currentUser(request),
  });
  return Response.json(body, { status, headers });
}
