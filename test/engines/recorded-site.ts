import { type Site, startSite } from '../support/site.ts';

const RECORDER = `
  globalThis.problems = [];
  addEventListener('error', ({ message }) => problems.push('error: ' + message));
  addEventListener('unhandledrejection', ({ reason }) => problems.push('rejection: ' + reason));
  addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
    problems.push('policy: ' + violatedDirective + ' ' + blockedURI));
  const { error } = console;
  console.error = (...args) => { problems.push('console: ' + args.join(' ')); error(...args); };
`;

/**
 * The site to forward to, and a session route: a session is bound to an origin, so that route
 * cannot be forwarded.
 */
export interface RecordedSiteOptions {
  readonly target: () => string;
  readonly session: () => Promise<unknown>;
}

/**
 * Serves the demo's site with one script before all others, which records errors in `problems`. The
 * policy stays the same.
 */
export function recordSite({ target, session }: RecordedSiteOptions): Promise<Site> {
  return startSite(async (request) => {
    const { pathname, search } = new URL(request.url);
    if (pathname === '/recorder.js') return new Response(RECORDER, { headers: { 'content-type': 'text/javascript' } });
    if (pathname === '/arc/session') return Response.json(await session());
    const headers = new Headers(request.headers);
    for (const name of ['host', 'accept-encoding', 'connection', 'content-length']) headers.delete(name);
    const body = request.method === 'GET' ? null : await request.arrayBuffer();
    const answer = await fetch(`${target()}${pathname}${search}`, { method: request.method, headers, body });
    const back = new Headers(answer.headers);
    for (const name of ['content-encoding', 'content-length', 'transfer-encoding']) back.delete(name);
    if (!back.get('content-type')?.startsWith('text/html'))
      return new Response(await answer.arrayBuffer(), { status: answer.status, headers: back });
    const page = (await answer.text()).replace('<head>', '<head><script src="/recorder.js"></script>');
    return new Response(page, { status: answer.status, headers: back });
  });
}
