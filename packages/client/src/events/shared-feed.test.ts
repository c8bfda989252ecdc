import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FakePage, setup } from '../testing/setup.ts';
import { settle, until } from '../testing/wait.ts';
import { utilityAccount } from '../testing/wire.ts';

describe('tabs of one browser', () => {
  it('have one stream, whose events all of them get', async (t) => {
    const { broker, session, clock } = await setup(t);
    const tabs = [0, 1, 2].map(() => session({ shareEvents: true, page: new FakePage() }));
    const seen = tabs.map(() => 0);
    tabs.forEach((tab, i) => {
      tab.accounts.watch();
      tab.onEvent(() => seen[i]!++);
    });
    await until(() => tabs.every((tab) => tab.state.getState().live === 'stream'));
    await until(() => tabs.every((tab) => tab.accounts.getState().status === 'ready'));
    assert.equal(broker.count('GET /events'), 1);
    broker.accounts = [utilityAccount()];
    await broker.emit('utility_account_updated', {}, 'evt-1');
    await until(() => seen.every((count) => count === 1));
    clock.advance(100);
    await until(() => tabs.every((tab) => tab.accounts.getState().data?.length === 1));
  });

  it('hand the stream over when its tab is hidden or closed, and resume it', async (t) => {
    const { broker, session, clock } = await setup(t);
    const pages = [new FakePage(), new FakePage(), new FakePage()];
    const tabs = pages.map((page) => session({ shareEvents: true, page }));
    let seen = 0;
    for (const tab of tabs) {
      tab.accounts.watch();
      tab.onEvent(() => seen++);
      await until(() => tab.state.getState().live === 'stream');
    }
    await broker.emit('utility_account_updated', {}, 'evt-1');
    await until(() => seen === 3);
    pages[0]?.set({ visible: false });
    await until(() => broker.resumedFrom.length === 2);
    await until(() => tabs[2]?.state.getState().live === 'stream');
    assert.equal(tabs[0]?.state.getState().live, 'off');
    tabs[1]?.dispose();
    await until(() => broker.resumedFrom.length === 3);
    await until(() => broker.streams.size === 1);
    assert.deepEqual(broker.resumedFrom, [null, 'evt-1', 'at-2']);
    clock.advance(1_000);
    // The last event id changed while the tab was hidden, so it reads again.
    await until(() => tabs[2]?.state.getState().live === 'stream');
    broker.log.length = 0;
    pages[0]?.set({ visible: true });
    await until(() => tabs[0]?.state.getState().live === 'stream');
    await until(() => {
      clock.advance(100);
      return broker.count('GET /utility_accounts') > 0;
    });
    assert.equal(broker.streams.size, 1);
  });

  it('do not share outside a page, where a process may serve many people, unless they are told to', async (t) => {
    const { broker, session } = await setup(t);
    const sessions = [session(), session()];
    for (const each of sessions) each.accounts.watch();
    await until(() => sessions.every((each) => each.state.getState().live === 'stream'));
    assert.equal(broker.streams.size, 2);
  });

  it('do not share if they are of different people', async (t) => {
    const { broker, session } = await setup(t);
    const one = session({ shareEvents: true });
    one.accounts.watch();
    await until(() => one.state.getState().live === 'stream');
    broker.subject = 'user-2';
    const two = session({ shareEvents: true });
    two.accounts.watch();
    await until(() => two.state.getState().live === 'stream');
    assert.equal(broker.streams.size, 2);
  });

  it('have a stream each if their tokens name no user', async (t) => {
    const { broker, session } = await setup(t);
    broker.subject = null;
    const tabs = [session({ shareEvents: true }), session({ shareEvents: true })];
    for (const tab of tabs) tab.accounts.watch();
    await until(() => tabs.every((tab) => tab.state.getState().live === 'stream'));
    assert.equal(broker.streams.size, 2);
  });

  it('never send each other a token', async (t) => {
    const { broker, session } = await setup(t);
    const notes: unknown[] = [];
    const spy = new BroadcastChannel(`arc-elements:events:${broker.url}:user-1`);
    t.after(() => spy.close());
    spy.onmessage = ({ data }: MessageEvent<unknown>) => notes.push(data);
    const arc = session({ shareEvents: true });
    arc.accounts.watch();
    await until(() => arc.state.getState().live === 'stream');
    await broker.emit('utility_account_updated');
    await until(() => notes.length >= 3);
    await settle();
    for (const token of broker.tokens) assert.ok(!JSON.stringify(notes).includes(token));
  });

  it('read again only if they missed an event while the stream is live', async (t) => {
    const { broker, session, clock } = await setup(t);
    const channel = new BroadcastChannel(`arc-elements:events:${broker.url}:user-1`);
    t.after(() => channel.close());
    const answers: unknown[] = [];
    channel.onmessage = ({ data }: MessageEvent<{ readonly kind: string }>) => {
      if (data.kind === 'live') answers.push(data);
    };
    const never = 1e9;
    const poll = { firstMs: never, maxMs: never, streamFirstMs: never, streamMaxMs: never };
    const tabs = [0, 1].map(() => session({ shareEvents: true, poll }));
    for (const tab of tabs) {
      tab.accounts.watch();
      await until(() => tab.state.getState().live === 'stream');
    }
    await broker.emit('utility_account_updated', {}, 'evt-1');
    await until(() => {
      clock.advance(100);
      return broker.count('GET /utility_accounts') === 4;
    });
    answers.length = 0;
    channel.postMessage({ kind: 'hello' });
    await until(() => answers.length === 1);
    assert.deepEqual(answers, [{ kind: 'live', live: true, lastId: 'evt-1' }]);
    clock.advance(2_000);
    await settle();
    assert.equal(broker.count('GET /utility_accounts'), 4);
    channel.postMessage({ kind: 'live', live: true, lastId: 'evt-2' });
    // Once the leader has answered this, the other tab has received the message before it.
    channel.postMessage({ kind: 'hello' });
    await until(() => answers.length === 2);
    clock.advance(2_000);
    await until(() => broker.count('GET /utility_accounts') === 5);
  });

  it('leave no lock and no channel', async (t) => {
    const { session } = await setup(t);
    const closed = t.mock.method(BroadcastChannel.prototype, 'close');
    const tabs = [session({ shareEvents: true }), session({ shareEvents: true })];
    for (const tab of tabs) tab.accounts.watch();
    await until(() => tabs.every((tab) => tab.state.getState().live === 'stream'));
    for (const tab of tabs) tab.dispose();
    await settle();
    const { held, pending } = await navigator.locks.query();
    assert.deepEqual([held, pending], [[], []]);
    assert.equal(closed.mock.callCount(), 2);
  });
});
