import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isArcError } from '@arc-elements/models';
import { clientCredentials } from './client-credentials.ts';

/** Returns an auth source on the test clock, whose token route answers as the test says. */
function setUp(answer: (n: number) => Response | Promise<Response>) {
  const clock = { now: 1_000_000 };
  let requests = 0;
  const auth = clientCredentials({
    tokenUrl: 'https://platform.example/oauth2/token',
    clientId: '001',
    clientSecret: 's3cret',
    clock: { now: () => clock.now, elapsed: () => clock.now },
    fetch: async () => {
      requests += 1;
      return answer(requests);
    },
  });
  return { auth, clock, requests: () => requests };
}

const issue = (n: number): Response => Response.json({ access_token: `t${n}`, expires_in: 300 });

describe('clientCredentials', () => {
  it('requests no token before the time that the token route names', async () => {
    const { auth, clock, requests } = setUp((n) =>
      n === 1 ? Response.json({}, { status: 429, headers: { 'retry-after': '7' } }) : issue(n),
    );
    await assert.rejects(async () => auth({ renew: false }), { code: 'rate-limited' });
    clock.now += 6000;
    await assert.rejects(async () => auth({ renew: false }), { code: 'rate-limited' });
    assert.equal(requests(), 1);
    clock.now += 2000;
    assert.equal(await auth({ renew: false }), 't2');
  });

  it('replaces the token that was refused and no later one', async () => {
    const { auth, clock } = setUp(issue);
    assert.equal(await auth({ renew: false }), 't1');
    assert.equal(await auth({ renew: true, rejected: 't1' }), 't2');
    clock.now += 5000;
    assert.equal(await auth({ renew: true, rejected: 't1' }), 't2');
  });

  it('requests a token again a second after a failure that names no time', async () => {
    const { auth, clock, requests } = setUp((n) => (n === 1 ? new Response('', { status: 503 }) : issue(n)));
    await assert.rejects(async () => auth({ renew: false }), { code: 'unavailable' });
    clock.now += 999;
    await assert.rejects(async () => auth({ renew: false }), { code: 'unavailable' });
    assert.equal(requests(), 1);
    clock.now += 1;
    assert.equal(await auth({ renew: false }), 't2');
  });

  for (const [what, answer, expected] of [
    [
      'refuses the keys',
      () => Response.json({ error: 'invalid_client' }, { status: 401 }),
      { code: 'unauthorized', status: 401, message: 'The platform refused the client id and secret.' },
    ],
    [
      'fails with a web page',
      () => new Response('<html></html>', { status: 502 }),
      { code: 'upstream-failed', status: 502, message: 'The token route answered 502.' },
    ],
    [
      'answers with a web page',
      () => new Response('<html></html>'),
      { code: 'decode', status: 200, message: 'POST /oauth2/token answered 200 with a web page (HTML).' },
    ],
    [
      'cannot be reached',
      () => Promise.reject(new TypeError('fetch failed')),
      { code: 'network', status: undefined, message: 'POST /oauth2/token could not be reached.' },
    ],
    [
      'does not answer in time',
      () => Promise.reject(new DOMException('The operation timed out.', 'TimeoutError')),
      { code: 'timeout', status: undefined, message: 'The token route did not answer in time.' },
    ],
  ] as const) {
    it(`says what is wrong if the token route ${what}`, async () => {
      const { auth } = setUp(answer);
      await assert.rejects(
        async () => auth({ renew: false }),
        (error) => {
          assert.ok(isArcError(error));
          const { code, status, message, request } = error;
          assert.deepEqual({ code, status, message }, expected);
          assert.deepEqual(request, { method: 'POST', path: '/oauth2/token' });
          return true;
        },
      );
    });
  }

  it('limits the time of a token request to 15 s, or to its own limit', async (t) => {
    const limits: number[] = [];
    t.mock.method(AbortSignal, 'timeout', (ms: number) => {
      limits.push(ms);
      return new AbortController().signal;
    });
    const fetch = async () => issue(1);
    const keys = { tokenUrl: 'https://platform.example/oauth2/token', clientId: '001', clientSecret: 's3cret', fetch };
    await clientCredentials(keys)({ renew: false });
    await clientCredentials({ ...keys, timeoutMs: 200 })({ renew: false });
    assert.deepEqual(limits, [15_000, 200]);
  });
});
