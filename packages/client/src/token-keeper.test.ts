import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ArcError } from '@arc-elements/models';
import { FakeClock } from './testing/fake-clock.ts';
import { settle } from './testing/wait.ts';
import { type KeeperEvent, TokenKeeper } from './token-keeper.ts';

const LIFE_S = 600;

/** Creates a token keeper. Each session request gets `answer`, by default a token of ten minutes. */
function setUp(random = 1) {
  const clock = new FakeClock();
  const requestedAtS: number[] = [];
  const signals: AbortSignal[] = [];
  const events: KeeperEvent['type'][] = [];
  const grant = () => ({
    token: `t${requestedAtS.length}`,
    session_id: 'ses_1',
    expires_at: new Date(clock.now() + LIFE_S * 1_000).toISOString(),
  });
  let answer: () => unknown = grant;
  const all = {
    clock,
    requestedAtS,
    signals,
    events,
    grant,
    setAnswer(to: () => unknown) {
      answer = to;
    },
    keeper: new TokenKeeper({
      fetchSession: async ({ signal }) => {
        requestedAtS.push(clock.elapsed() / 1_000);
        signals.push(signal);
        return answer();
      },
      clock,
      random: () => random,
      timeoutMs: 30_000,
      onEvent: ({ type }) => events.push(type),
    }),
    token: (signal?: AbortSignal) => all.keeper.token({ renew: false, ...(signal === undefined ? {} : { signal }) }),
    fail(error: unknown = new ArcError('unavailable', 'The session route is down.')) {
      answer = () => {
        throw error;
      };
    },
    /** Lets time pass, in seconds, with a chance for answers after each of them. */
    async pass(seconds: number) {
      await settle();
      for (let second = 0; second < seconds; second++) {
        clock.advance(1_000);
        await settle();
      }
    },
  };
  return all;
}

const failureOf = (promise: Promise<unknown>): Promise<ArcError> =>
  promise.then(
    () => assert.fail('did not reject'),
    (error) => error,
  );

describe('the error of a session that cannot be fetched', () => {
  const own = (code: ArcError['code']) => new ArcError(code, 'Says the partner.');
  for (const [what, onLine, cause, code, message] of [
    ['no network', false, new TypeError('fetch failed'), 'network', 'The session route could not be reached.'],
    ['no answer', true, new TypeError('fetch failed'), 'unreachable', 'The session route could not be reached.'],
    [
      'a programming error',
      true,
      new TypeError('x is undefined'),
      'unknown',
      'The function that fetches a session failed.',
    ],
    ['an error of the function itself about the network', true, own('network'), 'network', 'Says the partner.'],
    ['an error of the function itself about an answer', true, own('unreachable'), 'unreachable', 'Says the partner.'],
    ['an unknown error of the function itself', true, own('unknown'), 'unknown', 'Says the partner.'],
    ['another error of the function itself', true, own('forbidden'), 'forbidden', 'Says the partner.'],
  ] as const) {
    it(`says what is wrong after ${what}`, async (t) => {
      const before = Object.getOwnPropertyDescriptor(globalThis, 'navigator') as PropertyDescriptor;
      t.after(() => Object.defineProperty(globalThis, 'navigator', before));
      Object.defineProperty(globalThis, 'navigator', { value: { onLine }, configurable: true });
      const { fail, token } = setUp();
      fail(cause);
      const error = await failureOf(token());
      assert.deepEqual([error.code, error.message], [code, message]);
      assert.equal(error === cause || error.cause === cause, true);
    });
  }

  it('is a timeout if there is no answer in 30 s, which aborts the request', async () => {
    const all = setUp();
    all.setAnswer(() => new Promise(() => {}));
    const failed = failureOf(all.token());
    await settle();
    await all.pass(29);
    assert.equal(all.signals[0]?.aborted, false);
    await all.pass(1);
    assert.equal(all.signals[0]?.aborted, true);
    assert.deepEqual(
      [(await failed).code, (await failed).message],
      ['timeout', 'The session route did not answer in time.'],
    );
    assert.deepEqual(all.events, ['starting', 'failed']);
  });
});

