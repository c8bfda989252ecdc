import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { problem } from '../testing/fake-broker.ts';
import { setup } from '../testing/setup.ts';
import { settle, until } from '../testing/wait.ts';
import { meter, utilityAccount, utilityCredential } from '../testing/wire.ts';

describe('the stores of a session', () => {
  it('are not read again for a new watcher while their data is fresh', async (t) => {
    const { broker, session, clock } = await setup(t);
    const arc = session({ events: false });
    const watchOnce = async () => {
      const stop = arc.accounts.watch();
      await settle();
      await until(() => arc.accounts.getState().status === 'ready');
      stop();
    };
    await watchOnce();
    clock.advance(29_000);
    await watchOnce();
    await arc.client.meters.list();
    assert.equal(broker.count('GET /utility_accounts'), 1);
    clock.advance(1_000);
    await watchOnce();
    await until(() => broker.count('GET /utility_accounts') === 2);
  });

  it('retry a failure soon also with an open stream, which does not report the end of a failure', async (t) => {
    const { broker, session, clock } = await setup(t);
    const arc = session();
    arc.accounts.watch();
    await until(() => arc.state.getState().live === 'stream' && arc.accounts.getState().status === 'ready');
    broker.override = (c) => (c.req.path === '/events' ? null : problem(503, 'unavailable'));
    await arc.refresh();
    broker.override = () => null;
    await settle();
    clock.advance(3_000);
    await until(() => arc.accounts.getState().status === 'ready');
  });

  it('keep the last good data, marked as stale, during an outage, and recover after its Retry-After', async (t) => {
    const { broker, session, clock } = await setup(t);
    broker.accounts = [utilityAccount()];
    const arc = session({ events: false });
    arc.accounts.watch();
    await until(() => arc.accounts.getState().status === 'ready');
    const good = arc.accounts.getState().data;
    broker.override = () => problem(503, 'unavailable', { 'retry-after': '30' });
    await arc.refresh();
    const { status, data, stale, error } = arc.accounts.getState();
    assert.deepEqual([status, stale, error?.code], ['failed', true, 'unavailable']);
    assert.equal(data, good);
    broker.override = () => null;
    await settle();
    clock.advance(5_000);
    await settle();
    assert.equal(arc.accounts.getState().status, 'failed');
    await until(() => {
      clock.advance(30_000);
      return arc.accounts.getState().status === 'ready';
    });
    assert.equal(arc.accounts.getState().data, good);
    assert.equal(arc.accounts.getState().stale, false);
  });

  it('keep the identity of data, and of its items, while they do not change', async (t) => {
    const { broker, session } = await setup(t);
    broker.accounts = [utilityAccount(), utilityAccount({ id: 35 })];
    const arc = session({ events: false });
    arc.accounts.watch();
    await until(() => arc.accounts.getState().status === 'ready');
    const before = arc.accounts.getState().data;
    await arc.refresh();
    assert.equal(arc.accounts.getState().data, before);
    broker.accounts = [utilityAccount({ id: 36 }), utilityAccount(), utilityAccount({ id: 35, status: 'closed' })];
    await arc.refresh();
    const after = arc.accounts.getState().data;
    assert.equal(after?.[1], before?.[0]);
    assert.notEqual(after?.[2], before?.[1]);
  });

  it('show the logins of one API family, with an error, if the other fails', async (t) => {
    const { broker, session } = await setup(t);
    broker.credentials = [utilityCredential()];
    broker.override = (c) => (c.req.path === '/plug/credentials' ? problem(502, 'upstream-failed') : null);
    const arc = session({ events: false });
    arc.connections.watch();
    await until(() => arc.connections.getState().status === 'failed');
    const { data, stale, error } = arc.connections.getState();
    assert.deepEqual([data?.length, stale, error?.code], [1, true, 'upstream-failed']);
  });

  for (const path of ['/utility_credentials', '/plug/credentials'])
    it(`keep the logins of an API family that fails later, with an error: ${path}`, async (t) => {
      const { broker, session } = await setup(t);
      broker.credentials = [utilityCredential()];
      broker.plugCredentials = [{ id: 'crd_1', providerId: 'prv_1', status: 'VERIFIED' }];
      const arc = session({ events: false });
      arc.connections.watch();
      await until(() => arc.connections.getState().status === 'ready');
      assert.equal(arc.connections.getState().data?.length, 2);
      broker.override = (c) => (c.req.path === path ? problem(502, 'upstream-failed') : null);
      await arc.refresh();
      const { data, status, error } = arc.connections.getState();
      assert.deepEqual([data?.length, status, error?.code], [2, 'failed', 'upstream-failed']);
    });

  it('show the logins of one API family without an error if the organization does not have the other', async (t) => {
    const { broker, session } = await setup(t);
    broker.credentials = [utilityCredential()];
    broker.override = (c) =>
      c.req.path === '/plug/credentials' ? Response.json({ error: 'Forbidden' }, { status: 403 }) : null;
    const arc = session({ events: false });
    arc.connections.watch();
    await until(() => arc.connections.getState().status === 'ready');
    assert.deepEqual([arc.connections.getState().data?.length, arc.connections.getState().stale], [1, false]);
  });

  it('read meters again after a change of accounts, and readings after a change of their meter', async (t) => {
    const { broker, session } = await setup(t);
    broker.meters = [meter()];
    const arc = session({ events: false });
    arc.accounts.watch();
    arc.meters.watch();
    await until(() => arc.accounts.getState().status === 'ready' && arc.meters.getState().status === 'ready');
    arc.intervals('mtr_1').watch();
    await until(() => arc.intervals('mtr_1').getState().status === 'failed');
    assert.equal(arc.intervals('mtr_1').getState().error?.code, 'meter-inactive');
    assert.equal(broker.count('GET /plug/normalizedIntervals/meters/mtr_1'), 0, 'a request that would be refused');
    broker.log.length = 0;
    broker.accounts = [utilityAccount()];
    broker.meters = [meter({ status: 'INTERVALS_SUCCESS' })];
    await arc.accounts.refresh();
    await until(() => broker.count('GET /plug/meters') === 1);
    await until(() => broker.count('GET /plug/normalizedIntervals/meters/mtr_1') === 1);
  });

  it('read accounts again after a change of connections', async (t) => {
    const { broker, session } = await setup(t);
    broker.credentials = [utilityCredential()];
    const arc = session({ events: false });
    arc.connections.watch();
    arc.accounts.watch();
    await until(() => arc.connections.getState().status === 'ready' && arc.accounts.getState().status === 'ready');
    const before = broker.count('GET /utility_accounts');
    broker.credentials = [utilityCredential(), utilityCredential({ id: 99 })];
    await arc.connections.refresh();
    await until(() => broker.count('GET /utility_accounts') > before);
  });

  it('read the readings of a meter beside one that has none', async (t) => {
    const { broker, session } = await setup(t);
    broker.override = (c) =>
      c.req.path.includes('/normalizedIntervals/') ? Response.json({ meterId: 'mtr_2', readings: [] }) : null;
    broker.meters = [meter(), meter({ id: 'mtr_2', status: 'INTERVALS_SUCCESS' })];
    const arc = session({ events: false });
    arc.meters.watch();
    await until(() => arc.meters.getState().status === 'ready');
    arc.intervals('mtr_2').watch();
    await until(() => arc.intervals('mtr_2').getState().status !== 'loading');
    assert.equal(arc.intervals('mtr_2').getState().status, 'ready');
  });

  it('read earlier readings while those of a meter are collected again', async (t) => {
    const { broker, session } = await setup(t);
    broker.override = (c) =>
      c.req.path.includes('/normalizedIntervals/') ? Response.json({ meterId: 'mtr_1', readings: [] }) : null;
    broker.meters = [meter({ status: 'INTERVALS_IN_PROGRESS', earliestIntervalAt: '2023-01-01T00:00:00Z' })];
    const arc = session({ events: false });
    arc.meters.watch();
    await until(() => arc.meters.getState().status === 'ready');
    arc.intervals('mtr_1').watch();
    await until(() => arc.intervals('mtr_1').getState().status !== 'loading');
    assert.equal(arc.intervals('mtr_1').getState().status, 'ready');
  });

  it('read readings again after older ones were found', async (t) => {
    const { broker, session } = await setup(t);
    broker.meters = [meter({ status: 'INTERVALS_IN_PROGRESS' })];
    const arc = session({ events: false });
    arc.meters.watch();
    await until(() => arc.meters.getState().status === 'ready');
    arc.intervals('mtr_1').watch();
    await until(() => arc.intervals('mtr_1').getState().status === 'failed');
    broker.meters = [meter({ status: 'INTERVALS_IN_PROGRESS', earliestIntervalAt: '2023-01-01T00:00:00Z' })];
    await arc.meters.refresh();
    await until(() => broker.count('GET /plug/normalizedIntervals/meters/mtr_1') === 1);
  });

  for (const [code, status, isWatched, polled] of [
    ['unavailable', 503, true, true],
    ['unavailable', 503, false, true],
    ['feature-not-ready', 400, true, true],
    ['meter-inactive', 400, false, true],
    // A change of the meter causes the next reading.
    ['meter-inactive', 400, true, false],
    ['not-found', 404, false, false],
  ] as const) {
    const meters = isWatched ? 'meters are watched' : 'no meters are watched';
    it(`${polled ? 'poll' : 'do not poll'} readings that failed with ${code} while ${meters}`, async (t) => {
      const { broker, session, clock } = await setup(t);
      broker.meters = [meter({ status: 'INTERVALS_SUCCESS' })];
      broker.override = (c) => (c.req.path.includes('/normalizedIntervals/') ? problem(status, code) : null);
      const arc = session({ events: false });
      if (isWatched) arc.meters.watch();
      arc.intervals('mtr_1').watch();
      await until(() => arc.intervals('mtr_1').getState().error?.code === code);
      await until(() => !isWatched || arc.meters.getState().status === 'ready');
      await settle();
      broker.log.length = 0;
      clock.advance(5_000);
      await arc.client.credentials.list();
      assert.equal(broker.count('GET /plug/normalizedIntervals/meters/mtr_1') > 0, polled);
    });
  }

  it('read a year of readings into columns, and keep them while they do not change', async (t) => {
    const { broker, session } = await setup(t);
    const slots = 35_040;
    const body = {
      meterId: 'mtr_1',
      localTimezone: 'America/Los_Angeles',
      startAt: '2025-01-01T08:00:00Z',
      endAt: '2026-01-01T07:45:00Z',
      intervalDurationMinutes: 15,
      sourceIntervalDurationMinutes: [15],
      readings: [{ importKwh: Array.from({ length: slots }, () => 0.25) }],
    };
    broker.override = (c) => (c.req.path.includes('/normalizedIntervals/') ? Response.json(body) : null);
    const arc = session({ events: false });
    const store = arc.intervals('mtr_1');
    assert.equal(arc.intervals('mtr_1'), store);
    store.watch();
    await until(() => store.getState().status === 'ready');
    const first = store.getState().data;
    assert.equal(first?.receipt.importKwh, slots / 4);
    await store.refresh();
    assert.equal(store.getState().data, first);
  });

  it('read at once on a refresh, in place of the next attempt', async (t) => {
    const { broker, session, clock } = await setup(t);
    broker.override = () => problem(500, 'upstream-failed');
    const arc = session({ events: false, poll: { firstMs: 40_000 } });
    arc.accounts.watch();
    const asked = () => broker.count('GET /utility_accounts');
    await until(() => arc.accounts.getState().status === 'failed' && clock.nextInMs === 34_000);
    const [before, timers] = [asked(), clock.pending];

    clock.advance(30_000);
    assert.equal(asked(), before);
    const again = arc.accounts.refresh();
    assert.equal(arc.accounts.getState().status, 'loading', 'says that it is trying');
    await again;
    assert.equal(asked(), before + 1);
    await until(() => clock.pending === timers);
    assert.equal(clock.nextInMs, 34_000, 'counted from this failure, not from the one before');

    broker.override = () => null;
    await arc.accounts.refresh();
    assert.equal(arc.accounts.getState().status, 'ready');
    await settle();
    clock.advance(60_000);
    await settle();
    assert.equal(asked(), before + 2, 'nothing is left of the waits');
  });

  it('send a request that waits for its retry at once on a refresh, and no second one', async (t) => {
    const { broker, session, clock } = await setup(t);
    let failures = 1;
    broker.override = () => (failures-- > 0 ? problem(503, 'unavailable') : null);
    const arc = session({ events: false, retryMs: 5_000 });
    arc.accounts.watch();
    const asked = () => broker.count('GET /utility_accounts');
    await until(() => asked() === 1 && clock.nextInMs === 2_500);

    void arc.accounts.refresh();
    await until(() => arc.accounts.getState().status === 'ready');
    assert.equal(asked(), 2);
    clock.advance(120_000);
    await settle();
    assert.equal(asked(), 2, 'the wait is over, not only overtaken');
  });

  it('wait before a retry after an earlier refresh as before it', async (t) => {
    const { broker, session, clock } = await setup(t);
    const arc = session({ events: false, retryMs: 5_000 });
    arc.accounts.watch();
    await arc.accounts.refresh();
    let failures = 1;
    broker.override = () => (failures-- > 0 ? problem(503, 'unavailable') : null);
    broker.log.length = 0;
    const list = arc.client.utilityAccounts.list();
    await until(() => failures === 0 && clock.nextInMs === 2_500);
    await settle();
    assert.equal(broker.count('GET /utility_accounts'), 1);
    clock.advance(2_500);
    await list;
    assert.equal(broker.count('GET /utility_accounts'), 2);
  });

  it('request a token at once on a refresh, in spite of the backoff of the session route', async (t) => {
    const { broker, session } = await setup(t);
    broker.sessionOverride = () => problem(503, 'unavailable', { 'retry-after': '40' });
    const arc = session({ events: false });
    arc.accounts.watch();
    await until(() => arc.accounts.getState().status === 'failed');
    broker.sessionOverride = () => null;
    arc.retry();
    await until(() => arc.accounts.getState().status === 'ready');
    assert.equal(broker.count('POST /session'), 2);
    assert.equal(broker.count('GET /utility_accounts'), 1);
  });
});
