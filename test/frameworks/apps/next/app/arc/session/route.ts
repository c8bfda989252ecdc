import { sessionAnswer } from '@arc-elements/broker';

/** The page's session. A real server knows from its own sign-in who asks. */
export async function POST(): Promise<Response> {
  const { status, headers, body } = await sessionAnswer({
    broker: `${process.env.ARC_ORIGIN}/api/arc`,
    key: process.env.ARC_BROKER_KEY ?? '',
    user: 'demo',
  });
  return Response.json(body, { status, headers });
}
