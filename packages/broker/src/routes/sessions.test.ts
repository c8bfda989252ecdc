import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SCOPES } from '../scopes.ts';
import { BROKER_KEY, createTestBroker, ORIGIN, OTHER_ORIGIN, problemOf } from '../testing/test-broker.ts';

describe('POST /sessions', () => {
  it('answers 201 with a token, an id and an ISO time ten minutes ahead', async () => {
    const { call, clock } = createTestBroker();
    const answer = await call('POST', '/sessions', { token: BROKER_KEY, body: { user: 'alice' } });
    assert.equal(answer.status, 201);
    const body = (await answer.json()) as Record<string, string>;
    assert.deepEqual(Object.keys(body), ['token', 'session_id', 'expires_at']);
    assert.match(body.session_id ?? '', /^ses_[\w-]{22}$/);
    assert.equal(body.expires_at, new Date(clock.now + 600_000).toISOString());
  });

  it('refuses an invalid user, lifetime, scope or origin', async () => {
    const { call } = createTestBroker();
    const bad: unknown[] = [
      {},
      [],
      null,
      'alice',
      { user: '' },
      { user: 7 },
      { user: 'a b' },
      { user: 'a,b' },
      { user: 'x'.repeat(129) },
      { user: 'a\n' },
      { user: '.' },
      { user: '..' },
      { user: 'alice', ttl: 0 },
      { user: 'alice', ttl: 901 },
      { user: 'alice', ttl: 1.5 },
      { user: 'alice', ttl: '600' },
      { user: 'alice', scopes: ['everything'] },
      { user: 'alice', scopes: 'meters:read' },
      { user: 'alice', origins: ['https://evil.example'] },
      { user: 'alice', origins: [`${ORIGIN}/`] },
      { user: 'alice', extra: 1 },
      '{"user":"alice","__proto__":{"ttl":5}}',
      '{"user":',
    ];
    for (const body of bad) {
      const answer = await call('POST', '/sessions', {
        token: BROKER_KEY,
        body: typeof body === 'string' ? body : JSON.stringify(body),
      });
      assert.equal(await problemOf(answer), '400 invalid-request', JSON.stringify(body));
    }
  });

  const MISSING = [
    ...['null', 'Null', 'NULL', 'undefined', 'Undefined', 'NaN', 'nan', 'None', 'none', 'nil', 'Nil', 'true', 'True'],
    ...['TRUE', 'false', 'False', 'FALSE', 'Infinity', '-Infinity', 'acme:null', 'undefined:42', 'acme:None:7'],
    ...['user-undefined', 'user_null', 'customer-None', 'u_NaN', ':user', ':id', ':userId', ':user_id'],
    ...['acme:', ':', ':42', 'acme::'],
    ...['[object Object]', '[object Undefined]', '[object Null]', '[object Promise]'],
  ];

  it('refuses what a program writes for a missing user, and says so (T26)', async () => {
    const { call } = createTestBroker();
    for (const user of MISSING) {
      const answer = await call('POST', '/sessions', { token: BROKER_KEY, body: { user } });
      const { detail } = (await answer.clone().json()) as { detail?: string };
      assert.equal(
        detail,
        '"user" looks like a slip in the calling server: ' +
          'it is what a program writes where a value is missing, not an id.',
        user,
      );
      assert.equal(await problemOf(answer), '400 invalid-request', user);
    }
  });

  it('accepts ordinary users that resemble a missing one', async () => {
    const { call } = createTestBroker();
    const users = [
      'nullable',
      'true-north',
      'nil.patel@example.com',
      'anna.null',
      'Nancy',
      'non-e',
      'x:nullify',
      'NaNa',
    ];
    for (const user of [
      ...users,
      'none.such',
      'undefinedx',
      'infinity-pool',
      'user',
      'id:7',
      'objectObject',
      '0',
      '-1',
    ]) {
      assert.equal((await call('POST', '/sessions', { token: BROKER_KEY, body: { user } })).status, 201, user);
    }
  });

  it('refuses to end the sessions of a missing user', async () => {
    const { call } = createTestBroker();
    for (const user of ['null', 'undefined', 'user-undefined']) {
      const answer = await call('DELETE', `/users/${user}/sessions`, { token: BROKER_KEY });
      assert.equal(await problemOf(answer), '404 not-found', user);
    }
  });

  it('names the field and the rule of each refusal, not the value', async () => {
    const { call } = createTestBroker();
    const cases: [body: unknown, detail: string][] = [
      [undefined, 'The body is missing.'],
      [7, 'The body is not an object.'],
      [{}, '"user" is missing: the calling server does not know who is signed in.'],
      [{ user: null }, '"user" is missing: the calling server does not know who is signed in.'],
      [{ user: 778_899 }, '"user" is not a string; send the id as a string.'],
      [{ user: '' }, '"user" is not 1 to 128 letters, digits or _.:@-, or is only dots.'],
      [{ user: 'canary canary' }, '"user" is not 1 to 128 letters, digits or _.:@-, or is only dots.'],
      [{ user: '..' }, '"user" is not 1 to 128 letters, digits or _.:@-, or is only dots.'],
      [{ user: 'a', ttl: 901 }, '"ttl" is not a whole number from 1 to 900.'],
      [{ user: 'a', ttl: '778899' }, '"ttl" is not a whole number from 1 to 900.'],
      [{ user: 'a', scopes: [] }, '"scopes" is empty; leave it out for the default.'],
      [{ user: 'a', scopes: 'canary' }, '"scopes" is not a list.'],
      [{ user: 'a', scopes: ['meters:read', 'canary'] }, `"scopes[1]" is not one of ${SCOPES.join(', ')}.`],
      [{ user: 'a', origins: [] }, '"origins" is empty; leave it out for the default.'],
      [{ user: 'a', origins: Array.from({ length: 33 }, () => ORIGIN) }, '"origins" has more than 32 items.'],
      [{ user: 'a', origins: [7] }, '"origins[0]" is not a string.'],
      [{ user: 'a', scope: ['canary'] }, '"scope" is not known; scopes is.'],
      [{ user: 'a', verbose: 1 }, '"verbose" is not known.'],
      [{ user: 'a', 'canary canary': 1 }, 'A field is not known.'],
    ];
    for (const [body, expected] of cases) {
      const answer = await call('POST', '/sessions', {
        token: BROKER_KEY,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const { detail } = (await answer.clone().json()) as { detail?: string };
      assert.equal(detail, expected);
      assert.equal(await problemOf(answer), '400 invalid-request');
    }
  });

  it('refuses users that a path cannot name, so that each can be revoked (T26)', async () => {
    const { call } = createTestBroker();
    for (const user of ['.', '..', '...', '.a', 'a..']) {
      const { status } = await call('POST', '/sessions', { token: BROKER_KEY, body: { user } });
      const path = new URL(`http://broker.example/users/${encodeURIComponent(user)}/sessions`).pathname;
      assert.equal(status, path.startsWith('/users/.') || path.startsWith('/users/a') ? 201 : 400, user);
    }
    const refused = await call('POST', '/sessions', { token: BROKER_KEY, body: { user: '..' } });
    assert.match(((await refused.clone().json()) as { detail: string }).detail, /"user"/);
    assert.equal(await problemOf(refused), '400 invalid-request');
  });

  it('accepts all valid users and lifetimes', async () => {
    const { call } = createTestBroker();
    for (const body of [
      { user: 'A_.:@-9'.padEnd(128, 'x') },
      { user: 'a', ttl: 1 },
      { user: 'a', ttl: 900 },
      { user: '__proto__' },
      { user: 'a', origins: Array.from({ length: 32 }, () => ORIGIN) },
      { user: 'a', scopes: SCOPES },
    ]) {
      assert.equal((await call('POST', '/sessions', { token: BROKER_KEY, body })).status, 201);
    }
  });

  it('refuses an unknown key and accepts each configured one (T16)', async () => {
    const { call } = createTestBroker();
    for (const token of ['', 'x', `${BROKER_KEY}x`, BROKER_KEY.slice(0, -1)]) {
      assert.equal(
        await problemOf(await call('POST', '/sessions', { token, body: { user: 'a' } })),
        '401 session-invalid',
      );
    }
    assert.equal(await problemOf(await call('POST', '/sessions', { body: { user: 'a' } })), '401 session-invalid');
    assert.equal((await call('POST', '/sessions', { token: 'CANARY-broker-key-2', body: { user: 'a' } })).status, 201);
  });

  it('refuses a browser, even with the right key and an allowed origin (T16)', async () => {
    const { call } = createTestBroker();
    for (const headers of [{ origin: ORIGIN }, { origin: 'null' }, { 'sec-fetch-site': 'same-origin' }]) {
      const answer = await call('POST', '/sessions', { token: BROKER_KEY, body: { user: 'a' }, headers });
      assert.equal(answer.headers.get('access-control-allow-origin'), null);
      assert.equal(await problemOf(answer), '403 origin-not-allowed');
    }
    const preflight = await call('OPTIONS', '/sessions', {
      origin: ORIGIN,
      headers: { 'access-control-request-method': 'POST' },
    });
    assert.equal(preflight.headers.get('access-control-allow-origin'), null);
    assert.notEqual(preflight.status, 204);
  });

  it('grants the default scopes if none are named', async () => {
    const { call, token } = createTestBroker();
    const alice = await token('alice');
    assert.equal((await call('GET', '/plug/meters', { token: alice })).status, 200);
    const write = await call('PUT', '/rest/v1/accounts', { token: alice, body: {} });
    assert.equal(await problemOf(write), '403 scope-missing');
    const create = await call('POST', '/plug/credentials', {
      token: alice,
      body: { providerId: 'p', username: 'u', password: 'p' },
    });
    assert.equal(await problemOf(create), '403 scope-missing');
  });
});

describe('a session', () => {
  it('expires at its last second, with its own code', async () => {
    const { call, token, clock } = createTestBroker();
    const alice = await token('alice', { ttl: 60 });
    clock.now += 59_999;
    assert.equal((await call('GET', '/plug/meters', { token: alice })).status, 200);
    clock.now += 1;
    assert.equal(await problemOf(await call('GET', '/plug/meters', { token: alice })), '401 session-expired');
  });

  it('ends at once when it or its user is revoked, and no other does (T15)', async () => {
    const { call, token } = createTestBroker();
    const answer = await call('POST', '/sessions', { token: BROKER_KEY, body: { user: 'alice' } });
    const first = (await answer.json()) as { token: string; session_id: string };
    const second = await token('alice');
    const bob = await token('bob');
    assert.equal((await call('GET', '/plug/meters', { token: first.token })).status, 200);
    assert.equal((await call('DELETE', `/sessions/${first.session_id}`, { token: BROKER_KEY })).status, 204);
    assert.equal(await problemOf(await call('GET', '/plug/meters', { token: first.token })), '401 session-invalid');
    assert.equal((await call('GET', '/plug/meters', { token: second })).status, 200);
    assert.equal((await call('DELETE', '/users/alice/sessions', { token: BROKER_KEY })).status, 204);
    assert.equal(await problemOf(await call('GET', '/plug/meters', { token: second })), '401 session-invalid');
    assert.equal((await call('GET', '/plug/meters', { token: bob })).status, 200);
  });

  it('stays revoked for its whole life, also after other revocations (T15)', async () => {
    const { call, token, clock } = createTestBroker();
    const alice = await token('alice', { ttl: 900 });
    assert.equal((await call('DELETE', '/users/alice/sessions', { token: BROKER_KEY })).status, 204);
    for (let n = 0; n < 3; n += 1) {
      clock.now += 299_900;
      assert.equal((await call('DELETE', `/users/bob${n}/sessions`, { token: BROKER_KEY })).status, 204);
      assert.equal(await problemOf(await call('GET', '/plug/meters', { token: alice })), '401 session-invalid');
    }
  });

  it('is valid right after a revocation of its user', async () => {
    const { call, token } = createTestBroker();
    assert.equal((await call('DELETE', '/users/alice/sessions', { token: BROKER_KEY })).status, 204);
    assert.equal((await call('GET', '/plug/meters', { token: await token('alice') })).status, 200);
  });

  it('ends at each revocation of its user, also right after another (T15)', async () => {
    const { call, token } = createTestBroker(); // its clock stands: all of this is one instant
    for (let i = 0; i < 20; i += 1) {
      assert.equal((await call('DELETE', '/users/alice/sessions', { token: BROKER_KEY })).status, 204);
      const alice = await token('alice');
      assert.equal((await call('GET', '/plug/meters', { token: alice })).status, 200, `round ${i}: new`);
      assert.equal((await call('DELETE', '/users/alice/sessions', { token: BROKER_KEY })).status, 204);
      assert.equal((await call('GET', '/plug/meters', { token: alice })).status, 401, `round ${i}: revoked`);
    }
  });

  it('works from its own origins and without an origin, and from no other (T18)', async () => {
    const { call, token } = createTestBroker();
    const alice = await token('alice', { origins: [ORIGIN] });
    const status = async (origin: string) => {
      const answer = await call('GET', '/plug/meters', { token: alice, origin });
      return `${answer.status} ${answer.headers.get('access-control-allow-origin')}`;
    };
    assert.equal(await status(ORIGIN), `200 ${ORIGIN}`);
    assert.equal((await call('GET', '/plug/meters', { token: alice })).status, 200);
    // The broker allows the origin, but not for this session, so the page may read the refusal.
    assert.equal(await status(OTHER_ORIGIN), `403 ${OTHER_ORIGIN}`);
    for (const origin of [
      'null',
      'https://partner.example.',
      'https://PARTNER.example',
      'http://partner.example',
      'https://partner.example:444',
      'https://evil-partner.example',
      'https://partner.example.evil.example',
      'https://partner.exampl',
      'https://xn--partner.example',
    ]) {
      assert.equal(await status(origin), '403 null', origin);
    }
  });

  it('has a limit of requests, with an integer Retry-After', async () => {
    const { call, token, clock } = createTestBroker({ limits: { requestsPerMinute: 3 } });
    const alice = await token('alice');
    for (let i = 0; i < 3; i += 1) assert.equal((await call('GET', '/utility_accounts', { token: alice })).status, 200);
    clock.now += 20_000;
    const answer = await call('GET', '/utility_accounts', { token: alice, origin: ORIGIN });
    assert.equal(answer.headers.get('retry-after'), '40');
    assert.equal(answer.headers.get('access-control-allow-origin'), ORIGIN);
    assert.equal(await problemOf(answer), '429 rate-limited');
    clock.now += 40_000;
    assert.equal((await call('GET', '/utility_accounts', { token: alice })).status, 200);
  });

  it('has its limit for any X-Forwarded-For (T44)', async () => {
    const { call, token } = createTestBroker({ limits: { requestsPerMinute: 3 } });
    const alice = await token('alice');
    const statuses: number[] = [];
    for (let i = 0; i < 5; i += 1) {
      const headers = {
        'x-forwarded-for': `10.0.0.${i}`,
        'x-real-ip': `10.0.1.${i}`,
        forwarded: `for=10.0.2.${i}`,
        'user-agent': `kube-probe/${i}`,
      };
      statuses.push((await call('GET', '/utility_accounts', { token: alice, headers })).status);
    }
    assert.deepEqual(statuses, [200, 200, 200, 429, 429]);
  });
});
