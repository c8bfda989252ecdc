import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ArcError } from '@arc-elements/models';
import { profileStore } from './stores/profile.ts';
import { problem } from './testing/fake-broker.ts';
import { serveTwoPeople } from './testing/serve-two-people.ts';
import { setup } from './testing/setup.ts';
import { peopleIn, type SetupWithPerson, setupWithPerson, storesOf } from './testing/two-people.ts';
import { settle, until } from './testing/wait.ts';

/** Ways in which the person of a session changes. */
const WAYS: Readonly<Record<string, (all: SetupWithPerson, second: string) => Promise<void> | void>> = {
  'signs out and somebody else signs in': ({ arc, broker }, second) => {
    arc.signOut();
    broker.subject = second;
    arc.retry();
  },
  'signs out elsewhere, and the next token is of somebody else': ({ broker, clock }, second) => {
    broker.subject = second;
    clock.advance(481_000);
  },
  'signs out elsewhere, and the token after a refused one is of somebody else': ({ broker, arc }, second) => {
    broker.subject = second;
    broker.tokens.clear();
    void arc.client.credentials.list().catch(() => undefined);
  },
  'signs out elsewhere, and somebody else signs in later': async (all, second) => {
    const { broker, arc, clock } = all;
    broker.sessionOverride = () => Response.json({}, { status: 401 });
    clock.advance(481_000);
    await until(() => arc.state.getState().status === 'signed-out');
    broker.sessionOverride = () => null;
    broker.subject = second;
    arc.retry();
  },
};

describe('two people at one session', () => {
  for (const [first, second] of [
    ['ada', 'hal'],
    ['hal', 'ada'],
  ] as const) {
    for (const [way, change] of Object.entries(WAYS)) {
      it(`share nothing when ${first} ${way} (${second})`, async (t) => {
        const all = await setupWithPerson(t, first);
        const { arc, stores } = all;
        all.hold();
        for (const store of stores) void store.refresh();
        await until(() => all.arrivals.length >= 2 * stores.length + 3);
        const seen: string[] = [];
        for (const store of stores) {
          store.subscribe((state) => seen.push(`${arc.state.getState().person} ${peopleIn(state)}`));
        }
        await change(all, second);
        await until(() => stores.every((store) => peopleIn(store.getState()) === second));
        await all.release();
        assert.deepEqual(
          stores.map((store) => peopleIn(store.getState())),
          stores.map(() => second),
        );
        assert.deepEqual(
          [...new Set(seen)].filter((each) => each !== '1 ' && each !== '2 ').sort(),
          [`2 ${second}`],
          'nothing of the first since the change, and nothing of the second before it',
        );
        assert.equal(arc.state.getState().person, 2);
      });
    }
  }

  it('have a stream each, and the second does not resume the first', async (t) => {
    const { arc, broker, clock, arrivals } = await setupWithPerson(t, 'ada');
    let seen = 0;
    arc.onEvent(() => seen++);
    await broker.emit('utility_account_updated', {}, 'evt-of-ada');
    await until(() => seen === 1);
    broker.subject = 'hal';
    clock.advance(481_000);
    await until(() => broker.resumedFrom.length === 2);
    assert.deepEqual(broker.resumedFrom, [null, null]);
    const streams = arrivals.filter(({ line }) => line === 'GET /events').map(({ subject }) => subject);
    assert.deepEqual(streams, ['ada', 'hal']);
    await until(() => broker.streams.size === 1);
  });

  it('do not read again because of events of the other', async (t) => {
    const { arc, broker, clock } = await setupWithPerson(t, 'ada');
    let seen = 0;
    arc.onEvent(() => seen++);
    await broker.emit('utility_account_updated');
    await until(() => seen === 1);
    arc.signOut();
    broker.subject = 'hal';
    arc.retry();
    await until(() => peopleIn(arc.accounts.getState()) === 'hal');
    broker.log.length = 0;
    clock.advance(5_000);
    await arc.client.credentials.list();
    assert.equal(broker.count('GET /utility_accounts'), 0);
  });
});

