import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, describe, it } from 'node:test';
import { createBroker, issueSession } from '@arc-elements/broker';
import { serve } from '@arc-elements/broker/node';
import { signWebhook } from '@arc-elements/sandbox';
import { startSandbox } from '@arc-elements/sandbox/node';
import { HOST, NGINX, type ReverseProxy, startNginx } from '../packages/broker/src/testing/nginx.ts';
import { type Answer, ask, CADDY, open, startCaddy } from './support/proxies.ts';

const ORIGIN = 'https://partner.example';
const KEYS = { broker: 'broker-key-behind-a-proxy', webhook: 'webhook-key-behind-a-proxy' };
/** Several heartbeats fit into the time-out of the proxy, as 20 s fit into 60. */
const HEARTBEAT_MS = 1000;
const READ_TIMEOUT_S = 2;
/** Shorter time-outs and lower limits than in the file, to keep the test fast. */
const SHORTER = {
  'proxy_read_timeout 60s': `proxy_read_timeout ${READ_TIMEOUT_S}s`,
  'rate=50r/s': 'rate=5r/s',
  'burst=100': 'burst=30',
  'rate=100r/s': 'rate=5r/s',
  'burst=500': 'burst=30',
};

const PROXIES = [
  { name: 'nginx', program: NGINX, start: (broker: string) => startNginx([broker], { changes: SHORTER }) },
  { name: 'Caddy', program: CADDY, start: startCaddy },
];

const codeOf = ({ status, headers, text }: Answer): string => {
  assert.equal(headers['content-type'], 'application/problem+json', text);
  return `${status} ${JSON.parse(text).type.split('/').at(-1)}`;
};

