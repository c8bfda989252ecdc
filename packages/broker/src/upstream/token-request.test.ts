import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createTestBroker, problemOf } from '../testing/test-broker.ts';

const JSON_HEADERS = { 'content-type': 'application/json' };

/** Returns a broker whose token route gives these answers, and the number of token requests. */
function setUp(answer: () => Response | null | Promise<Response | null>) {
  const test = createTestBroker({ limits: { requestsPerMinute: 100_000 } });
  test.platform.faults.push(({ url }) => (url.pathname === '/oauth2/token' ? answer() : null));
  const asked = (): number => test.platform.seen('/oauth2/token').length;
  const ask = async (): Promise<Response> =>
    await test.call('GET', '/utility_accounts', { token: await test.token('alice') });
  const reasons = async (): Promise<readonly string[]> =>
    ((await (await test.call('GET', '/readyz')).json()) as { reasons: string[] }).reasons;
  return { ...test, ask, asked, reasons };
}

describe('a token route that names a time to retry', () => {
  const forms: [string, number, (now: number) => Record<string, string>][] = [
    ['429 in seconds', 429, () => ({ 'retry-after': '30' })],
    ['503 in seconds', 503, () => ({ 'retry-after': '30' })],
    ['429 as a date', 429, (now) => ({ 'retry-after': new Date(now + 30_000).toUTCString() })],
    [
      '503 as a date of a platform whose clock is an hour behind',
      503,
      (now) => ({
        date: new Date(now - 3_600_000).toUTCString(),
        'retry-after': new Date(now - 3_570_000).toUTCString(),
      }),
    ],
    ['429 with the moment of a reset', 429, (now) => ({ 'ratelimit-reset': String(now / 1000 + 30) })],
  ];
  for (const [name, status, headers] of forms) {
    it(`is asked again at that time, and pages get the rest of it: ${name} (T04, R11, R13)`, async () => {
      let limited = true;
      const { ask, asked, clock } = setUp(() =>
        limited ? new Response('', { status, headers: headers(clock.now) }) : null,
      );
      for (let second = 0; second < 30; second += 1) {
        const answer = await ask();
        assert.equal(answer.headers.get('retry-after'), String(30 - second));
        assert.equal(await problemOf(answer), '503 unavailable');
        clock.now += 1000;
      }
      assert.equal(asked(), 1);
      limited = false;
      assert.equal((await ask()).status, 200);
    });
  }

  it('is asked again after ten minutes if it names years (T04)', async () => {
    const { ask, asked, clock } = setUp(
      () => new Response('', { status: 429, headers: { 'retry-after': '99999999' } }),
    );
    assert.equal((await ask()).headers.get('retry-after'), '600');
    clock.now += 599_000;
    assert.equal((await ask()).headers.get('retry-after'), '1');
    assert.equal(asked(), 1);
    clock.now += 1000;
    await ask();
    assert.equal(asked(), 2);
  });

  it('leaves the held token in use until then (R11)', async () => {
    let limited = false;
    const { ask, asked, clock } = setUp(() =>
      limited ? new Response('', { status: 429, headers: { 'retry-after': '30' } }) : null,
    );
    assert.equal((await ask()).status, 200);
    limited = true;
    for (clock.now += 250_000; asked() < 2; clock.now += 1000) assert.equal((await ask()).status, 200);
    for (let second = 0; second < 25; second += 1, clock.now += 1000) assert.equal((await ask()).status, 200);
    assert.equal(asked(), 2);
  });
});

describe('a new token that is refused', () => {
  /** Gaps in seconds between token requests while a page asks every half second. */
  async function gaps(test: ReturnType<typeof setUp>, forMs: number): Promise<number[]> {
    const at: number[] = [];
    const until = test.clock.now + forMs;
    for (; test.clock.now < until; test.clock.now += 500) {
      const before = test.asked();
      await test.ask();
      for (let n = before; n < test.asked(); n += 1) at.push(test.clock.now);
    }
    return at.slice(1).map((time, n) => (time - (at[n] ?? 0)) / 1000);
  }

  it('is replaced once at once, then after growing pauses of up to a minute (T07)', async () => {
    const test = setUp(() => null);
    test.platform.faults.push(({ url }) =>
      url.pathname === '/utility_accounts' ? Response.json({}, { status: 401 }) : null,
    );
    // A token is renewed every 225 s anyway; within that time only refusals cause requests.
    assert.deepEqual(await gaps(test, 200_000), [0, 1, 2, 4, 8, 16, 32, 60, 60]);
  });

  it('is replaced after a second, as if it were the first, if the one before was accepted (T07)', async () => {
    const test = setUp(() => null);
    assert.equal((await test.ask()).status, 200);
    test.platform.faults.push(({ url }) =>
      url.pathname === '/utility_accounts' ? Response.json({}, { status: 401 }) : null,
    );
    assert.deepEqual(await gaps(test, 20_000), [1, 1, 2, 4, 8]);
  });

  it('ends the pauses when a token is accepted (T07)', async () => {
    let refusing = true;
    let revoked = '';
    const test = setUp(() => null);
    test.platform.faults.push(({ url, headers }) => {
      if (url.pathname !== '/utility_accounts') return null;
      return refusing || headers.authorization === revoked ? Response.json({}, { status: 401 }) : null;
    });
    await gaps(test, 100_000);
    refusing = false;
    assert.equal((await test.ask()).status, 200);
    revoked = test.platform.requests.at(-1)?.headers.authorization ?? '';
    const before = test.asked();
    assert.equal((await test.ask()).status, 200, 'a token that was taken before is replaced at once');
    assert.equal(test.asked(), before + 1);
  });

  it('by one family only is not replaced every second because another accepts it (T07)', async () => {
    const test = setUp(() => null);
    test.platform.faults.push(({ url }) =>
      url.pathname === '/utility_accounts' ? Response.json({}, { status: 401 }) : null,
    );
    const token = await test.token('alice');
    const before = test.asked();
    for (const until = test.clock.now + 60_000; test.clock.now < until; test.clock.now += 500) {
      assert.equal((await test.call('GET', '/plug/credentials', { token })).status, 200);
      assert.equal(await problemOf(await test.call('GET', '/utility_accounts', { token })), '502 upstream-failed');
    }
    assert.ok(test.asked() - before <= 8, `${test.asked() - before} token requests in a minute`);
  });
});

