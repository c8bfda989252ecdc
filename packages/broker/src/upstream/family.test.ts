import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FakePlatform } from '../testing/fake-platform.ts';
import { createTestBroker, ORIGIN, problemOf } from '../testing/test-broker.ts';

/** Asks for accounts while upstream answers in a given way. */
async function ask(answer: () => Response | Promise<Response>, path = '/utility_accounts') {
  const broker = createTestBroker({ limits: { requestsPerMinute: 10_000 } });
  const token = await broker.token('alice');
  broker.platform.faults.push(({ url }) => (url.pathname.startsWith(path) ? answer() : null));
  const get = (origin?: string) => broker.call('GET', path, { token, ...(origin === undefined ? {} : { origin }) });
  return { ...broker, get };
}

describe('an upstream answer', () => {
  it('that is a redirect, an error or nonsense becomes a problem that relays nothing of it (T01, T08, T74)', async () => {
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

  it('that is 429 is passed on with its Retry-After, and that family is left alone for so long (R13)', async () => {
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

  it('that keeps failing opens the breaker: fast refusals, one probe per five seconds, then back (R14)', async () => {
    let down = true;
    let calls = 0;
    const { get, clock } = await ask(() => {
      calls += 1;
      return down ? new Response('', { status: 500 }) : Response.json({ data: [] });
    });
    for (let i = 0; i < 100; i += 1) await get();
    assert.ok(calls <= 20, `${calls} calls`);
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

  it('that never comes is given up after the deadline (R15)', async () => {
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

  it('is cancelled when the browser goes away (R16)', async () => {
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
