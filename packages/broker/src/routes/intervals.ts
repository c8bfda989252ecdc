import { METER_ID } from '../ids.ts';
import { narrowIntervals } from '../intervals/narrow-intervals.ts';
import { acceptsGzip } from '../intervals/packed.ts';
import type { SessionContext, SessionRoute } from '../route.ts';

const VALIDATORS = ['content-length', 'etag', 'last-modified'] as const;

async function serve(kind: 'intervals' | 'normalizedIntervals', context: SessionContext): Promise<Response> {
  const { ownership, packedAnswers, platform, session, params, request, signal } = context;
  const meterId = params.id ?? '';
  const holdings = await ownership.requireMeter(session.user, meterId, signal);
  const answer = await platform.plug.open({ method: 'GET', path: ['plug', kind, 'meters', meterId], signal });
  const narrowed = await narrowIntervals(answer.body, {
    meterId,
    user: session.user,
    credentialIds: holdings.credentialIds,
    // The fields above the readings are upstream's own version; its headers may know more.
    validators: VALIDATORS.map((name) => answer.headers.get(name) ?? '').join('\n'),
    onForeign: () => ownership.reportForeign(kind),
  });
  const etag = `W/"${kind === 'intervals' ? 'r' : 'n'}-${narrowed.version}"`;
  const headers = { etag, 'cache-control': 'private, no-cache', vary: 'Authorization, Accept-Encoding' };
  if (matches(request.headers.get('if-none-match'), etag)) {
    await narrowed.cancel();
    return new Response(null, { status: 304, headers });
  }
  const json = { ...headers, 'content-type': 'application/json' };
  if (!acceptsGzip(request.headers.get('accept-encoding'))) return new Response(narrowed.body, { headers: json });
  // The user is part of the key: what is left of a shared meter's answer differs from one to the other.
  const key = `${session.user} ${meterId} ${etag}`;
  const packed = packedAnswers.get(key);
  if (packed !== undefined) await narrowed.cancel();
  const body = packed ?? packedAnswers.pack(key, narrowed.body);
  return new Response(body, { headers: { ...json, 'content-encoding': 'gzip' } });
}

/** Weak comparison, RFC 9110 13.1.2: the client may hold several versions. */
function matches(ifNoneMatch: string | null, etag: string): boolean {
  if (ifNoneMatch === null) return false;
  const bare = (tag: string): string => tag.trim().replace(/^W\//, '');
  return ifNoneMatch.trim() === '*' || ifNoneMatch.split(',').some((tag) => bare(tag) === bare(etag));
}

/**
 * `GET /plug/intervals/meters/:id` → 200 upstream's raw series, streamed, with other users' ids removed; 304 when
 * `If-None-Match` holds its version. Problems: 404 `not-found`, 409 `meter-inactive`, 502 `upstream-failed`.
 */
export const rawIntervals: SessionRoute = {
  method: 'GET',
  path: '/plug/intervals/meters/:id',
  summary: 'Intervals of one meter as the utility published them.',
  access: 'session',
  scope: 'intervals:read',
  params: { id: METER_ID },
  handle: (context) => serve('intervals', context),
};

/** `GET /plug/normalizedIntervals/meters/:id`: as the raw route, in slots of 15 minutes. */
export const normalizedIntervals: SessionRoute = {
  method: 'GET',
  path: '/plug/normalizedIntervals/meters/:id',
  summary: 'Intervals of one meter in slots of 15 minutes.',
  access: 'session',
  scope: 'intervals:read',
  params: { id: METER_ID },
  handle: (context) => serve('normalizedIntervals', context),
};
