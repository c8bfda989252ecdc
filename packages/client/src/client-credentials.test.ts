import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { clientCredentials } from './client-credentials.ts';

/**
 * Returns an auth source with a clock that the test sets and a token route that answers as it says.
 */
function setUp(answer: (n: number) => Response) {
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
});
