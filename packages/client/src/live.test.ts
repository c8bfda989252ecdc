import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ArcSession } from './session-types.ts';
import { problem } from './testing/fake-broker.ts';
import { type FakePage, setup } from './testing/setup.ts';
import { settle, until } from './testing/wait.ts';
import { meter, utilityAccount, utilityCredential } from './testing/wire.ts';

type Act = (all: Awaited<ReturnType<typeof setup>>, arc: ArcSession) => void;

function setEach(page: FakePage, ...parts: readonly Parameters<FakePage['set']>[0][]): void {
  for (const part of parts) page.set(part);
}

describe('a live session', () => {
  it('reads again after an event, and once after a burst of duplicated and reordered events', async (t) => {
    const { broker, session, clock } = await setup(t);
    broker.credentials = [utilityCredential({ verification_status: 'pending' })];
    const arc = session();
    const events: string[] = [];
    arc.onEvent((event) => events.push(event.typeText));
    arc.connections.watch();
    await until(() => arc.state.getState().live === 'stream' && arc.connections.getState().status === 'ready');
    assert.equal(arc.connections.getState().data?.[0]?.state, 'checking');
    broker.credentials = [utilityCredential()];
    broker.log.length = 0;
    for (const type of ['utility_accounts_discovered', 'utility_credential_verified', 'utility_credential_verified']) {
      await broker.emit(type, { id: 12, client_user_id: 'user-1' });
    }
    await until(() => events.length === 3);
    clock.advance(100);
    await until(() => arc.connections.getState().data?.[0]?.state === 'connected');
    assert.equal(broker.count('GET /utility_credentials'), 1);
  });

  it('reads each store once after one event, although a change of one causes a reading of others', async (t) => {
    const { broker, session, clock } = await setup(t);
    const arc = session();
    arc.connections.watch();
    arc.accounts.watch();
    arc.meters.watch();
    await until(() => arc.state.getState().live === 'stream');
    await until(() =>
      [arc.connections, arc.accounts, arc.meters].every((store) => store.getState().status === 'ready'),
    );
    broker.credentials = [utilityCredential()];
    broker.accounts = [utilityAccount()];
    broker.meters = [meter()];
    broker.log.length = 0;
    let seen = false;
    arc.onEvent(() => {
      seen = true;
    });
    await broker.emit('utility_accounts_discovered');
    await until(() => seen);
    clock.advance(100);
    await until(() =>
      [arc.connections, arc.accounts, arc.meters].every((store) => store.getState().data?.length === 1),
    );
    await settle();
    for (const path of ['/utility_credentials', '/utility_accounts', '/plug/meters']) {
      assert.equal(broker.count(`GET ${path}`), 1, path);
    }
  });

  it('reads only meters and readings again after a Plug event about a meter', async (t) => {
    const { broker, session, clock } = await setup(t);
    const arc = session();
    let seen = false;
    arc.onEvent(() => {
      seen = true;
    });
    broker.meters = [meter({ status: 'INTERVALS_SUCCESS' })];
    const stores = [arc.connections, arc.accounts, arc.meters];
    for (const store of stores) store.watch();
    await until(() => arc.state.getState().live === 'stream');
    await until(() => stores.every((store) => store.getState().status === 'ready'));
    arc.intervals('mtr_1').watch();
    await until(() => arc.intervals('mtr_1').getState().status === 'failed');
    broker.log.length = 0;
    await broker.emit('STATUS_CHANGE', meter());
    await until(() => seen);
    clock.advance(100);
    await until(() => broker.count('GET /plug/meters') === 1);
    await until(() => broker.count('GET /plug/normalizedIntervals/meters/mtr_1') === 1);
    await settle();
    assert.deepEqual([broker.count('GET /utility_credentials'), broker.count('GET /utility_accounts')], [0, 0]);
  });

  it('does not read readings again after an event about a statement', async (t) => {
    const { broker, session, clock } = await setup(t);
    const arc = session();
    arc.meters.watch();
    arc.intervals('mtr_1').watch();
    await until(() => arc.state.getState().live === 'stream' && arc.meters.getState().status === 'ready');
    await until(() => arc.intervals('mtr_1').getState().status === 'failed');
    let seen = false;
    arc.onEvent(() => {
      seen = true;
    });
    broker.log.length = 0;
    await broker.emit('new_utility_statement');
    await until(() => seen);
    clock.advance(100);
    await until(() => broker.count('GET /plug/meters') === 1);
    await arc.client.meters.list();
    assert.equal(broker.count('GET /plug/normalizedIntervals/meters/mtr_1'), 0);
  });

  it('sends few requests during a storm of events', async (t) => {
    const { broker, session, clock } = await setup(t);
    const arc = session();
    let seen = 0;
    arc.onEvent(() => seen++);
    arc.accounts.watch();
    await until(() => arc.state.getState().live === 'stream' && arc.accounts.getState().status === 'ready');
    broker.log.length = 0;
    for (let round = 1; round <= 20; round++) {
      await broker.emit('utility_account_updated', { id: round });
      await until(() => seen === round);
      clock.advance(100);
      await settle();
    }
    await until(() => broker.count('GET /utility_accounts') > 1);
    assert.ok(broker.count('GET /utility_accounts') <= 3, `${broker.count('GET /utility_accounts')} readings`);
  });

  it('calls the other event listeners if one throws', async (t) => {
    const { broker, session } = await setup(t);
    const errors = t.mock.method(console, 'error', () => {});
    const arc = session();
    let seen = 0;
    arc.onEvent(() => {
      throw new Error('mine');
    });
    arc.onEvent(() => seen++);
    arc.accounts.watch();
    await until(() => arc.state.getState().live === 'stream');
    await broker.emit('utility_account_updated');
    await until(() => seen === 1);
    assert.equal(errors.mock.callCount(), 1);
  });

  it('resumes a broken stream after the last event', async (t) => {
    const { broker, session, clock } = await setup(t);
    const arc = session();
    let seen = 0;
    arc.onEvent(() => seen++);
    arc.accounts.watch();
    await until(() => arc.state.getState().live === 'stream');
    await broker.emit('utility_account_updated', {}, 'evt-9');
    await until(() => seen === 1);
    broker.endStreams();
    await until(() => arc.state.getState().live === 'polling');
    clock.advance(2_000);
    await until(() => arc.state.getState().live === 'stream');
    assert.deepEqual(broker.resumedFrom, [null, 'evt-9']);
  });

  it('resumes from the first id of a stream without events', async (t) => {
    const { broker, session, clock } = await setup(t);
    const arc = session();
    arc.accounts.watch();
    await until(() => arc.state.getState().live === 'stream');
    await settle();
    broker.endStreams();
    await until(() => arc.state.getState().live === 'polling');
    clock.advance(2_000);
    await until(() => broker.resumedFrom.length === 2);
    assert.equal(broker.resumedFrom[1], 'at-1');
  });

  it('reads everything watched again after a reset, and after an unknown event', async (t) => {
    const { broker, session, clock } = await setup(t);
    const arc = session();
    arc.accounts.watch();
    arc.meters.watch();
    await until(() => arc.accounts.getState().status === 'ready' && arc.meters.getState().status === 'ready');
    await until(() => arc.state.getState().live === 'stream');
    for (const act of [() => broker.send('reset', 'new'), () => broker.emit('brand_new_thing')]) {
      broker.log.length = 0;
      await act();
      await until(() => {
        clock.advance(1_000);
        return broker.count('GET /utility_accounts') === 1 && broker.count('GET /plug/meters') === 1;
      });
    }
  });

  it('renews a token that expired during a stream, and opens the stream again at once', async (t) => {
    const { broker, session, clock } = await setup(t);
    const arc = session();
    arc.accounts.watch();
    await until(() => arc.state.getState().live === 'stream');
    clock.jump(30_000);
    broker.tokens.clear();
    await broker.send('session_expired');
    broker.endStreams();
    await until(() => broker.resumedFrom.length === 2);
    assert.equal(broker.count('POST /session'), 2);
  });

  it('opens the stream again at once when there is a token again, in spite of its backoff', async (t) => {
    const { broker, session, clock } = await setup(t);
    const arc = session();
    arc.accounts.watch();
    await until(() => arc.state.getState().live === 'stream');
    broker.sessionOverride = () => problem(500, 'internal');
    broker.tokens.clear();
    await broker.send('session_expired');
    broker.endStreams();
    await until(() => broker.streams.size === 0);
    for (let wait = 0; wait < 6; wait += 1) {
      await settle();
      clock.advance(30_000);
    }
    arc.retry();
    await settle();
    assert.equal(arc.state.getState().status, 'expired');
    broker.sessionOverride = () => null;
    await arc.accounts.refresh();
    assert.equal(arc.state.getState().status, 'ready');
    await until(() => arc.state.getState().live === 'stream');
  });

  it('waits for the Retry-After of a refused stream, also if the page is hidden and shown', async (t) => {
    const { broker, session, clock, page } = await setup(t);
    broker.override = (c) => (c.req.path === '/events' ? problem(429, 'rate-limited', { 'retry-after': '45' }) : null);
    const arc = session();
    arc.accounts.watch();
    await until(() => arc.accounts.getState().status === 'ready' && broker.count('GET /events') === 1);
    // After two other requests, the refusal has arrived.
    for (let trip = 0; trip < 2; trip++) await arc.refresh();
    broker.override = () => null;
    clock.advance(44_000);
    page.set({ visible: true });
    // A request for a stream in the meantime would have arrived.
    for (let trip = 0; trip < 2; trip++) await arc.refresh();
    assert.equal(broker.count('GET /events'), 1);
    clock.advance(1_000);
    await until(() => arc.state.getState().live === 'stream');
  });

  for (const [what, shareEvents, act] of [
    ['the page is shown', false, ({ page }) => setEach(page, { visible: false }, { visible: true })],
    [
      'the page of one tab of several is shown',
      true,
      ({ page }) => setEach(page, { visible: false }, { visible: true }),
    ],
    ['the network is back', false, ({ page }) => setEach(page, { online: false }, { online: true })],
    ['a person tries again', false, (_, arc) => arc.retry()],
  ] as const satisfies readonly (readonly [string, boolean, Act])[]) {
    it(`polls while its stream is refused for good, and asks for a stream again when ${what}`, async (t) => {
      const all = await setup(t);
      const { broker, session, clock } = all;
      broker.override = (c) => (c.req.path === '/events' ? problem(403, 'forbidden') : null);
      const arc = session({ shareEvents });
      arc.accounts.watch();
      await until(() => arc.accounts.getState().status === 'ready' && broker.count('GET /events') === 1);
      // After two other requests, the refusal has arrived.
      for (let trip = 0; trip < 2; trip++) await arc.refresh();
      clock.advance(60_000);
      for (let trip = 0; trip < 2; trip++) await arc.refresh();
      assert.deepEqual([arc.state.getState().live, broker.count('GET /events')], ['polling', 1]);
      broker.override = () => null;
      act(all, arc);
      await until(() => arc.state.getState().live === 'stream');
    });
  }

  it('reads again after a late first stream, because of changes before it', async (t) => {
    const { broker, session, clock } = await setup(t);
    broker.override = (c) => (c.req.path === '/events' ? problem(429, 'rate-limited', { 'retry-after': '45' }) : null);
    const arc = session();
    arc.accounts.watch();
    await until(() => arc.accounts.getState().status === 'ready' && broker.count('GET /events') === 1);
    for (let trip = 0; trip < 2; trip++) await arc.refresh();
    broker.accounts = [utilityAccount()];
    broker.override = () => null;
    clock.advance(45_000);
    await until(() => arc.state.getState().live === 'stream');
    await until(() => {
      clock.advance(100);
      return arc.accounts.getState().data?.length === 1;
    });
  });

  it('reads again if an event comes during a reading', async (t) => {
    const { broker, session, clock } = await setup(t);
    const arc = session();
    let seen = false;
    arc.onEvent(() => {
      seen = true;
    });
    arc.accounts.watch();
    await until(() => arc.state.getState().live === 'stream' && arc.accounts.getState().status === 'ready');
    const held = Promise.withResolvers<void>();
    broker.log.length = 0;
    broker.override = async (c) => {
      if (c.req.path !== '/utility_accounts') return null;
      const answer = Response.json({ data: broker.accounts, total_count: broker.accounts.length });
      await held.promise;
      return answer;
    };
    const reading = arc.refresh();
    await until(() => broker.count('GET /utility_accounts') === 1);
    broker.accounts = [utilityAccount()];
    await broker.emit('utility_account_updated');
    await until(() => seen);
    clock.advance(100);
    held.resolve();
    await reading;
    assert.equal(broker.count('GET /utility_accounts'), 2);
    assert.equal(arc.accounts.getState().data?.length, 1);
  });

  it('replaces a silent stream', async (t) => {
    const { broker, session, clock } = await setup(t);
    const arc = session({ stallMs: 60_000 });
    arc.accounts.watch();
    await until(() => arc.state.getState().live === 'stream');
    clock.advance(59_000);
    assert.equal(arc.state.getState().live, 'stream');
    clock.advance(1_000);
    await until(() => arc.state.getState().live === 'polling');
    clock.advance(2_000);
    await until(() => broker.resumedFrom.length === 2);
  });

  it('replaces a stream after a sleep of the machine, also if the page was never hidden', async (t) => {
    const { broker, session, clock } = await setup(t);
    const arc = session();
    arc.accounts.watch();
    await until(() => arc.state.getState().live === 'stream');
    await broker.emit('utility_account_updated', {}, 'evt-3');
    let seen = false;
    arc.onEvent(() => {
      seen = true;
    });
    await broker.emit('utility_account_updated', {}, 'evt-4');
    await until(() => seen);
    clock.jump(40_000);
    clock.advance(15_000);
    await until(() => arc.state.getState().live === 'polling');
    clock.advance(2_000);
    await until(() => broker.resumedFrom[1] === 'evt-4');
  });

  it('checks the stream at once if the page is shown after a sleep', async (t) => {
    const { broker, session, clock, page } = await setup(t);
    broker.accounts = [utilityAccount()];
    const arc = session();
    arc.accounts.watch();
    await until(() => arc.state.getState().live === 'stream' && arc.accounts.getState().status === 'ready');
    clock.jump(4 * 3_600_000);
    page.set({ visible: false });
    await until(() => broker.streams.size === 0);
    broker.log.length = 0;
    page.set({ visible: true });
    await until(() => broker.count('GET /events') === 1 && broker.count('GET /utility_accounts') === 1);
    assert.equal(broker.count('POST /session'), 1);
  });

  it('polls with growing delays while something is pending without a stream, and then stops', async (t) => {
    const { broker, session, clock } = await setup(t);
    broker.credentials = [utilityCredential({ verification_status: 'pending' })];
    const arc = session({ events: false });
    arc.connections.watch();
    await until(() => arc.connections.getState().status === 'ready');
    assert.equal(arc.state.getState().live, 'polling');
    const waits: number[] = [];
    for (let round = 0; round < 4; round++) {
      await settle();
      const nextMs = Math.min(clock.nextInMs ?? Number.NaN, 400_000);
      waits.push(nextMs);
      const before = broker.count('GET /utility_credentials');
      clock.advance(nextMs);
      await until(() => broker.count('GET /utility_credentials') === before + 1);
      await until(() => clock.nextInMs !== null && clock.pending > 1);
    }
    assert.deepEqual(
      [...waits].sort((a, b) => a - b),
      waits,
    );
    assert.ok((waits[3] ?? 0) > (waits[0] ?? 0), waits.join());
    broker.credentials = [utilityCredential()];
    clock.advance(60_000);
    await until(() => arc.connections.getState().data?.[0]?.state === 'connected');
    await settle();
    broker.log.length = 0;
    clock.advance(400_000);
    await settle();
    assert.equal(broker.count('GET /utility_credentials'), 0);
  });

  for (const [what, patch, requests] of [
    ['was turned on and still has its old status', { isIntervalsProductActive: 'true' }, 2],
    ['was not turned on', { isIntervalsProductActive: 'false' }, 1],
  ] as const)
    it(`reads ${requests === 2 ? 'again' : 'once'} a meter that ${what}`, async (t) => {
      const { broker, clock, session } = await setup(t);
      broker.meters = [meter({ status: 'INTERVALS_NOT_REQUESTED', ...patch })];
      const arc = session({ events: false });
      arc.meters.watch();
      await until(() => arc.meters.getState().status === 'ready');
      clock.advance(2_000);
      await settle();
      await until(() => broker.count('GET /plug/meters') >= requests);
      assert.equal(broker.count('GET /plug/meters'), requests);
    });

  it('finds lost events by slow polling beside the stream, while something is pending', async (t) => {
    const { broker, session, clock } = await setup(t);
    broker.meters = [meter({ status: 'INTERVALS_IN_PROGRESS' })];
    const arc = session();
    arc.meters.watch();
    await until(() => arc.state.getState().live === 'stream' && arc.meters.getState().status === 'ready');
    await settle();
    broker.meters = [meter({ status: 'INTERVALS_SUCCESS' })];
    clock.advance(15_000);
    await until(() => arc.meters.getState().data?.[0]?.status === 'INTERVALS_SUCCESS');
  });

  it('sends no requests while the page is hidden or offline', async (t) => {
    const { broker, session, clock, page } = await setup(t);
    broker.credentials = [utilityCredential({ verification_status: 'pending' })];
    const arc = session();
    arc.connections.watch();
    for (const off of [{ visible: false }, { online: false }]) {
      await until(() => arc.state.getState().live === 'stream' && arc.connections.getState().status === 'ready');
      page.set(off);
      await until(() => broker.streams.size === 0);
      assert.equal(arc.state.getState().live, 'off');
      await settle();
      assert.equal(clock.pending, 0);
      broker.log.length = 0;
      clock.advance(3_600_000);
      await settle();
      assert.deepEqual(broker.log, []);
      page.set({ visible: true, online: true });
      await until(() => broker.streams.size === 1);
      await until(() => broker.count('GET /utility_credentials') === 1);
    }
  });
});