describe('a platform that gives no token', () => {
  const down = (code: string) => () => {
    throw Object.assign(new Error('CANARY at https://user:CANARY@host/'), { code });
  };
  const html = () => new Response('<html>CANARY</html>', { headers: { 'content-type': 'text/html' } });
  const answers: [string, string, () => Response | Promise<Response>][] = [
    ['token-refused', '401', () => Response.json({ error: 'invalid_client' }, { status: 401 })],
    ['token-refused', '401 without a body', () => new Response(null, { status: 401 })],
    ['token-refused', '403', () => Response.json({ error: 'access_denied' }, { status: 403 })],
    ['token-refused', '400 invalid_client', () => Response.json({ error: 'invalid_client' }, { status: 400 })],
    [
      'token-refused',
      '400 unauthorized_client',
      () => Response.json({ error: 'unauthorized_client' }, { status: 400 }),
    ],
    ['token-unreachable', 'no such host', down('ENOTFOUND')],
    ['token-unreachable', 'connection refused', down('ECONNREFUSED')],
    ['token-unreachable', 'a certificate of somebody else', down('ERR_TLS_CERT_ALTNAME_INVALID')],
    [
      'token-unreachable',
      'an answer that breaks off',
      () =>
        new Response(
          new ReadableStream({
            pull: (controller) => controller.error(new Error('CANARY')),
          }),
        ),
    ],
    ['token-answer-invalid', '404', () => new Response('<html>CANARY</html>', { status: 404 })],
    ['token-answer-invalid', 'a redirect', () => new Response(null, { status: 302, headers: { location: '/CANARY' } })],
    ['token-answer-invalid', 'HTML', html],
    ['token-answer-invalid', 'nothing', () => new Response(null, { status: 204 })],
    ['token-answer-invalid', 'JSON without a token', () => Response.json({ CANARY: 1 })],
    ['token-answer-invalid', 'a token that no header can hold', () => Response.json({ access_token: 'a\r\nb' })],
    ['token-answer-invalid', 'too much', () => new Response('x'.repeat(70_000), { headers: JSON_HEADERS })],
    ['token-answer-invalid', '400 of another kind', () => Response.json({ error: 'invalid_request' }, { status: 400 })],
    ['token-rate-limited', '429', () => new Response('', { status: 429 })],
    ['token-unavailable', '500', () => new Response('CANARY', { status: 500 })],
    ['token-unavailable', '502', () => new Response('<html>CANARY</html>', { status: 502 })],
    ['token-unavailable', '503', () => new Response('', { status: 503 })],
    ['token-unavailable', '504', () => new Response('', { status: 504 })],
  ];
  for (const [cause, name, answer] of answers) {
    it(`leads to ${cause} in the log and in /readyz: ${name} (R33)`, async () => {
      const { broker, events, reasons } = setUp(answer);
      assert.equal(await broker.warmUp(), false);
      assert.deepEqual(events, [{ kind: 'token', ok: false, cause }]);
      assert.deepEqual(await reasons(), ['no-platform-token', cause]);
    });
  }

  it('leads to readiness without a cause once it gives one (R33)', async () => {
    let refusing = true;
    const { broker, clock, events, reasons } = setUp(() => (refusing ? new Response('', { status: 401 }) : null));
    await broker.warmUp();
    refusing = false;
    clock.now += 1000;
    assert.equal(await broker.warmUp(), true);
    assert.deepEqual(events.at(-1), { kind: 'token', ok: true, cause: null });
    assert.deepEqual(await reasons(), []);
  });
});
