import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SCOPES } from '../scopes.ts';
import { createTestBroker, problemOf } from '../testing/test-broker.ts';
import { PlatformToken } from './platform-token.ts';

/** Returns a token with a clock that the test sets and a platform that counts its tokens. */
function setUp(answer: () => Promise<unknown> | unknown = () => 300) {
  const clock = { now: 0 };
  let requests = 0;
  const options = { monotonic: () => clock.now, random: () => 0.5, observe: () => undefined };
  const cache = new PlatformToken(options, async () => {
    requests += 1;
    const n = requests;
    return { token: `t${n}`, expiresIn: await answer() };
  });
  return { cache, clock, requests: () => requests };
}

describe('PlatformToken', () => {
  it('requests one token for any number of callers, also if it fails (T04, R09)', async () => {
    const { cache, requests } = setUp();
    const all = await Promise.all(Array.from({ length: 500 }, () => cache.get()));
    assert.deepEqual([new Set(all).size, requests()], [1, 1]);
    const down = setUp(() => Promise.reject(new Error('down')));
    const settled = await Promise.allSettled(Array.from({ length: 500 }, () => down.cache.get()));
    assert.equal(
      settled.every(({ status }) => status === 'rejected'),
      true,
    );
    assert.equal(down.requests(), 1);
  });

  it('asks a failing token route at most once a second and recovers (T04, R11)', async () => {
    let down = true;
    const { cache, clock, requests } = setUp(() => (down ? Promise.reject(new Error('down')) : 300));
    const tries: number[] = [];
    for (let second = 0; second < 60; second += 0.1) {
      clock.now = second * 1000;
      const before = requests();
      await cache.get().catch(() => undefined);
      if (requests() > before) tries.push(second);
    }
    assert.ok(tries.length < 20, `${tries.length} tries in a minute`);
    assert.ok(tries.every((at, i) => i === 0 || at - (tries[i - 1] ?? 0) >= 0.99));
    down = false;
    clock.now += 4000;
    assert.match(await cache.get(), /^t/);
  });

  it('renews ahead of time and never returns a token after its end (R10)', async () => {
    const { cache, clock, requests } = setUp(() => 5);
    const bornAt = new Map<string, number>();
    for (let ms = 0; ms < 60_000; ms += 20) {
      clock.now = ms;
      const token = await cache.get();
      if (!bornAt.has(token)) bornAt.set(token, ms);
      assert.ok(ms - (bornAt.get(token) ?? 0) < 5000);
    }
    assert.ok(requests() >= 12 && requests() <= 24, `${requests()} requests`);
  });

  it('returns the held token until its end while the token route is down (R11)', async () => {
    let down = false;
    const { cache, clock } = setUp(() => (down ? Promise.reject(new Error('down')) : 100));
    await cache.get();
    down = true;
    clock.now = 97_000;
    assert.equal(await cache.get(), 't1');
    clock.now = 99_000;
    await assert.rejects(cache.get(), { code: 'unavailable' });
  });

  it('plans with any expires_in without failing or using a token after its time (T05)', async () => {
    for (const [expiresIn, usableS] of [
      [300, 298],
      ['300', 298],
      [0, 0.9],
      [-1, 0.9],
      [1e12, 3598],
      [undefined, 58],
      [null, 58],
      ['soon', 58],
      [Number.NaN, 58],
    ] as const) {
      const { cache, clock } = setUp(() => expiresIn);
      await cache.get();
      clock.now = usableS * 1000 - 1;
      assert.equal(cache.fresh, true, `${expiresIn}`);
      clock.now += 1;
      assert.equal(cache.fresh, false, `${expiresIn}`);
    }
  });
});

describe('a platform that refuses the token', () => {
  it('gets one new token for a hundred requests, all of which succeed (T07)', async () => {
    const { call, token, platform } = createTestBroker({ limits: { requestsPerMinute: 10_000 } });
    const alice = await token('alice');
    await call('GET', '/utility_accounts', { token: alice });
    const revoked = 'Bearer CANARY-upstream-token-1';
    platform.faults.push(({ headers }) =>
      headers.authorization === revoked ? Response.json({ error: 'x' }, { status: 401 }) : null,
    );
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => call('GET', '/utility_accounts', { token: alice })),
    );
    assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200]);
    assert.equal(platform.tokensIssued, 2);
  });

  it('always leads to 502 with at most two tokens, never to 401 (T07)', async () => {
    const { call, token, platform } = createTestBroker({ limits: { requestsPerMinute: 10_000 } });
    const alice = await token('alice');
    platform.faults.push(({ url }) =>
      url.pathname === '/utility_accounts' ? Response.json({}, { status: 401 }) : null,
    );
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => call('GET', '/utility_accounts', { token: alice })),
    );
    assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([502]));
    assert.ok(platform.tokensIssued <= 2, `${platform.tokensIssued} tokens`);
  });

  it('gets repeatable requests again with a new token, and a login never (T07)', async () => {
    const { call, token, platform, clock } = createTestBroker();
    const alice = await token('alice', { scopes: SCOPES });
    const repeated: [string, string, unknown?][] = [
      ['POST', '/auth/connect_token'],
      ['POST', '/auth/connect_url'],
      ['POST', '/plug/connect/url'],
      ['PATCH', '/plug/meters/mtr_alice', { isIntervalsProductActive: true }],
    ];
    let refuse = '';
    platform.faults.push(({ method, url }) => {
      if (`${method} ${url.pathname}` !== refuse) return null;
      refuse = '';
      return Response.json({}, { status: 401 });
    });
    for (const [method, path, body] of repeated) {
      refuse = `${method} ${path}`;
      assert.equal((await call(method, path, { token: alice, body })).status, 200, path);
      clock.now += 1000; // another request is due by then
    }
    refuse = 'POST /plug/credentials';
    const body = { providerId: 'p', username: 'u', password: 'p' };
    assert.equal(
      await problemOf(await call('POST', '/plug/credentials', { token: alice, body })),
      '502 upstream-failed',
    );
    const sent = platform.requests.filter(
      ({ method, url }) => method === 'POST' && url.pathname === '/plug/credentials',
    );
    assert.equal(sent.length, 1);
  });
});
