import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { after, before, beforeEach, describe, it } from 'node:test';
import { startBroker } from '@arc-elements/broker/node';
import { startSandbox } from '@arc-elements/sandbox/node';
import { type BrokerProxy, openBrokerProxy } from './session-route/broker-proxy.ts';
import { EXAMPLES_OF_ROUTES, isInstalled, prepare, type Route, startRoute } from './session-route/servers.ts';

const SITE_ORIGIN = 'https://www.partner.example';
const KEY = 'a-key-that-nobody-may-see';

/** The same tests for each server of the documentation, with the sandbox as the platform. */
describe('the session route', { concurrency: EXAMPLES_OF_ROUTES.length, timeout: 240_000 }, () => {
  let sandbox: Awaited<ReturnType<typeof startSandbox>>;
  let broker: Awaited<ReturnType<typeof startBroker>>;

  before(async () => {
    sandbox = await startSandbox({ port: 0, now: Date.UTC(2026, 5, 1, 12) });
    sandbox.sandbox.users.connect('demo', 'single-electric');
    sandbox.sandbox.users.connect('somebody-else', 'solar-home');
    await sandbox.sandbox.clock.advance(60_000);
    broker = await startBroker({
      ARC_BROKER_PORT: '0',
      ARC_API_URL: sandbox.url,
      ARC_CLIENT_ID: '001',
      ARC_CLIENT_SECRET: '001',
      ARC_BROKER_KEYS: KEY,
      ARC_SESSION_KEYS: `k1:${'A'.repeat(43)}`,
      ARC_ALLOWED_ORIGINS: SITE_ORIGIN,
      ARC_SANDBOX_MODE: 'true',
    });
  });
  after(async () => {
    await broker?.close();
    await sandbox?.close();
  });

  for (const example of EXAMPLES_OF_ROUTES) {
    const skip = !isInstalled(example) && `${example.needs[0]} is not installed here`;

    describe(`in ${example.name}`, { skip, concurrency: false }, () => {
      let folder: string;
      let proxy: BrokerProxy;
      let route: Route;
      const start = (who: { EXAMPLE_USER?: string }) =>
        startRoute(example, folder, { ARC_BROKER_URL: proxy.url, ARC_BROKER_KEY: KEY, SITE_ORIGIN, ...who });

      before(async () => {
        folder = await prepare(example);
        proxy = await openBrokerProxy(broker.url);
        route = await start({ EXAMPLE_USER: 'demo' });
      });
      after(async () => {
        await route?.close();
        await proxy?.close();
        if (folder !== undefined) await rm(folder, { recursive: true, force: true });
      });
      beforeEach(() => {
        proxy.behaviour = 'forward';
        proxy.paths.length = 0;
      });

      const post = (headers: Record<string, string> = { origin: SITE_ORIGIN }, { url } = route) =>
        fetch(url, { method: 'POST', headers, signal: AbortSignal.timeout(30_000) });

      async function problemOf(answer: Response): Promise<string> {
        assert.match(answer.headers.get('content-type') ?? '', /^application\/problem\+json/);
        assert.equal(answer.headers.get('cache-control'), 'no-store');
        const text = await answer.text();
        assert.ok(!text.includes(KEY) && !text.includes(proxy.url), text);
        return `${answer.status} ${JSON.parse(text).type.split('/').pop()}`;
      }

      it('gives a session with which a page reads the data of the signed-in person', async () => {
        const answer = await post();
        assert.ok(answer.ok, `${answer.status}`);
        assert.match(answer.headers.get('content-type') ?? '', /^application\/json/);
        assert.equal(answer.headers.get('cache-control'), 'no-store');
        const { token, session_id, expires_at } = await answer.json();
        assert.match(session_id, /^ses_/);
        assert.ok(!Number.isNaN(Date.parse(expires_at)));
        const headers = { authorization: `Bearer ${token}`, origin: SITE_ORIGIN };
        const read = await fetch(`${broker.url}/utility_credentials`, { headers });
        const { data } = await read.json();
        assert.deepEqual(
          data.map((login: { client_user_id: string }) => login.client_user_id),
          ['demo'],
        );
        assert.ok(!route.output().includes(token), 'the token is in the log');
      });

      for (const [who, user] of [
        ['nobody is signed in', {}],
        ['the id is empty', { EXAMPLE_USER: '' }],
      ] as const) {
        it(`answers 401 and sends nothing to the broker when ${who}`, async () => {
          const other = await start(user);
          try {
            assert.equal(await problemOf(await post(undefined, other)), '401 unauthorized');
            assert.deepEqual(proxy.paths, []);
          } finally {
            await other.close();
          }
        });
      }

      it('gives no session to a user with the id "null"', async () => {
        const other = await start({ EXAMPLE_USER: 'null' });
        try {
          assert.match(await problemOf(await post(undefined, other)), /^(400 invalid-request|500 session-not-issued)$/);
        } finally {
          await other.close();
        }
      });

      for (const [whose, headers] of Object.entries<Record<string, string>>({
        'of another site': { origin: 'https://elsewhere.example' },
        'of a subdomain': { origin: 'https://other.www.partner.example' },
        'without an origin of its own': { origin: 'null' },
        'that does not say whose it is': {},
      })) {
        it(`refuses a page ${whose}`, async () => {
          assert.equal((await post(headers)).status, 403);
          assert.deepEqual(proxy.paths, []);
        });
      }

      it('gives no session for a GET', async () => {
        const answer = await fetch(route.url, { headers: { origin: SITE_ORIGIN } });
        assert.ok(answer.status >= 400, `${answer.status}`);
        assert.deepEqual(proxy.paths, []);
      });

      it('reports a wrong key as such, and not as a person who is signed out', async () => {
        proxy.behaviour = 'forward with another key';
        assert.equal(await problemOf(await post()), '502 broker-key-wrong');
      });

      it('sends its key to no other server', async () => {
        proxy.behaviour = 'redirect';
        assert.equal(await problemOf(await post()), '502 broker-unreachable');
        assert.deepEqual(proxy.paths, ['/sessions']);
      });

      it('does not pass on a web page', async () => {
        proxy.behaviour = 'web page';
        assert.equal(await problemOf(await post()), '502 broker-unreachable');
      });

      it('has a time limit for the broker', async () => {
        proxy.behaviour = 'hang';
        assert.equal(await problemOf(await post()), '503 broker-unreachable');
      });

      it('reports that no broker answers, and writes its key nowhere', async () => {
        await proxy.close();
        assert.equal(await problemOf(await post()), '503 broker-unreachable');
        assert.match(route.output(), /no session|no broker/i);
        assert.ok(!route.output().includes(KEY), route.output());
      });
    });
  }
});
