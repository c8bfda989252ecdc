import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isArcError } from '@arc-elements/models';
import { problem } from './testing/fake-broker.ts';
import { setup } from './testing/setup.ts';
import { settle, until } from './testing/wait.ts';
import { meter, utilityAccount, utilityCredential } from './testing/wire.ts';

describe('a session', () => {
  it('fetches nothing before a store is watched', async (t) => {
    const { broker, session, clock } = await setup(t);
    const arc = session();
    arc.connections.subscribe(() => {});
    await settle();
    assert.deepEqual(broker.log, []);
    assert.equal(arc.state.getState().status, 'idle');
    assert.equal(clock.pending, 0);
  });

  it('serves twenty watchers and many requests with one token, one stream and one reading per store', async (t) => {
    const { broker, session } = await setup(t);
    broker.credentials = [utilityCredential()];
    const arc = session();
    for (let i = 0; i < 20; i++) {
      arc.connections.watch();
      arc.accounts.watch();
      arc.meters.watch();
    }
    await until(() => arc.meters.getState().status === 'ready' && arc.connections.getState().status === 'ready');
    await until(() => arc.state.getState().live === 'stream');
    await Promise.all(Array.from({ length: 20 }, () => arc.client.utilityAccounts.list()));
    assert.equal(broker.count('POST /session'), 1);
    assert.equal(broker.count('GET /events'), 1);
    assert.equal(broker.count('GET /plug/meters'), 1);
    assert.equal(arc.connections.getState().data?.[0]?.state, 'connected');
    assert.equal(arc.state.getState().status, 'ready');
  });

  it('renews its token once before it expires, and never puts it into an address', async (t) => {
    const { broker, session, clock } = await setup(t);
    const arc = session();
    arc.accounts.watch();
    await until(() => arc.accounts.getState().status === 'ready');
    await until(() => broker.streams.size === 1);
    clock.advance(479_000);
    assert.equal(broker.count('POST /session'), 1);
    clock.advance(2_000);
    await until(() => broker.count('POST /session') === 2);
    await arc.refresh();
    assert.equal(broker.count('POST /session'), 2);
    for (const { url } of broker.seen) assert.doesNotMatch(url, /head\./);
  });

  it('renews its token once for all requests that are refused with 401, and repeats each once', async (t) => {
    const { broker, session } = await setup(t);
    const arc = session();
    await arc.client.meters.list();
    broker.tokens.clear();
    broker.log.length = 0;
    await Promise.all([arc.client.meters.list(), arc.client.utilityAccounts.list(), arc.client.credentials.list()]);
    assert.equal(broker.count('POST /session'), 1);
    assert.equal(broker.count('GET /plug/meters'), 2);
  });

  it('expires if new tokens are refused too, sends no further requests, and starts again on retry', async (t) => {
    const { broker, session, clock } = await setup(t);
    const arc = session();
    arc.accounts.watch();
    await until(() => arc.state.getState().live === 'stream');
    broker.override = () => problem(401, 'session-invalid');
    await arc.refresh();
    assert.equal(arc.state.getState().status, 'expired');
    assert.equal(arc.accounts.getState().error?.code, 'session-invalid');
    assert.equal(arc.accounts.getState().stale, true);
    broker.log.length = 0;
    clock.advance(200_000);
    await settle();
    assert.equal(broker.count('GET /utility_accounts'), 0);
    broker.override = () => null;
    arc.retry();
    await until(() => arc.accounts.getState().status === 'ready');
    assert.equal(arc.state.getState().status, 'ready');
  });

  for (const [what, answer, code, text] of [
    [
      'a web page',
      () => new Response('<!doctype html><title>App</title>', { headers: { 'content-type': 'text/html' } }),
      'decode',
      /HTML/,
    ],
    ['404', () => new Response('Not found', { status: 404 }), 'not-found', /\/session answered 404/],
    ['JSON without a token', () => Response.json({ ok: true }), 'decode', /token/],
    ['401', () => Response.json({ error: 'no' }, { status: 401 }), 'unauthorized', /signed in/],
    ['500', () => new Response('boom', { status: 500 }), 'upstream-failed', /500/],
    [
      'the problem broker-key-wrong',
      () => problem(502, 'broker-key-wrong'),
      'broker-key-wrong',
      /answered 502\. The broker does not know/,
    ],
    [
      'the problem broker-unreachable',
      () => problem(503, 'broker-unreachable'),
      'broker-unreachable',
      /answered 503\. The server cannot reach/,
    ],
    [
      'the broker’s answer to a wrong key',
      () => problem(401, 'session-invalid'),
      'broker-key-wrong',
      /answered 401\. The broker does not know/,
    ],
    [
      'the broker’s answer to a wrong key, with status 200',
      () => problem(200, 'session-invalid'),
      'broker-key-wrong',
      /answered 200\. The broker does not know/,
    ],
    ['the problem unauthorized', () => problem(401, 'unauthorized'), 'unauthorized', /signed in/],
  ] as const) {
    it(`explains a session route that answers with ${what}`, async (t) => {
      const { broker, session } = await setup(t);
      broker.sessionOverride = answer;
      const arc = session();
      arc.accounts.watch();
      await until(() => arc.accounts.getState().status === 'failed');
      const { status, error } = arc.state.getState();
      assert.equal(status, 'failed');
      assert.equal(error?.code, code);
      assert.match(error?.message ?? '', text);
      assert.equal(arc.accounts.getState().error?.code, code);
      assert.equal(broker.count('POST /session'), 1);
    });
  }

  it('does not ask a session route again that refused, and shows its error to later watchers', async (t) => {
    const { broker, session } = await setup(t);
    broker.sessionOverride = () => new Response('', { status: 404 });
    const arc = session();
    arc.accounts.watch();
    await until(() => arc.accounts.getState().status === 'failed');
    arc.meters.watch();
    await until(() => arc.meters.getState().status === 'failed');
    assert.equal(broker.count('POST /session'), 1);
    broker.sessionOverride = () => null;
    arc.retry();
    await until(() => arc.meters.getState().status === 'ready' && arc.accounts.getState().status === 'ready');
    assert.equal(broker.count('POST /session'), 2);
  });

  it('reads failed stores again as soon as there is a token', async (t) => {
    const { broker, session, clock } = await setup(t);
    broker.sessionOverride = () => new Response('', { status: 503 });
    const arc = session();
    arc.accounts.watch();
    await until(() => arc.accounts.getState().status === 'failed');
    broker.sessionOverride = () => null;
    clock.jump(60_000);
    await arc.client.meters.list();
    await until(() => arc.accounts.getState().status === 'ready');
  });

  it('explains that fetchSession must not return the Response itself', async (t) => {
    const { broker, session } = await setup(t);
    const arc = session({ fetchSession: () => fetch(`${broker.url}/session`, { method: 'POST' }) });
    await assert.rejects(arc.client.meters.list(), (error) => isArcError(error) && /json\(\)/.test(error.message));
  });

  it('uses a token until it expires if its renewal fails, and reports the failure only then', async (t) => {
    const { broker, session, clock } = await setup(t);
    const arc = session({ events: false });
    arc.accounts.watch();
    await until(() => arc.accounts.getState().status === 'ready');
    broker.sessionOverride = () => new Response('', { status: 404 });
    clock.advance(480_000);
    await until(() => broker.count('POST /session') === 2);
    for (let n = 0; n < 3; n++) await arc.client.meters.list();
    assert.deepEqual([arc.state.getState().status, arc.accounts.getState().status], ['ready', 'ready']);
    clock.advance(121_000);
    await arc.client.meters.list().catch(() => undefined);
    assert.equal(arc.state.getState().status, 'expired');
    assert.equal(arc.state.getState().error?.code, 'not-found');
    assert.equal(broker.count('POST /session'), 2);
  });

  it('waits for the Retry-After of the session route', async (t) => {
    const { broker, session } = await setup(t);
    broker.sessionOverride = () => problem(503, 'broker-unreachable', { 'retry-after': '7' });
    const before = Date.now();
    await assert.rejects(session().client.meters.list(), (error) => {
      return isArcError(error) && error.status === 503 && (error.retryAtMs ?? 0) >= before + 7000;
    });
  });

  it('does not report a programming error in fetchSession as a network failure', async (t) => {
    const { session } = await setup(t);
    const arc = session({ fetchSession: () => (undefined as unknown as { go(): Promise<unknown> }).go() });
    await assert.rejects(arc.client.meters.list(), (error) => isArcError(error) && error.code === 'unknown');
  });

  for (const [what, answer] of [
    ['fails', () => new Response('', { status: 503 })],
    ['cannot reach its broker', () => problem(503, 'broker-unreachable')],
    ['has a wrong key', () => problem(502, 'broker-key-wrong')],
  ] as const) {
    it(`recovers by itself from a session route that ${what} for a while`, async (t) => {
      const { broker, session, clock } = await setup(t);
      broker.sessionOverride = answer;
      const arc = session();
      arc.accounts.watch();
      await until(() => arc.accounts.getState().status === 'failed');
      await settle();
      broker.sessionOverride = () => null;
      clock.advance(5_000);
      await until(() => arc.accounts.getState().status === 'ready');
      assert.equal(arc.state.getState().error, null);
    });
  }

  it('works with a clock that is an hour slow or fast', async (t) => {
    const { broker, session, clock } = await setup(t);
    for (const skewMs of [3_600_000, -3_600_000]) {
      broker.nowMs = () => clock.now() - skewMs;
      const arc = session();
      await arc.client.meters.list();
      const before = broker.count('POST /session');
      await arc.client.meters.list();
      assert.equal(broker.count('POST /session'), before);
      assert.equal(Math.round((arc.state.getState().clockSkewMs ?? 0) / 1000), skewMs / 1000);
      assert.equal(arc.state.getState().expiresAtMs, clock.now() + 600_000);
    }
  });

  it('uses a token for at least 15 s, however short its life', async (t) => {
    const { broker, session, clock } = await setup(t);
    broker.ttlS = 1;
    const arc = session();
    await arc.client.meters.list();
    assert.equal(arc.state.getState().expiresAtMs, clock.now() + 15_000);
  });

  it('has the scopes of its token in its state', async (t) => {
    const { broker, session } = await setup(t);
    const arc = session();
    assert.equal(arc.state.getState().scopes, null);
    broker.scope = 'meters:read profile:write';
    await arc.client.meters.list();
    assert.deepEqual(arc.state.getState().scopes, ['meters:read', 'profile:write']);
    arc.signOut();
    assert.equal(arc.state.getState().scopes, null);
  });

  it('drops everything on sign-out, and refuses requests until retry', async (t) => {
    const { broker, session, clock, page } = await setup(t);
    broker.accounts = [utilityAccount()];
    const arc = session();
    const unwatch = arc.accounts.watch();
    await until(() => arc.state.getState().live === 'stream' && arc.accounts.getState().status === 'ready');
    arc.signOut();
    assert.equal(arc.accounts.getState().data, undefined);
    assert.equal(arc.accounts.getState().status, 'idle');
    assert.equal(arc.state.getState().status, 'signed-out');
    await until(() => broker.streams.size === 0);
    await assert.rejects(arc.client.meters.list(), (error) => isArcError(error) && error.code === 'signed-out');
    assert.equal(clock.pending, 0);
    arc.retry();
    await until(() => arc.accounts.getState().data?.length === 1);
    unwatch();
    await until(() => broker.streams.size === 0);
    assert.equal(page.listeners.size, 0);
  });

  it('shows nothing of the last person to the next one, also if a part of an answer fails', async (t) => {
    const { broker, session } = await setup(t);
    broker.credentials = [utilityCredential()];
    const arc = session();
    arc.connections.watch();
    await until(() => arc.connections.getState().data?.length === 1);
    await until(() => arc.state.getState().live === 'stream');
    arc.signOut();
    broker.override = (c) => (c.req.path === '/utility_credentials' ? problem(502, 'upstream-failed') : null);
    arc.retry();
    await until(() => arc.connections.getState().status === 'failed');
    assert.deepEqual(arc.connections.getState().data, []);
    await until(() => broker.resumedFrom.length === 2);
    assert.equal(broker.resumedFrom[1], null);
  });

  it('ends a running request on sign-out with the reason', async (t) => {
    const { broker, session } = await setup(t);
    const { promise: held, resolve: release } = Promise.withResolvers<void>();
    const arc = session();
    await arc.client.utilityAccounts.list();
    broker.override = async () => {
      await held;
      return new Response();
    };
    const request = arc.client.meters.list();
    await until(() => broker.count('GET /plug/meters') === 1);
    arc.signOut();
    await assert.rejects(request, (error) => isArcError(error) && error.code === 'signed-out');
    release();
  });

  it('leaves no timer, listener or stream after dispose', async (t) => {
    const { broker, session, clock, page } = await setup(t);
    broker.credentials = [utilityCredential({ verification_status: 'pending' })];
    const arc = session();
    arc.connections.watch();
    arc.meters.watch();
    await until(() => arc.state.getState().live === 'stream' && arc.connections.getState().status === 'ready');
    await broker.emit('utility_credential_verified');
    assert.ok(clock.pending > 0 && page.listeners.size === 1);
    arc.dispose();
    await until(() => broker.streams.size === 0);
    await settle();
    assert.equal(clock.pending, 0);
    assert.equal(page.listeners.size, 0);
  });

  it('aborts only the request whose caller aborts it', async (t) => {
    const { session } = await setup(t);
    const arc = session();
    const controller = new AbortController();
    const aborted = arc.client.meters.list({ signal: controller.signal });
    const other = arc.client.utilityAccounts.list();
    controller.abort();
    await assert.rejects(aborted, (error) => isArcError(error) && error.code === 'aborted');
    assert.deepEqual((await other).value, []);
  });

  it('keeps an activation although an earlier reading ends after it', async (t) => {
    const { broker, session } = await setup(t);
    broker.meters = [meter()];
    const arc = session({ events: false });
    arc.meters.watch();
    await until(() => arc.meters.getState().status === 'ready');
    const shown: (string | undefined)[] = [];
    arc.meters.subscribe(({ data }) => shown.push(data?.[0]?.status));
    const held = Promise.withResolvers<void>();
    const old = Response.json({ meters: [meter()], page: null });
    let first = true;
    broker.override = async (c) => {
      if (c.req.path !== '/plug/meters' || !first) return null;
      first = false;
      await held.promise;
      return old;
    };
    const reading = arc.refresh();
    await until(() => !first);
    await arc.activateIntervals('mtr_1');
    held.resolve();
    await reading;
    assert.ok(
      shown.every((status) => status === 'INTERVALS_IN_PROGRESS'),
      shown.join(),
    );
    assert.equal(arc.meters.getState().data?.[0]?.status, 'INTERVALS_IN_PROGRESS');
  });

  it('reads meters again with the next watcher if an activation began during the last reading', async (t) => {
    const { broker, session } = await setup(t);
    broker.meters = [meter()];
    const arc = session({ events: false });
    const unwatch = arc.meters.watch();
    await until(() => arc.meters.getState().status === 'ready');
    const held = { GET: Promise.withResolvers<void>(), PATCH: Promise.withResolvers<void>() };
    const arrived: string[] = [];
    broker.override = async ({ req }) => {
      arrived.push(req.method);
      await held[req.method as 'GET' | 'PATCH'].promise;
      return null;
    };
    const reading = arc.refresh();
    await until(() => arrived.includes('GET'));
    const activation = arc.activateIntervals('mtr_1');
    await until(() => arrived.includes('PATCH'));
    unwatch();
    held.GET.resolve();
    await reading;
    const before = broker.count('GET /plug/meters');
    arc.meters.watch();
    await until(() => broker.count('GET /plug/meters') === before + 1);
    held.PATCH.resolve();
    await activation;
    await until(() => broker.count('GET /plug/meters') === before + 2, 'the meters are read after the activation');
  });

  it('shows an activation at once, and undoes it with an error if it is refused', async (t) => {
    const { broker, session } = await setup(t);
    broker.meters = [meter(), meter({ id: 'mtr_2' })];
    const arc = session();
    arc.meters.watch();
    await until(() => arc.meters.getState().status === 'ready');
    const statusOf = (id: string) => arc.meters.getState().data?.find((entry) => entry.id === id)?.status;
    const done = arc.activateIntervals('mtr_1');
    assert.equal(statusOf('mtr_1'), 'INTERVALS_IN_PROGRESS');
    assert.equal(statusOf('mtr_2'), 'INTERVALS_NOT_REQUESTED');
    await done;
    assert.equal(statusOf('mtr_1'), 'INTERVALS_IN_PROGRESS');
    broker.override = (c) => (c.req.method === 'PATCH' ? problem(409, 'meter-not-activatable') : null);
    const refused = arc.activateIntervals('mtr_2');
    assert.equal(statusOf('mtr_2'), 'INTERVALS_IN_PROGRESS');
    await assert.rejects(refused, (error) => isArcError(error) && error.code === 'meter-not-activatable');
    assert.equal(statusOf('mtr_2'), 'INTERVALS_NOT_REQUESTED');
  });
});