describe('a session whose person is not signed in any more', () => {
  for (const status of [401, 403]) {
    it(`drops everything if the session route answers ${status}, before the token expires`, async (t) => {
      const { arc, broker, clock, stores } = await setupWithPerson(t, 'ada');
      broker.sessionOverride = () => Response.json({}, { status });
      clock.advance(481_000);
      await until(() => arc.state.getState().status === 'signed-out');
      assert.equal(arc.state.getState().error?.status, status);
      assert.equal(arc.state.getState().person, 2);
      assert.deepEqual(
        stores.map((store) => store.getState().data),
        stores.map(() => undefined),
      );
      await until(() => broker.streams.size === 0);
      await assert.rejects(arc.client.meters.list(), (error) => (error as ArcError).status === status);
    });
  }

  for (const [what, answer] of [
    [
      'a page to sign in',
      () => new Response('<!doctype html><title>Sign in</title>', { headers: { 'content-type': 'text/html' } }),
    ],
    ['no session', () => Response.json({})],
  ] as const) {
    it(`drops everything if the session route answers with ${what}`, async (t) => {
      const { arc, broker, clock, stores } = await setupWithPerson(t, 'ada');
      broker.sessionOverride = answer;
      clock.advance(481_000);
      await until(() => arc.state.getState().status === 'signed-out');
      assert.deepEqual(
        stores.map((store) => store.getState().data),
        stores.map(() => undefined),
      );
    });
  }

  it('shows the data again after a new sign-in elsewhere, when the page is shown', async (t) => {
    const { arc, broker, clock, page, stores } = await setupWithPerson(t, 'ada');
    broker.sessionOverride = () => Response.json({}, { status: 401 });
    clock.advance(481_000);
    await until(() => arc.state.getState().status === 'signed-out');
    const shown: string[] = [];
    arc.state.subscribe(({ status }) => shown.push(status));
    broker.sessionOverride = () => null;
    page.set({ visible: false });
    await settle();
    page.set({ visible: true });
    await until(() => stores.every((store) => peopleIn(store.getState()) === 'ada'));
    assert.deepEqual([...new Set(shown)], ['signed-out', 'ready']);
  });

  for (const [what, answer] of [
    ['cannot be reached', () => Promise.reject(new TypeError('fetch failed'))],
    ['fails', async () => new Response('', { status: 503 })],
    ['passes on that the broker refuses its key', async () => problem(401, 'session-invalid')],
    [
      'passes on that its own request was wrong',
      async () => Response.json({ error: 'invalid_client' }, { status: 400 }),
    ],
  ] as const) {
    it(`keeps its data, marked as stale, while the session route ${what}`, async (t) => {
      const { broker, clock, session } = await setup(t);
      serveTwoPeople(broker);
      broker.subject = 'ada';
      let fails = false;
      const arc = session({
        events: false,
        fetchSession: async () => {
          const { sessionFromUrl } = await import('./session-from-url.ts');
          const route = sessionFromUrl(`${broker.url}/session`, {
            fetch: (...args) => (fails ? answer() : fetch(...args)),
          });
          return await route({ signal: new AbortController().signal });
        },
      });
      arc.accounts.watch();
      await until(() => peopleIn(arc.accounts.getState()) === 'ada');
      fails = true;
      clock.advance(601_000);
      await arc.refresh();
      assert.equal(arc.state.getState().status, 'expired');
      assert.deepEqual([peopleIn(arc.accounts.getState()), arc.accounts.getState().stale], ['ada', true]);
      fails = false;
      arc.retry();
      await until(() => arc.accounts.getState().status === 'ready');
      assert.equal(arc.state.getState().person, 1);
    });
  }
});

describe('two sessions on one page', () => {
  it('have a person each, who stays when that of the other signs out', async (t) => {
    const { arc, broker, session } = await setupWithPerson(t, 'ada');
    broker.subject = 'hal';
    const other = session();
    other.accounts.watch();
    profileStore(other).watch();
    await until(() => [other.accounts, profileStore(other)].every((store) => peopleIn(store.getState()) === 'hal'));
    other.signOut();
    assert.deepEqual(
      storesOf(arc).map((store) => peopleIn(store.getState())),
      storesOf(arc).map(() => 'ada'),
    );
    assert.equal(arc.state.getState().status, 'ready');
  });
});
