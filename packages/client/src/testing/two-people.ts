import type { TestContext } from 'node:test';
import { isArcError } from '@arc-elements/models';
import type { ArcSession, ArcSessionOptions } from '../session-types.ts';
import { profileStore } from '../stores/profile.ts';
import type { Resource, ResourceStore } from '../stores/resource-store.ts';
import { servePeople, subjectOf } from './serve-people.ts';
import { setup } from './setup.ts';
import { settle, until } from './wait.ts';

/** Every store there is of a session. */
export const storesOf = (arc: ArcSession): readonly ResourceStore<unknown>[] => [
  arc.connections,
  arc.accounts,
  arc.meters,
  arc.intervals('mtr_1'),
  profileStore(arc),
];

/** Whose names are in something. */
export const namesIn = (value: unknown): readonly string[] =>
  ['ada', 'hal'].filter((name) => (JSON.stringify(value) ?? '').includes(name));

/** Whom the data of a store are of, as it shows in them; empty when there are none. */
export const peopleIn = ({ data }: Resource<unknown>): string => namesIn(data).join();

/** Tells an error of a request whose person went. */
export const isSignedOut = (error: unknown) => isArcError(error) && error.code === 'signed-out';

/** A session of `first` with every store watched and read, and answers of theirs on their way. */
export async function withFirst(t: TestContext, first: string, options: Partial<ArcSessionOptions> = {}) {
  const all = await setup(t);
  const { broker } = all;
  const gate = Promise.withResolvers<void>();
  let held = false;
  t.after(() => gate.resolve());
  const arrivals = servePeople(broker, async (context) => {
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
    /** From now on answers to `first` stay on their way until `release`. */
    hold: () => {
      held = true;
    },
    /** Lets them arrive, and everything that follows from it happen. */
    async release() {
      gate.resolve();
      await settle();
      // What is asked now comes after all that was answered before.
      await fetch(`${broker.url}/session`, { method: 'POST' });
      await settle();
    },
  };
}

/** A fetch that takes no notice of its signal, as some wrappers do: its answers always arrive. */
export const deafFetch: typeof fetch = async (input, init) => {
  const { url, method, headers } = new Request(input, init);
  return await fetch(url, { method, headers, ...(method === 'PATCH' ? { body: '{}' } : {}) });
};

/** What {@link withFirst} gives. */
export type WithFirst = Awaited<ReturnType<typeof withFirst>>;
