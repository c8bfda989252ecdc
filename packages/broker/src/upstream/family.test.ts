import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SCOPES } from '../scopes.ts';
import { FakePlatform } from '../testing/fake-platform.ts';
import { createTestBroker, ORIGIN, problemOf } from '../testing/test-broker.ts';

/** Requests accounts while upstream gives this answer. */
async function ask(answer: () => Response | null | Promise<Response | null>, path = '/utility_accounts') {
  const broker = createTestBroker({ limits: { requestsPerMinute: 10_000 } });
  const token = await broker.token('alice', { ttl: 900 });
  broker.platform.faults.push(({ url }) => (url.pathname.startsWith(path) ? answer() : null));
  const get = (origin?: string) => broker.call('GET', path, { token, ...(origin === undefined ? {} : { origin }) });
  return { ...broker, get };
}

describe('an answer of the platform', () => {
  it('that is unusable becomes a problem that repeats nothing of it (T01, T08, T74)', async () => {
    const cases: [string, () => Response, string][] = [
      [
        'redirect',
        () => new Response(null, { status: 302, headers: { location: 'http://127.0.0.1:9/steal' } }),
        '502 upstream-failed',
      ],
      ['not modified', () => new Response(null, { status: 304 }), '502 upstream-failed'],
      ['error', () => Response.json({ error: 'CANARY stack' }, { status: 500 }), '502 upstream-failed'],
      ['busy', () => new Response('CANARY', { status: 503 }), '503 unavailable'],
      ['forbidden', () => Response.json({ error: 'CANARY' }, { status: 403 }), '502 upstream-failed'],
      ['html', () => new Response('<html>CANARY</html>'), '502 upstream-failed'],
      ['empty', () => new Response(''), '502 upstream-failed'],
      ['no list', () => Response.json({ data: { CANARY: 1 } }), '502 upstream-failed'],
      ['not objects', () => Response.json({ data: ['CANARY'] }), '502 upstream-failed'],
      [
        'not ready',
        () => Response.json({ error: 'Feature is not available: CANARY' }, { status: 422 }),
        '400 feature-not-ready',
      ],
      ['too large', () => new Response(new Uint8Array(9 * 1024 * 1024)), '502 upstream-failed'],
    ];
    for (const [name, answer, expected] of cases) {
      const { get } = await ask(answer);
      const response = await get(ORIGIN);
      assert.equal(response.headers.get('access-control-allow-origin'), ORIGIN, name);
      assert.equal((await response.clone().text()).includes('CANARY'), false, name);
      assert.equal(await problemOf(response), expected, name);
    }
  });

  it('of 429 becomes a 429 with its Retry-After, and its family gets no requests until then (R13)', async () => {
    let calls = 0;
    const { get, clock, call, token } = await ask(() => {
      calls += 1;
      return calls === 1
        ? new Response('', { status: 429, headers: { 'retry-after': '7' } })
        : Response.json({ data: [] });
    });
    const first = await get();
    assert.equal(first.headers.get('retry-after'), '7');
    assert.equal(await problemOf(first), '429 rate-limited');
    clock.now += 3000;
    const second = await get();
    assert.equal(second.headers.get('retry-after'), '4');
    assert.equal(calls, 1);
    assert.equal(
      (await call('GET', '/plug/credentials', { token: await token('alice') })).status,
      200,
      'other families go on',
    );
    clock.now += 4000;
    assert.equal((await get()).status, 200);
  });

  it('of 503 with Retry-After pauses its family as 429 does (R13)', async () => {
    const families: [string, string][] = [
      ['/utility_accounts', '/plug/credentials'],
      ['/plug/credentials', '/rest/v1/accounts/pid/alice'],
      ['/rest/v1/accounts/pid/alice', '/utility_accounts'],
    ];
    for (const [path, other] of families) {
      let calls = 0;
      const { call, clock, token } = await ask(() => {
        calls += 1;
        return calls > 1 ? null : new Response('', { status: 503, headers: { 'retry-after': '40' } });
      }, path);
      const session = await token('alice', { scopes: SCOPES });
      for (const remains of ['40', '25', '10']) {
        const answer = await call('GET', path, { token: session });
        assert.equal(answer.headers.get('retry-after'), remains, path);
        assert.equal(await problemOf(answer), '503 unavailable');
        assert.equal((await call('GET', other, { token: session })).status, 200, other);
        clock.now += 15_000;
      }
      assert.equal(calls, 1);
      assert.equal((await call('GET', path, { token: session })).status, 200, path);
    }
  });

  it('with a shorter Retry-After does not shorten a pause (R13)', async () => {
    const waits = ['60', '5', null];
    const gates = waits.map(() => Promise.withResolvers<void>());
    const allAsked = Promise.withResolvers<void>();
    let asked = 0;
    const { get, clock } = await ask(async () => {
      const n = asked;
      asked += 1;
      if (asked === waits.length) allAsked.resolve();
      await gates[n]?.promise;
      const wait = waits[n];
      return new Response('', { status: 429, headers: wait == null ? {} : { 'retry-after': wait } });
    });
    const open = new Set(waits.map(() => get()));
    await allAsked.promise;
    for (const gate of gates) {
      gate.resolve(); // and with it one of them, whichever was the first to ask
      const [which, answer] = await Promise.race([...open].map(async (each) => [each, await each] as const));
      open.delete(which);
      assert.equal(answer.headers.get('retry-after'), '60');
    }
    clock.now += 10_000;
    assert.equal((await get()).headers.get('retry-after'), '50');
    assert.equal(asked, 3);
  });

  it('of 429 is passed on in whole seconds (R13)', async () => {
    let reading = 0.1;
    const { platform, call, token } = createTestBroker({ monotonic: () => reading });
    const session = await token('alice');
    platform.faults.push(({ url }) =>
      url.pathname === '/utility_accounts' ? new Response('', { status: 429, headers: { 'retry-after': '7' } }) : null,
    );
    for (let n = 0; n < 200; n += 1, reading += 7000.1) {
      const answer = await call('GET', '/utility_accounts', { token: session });
      assert.equal(answer.headers.get('retry-after'), '7', `at ${reading}`);
    }
  });

  it('with a Retry-After of years pauses for ten minutes (R13)', async () => {
    let asked = 0;
    const { get, clock } = await ask(() => {
      asked += 1;
      return new Response('', { status: 429, headers: { 'retry-after': '99999999' } });
    });
    assert.equal((await get()).headers.get('retry-after'), '600');
    clock.now += 599_000;
    assert.equal((await get()).headers.get('retry-after'), '1');
    assert.equal(asked, 1);
    clock.now += 1000;
    await get();
    assert.equal(asked, 2);
  });

  it('with a date in Retry-After is read by the platform’s clock (R13)', async () => {
    const { get, clock } = await ask(() => {
      const platformNow = clock.now + 3_600_000;
      const headers = {
        date: new Date(platformNow).toUTCString(),
        'retry-after': new Date(platformNow + 20_000).toUTCString(),
      };
      return new Response('', { status: 429, headers });
    });
    assert.equal((await get()).headers.get('retry-after'), '20');
  });

  it('that keeps failing opens the breaker, which tests once in five seconds (R14)', async () => {
    let down = true;
    let calls = 0;
    const { get, clock } = await ask(() => {
      calls += 1;
      return down ? new Response('', { status: 500 }) : Response.json({ data: [] });
    });
    for (let i = 0; i < 100; i += 1) await get();
    assert.equal(calls, 15);
    const refused = await get();
    assert.match(refused.headers.get('retry-after') ?? '', /^[1-5]$/);
    assert.equal(await problemOf(refused), '503 unavailable');
    clock.now += 5000;
    const before = calls;
    await Promise.all([get(), get(), get()]);
    assert.equal(calls, before + 1);
    down = false;
    clock.now += 5000;
    assert.equal((await get()).status, 200);
    assert.equal((await get()).status, 200);
  });

  it('that fails now and then does not open the breaker (R14)', async () => {
    let calls = 0;
    const { get } = await ask(() => {
      calls += 1;
      return calls % 15 === 0 ? Response.json({ data: [] }) : new Response('', { status: 500 });
    });
    for (let n = 0; n < 60; n += 1) await get();
    assert.equal(calls, 60);
  });

  it('that browsers do not wait for does not open the breaker (R14)', async () => {
    const asked: (() => void)[] = [];
    const { call, token, events, platform } = createTestBroker();
    const alice = await token('alice');
    platform.faults.push(({ url }) => {
      if (url.pathname !== '/utility_accounts') return null;
      const leave = asked.pop();
      leave?.();
      if (leave === undefined) return Response.json({ data: [] });
      throw new Error('aborted');
    });
    for (let n = 0; n < 20; n += 1) {
      const leaving = new AbortController();
      asked.push(() => leaving.abort());
      await call('GET', '/utility_accounts', { token: alice, signal: leaving.signal });
    }
    assert.equal((await call('GET', '/utility_accounts', { token: alice })).status, 200);
    assert.deepEqual(
      events.filter((event) => event.kind === 'upstream'),
      [{ kind: 'upstream', family: 'arc', status: 200 }],
    );
  });

  it('is reported with its family and status, or 0 if there is none', async () => {
    const { call, token, events, platform } = createTestBroker();
    const alice = await token('alice', { scopes: SCOPES });
    platform.faults.push(({ url }) => {
      if (url.pathname === '/utility_accounts') throw new Error('connection refused');
      return url.pathname === '/plug/credentials' ? new Response('', { status: 500 }) : null;
    });
    for (const path of ['/utility_accounts', '/plug/credentials', '/rest/v1/accounts/pid/alice'])
      await call('GET', path, { token: alice });
    assert.deepEqual(
      events.flatMap((event) => (event.kind === 'upstream' ? [[event.family, event.status]] : [])),
      [
        ['arc', 0],
        ['plug', 500],
        ['switch', 200],
      ],
    );
  });

  it('of 429 that names no time, or one that is over, pauses for a second (R13)', async () => {
    for (const headers of [{}, { 'retry-after': '0' }]) {
      let asked = 0;
      const { get, clock } = await ask(() => {
        asked += 1;
        return new Response('', { status: 429, headers });
      });
      assert.equal((await get()).headers.get('retry-after'), '1');
      clock.now += 999;
      await get();
      assert.equal(asked, 1);
      clock.now += 1;
      await get();
      assert.equal(asked, 2);
    }
  });

  it('of 503 that names no time is passed on with five seconds', async () => {
    const { get } = await ask(() => new Response('', { status: 503 }));
    const answer = await get();
    assert.equal(answer.headers.get('retry-after'), '5');
    assert.equal(await problemOf(answer), '503 unavailable');
  });

  it('has at most 8 MB', async () => {
    const limit = 8 * 1024 * 1024;
    for (const [bytes, status] of [
      [limit, 200],
      [limit + 1, 502],
    ] as const) {
      const { get } = await ask(() => new Response('{"data":[]}'.padEnd(bytes)));
      assert.equal((await get()).status, status, `${bytes} bytes`);
    }
  });

  it('that never comes is abandoned at the deadline (R15)', async () => {
    const original = new FakePlatform().transport;
    const hanging = createTestBroker({
      upstreamTimeoutMs: 30,
      transport: (request) =>
        request.url.includes('token')
          ? original(request)
          : new Promise((_, reject) => request.signal.addEventListener('abort', () => reject(new Error('aborted')))),
    });
    const answer = await hanging.call('GET', '/utility_accounts', { token: await hanging.token('alice') });
    assert.equal(await problemOf(answer), '503 unavailable');
  });

  it('is cancelled when the browser disconnects (R16)', async () => {
    let aborted = false;
    const asked = Promise.withResolvers<void>();
    const { platform } = createTestBroker();
    const broker = createTestBroker({
      transport: (request) => {
        if (request.url.includes('token')) return platform.transport(request);
        return new Promise((_, reject) => {
          request.signal.addEventListener('abort', () => {
            aborted = true;
            reject(new Error('aborted'));
          });
          asked.resolve();
        });
      },
    });
    const controller = new AbortController();
    const token = await broker.token('alice');
    const answer = broker.call('GET', '/utility_accounts', { token, signal: controller.signal });
    await asked.promise;
    controller.abort();
    await answer;
    assert.equal(aborted, true);
    assert.deepEqual(
      broker.events.filter(({ kind }) => kind === 'fault'),
      [],
    );
  });
});
