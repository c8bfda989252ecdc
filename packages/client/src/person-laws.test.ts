import assert from 'node:assert/strict';
import { it } from 'node:test';
import { isArcError } from '@arc-elements/models';
import fc from 'fast-check';
import type { ArcSession } from './session-types.ts';
import { serveTwoPeople } from './testing/serve-two-people.ts';
import { setup } from './testing/setup.ts';
import { namesIn, peopleIn, storesOf } from './testing/two-people.ts';
import { settle, until } from './testing/wait.ts';

/** Actions of people, of a partner's page and of the network. */
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('read' as const), what: fc.nat(4) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('save' as const, 'turn on' as const) }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('sign in' as const), who: fc.constantFrom('ada', 'hal', null) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('hold' as const, 'release' as const) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('renew' as const, 'revoke' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom('sign out' as const, 'retry' as const, 'refresh' as const) }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('a moment' as const, 'a while' as const) }) },
);

const readsOf = ({ client }: ArcSession) => [
  client.utilityCredentials.list,
  client.utilityAccounts.list,
  client.meters.list,
  () => client.intervals.normalized('mtr_1'),
  client.accounts.find,
];

it('a session never mixes the data of two people, in any order of events', {
  timeout: 120_000,
}, async (t) => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 24 }), async (steps) => {
      const { broker, session, clock, end } = await setup(t);
      let gate = Promise.resolve();
      let open = () => {};
      const arrivals = serveTwoPeople(broker, () => gate);
      broker.subject = 'ada';
      const arc = session({ shareEvents: false });
      const number = () => arc.state.getState().person;
      /** Names of people by their number. */
      const people = new Map<number, string>();
      const expectPerson = (person: number, value: unknown, where: string) => {
        for (const name of namesIn(value)) {
          assert.equal(people.get(person) ?? name, name, `${where} of person ${person}`);
          people.set(person, name);
        }
      };
      const failures: unknown[] = [];
      const running: Promise<void>[] = [];
      /** Starts a call of the current person, whose result must be theirs. */
      const start = (what: string, run: () => Promise<unknown>) => {
        const person = number();
        const done = run().then(
          (value) => expectPerson(person, value, what),
          (error: unknown) => assert.ok(isArcError(error), String(error)),
        );
        running.push(done.catch((error: unknown) => void failures.push(error)));
      };
      for (const store of storesOf(arc)) {
        store.watch();
        store.subscribe(({ data }) => {
          try {
            expectPerson(number(), data, 'a store');
          } catch (error) {
            failures.push(error);
          }
        });
      }
      for (const each of steps) {
        if (each.do === 'read') start('a reading', () => readsOf(arc)[each.what]?.() as Promise<unknown>);
        else if (each.do === 'save') {
          const accountName = `saved by ${number()}`;
          start('a save', () => arc.client.accounts.upsert({ accountName }));
        } else if (each.do === 'turn on') start('turning on', () => arc.activateIntervals('mtr_2'));
        else if (each.do === 'sign in') {
          broker.sessionOverride = () => (each.who === null ? Response.json({}, { status: 401 }) : null);
          broker.subject = each.who;
        } else if (each.do === 'hold') {
          open();
          const { promise, resolve } = Promise.withResolvers<void>();
          gate = promise;
          open = resolve;
        } else if (each.do === 'release') open();
        else if (each.do === 'renew') clock.advance(481_000);
        else if (each.do === 'revoke') broker.tokens.clear();
        else if (each.do === 'sign out') arc.signOut();
        else if (each.do === 'retry') arc.retry();
        else if (each.do === 'refresh') void arc.refresh();
        else if (each.do === 'a moment') await Promise.resolve();
        else await settle();
      }
      open();
      broker.sessionOverride = () => null;
      broker.subject = 'hal';
      arc.signOut();
      arc.retry();
      await until(() => storesOf(arc).every((store) => peopleIn(store.getState()) === 'hal'));
      await Promise.all(running);
      assert.deepEqual(failures, []);
      for (const { body, subject } of arrivals) {
        const [, person] = /saved by (\d+)/.exec(body) ?? [];
        if (person !== undefined) expectPerson(Number(person), subject, 'a save');
      }
      await end();
    }),
    { numRuns: 60 },
  );
});
