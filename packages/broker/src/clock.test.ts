import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { describe, it } from 'node:test';
import type { BrokerEvent } from './broker-event.ts';
import { watchClock } from './node/clock-watch.ts';
import { createLog } from './node/log.ts';
import { startBroker } from './node/start.ts';
import { PROCESS_ENV } from './testing/broker-process.ts';
import { BROKER_KEY, createTestBroker, EventReader, problemOf } from './testing/test-broker.ts';

const TEN_MINUTES_MS = 600_000;
const HOUR_MS = 3_600_000;

/** Returns a broker whose wall clock can be set while its monotonic clock continues. */
function steppable(limits = {}) {
  const time = { passed: 0, wrongBy: 0 };
  const noon = Date.UTC(2026, 5, 1, 12);
  const test = createTestBroker({
    now: () => noon + time.passed + time.wrongBy,
    monotonic: () => time.passed,
    limits: { requestsPerMinute: 10_000, ...limits },
  });
  const webhook = (ageMs: number) =>
    test.webhook(
      { type: 'utility_account_updated', data: { id: ageMs, client_user_id: 'alice' } },
      { timestamp: String(Math.floor((noon + time.passed - ageMs) / 1000)) },
    );
  return { ...test, time, webhook };
}

describe('a broker whose clock is set', () => {
  it('keeps its platform token and requests the next one in time (T06, R32)', async () => {
    const { call, token, platform, time } = steppable();
    const ask = async (): Promise<number> =>
      (await call('GET', '/utility_accounts', { token: await token('alice') })).status;
    assert.equal(await ask(), 200);
    for (const wrongBy of [HOUR_MS, -HOUR_MS, TEN_MINUTES_MS, -TEN_MINUTES_MS, 0]) {
      time.wrongBy = wrongBy;
      for (let n = 0; n < 20; n += 1) assert.equal(await ask(), 200);
    }
    assert.equal(platform.tokensIssued, 1);
    time.wrongBy = -HOUR_MS;
    time.passed += 300_000; // the life of the token
    assert.equal(await ask(), 200);
    assert.equal(platform.tokensIssued, 2);
  });

  it('accepts webhooks within five minutes and none outside (R32)', async () => {
    const { webhook, time } = steppable();
    for (const [wrongBy, status] of [
      [0, 204],
      [290_000, 204],
      [-290_000, 204],
      [TEN_MINUTES_MS, 401],
      [-TEN_MINUTES_MS, 401],
      [0, 204],
    ] as const) {
      time.wrongBy = wrongBy;
      assert.equal((await webhook(0)).status, status, `${wrongBy} ms`);
    }
  });

  it('ends sessions by its clock, and new ones work at once (R32)', async () => {
    const { call, token, time } = steppable();
    const old = await token('alice');
    for (const wrongBy of [TEN_MINUTES_MS, -TEN_MINUTES_MS]) {
      time.wrongBy = wrongBy;
      const fresh = await token('alice');
      assert.equal((await call('GET', '/utility_accounts', { token: fresh })).status, 200, `${wrongBy} ms`);
    }
    time.wrongBy = TEN_MINUTES_MS;
    assert.equal(await problemOf(await call('GET', '/utility_accounts', { token: old })), '401 session-expired');
    time.wrongBy = 0;
    assert.equal((await call('GET', '/utility_accounts', { token: old })).status, 200);
  });

  it('revokes earlier sessions and no later ones while its clock is ahead (T15, R32)', async () => {
    const { call, token, time } = steppable();
    const status = async (session: string) => (await call('GET', '/utility_accounts', { token: session })).status;
    const old = await token('alice');
    time.wrongBy = TEN_MINUTES_MS;
    await call('DELETE', '/users/alice/sessions', { token: BROKER_KEY });
    time.wrongBy = 0;
    const fresh = await token('alice');
    assert.deepEqual([await status(old), await status(fresh)], [401, 200]);
    await call('DELETE', '/users/alice/sessions', { token: BROKER_KEY });
    assert.deepEqual([await status(fresh), await status(await token('alice'))], [401, 200]);
  });

  it('lets nobody wait for longer than the window of a limit (R32)', async () => {
    const { call, token, time } = steppable({ requestsPerMinute: 1 });
    const alice = await token('alice');
    await call('GET', '/utility_accounts', { token: alice });
    assert.equal((await call('GET', '/utility_accounts', { token: alice })).status, 429);
    time.wrongBy = -TEN_MINUTES_MS;
    await call('GET', '/utility_accounts', { token: alice });
    const answer = await call('GET', '/utility_accounts', { token: alice });
    assert.ok(Number(answer.headers.get('retry-after')) <= 60, `${answer.headers.get('retry-after')} s`);
  });

  it('keeps sending heartbeats (R32)', async (t) => {
    t.mock.timers.enable({ apis: ['setInterval'] });
    const { call, token, time, broker } = steppable();
    const answer = await call('GET', '/events', { token: await token('alice') });
    const reader = answer.body?.getReader();
    await reader?.read();
    time.wrongBy = -TEN_MINUTES_MS;
    time.passed += 21_000;
    t.mock.timers.tick(1000);
    const beat = await reader?.read();
    assert.match(new TextDecoder().decode(beat?.value), /^:/, 'no heartbeat');
    await reader?.cancel();
    await broker.close();
  });

  it('ends no stream as stalled (R32)', async (t) => {
    t.mock.timers.enable({ apis: ['setInterval'] });
    const { call, token, time, webhook, broker } = steppable();
    const session = await token('alice', { ttl: 900 });
    const reader = new EventReader(await call('GET', '/events', { token: session }));
    for (const age of [1, 2, 3]) await webhook(age);
    time.wrongBy = TEN_MINUTES_MS;
    t.mock.timers.tick(1000);
    for (const age of [1, 2, 3]) assert.equal((await reader.next()).data.data?.id, age);
    await reader.cancel();
    await broker.close();
  });
});

