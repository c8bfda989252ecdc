import type { TestContext } from 'node:test';
import { isArcError } from '@arc-elements/models';
import type { ArcSession, ArcSessionOptions } from '../session-types.ts';
import { profileStore } from '../stores/profile.ts';
import type { Resource, ResourceStore } from '../stores/resource-store.ts';
import { serveTwoPeople, subjectOf } from './serve-two-people.ts';
import { setup } from './setup.ts';
import { settle, until } from './wait.ts';

/** Returns every store of a session. */
export const storesOf = (arc: ArcSession): readonly ResourceStore<unknown>[] => [
  arc.connections,
  arc.accounts,
  arc.meters,
  arc.intervals('mtr_1'),
  profileStore(arc),
];

/** Returns the names of people that a value contains. */
export const namesIn = (value: unknown): readonly string[] =>
  ['ada', 'hal'].filter((name) => (JSON.stringify(value) ?? '').includes(name));

/** Returns the names of people in the data of a store. */
export const peopleIn = ({ data }: Resource<unknown>): string => namesIn(data).join();

/** Returns true for the error of a request whose person signed out. */
export const isSignedOut = (error: unknown) => isArcError(error) && error.code === 'signed-out';

/** Creates a session of `first` with every store watched and read. */
export async function setupWithPerson(t: TestContext, first: string, options: Partial<ArcSessionOptions> = {}) {
  const all = await setup(t);
  const { broker } = all;
  const gate = Promise.withResolvers<void>();
  let held = false;
  t.after(() => gate.resolve());
  const arrivals = serveTwoPeople(broker, async (context) => {
    if (held && subjectOf(context) === first) await gate.promise;
  });
  broker.subject = first;
  const arc = all.session(options);
  const stores = storesOf(arc);
  for (const store of stores) store.watch();
  await until(() => stores.every((store) => peopleIn(store.getState()) === first));
  await until(() => arc.state.getState().live === (options.events === false ? 'polling' : 'stream'));
  return {
    ...all,
    arc,
    stores,
    arrivals,
    /** From now on, delays answers to `first` until `release`. */
    hold: () => {
      held = true;
    },
    /** Sends the delayed answers, and waits until they are processed. */
    async release() {
      gate.resolve();
      await settle();
      // The answer to this request comes after all the others.
      await fetch(`${broker.url}/session`, { method: 'POST' });
      await settle();
    },
  };
}

/** A fetch that ignores its signal, as some wrappers do, so that its answers always arrive. */
export const fetchWithoutAbort: typeof fetch = async (input, init) => {
  const { url, method, headers } = new Request(input, init);
  return await fetch(url, { method, headers, ...(method === 'PATCH' ? { body: '{}' } : {}) });
};

/** Result of {@link setupWithPerson}. */
export type SetupWithPerson = Awaited<ReturnType<typeof setupWithPerson>>;
