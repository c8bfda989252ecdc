import { type Site, startSite } from './site.ts';

/**
 * A proxy between the broker and the sandbox: it replaces a canary by the real secret and records
 * every platform token.
 */
export interface PlatformProxy extends Site {
  /** Platform tokens that were issued so far. */
  readonly tokens: ReadonlySet<string>;
  /** Address of the sandbox, to which requests go on. */
  target: string;
}

/**
 * Starts a proxy on a free loopback port. The broker knows only `canary`; the sandbox only its own
 * `001`.
 */
export async function startPlatformProxy(canary: string): Promise<PlatformProxy> {
  const tokens = new Set<string>();
  const proxy = { tokens, target: '' };
  const site = await startSite(async (request) => {
    const url = new URL(request.url);
    const isToken = url.pathname === '/oauth2/token';
    const headers = new Headers(request.headers);
    headers.delete('content-length');
    headers.delete('accept-encoding');
    const text = request.method === 'GET' || request.method === 'DELETE' ? undefined : await request.text();
    const answer = await fetch(`${proxy.target}${url.pathname}${url.search}`, {
      method: request.method,
      headers,
      ...(text === undefined ? {} : { body: text.replaceAll(canary, '001') }),
    });
    const body = await answer.arrayBuffer();
    if (isToken && answer.ok)
      tokens.add((JSON.parse(new TextDecoder().decode(body)) as { access_token: string }).access_token);
    const back = new Headers(answer.headers);
    for (const name of ['content-encoding', 'content-length', 'transfer-encoding']) back.delete(name);
    return new Response(answer.status === 204 || answer.status === 304 ? null : body, {
      status: answer.status,
      headers: back,
    });
  });
  return Object.assign(proxy, site);
}
