import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { seeded } from './testing/seeded.ts';
import { createTestBroker, ORIGIN, problemOf, WEBHOOK_KEY } from './testing/test-broker.ts';

const event = (id: number) => ({ type: 'utility_account_updated', data: { id, client_user_id: 'alice' } });

describe('a broker under load', () => {
  it('refuses at once what would only wait, and still serves health, webhooks and other families (R30)', async () => {
    const offered = 2000;
    const { broker, call, token, platform, webhook } = createTestBroker({ limits: { requestsPerMinute: 10_000 } });
    const gate = Promise.withResolvers<void>();
    let held = 0;
    platform.faults.push(async ({ url }) => {
      if (url.pathname === '/utility_accounts') {
        held += 1;
        await gate.promise;
      }
      return null;
    });
    await broker.warmUp();
    const alice = await token('alice');
    const refused: Response[] = [];
    const answers = Array.from({ length: offered }, async () => {
      const answer = await call('GET', '/utility_accounts', { token: alice, origin: ORIGIN });
      if (answer.status !== 200) refused.push(answer);
      return answer;
    });
    await Promise.race(answers);
    assert.equal((await call('GET', '/healthz')).status, 200);
    assert.equal((await call('GET', '/readyz')).status, 200);
    for (let id = 0; id < 50; id += 1) assert.equal((await webhook(event(id))).status, 204);
    assert.equal((await call('GET', '/plug/credentials', { token: alice })).status, 200, 'another family');
    assert.ok(refused.length >= 1480, `${refused.length} were answered while the others wait`);
    gate.resolve();
    const served = (await Promise.all(answers)).filter(({ status }) => status === 200);
    assert.equal(served.length, offered - refused.length);
    assert.equal(held, served.length);
    assert.equal(held, 512, 'as many as may wait for the platform at once');
    for (const answer of refused) {
      assert.equal(answer.headers.get('retry-after'), '1');
      assert.equal(answer.headers.get('access-control-allow-origin'), ORIGIN);
      assert.equal(await problemOf(answer), '503 unavailable');
    }
    assert.equal((await call('GET', '/utility_accounts', { token: alice })).status, 200, 'and then it goes on');
  });

  it('sends a platform that refuses every second request no more requests than it gets (R12)', async () => {
    const { call, token, platform } = createTestBroker({ limits: { requestsPerMinute: 10_000 } });
    const random = seeded(12);
    const alice = await token('alice');
    const meters = '/plug/normalizedIntervals/meters/mtr_alice';
    assert.equal((await call('GET', meters, { token: alice })).status, 200);
    const before = platform.requests.length;
    const posts = new Map<string, number>();
    platform.faults.push(({ method, url, body }) => {
      if (url.pathname === '/oauth2/token') return null;
      if (method === 'POST') posts.set(JSON.stringify(body), (posts.get(JSON.stringify(body)) ?? 0) + 1);
      return random() < 0.5 ? new Response('', { status: 503 }) : null;
    });
    const statuses = new Map<number, number>();
    const rounds = 200;
    for (let n = 0; n < rounds; n += 1) {
      for (const answer of [
        await call('GET', '/utility_accounts', { token: alice }),
        await call('GET', meters, { token: alice }),
        await call('POST', '/auth/connect_token', { token: await token(`user${n}`), body: {} }),
      ]) {
        await answer.body?.cancel();
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      }
    }
    const amplification = (platform.requests.length - before) / (rounds * 3);
    assert.ok(amplification <= 1.2, `${amplification} requests for each`);
    assert.deepEqual([...statuses.keys()].sort(), [200, 503]);
    assert.equal(posts.size, rounds);
    assert.ok(
      [...posts.values()].every((times) => times === 1),
      'a POST was sent twice',
    );
  });

  it('stores and logs nothing of a flood of forged webhooks, and accepts real ones among them (T53)', async () => {
    const { webhook, events, call, token } = createTestBroker();
    const stream = await call('GET', '/events', { token: await token('alice') });
    const forgeries = [
      { signature: 'f'.repeat(64) },
      { signature: 'not hex' },
      { timestamp: 'yesterday' },
      { key: `${WEBHOOK_KEY}x` },
    ];
    for (let n = 0; n < 1000; n += 1) {
      const forged = { type: 'FORGED', data: { id: n, client_user_id: 'alice' } };
      assert.equal((await webhook(forged, forgeries[n % forgeries.length])).status, 401);
      if (n % 100 === 0) assert.equal((await webhook(event(n))).status, 204);
    }
    const seen = JSON.stringify(events);
    assert.equal(seen.includes('FORGED') || seen.includes('alice'), false);
    const outcomes = events.flatMap((seen) => (seen.kind === 'webhook' ? [seen.outcome] : []));
    assert.equal(outcomes.filter((outcome) => outcome === 'refused').length, 1000);
    assert.equal(outcomes.filter((outcome) => outcome === 'stored').length, 10);
    const reader = stream.body?.getReader();
    let text = '';
    while (!text.includes('"id":900')) text += new TextDecoder().decode((await reader?.read())?.value);
    assert.equal(text.includes('FORGED'), false);
    await reader?.cancel();
  });
});
