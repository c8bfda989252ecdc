// Mistakes in a route definition that the compiler has to reject. They would otherwise become an
// empty id or a leaked secret.
import { METER_ID } from './ids.ts';
import { route } from './route.ts';

const rest = { summary: 'A meter.', uses: ['ownership'], handle: async () => null } as const;
const params = { id: METER_ID };

route('GET', '/meters/:id', 'meters:read', {
  ...rest,
  params,
  query: { page: METER_ID },
  // @ts-expect-error The path names no such parameter.
  handle: async ({ params: { ids } }) => ids,
});
route('GET', '/meters/:id', 'meters:read', {
  ...rest,
  params,
  query: { page: METER_ID },
  // @ts-expect-error The route allows no such query parameter.
  handle: async ({ query }) => query.size,
});
route('GET', '/meters/:id', 'meters:read', {
  ...rest,
  params,
  // @ts-expect-error The route does not say that it uses the sessions.
  handle: async ({ sessions }) => sessions,
});
route('GET', '/meters/:id', 'public', {
  ...rest,
  params,
  // @ts-expect-error Nobody has signed in on a public route.
  handle: async ({ session }) => session.user,
});
// @ts-expect-error The parameter has no grammar.
route('GET', '/meters/:id', 'meters:read', rest);
// @ts-expect-error The path has no parameter.
route('GET', '/meters', 'meters:read', { ...rest, params });
