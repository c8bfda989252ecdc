import { acceptsGzip } from '../accept-encoding.ts';
import { METER_ID } from '../ids.ts';
import { narrowIntervals } from '../intervals/narrow-intervals.ts';
import { type Route, type RouteRequest, route } from '../route.ts';
import type { Scope } from '../scopes.ts';
import type { Services } from '../services.ts';

type Kind = 'intervals' | 'normalizedIntervals';

type Context = RouteRequest<Scope, 'id'> & Pick<Services, 'observe' | 'ownership' | 'packedAnswers' | 'plug'>;

async function serve(kind: Kind, context: Context): Promise<Response> {
  const { headers: sent, observe, ownership, packedAnswers, params, plug, session, signal } = context;
  const { id: meterId } = params;
  const { credentialIds } = await ownership.requireMeter(session.user, meterId, signal);
  const answer = await plug.open({ path: ['plug', kind, 'meters', meterId], signal });
  const header = (name: string): string => answer.headers.get(name) ?? '';
  const narrowed = await narrowIntervals(answer.body, {
    meterId,
    user: session.user,
    credentialIds,
    validators: ['etag', 'last-modified', 'content-length'].map(header).join('\n'),
    onForeign: ({ resource }) => observe({ kind: 'foreign-data', resource }),
  });
  const etag = narrowed.version === null ? null : `W/"${kind === 'intervals' ? 'r' : 'n'}-${narrowed.version}"`;
  const headers = {
    ...(etag === null ? {} : { etag }),
    'cache-control': 'private, no-cache',
    vary: 'Authorization, Accept-Encoding',
  };
  if (etag !== null && matches(sent.get('if-none-match'), etag)) {
    await narrowed.cancel();
    return new Response(null, { status: 304, headers });
  }
  const json = { ...headers, 'content-type': 'application/json' };
  if (!acceptsGzip(sent.get('accept-encoding'))) return new Response(narrowed.body, { headers: json });
  // The user is part of the key: what is left of a shared meter's answer differs from one to the other.
  const key = etag === null ? null : `${session.user} ${meterId} ${etag}`;
  const packed = key === null ? undefined : packedAnswers.get(key);
  if (packed !== undefined) await narrowed.cancel();
  const body = packed ?? packedAnswers.pack(key, narrowed.body);
  // workerd would compress it once more because of the header; other runtimes ignore the option.
  const init = { headers: { ...json, 'content-encoding': 'gzip' }, encodeBody: 'manual' };
  return new Response(body, init);
}

/** Weak comparison, RFC 9110 13.1.2: the client may hold several versions. */
function matches(ifNoneMatch: string | null, etag: string): boolean {
  const bare = (tag: string): string => tag.trim().replace(/^W\//, '');
  return (ifNoneMatch ?? '').split(',').some((tag) => tag.trim() === '*' || bare(tag) === bare(etag));
}

/**
 * Upstream's series with other users' ids removed → 200, and 304 when `If-None-Match` holds its version.
 * Problems: 404 `not-found`, 409 `meter-inactive`, 502 `upstream-failed`.
 */
const series = (kind: Kind, summary: string): Route =>
  route('GET', `/plug/${kind}/meters/:id`, 'intervals:read', {
    summary,
    uses: ['observe', 'ownership', 'packedAnswers', 'plug'],
    params: { id: METER_ID },
    handle: (context) => serve(kind, context),
  });

/** What meters measured. */
export const intervalRoutes: readonly Route[] = [
  series('intervals', 'Intervals of one meter as the utility published them.'),
  series('normalizedIntervals', 'Intervals of one meter in slots of 15 minutes.'),
];
