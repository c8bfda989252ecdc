import { createArcSession } from '../session.ts';
import { sessionFromUrl } from '../session-from-url.ts';
import { problem } from './fake-broker.ts';
import { FakeClock } from './fake-clock.ts';
import { FakePage } from './setup.ts';
import { settle } from './wait.ts';
import { utilityCredential } from './wire.ts';

const LENGTH_S = 320;
const EVENTS_S = [5, 6, 50, 200, 310];
const CUT_S = 55;
/** Times of faults, from and to, in seconds. */
const SILENT_S = [140, 230] as const;
const TOO_FAST_S = [40, 80] as const;
const NO_SESSION_S = [95, 130] as const;
const NO_STREAM_S = [231, 240] as const;
const HIDDEN_S = [245, 247] as const;

const during = ([from, to]: readonly [number, number], nowS: number) => nowS >= from && nowS < to;

/**
 * Records the requests of a session in some minutes with many faults: a rate limit, a session route
 * that fails, a stream that is cut, falls silent and is refused, and a hidden page. Without a
 * network.
 * @param setClock - Returns by how many ms the clock is set before a second.
 * @returns Lines such as `42 GET /events`, which begin with the second.
 */
export async function recordRequests(setClock: (second: number) => number): Promise<readonly string[]> {
  const clock = new FakeClock();
  const page = new FakePage();
  const streams = new Set<ReadableStreamDefaultController<Uint8Array>>();
  const log: string[] = [];
  const nowS = () => clock.elapsed() / 1_000;
  const send = (text: string) => {
    for (const stream of streams) stream.enqueue(new TextEncoder().encode(text));
  };

  const cut = () => {
    for (const stream of streams) stream.close();
    streams.clear();
  };

  const answers: Readonly<Record<string, (signal: AbortSignal | undefined) => Response>> = {
    '/session': () => (during(NO_SESSION_S, nowS()) ? problem(503, 'unavailable') : Response.json(grant(nowS()))),
    '/events': (signal) =>
      during(NO_STREAM_S, nowS()) ? problem(503, 'unavailable', { 'retry-after': '20' }) : stream(streams, signal),
    '/utility_credentials': () =>
      during(TOO_FAST_S, nowS())
        ? problem(429, 'rate-limited', { 'retry-after': '15' })
        : Response.json({ data: [utilityCredential({ verification_status: 'pending' })] }),
    '/plug/credentials': () => Response.json({ credentials: [] }),
    '/utility_accounts': () => Response.json({ data: [] }),
  };
  const fetch = async (input: RequestInfo | URL, { method = 'GET', signal }: RequestInit = {}) => {
    const { pathname } = new URL(String(input));
    log.push(`${nowS()} ${method} ${pathname}`);
    return answers[pathname]?.(signal ?? undefined) ?? problem(404, 'not-found');
  };

  const base = 'https://broker.example';
  const fetchSession = sessionFromUrl(`${base}/session`, { fetch });
  const session = createArcSession({ broker: base, fetchSession, fetch, clock, page, random: () => 0.5, retryMs: 0 });
  session.connections.watch();
  for (let second = 0; second < LENGTH_S; second++) {
    await settle();
    clock.set(setClock(second));
    if (EVENTS_S.includes(second)) send('event: arc\ndata: {"type":"utility_credential_verified"}\n\n');
    else if (second % 15 === 0 && !during(SILENT_S, second)) send(': alive\n\n');
    if (second === CUT_S) cut();
    page.set({ visible: !during(HIDDEN_S, second) });
    // Another store is watched for a moment, with fresh or old data.
    if (second % 20 === 0) session.accounts.watch()();
    clock.advance(1_000);
  }
  await settle();
  session.dispose();
  return log;
}

/** Returns a session of one minute. */
function grant(nowS: number) {
  const claims = { sub: 'user-1', iat: 1_700_000_000 + nowS, exp: 1_700_000_060 + nowS };
  const token = `head.${btoa(JSON.stringify(claims))}.sign`;
  return { token, session_id: 'ses_1', expires_at: new Date(claims.exp * 1_000).toISOString() };
}

function stream(streams: Set<ReadableStreamDefaultController<Uint8Array>>, signal: AbortSignal | undefined): Response {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      streams.add(controller);
      signal?.addEventListener('abort', () => {
        if (streams.delete(controller)) controller.error(signal.reason);
      });
    },
  });
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
}