describe('the clock of the platform', () => {
  it('is compared with the clock of this machine and reported when the difference begins and ends (R32)', async () => {
    const events: BrokerEvent[] = [];
    const lines: string[] = [];
    const log = createLog('info', [], { write: (line) => void lines.push(line) });
    const noon = Date.UTC(2026, 5, 1, 12);
    let passed = 0;
    let wrongBy = 0;
    const transport = watchClock(
      async () => ({
        status: 200,
        headers: { get: (name) => (name === 'date' ? new Date(noon + passed).toUTCString() : null) },
        body: null,
      }),
      {
        now: () => noon + passed + wrongBy,
        monotonic: () => passed,
        observe: (event) => {
          events.push(event);
          log(event);
        },
      },
    );
    const ask = async (): Promise<void> => {
      for (let n = 0; n < 10; n += 1) {
        passed += 5000;
        await transport({ method: 'GET', url: 'https://p/', headers: {}, signal: new AbortController().signal });
      }
    };
    for (wrongBy of [0, 20_000, TEN_MINUTES_MS, -TEN_MINUTES_MS, 0]) await ask();
    assert.deepEqual(
      events.map((event) => (event.kind === 'clock' ? event.aheadS : null)),
      [600, -600, 0],
    );
    assert.match(lines[0] ?? '', /"level":40.*"kind":"clock","aheadS":600.*clock of this machine differs/);
    assert.match(lines[2] ?? '', /"level":30.*right again/);
  });

  it('is checked by a running broker (R32)', { timeout: 30_000 }, async (t) => {
    const now = 1_800_000_000_000;
    t.mock.timers.enable({ apis: ['Date'], now });
    const platform = createServer((_, response) => {
      response.sendDate = false;
      response.setHeader('date', new Date(now - TEN_MINUTES_MS).toUTCString());
      response.end('{"access_token":"t","expires_in":300}');
    });
    await new Promise<void>((resolve) => platform.listen(0, '127.0.0.1', resolve));
    const address = platform.address();
    const aheadS = Promise.withResolvers<number>();
    const broker = await startBroker(
      {
        ...PROCESS_ENV,
        ARC_BROKER_PORT: '0',
        ARC_METRICS_PORT: '0',
        ARC_API_URL: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
      },
      { observe: (event) => event.kind === 'clock' && aheadS.resolve(event.aheadS) },
    );
    t.after(async () => {
      await broker.close();
      platform.close();
      platform.closeAllConnections();
      await once(platform, 'close');
    });
    assert.equal(await aheadS.promise, 600);
    const metrics = await (await fetch(broker.metricsUrl ?? '')).text();
    assert.match(metrics, /^arc_broker_clock_ahead_seconds 600$/m);
  });
});