for (const { name, program, start } of PROXIES) {
  const skip = program === undefined && `there is no ${name} here`;

  describe(`the broker behind ${name} as deploy/ has it`, { timeout: 60_000, skip }, () => {
    let platform: Awaited<ReturnType<typeof startSandbox>>;
    let broker: ReturnType<typeof createBroker>;
    let behind: Awaited<ReturnType<typeof serve>>;
    let proxy: ReverseProxy;

    before(async () => {
      platform = await startSandbox({ port: 0, now: Date.UTC(2026, 5, 1, 12) });
      broker = createBroker({
        ...{ apiUrl: platform.url, clientId: '001', clientSecret: '001' },
        ...{ brokerKeys: [KEYS.broker], webhookKeys: [KEYS.webhook], allowedOrigins: [ORIGIN] },
        sessionKeys: [{ kid: 'k1', key: Buffer.alloc(32, 1).toString('base64url') }],
        heartbeatMs: HEARTBEAT_MS,
      });
      behind = await serve(broker.fetch, { host: '127.0.0.1', port: 0 });
      proxy = await start(behind.url);
    });
    after(async () => {
      await broker?.drain(0);
      await proxy?.close();
      await behind?.stop(0);
      await broker?.close();
      await platform?.close();
    });

    const bearer = async (user: string): Promise<Record<string, string>> => {
      const { token } = await issueSession({ broker: behind.url, key: KEYS.broker, user });
      return { authorization: `Bearer ${token}`, origin: ORIGIN };
    };
    const webhook = async (user: string, from?: string, key = KEYS.webhook): Promise<Answer> => {
      const body = `{"type":"utility_account_updated","created_at":null,"data":{"id":7,"client_user_id":"${user}"}}`;
      const timestamp = String(Math.floor(Date.now() / 1000));
      const signature = await signWebhook(key, timestamp, body);
      const headers = { 'arc-webhook-timestamp': timestamp, 'arc-webhook-signature': signature };
      return await ask(proxy, '/webhooks/arc', { method: 'POST', headers, body, ...(from && { from }) });
    };

    it('gives a page its data, and 304 when the page has the same data already', async () => {
      const [meterId] = platform.sandbox.users.connect('reader', 'solar-home').meterIds;
      const headers = await bearer('reader');
      const body = JSON.stringify({ isIntervalsProductActive: true });
      const asked = { method: 'PATCH', headers: { ...headers, 'content-type': 'application/json' }, body };
      assert.equal((await ask(proxy, `/plug/meters/${meterId}`, asked)).status, 200);
      await platform.sandbox.clock.advance(10_000);
      const path = `/plug/normalizedIntervals/meters/${meterId}`;
      const first = await ask(proxy, path, { headers });
      assert.equal(first.status, 200);
      assert.equal(JSON.parse(first.text).meterId, meterId);
      const again = await ask(proxy, path, { headers: { ...headers, 'if-none-match': String(first.headers.etag) } });
      assert.deepEqual([again.status, again.text], [304, '']);
    });

    it('gets the Origin of a page unchanged', async () => {
      const headers = await bearer('origins');
      const allowed = await ask(proxy, '/plug/meters', { headers });
      assert.deepEqual([allowed.status, allowed.headers['access-control-allow-origin']], [200, ORIGIN]);
      const other = await ask(proxy, '/plug/meters', { headers: { ...headers, origin: 'https://other.example' } });
      assert.equal(codeOf(other), '403 origin-not-allowed');
      const preflight = { origin: ORIGIN, 'access-control-request-method': 'GET' };
      const answered = await ask(proxy, '/plug/meters', { method: 'OPTIONS', headers: preflight });
      assert.deepEqual([answered.status, answered.headers['access-control-allow-origin']], [204, ORIGIN]);
    });

    it('delivers a webhook to an open page at once, and keeps the stream by heartbeats', async () => {
      const stream = await open(proxy, '/events', { headers: await bearer('listener') });
      assert.equal(stream.statusCode, 200);
      let seen = '';
      const until = async (wanted: () => boolean): Promise<void> => {
        while (!wanted()) {
          const [chunk] = await once(stream, 'data');
          seen += chunk;
        }
      };
      await until(() => seen.includes('retry:'));
      assert.equal((await webhook('listener')).status, 204);
      await until(() => seen.includes('utility_account_updated'));
      const beats = () =>
        seen.split('\n\n').filter((frame) => frame.startsWith(':') || frame.includes('retry:')).length;
      // Caddy has no time-out for silent streams.
      const enough = beats() + (name === 'nginx' ? Math.ceil((READ_TIMEOUT_S * 1000) / HEARTBEAT_MS) + 1 : 1);
      await until(() => beats() >= enough);
      stream.destroy();
    });

    it('reports a body that is too large itself', async () => {
      const body = 'x'.repeat(1024 * 1024 + 1);
      assert.equal(codeOf(await ask(proxy, '/webhooks/arc', { method: 'POST', body })), '413 payload-too-large');
    });

    it('issues and ends sessions and serves metrics beside the proxy, not through it', async () => {
      const headers = { authorization: `Bearer ${KEYS.broker}`, 'content-type': 'application/json' };
      for (const [method, path] of [
        ['POST', '/sessions'],
        ['DELETE', '/sessions/x'],
        ['DELETE', '/users/listener/sessions'],
        ['GET', '/readyz'],
        ['GET', '/metrics'],
      ] as const) {
        const body = method === 'POST' ? { body: '{"user":"ada"}' } : {};
        assert.equal((await ask(proxy, path, { method, headers, ...body })).status, 404, path);
      }
      assert.equal((await ask(proxy, '/healthz')).status, 200);
    });

    if (name !== 'nginx') return;

    it('is protected by a limit for each address, with a response that a page can read', async () => {
      const answers: Answer[] = [];
      const from = '127.0.0.2';
      const lane = async (): Promise<void> => {
        for (let n = 0; n < 5; n += 1)
          answers.push(await ask(proxy, '/healthz', { headers: { origin: ORIGIN }, from }));
      };
      await Promise.all(Array.from({ length: 16 }, lane));
      const refused = answers.filter(({ status }) => status !== 200);
      assert.ok(refused.length > 0 && refused.length < answers.length, `${refused.length} of ${answers.length}`);
      for (const answer of refused) {
        assert.equal(codeOf(answer), '429 rate-limited');
        assert.equal(answer.headers['access-control-allow-origin'], '*');
        assert.equal(answer.headers['access-control-expose-headers'], 'Retry-After');
        assert.equal(answer.headers['retry-after'], '1');
      }
      assert.equal((await ask(proxy, '/healthz')).status, 200);
    });

    it('gets real webhooks while an address floods it with forged ones', async () => {
      const counts = new Map<number, number>();
      const lane = async (): Promise<void> => {
        for (let n = 0; n < 5; n += 1) {
          const { status } = await webhook('flooded', '127.0.0.3', 'forged');
          counts.set(status, (counts.get(status) ?? 0) + 1);
        }
      };
      const flood = Promise.all(Array.from({ length: 16 }, lane));
      for (let n = 0; n < 10; n += 1) assert.equal((await webhook(`real${n}`)).status, 204);
      await flood;
      assert.deepEqual([...counts.keys()].sort(), [401, 429]);
    });

    it('is replaced by an error response while it does not run', async () => {
      const alone = await startNginx(['http://127.0.0.1:9']);
      const answer = await ask(alone, '/plug/meters', { headers: { origin: ORIGIN } });
      assert.equal(codeOf(answer), '503 unavailable');
      assert.equal(answer.headers['access-control-allow-origin'], '*');
      await alone.close();
    });

    it('is reached by HTTP/2, so that streams do not use up the connections of a browser', async () => {
      const { connect } = await import('node:http2');
      const client = connect(`https://127.0.0.1:${proxy.port}`, { ca: proxy.ca, servername: HOST });
      const stream = client.request({ ':path': '/healthz', ':authority': HOST });
      const [headers] = await once(stream, 'response');
      assert.equal(headers[':status'], 200);
      client.destroy();
    });
  });
}
