import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { problem } from './testing/fake-broker.ts';
import { serveTwoPeople, subjectOf } from './testing/serve-two-people.ts';
import { setup } from './testing/setup.ts';
import { fetchWithoutAbort, isSignedOut, peopleIn, setupWithPerson } from './testing/two-people.ts';
import { settle, until } from './testing/wait.ts';

describe('requests of two people at one session', () => {
  it('are not mixed in a list of several pages', async (t) => {
    const { broker, session } = await setup(t);
    const arc = session();
    const pages: string[] = [];
    broker.override = (context) => {
      if (context.req.path !== '/plug/meters') return null;
      pages.push(subjectOf(context));
      // Another person signs in during the request for the first page.
      broker.subject = 'hal';
      broker.tokens.clear();
      const meters = Array.from({ length: 100 }, (_, i) => ({ id: `mtr_${i}` }));
      return pages.length === 1 ? Response.json({ meters, page: null }) : problem(401, 'session-invalid');
    };
    broker.subject = 'ada';
    await assert.rejects(arc.client.meters.list(), isSignedOut);
    assert.deepEqual(pages, ['ada', 'ada']);
  });

  it('are not retried with the token of the other person after a failure', async (t) => {
    const { arc, broker, arrivals } = await setupWithPerson(t, 'ada');
    broker.subject = 'hal';
    broker.tokens.clear();
    await assert.rejects(arc.client.accounts.upsert({ accountName: 'of ada' }), isSignedOut);
    await until(() => peopleIn(arc.accounts.getState()) === 'hal');
    const saves = arrivals.filter(({ line }) => line.startsWith('PUT '));
    assert.deepEqual(
      saves.map(({ subject, body }) => [subject, body]),
      [['ada', '{"accountName":"of ada"}']],
    );
  });

  it('are not retried with the token of the other person after a refusal', async (t) => {
    const { broker, session } = await setup(t);
    const refusal = Promise.withResolvers<Response>();
    const tokens: (string | null)[] = [];
    broker.subject = 'ada';
    const arc = session({
      events: false,
      fetch: async (input, init) => {
        const request = new Request(input, init);
        if (request.method !== 'PUT') return await fetch(request);
        tokens.push(request.headers.get('authorization'));
        return await refusal.promise;
      },
    });
    const save = assert.rejects(arc.client.accounts.upsert({ accountName: 'of ada' }), isSignedOut);
    await until(() => tokens.length === 1);
    broker.subject = 'hal';
    broker.tokens.clear();
    await assert.rejects(arc.client.meters.list(), isSignedOut);
    refusal.resolve(problem(401, 'session-invalid'));
    await save;
    await settle();
    assert.equal(tokens.length, 1);
  });

  for (const [kind, options] of [
    ['', {}],
    [', where requests cannot be ended either', { fetch: fetchWithoutAbort, events: false }],
  ] as const) {
    it(`do not show each other’s activations${kind}`, async (t) => {
      const all = await setupWithPerson(t, 'ada', options);
      const { arc, broker } = all;
      all.hold();
      const refused = assert.rejects(arc.activateIntervals('mtr_2'), isSignedOut);
      await until(() => broker.count('PATCH /plug/meters/mtr_2') === 1);
      arc.signOut();
      broker.subject = 'hal';
      arc.retry();
      await until(() => peopleIn(arc.meters.getState()) === 'hal');
      await settle();
      const readings = broker.count('GET /plug/meters');
      await all.release();
      await refused;
      assert.equal(broker.count('GET /plug/meters'), readings, 'the other list is not read again');
      const { data } = arc.meters.getState();
      assert.deepEqual(
        data?.map(({ meterNumber, status }) => [meterNumber, status]),
        [
          ['hal', 'INTERVALS_SUCCESS'],
          ['hal', 'INTERVALS_NOT_REQUESTED'],
        ],
      );
    });
  }

  it('return no answer and send no further request after a sign-out, at any point of a call', async (t) => {
    const { broker, session } = await setup(t);
    const meters = Array.from({ length: 100 }, (_, i) => ({ id: `mtr_${i}`, meterNumber: 'ada' }));
    let outcomes = '';
    const late: number[] = [];
    for (let turns = 0; turns < 120; turns++) {
      let pages = 0;
      const fetchPage: typeof fetch = async (input, init) => {
        new Request(input, init).signal.throwIfAborted();
        return Response.json({ meters: pages++ === 0 ? meters : [], page: null });
      };
      const arc = session({ fetch: fetchPage, events: false });
      await arc.client.meters.list();
      pages = 0;
      let isSignedOutNow = false;
      const list = arc.client.meters.list().then(
        () => {
          if (isSignedOutNow) late.push(turns);
        },
        (error: unknown) => assert.ok(isSignedOut(error), String(error)),
      );
      for (let turn = 0; turn < turns; turn++) await Promise.resolve();
      const sent = pages;
      isSignedOutNow = true;
      arc.signOut();
      await list;
      assert.equal(pages, sent, `a page was requested without a person, at turn ${turns}`);
      outcomes += sent;
      arc.dispose();
    }
    // A promise that is settled before the sign-out calls its listener after it, in one turn.
    assert.ok(late.length <= 1, `answered after the sign-out, at turns ${late}`);
    // The sign-outs range from before the first page to after the second.
    assert.match(outcomes, /^0+1+2+$/);
    assert.equal(broker.count('GET /plug/meters'), 0);
  });

  it('send no further request of a call after a sign-out, also if a request cannot be aborted', async (t) => {
    const { broker, session } = await setup(t);
    const tokens: (string | null)[] = [];
    const first = Promise.withResolvers<Response>();
    const arc = session({
      events: false,
      fetch: async (input, init) => {
        tokens.push(new Request(input, init).headers.get('authorization'));
        return await first.promise;
      },
    });
    const list = assert.rejects(arc.client.meters.list(), isSignedOut);
    await until(() => tokens.length === 1);
    arc.signOut();
    broker.subject = 'hal';
    arc.retry();
    await until(() => arc.state.getState().status === 'ready');
    const meters = Array.from({ length: 100 }, (_, i) => ({ id: `mtr_${i}` }));
    first.resolve(Response.json({ meters, page: null }));
    await list;
    await settle();
    assert.equal(tokens.length, 1);
  });

  it('are not mixed if the session route answers at the moment of a sign-out', async (t) => {
    const { broker, session } = await setup(t);
    serveTwoPeople(broker);
    const grantFor = async (subject: string) => {
      broker.subject = subject;
      return (await fetch(`${broker.url}/session`, { method: 'POST' })).json();
    };
    // The answer takes a few turns; the person signs out before, between and after them.
    for (let turns = 0; turns < 12; turns++) {
      const answers = [Promise.withResolvers<unknown>(), Promise.withResolvers<unknown>()];
      const grants = [await grantFor('ada'), await grantFor('hal')];
      let asked = 0;
      const arc = session({ fetchSession: () => answers[asked++]?.promise as Promise<unknown> });
      arc.retry();
      await until(() => asked === 1);
      answers[0]?.resolve(grants[0]);
      for (let turn = 0; turn < turns; turn++) await Promise.resolve();
      arc.signOut();
      arc.retry();
      await settle();
      answers[1]?.resolve(grants[1]);
      assert.equal((await arc.client.utilityAccounts.list()).value[0]?.accountNumber, 'hal', `after ${turns} turns`);
      arc.dispose();
    }
  });
});