describe('the token keeper', () => {
  it('gives all requests one token, and reports the start and the token', async () => {
    const { token, events, requestedAtS, clock } = setUp();
    assert.deepEqual(await Promise.all([token(), token()]), ['t1', 't1']);
    assert.equal(await token(), 't1');
    assert.deepEqual([events, requestedAtS, clock.pending], [['starting', 'granted'], [0], 0]);
  });

  it('renews a token after 80 % of its life, without a request, while it is active', async () => {
    const { token, keeper, events, requestedAtS, pass } = setUp();
    keeper.setActive(true);
    await token();
    await pass(1_000);
    assert.deepEqual(requestedAtS, [0, 480, 960]);
    assert.deepEqual(events, ['starting', 'granted', 'granted', 'granted']);
  });

  it('renews a token only for a request while it is not active, and meanwhile returns the old one', async () => {
    const { token, keeper, requestedAtS, pass, clock } = setUp();
    keeper.setActive(true);
    await token();
    keeper.setActive(false);
    assert.equal(clock.pending, 0);
    await pass(480);
    assert.deepEqual(requestedAtS, [0]);
    assert.equal(await token(), 't1');
    await settle();
    assert.deepEqual(requestedAtS, [0, 480]);
    assert.equal(await token(), 't2');
  });

  it('waits for a new token once the old one has expired', async () => {
    const { token, pass } = setUp();
    await token();
    await pass(LIFE_S);
    assert.equal(await token(), 't2');
  });

  it('renews at once when it becomes active, if the time for that has passed', async () => {
    const { token, keeper, requestedAtS, pass, clock } = setUp();
    await token();
    await pass(500);
    keeper.setActive(true);
    clock.advance(0);
    await settle();
    assert.deepEqual(requestedAtS, [0, 500]);
  });

  it('replaces a refused token once, also if several requests had it', async () => {
    const { token, keeper, requestedAtS } = setUp();
    await token();
    const renewed = [1, 2].map(() => keeper.token({ renew: true, rejected: 't1' }));
    assert.deepEqual(await Promise.all(renewed), ['t2', 't2']);
    assert.equal(await keeper.token({ renew: true, rejected: 't1' }), 't2');
    assert.equal(requestedAtS.length, 2);
  });

  it('reports at once that a refused token cannot be replaced, because it does not work', async () => {
    const { token, keeper, fail, events } = setUp();
    await token();
    fail();
    assert.equal((await failureOf(keeper.token({ renew: true, rejected: 't1' }))).code, 'unavailable');
    assert.deepEqual(events, ['starting', 'granted', 'starting', 'failed']);
  });

  it('sends one session request if a listener of its start asks for a token too', async () => {
    const requests: AbortSignal[] = [];
    const tokens: Promise<string>[] = [];
    const keeper: TokenKeeper = new TokenKeeper({
      fetchSession: async ({ signal }) => {
        requests.push(signal);
        return { token: 't', session_id: 'ses_1', expires_at: '2026-01-15T12:10:00Z' };
      },
      clock: new FakeClock(),
      random: () => 1,
      timeoutMs: 30_000,
      onEvent: ({ type }) => {
        if (type === 'starting' && tokens.length < 3) tokens.push(keeper.token({ renew: false }));
      },
    });
    await keeper.token({ renew: false });
    assert.deepEqual([await Promise.all(tokens), requests.length], [['t'], 1]);
  });

  for (const [random, waits] of [
    [1, [1, 2, 4, 8, 16, 32, 60, 60]],
    [0, [0.3, 0.6, 1.2, 2.4, 4.8, 9.6, 18, 18]],
  ] as const) {
    it(`pauses after each failure for ${waits.join(', ')} s, during which requests get the same error`, async () => {
      const { token, fail, clock, requestedAtS } = setUp(random);
      fail();
      for (const [i, wait] of waits.entries()) {
        const error = await failureOf(token());
        clock.advance(wait * 1_000 - 1);
        assert.equal(await failureOf(token()), error);
        assert.equal(requestedAtS.length, i + 1);
        clock.advance(1);
      }
    });
  }

  it('pauses as long as the session route asks for, also if that is longer', async () => {
    const { token, fail, clock, requestedAtS } = setUp();
    fail(new ArcError('rate-limited', 'Too many.', { retryAtMs: clock.now() + 20_000 }));
    await failureOf(token());
    for (const ms of [19_999, 1]) {
      assert.equal(requestedAtS.length, 1);
      clock.advance(ms);
      await failureOf(token());
    }
    assert.equal(requestedAtS.length, 2);
  });

  it('begins its pauses again with the first one after a token', async () => {
    const all = setUp();
    all.fail();
    await failureOf(all.token());
    await all.pass(1);
    all.setAnswer(all.grant);
    await all.token();
    all.keeper.drop();
    all.fail();
    await failureOf(all.token());
    await all.pass(1);
    await failureOf(all.token());
    assert.deepEqual(all.requestedAtS, [0, 1, 1, 2]);
  });

  it('tries again at once, and then pauses as after a first failure, when a failure is cleared', async () => {
    const { token, keeper, fail, pass, requestedAtS } = setUp();
    fail();
    await failureOf(token());
    keeper.clearFailure();
    await failureOf(token());
    await pass(1);
    await failureOf(token());
    assert.deepEqual(requestedAtS, [0, 0, 1]);
  });

  it('retries a renewal while the token works, and reports the failure when it has expired', async () => {
    const all = setUp();
    all.keeper.setActive(true);
    await all.token();
    all.fail();
    await all.pass(599);
    assert.deepEqual(all.requestedAtS, [0, 480, 481, 483, 487, 495, 511, 543]);
    assert.equal(await all.token(), 't1');
    assert.deepEqual(all.events, ['starting', 'granted']);
    await all.pass(4);
    assert.equal(all.requestedAtS.at(-1), 603);
    assert.deepEqual(all.events, ['starting', 'granted', 'failed']);
    await all.pass(600);
    assert.equal(all.requestedAtS.at(-1), 603, 'without a token, only a request asks for one');
  });

  it('does not retry a renewal that was refused for good, and reports it once the token has expired', async () => {
    const all = setUp();
    all.keeper.setActive(true);
    await all.token();
    all.fail(new ArcError('not-found', 'There is no such route.'));
    await all.pass(599);
    assert.equal(await all.token(), 't1');
    assert.deepEqual([all.requestedAtS, all.clock.pending], [[0, 480], 0]);
    await all.pass(1);
    assert.equal((await failureOf(all.token())).code, 'not-found');
    assert.equal((await failureOf(all.token())).code, 'not-found');
    assert.deepEqual(all.events, ['starting', 'granted', 'failed']);
    assert.equal(all.requestedAtS.length, 2);
  });

  it('drops a token that works when nobody is signed in any more', async () => {
    const all = setUp();
    await all.token();
    await all.pass(480);
    all.fail(new ArcError('unauthorized', 'Nobody is signed in.', { status: 401 }));
    await all.token();
    await settle();
    assert.deepEqual(all.events, ['starting', 'granted', 'failed']);
    assert.equal((await failureOf(all.token())).code, 'unauthorized');
  });

  it('renews once for all after a drop', async () => {
    const { token, keeper, clock } = setUp();
    keeper.setActive(true);
    await token();
    keeper.drop();
    assert.equal(clock.pending, 0);
    assert.deepEqual(await Promise.all([token(), token()]), ['t2', 't2']);
  });

  it('ends the wait of a request that is aborted, but not the renewal that it shares', async () => {
    const { token, requestedAtS } = setUp();
    const leaving = new AbortController();
    const left = failureOf(token(leaving.signal));
    const stays = token();
    leaving.abort();
    assert.equal((await left).code, 'aborted');
    assert.equal(await stays, 't1');
    assert.equal((await failureOf(token(AbortSignal.abort()))).code, 'aborted');
    assert.equal(requestedAtS.length, 1);
  });

  it('refuses requests from close to reopen with the reason, and does not use an answer of before', async () => {
    const all = setUp();
    const late = Promise.withResolvers<unknown>();
    all.setAnswer(() => late.promise);
    all.keeper.setActive(true);
    const before = failureOf(all.token());
    await settle();
    const reason = new ArcError('signed-out', 'The session was signed out.');
    all.keeper.close(reason);
    assert.deepEqual([all.keeper.closed, all.signals[0]?.aborted], [true, true]);
    assert.equal(await before, reason);
    assert.equal(await failureOf(all.token()), reason);
    assert.equal(all.requestedAtS.length, 1);
    all.setAnswer(all.grant);
    all.keeper.reopen();
    assert.equal(all.keeper.closed, false);
    assert.equal(await all.token(), 't2');
    late.resolve({ ...all.grant(), token: 'late' });
    await settle();
    assert.equal(await all.token(), 't2');
    assert.deepEqual(all.events, ['starting', 'starting', 'granted']);
  });

  it('ends a request at once if it is closed in the task in which that began', async () => {
    const all = setUp();
    all.setAnswer(() => new Promise(() => {}));
    const request = failureOf(all.token());
    const reason = new ArcError('signed-out', 'The session was signed out.');
    all.keeper.close(reason);
    assert.equal(await request, reason);
    assert.deepEqual(all.events, []);
  });

  it('keeps no timer and no token after close', async () => {
    const { token, keeper, clock } = setUp();
    keeper.setActive(true);
    await token();
    assert.equal(clock.pending, 1);
    keeper.close(new ArcError('signed-out', 'The session was signed out.'));
    assert.equal(clock.pending, 0);
    keeper.reopen();
    assert.equal(await token(), 't2');
  });
});
