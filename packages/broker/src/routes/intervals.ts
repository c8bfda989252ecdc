import { METER_ID } from '../ids.ts';
import { type Route, route } from '../route.ts';

type Kind = 'intervals' | 'normalizedIntervals';

/**
 * → 200 the platform's answer without other users' ids, or 304 if `If-None-Match` names the same.
 * Problems: 404 `not-found`, 409 `meter-inactive`, 502 `upstream-failed`.
 */
const series = (kind: Kind, summary: string): Route =>
  route('GET', `/plug/${kind}/meters/:id`, 'intervals:read', {
    summary,
    uses: ['intervalAnswers', 'observe', 'ownership', 'plug'],
    params: { id: METER_ID },
    async handle({ headers, intervalAnswers, observe, ownership, params, plug, session, signal }) {
      const { user } = session;
      const { credentialIds } = await ownership.requireMeter(user, params.id, signal);
      const answer = await plug.open({ path: ['plug', kind, 'meters', params.id], signal });
      return await intervalAnswers.respond(answer, headers, {
        meterId: params.id,
        user,
        credentialIds,
        onForeign: ({ resource }) => observe({ kind: 'foreign-data', resource }),
      });
    },
  });

/** Routes for interval data. */
export const intervalRoutes: readonly Route[] = [
  series('intervals', 'Intervals of one meter as the utility published them.'),
  series('normalizedIntervals', 'Intervals of one meter in slots of 15 minutes.'),
];
