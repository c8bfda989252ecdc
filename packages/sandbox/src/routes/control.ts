import * as v from 'valibot';
import { isoZ } from '../data/iso.ts';
import type { RequestLog } from '../engine/request-log.ts';
import { isInRange, readTime, TIME_FORM } from '../engine/time-range.ts';
import { control, localError } from '../families/local.ts';
import { ANSWER_SCENARIOS } from '../faults/answer-scenarios.ts';
import { FaultSchema } from '../faults/fault.ts';
import { type Faults, MOST_FAULTS } from '../faults/faults.ts';
import { connectUser } from '../platform/connected-user.ts';
import type { EventRecord } from '../platform/records.ts';
import { defaultScenario, SCENARIOS, scenarioNamed } from '../platform/scenarios.ts';
import type { Seed } from '../platform/store.ts';
import type { World } from '../platform/world.ts';
import type { Route } from './route.ts';
import { maybe, NameSchema } from './schemas.ts';

/** What the control routes work with besides the world. */
export interface Controls {
  readonly faults: Faults;
  readonly log: RequestLog;
  /** Forgets everything but what the sandbox was started with. `now` is epoch ms. */
  reset(options: { seed?: Seed | undefined; now?: number | undefined }): void;
}

const LARGEST_ADVANCE_MS = 10 * 366 * 86_400_000;
const ADVANCE_FORM = 'must be a number of milliseconds from 0 to ten years';

const ResetSchema = v.optional(
  v.object({
    seed: v.optional(v.union([v.string(), v.number()], 'must be a text or a number')),
    now: maybe(
      v.pipe(
        v.string(TIME_FORM),
        v.transform(readTime),
        v.check((ms) => ms !== undefined, TIME_FORM),
      ),
    ),
  }),
  {},
);

const AdvanceSchema = v.object({
  advanceMs: v.pipe(v.number(ADVANCE_FORM), v.minValue(0, ADVANCE_FORM), v.maxValue(LARGEST_ADVANCE_MS, ADVANCE_FORM)),
});

const UserSchema = v.object({ user: NameSchema, scenario: maybe(v.string('must be the name of a scenario')) });

/**
 * Routes that steer the sandbox, for scripts, tests and the page at `/`. They need no token of the
 * platform.
 */
export const controlRoutes = ({ faults, log, reset }: Controls): readonly Route[] => [
  {
    method: 'GET',
    path: '/_sandbox',
    family: control,
    handle: (_request, { store, clock }) => Response.json({ seed: store.seed, now: isoZ(clock.now()) }),
  },
  {
    method: 'POST',
    path: '/_sandbox/reset',
    family: control,
    async handle(request, { store, clock }) {
      const { seed = store.seed, now } = await request.json(ResetSchema);
      reset({ seed, now: now ?? undefined });
      return Response.json({ seed, now: isoZ(clock.now()) });
    },
  },
  {
    method: 'GET',
    path: '/_sandbox/clock',
    family: control,
    handle: (_request, { clock }) => Response.json({ now: isoZ(clock.now()), frozen: clock.frozen }),
  },
  {
    method: 'POST',
    path: '/_sandbox/clock',
    family: control,
    async handle(request, { clock, scheduler }) {
      const { advanceMs } = await request.json(AdvanceSchema);
      if (!isInRange(clock.now() + advanceMs))
        return localError(400, 'advanceMs must not move the clock beyond the year 2199');
      await scheduler.advance(Math.round(advanceMs));
      return Response.json({ now: isoZ(clock.now()), frozen: clock.frozen });
    },
  },
  {
    method: 'GET',
    path: '/_sandbox/faults',
    family: control,
    handle: () => Response.json({ faults: faults.all() }),
  },
  {
    method: 'POST',
    path: '/_sandbox/faults',
    family: control,
    async handle(request) {
      const fault = await request.json(FaultSchema);
      if (faults.all().length >= MOST_FAULTS)
        return localError(409, `There are ${MOST_FAULTS} faults already; DELETE /_sandbox/faults removes them`);
      return Response.json(faults.add(fault), { status: 201 });
    },
  },
  {
    method: 'DELETE',
    path: '/_sandbox/faults',
    family: control,
    handle() {
      faults.clear();
      return new Response(null, { status: 204 });
    },
  },
  {
    method: 'GET',
    path: '/_sandbox/scenarios',
    family: control,
    handle: () => Response.json({ scenarios: SCENARIO_LIST, answers: ANSWER_SCENARIO_LIST }),
  },
  {
    method: 'GET',
    path: '/_sandbox/users',
    family: control,
    handle: (_request, { store }) => Response.json({ users: store.users.all().map((user) => user.id) }),
  },
  {
    method: 'POST',
    path: '/_sandbox/users',
    family: control,
    async handle(request, world) {
      const { user, scenario: name } = await request.json(UserSchema);
      const scenario = name == null ? defaultScenario : scenarioNamed(name);
      if (scenario === undefined) return localError(400, `There is no scenario ${name}; see GET /_sandbox/scenarios`);
      return Response.json(connectUser(world, user, scenario), { status: 201 });
    },
  },
  {
    method: 'GET',
    path: '/_sandbox/webhooks',
    family: control,
    handle: (_request, world) =>
      Response.json({ deliveries: world.store.events.all().map((event) => deliveryView(world, event)) }),
  },
  {
    method: 'GET',
    path: '/_sandbox/requests',
    family: control,
    handle: () => Response.json({ requests: log.all() }),
  },
];

const SCENARIO_LIST = SCENARIOS.map(({ name, title, about, logins, password }) => ({
  name,
  title,
  about,
  logins,
  password,
}));

const ANSWER_SCENARIO_LIST = ANSWER_SCENARIOS.map(({ name, title, about }) => ({ name, title, about }));

/**
 * Returns a webhook and its attempts, with only the origin of its URL: a path may hold a secret, as
 * Plug's does.
 */
export function deliveryView({ store }: World, event: EventRecord) {
  const url = store.endpoints.get(event.endpointId)?.url;
  return {
    id: event.id,
    url: url === undefined ? null : new URL(url).origin,
    type: event.type,
    state: event.state,
    created_at: isoZ(event.createdAtMs),
    attempts: event.attempts.map((attempt) => attempt.statusCode),
  };
}
