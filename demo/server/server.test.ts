import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { type Demo, startDemo } from './server.ts';

const BROKER_KEY = 'key-that-stays-here';
const GRANT = { token: 'tok', session_id: 'ses_1', expires_at: '2026-01-01T00:10:00.000Z' };

interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: unknown;
}

/**
 * A server in place of the broker or the sandbox: keeps the requests and sends the response that a
 * test sets.
 */
class FakeServer {
  readonly received: ReceivedRequest[] = [];
  answer: { status: number; body: unknown } = { status: 200, body: {} };
  readonly #server: Server;

  constructor() {
    this.#server = createServer(async (incoming, outgoing) => {
      const text = await textOf(incoming);
      this.received.push({
        method: incoming.method ?? '',
        path: incoming.url ?? '',
        authorization: incoming.headers.authorization,
        body: text === '' ? undefined : JSON.parse(text),
      });
      outgoing.writeHead(this.answer.status, { 'Content-Type': 'application/json' });
      outgoing.end(JSON.stringify(this.answer.body));
    });
  }

  async start(): Promise<string> {
    await new Promise<void>((ready) => this.#server.listen(0, '127.0.0.1', ready));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((done) => this.#server.close(() => done()));
  }
}

async function textOf(incoming: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of incoming) text += chunk;
  return text;
}

describe('the demo server', () => {
  const broker = new FakeServer();
  const sandbox = new FakeServer();
  let brokerUrl: string;
  let sandboxUrl: string;
  let siteFolder: string;
  let demo: Demo;

  before(async () => {
    [brokerUrl, sandboxUrl] = await Promise.all([broker.start(), sandbox.start()]);
    siteFolder = await mkdtemp(join(tmpdir(), 'arc-demo-'));
    await writeFile(join(siteFolder, 'index.html'), '<arc-session broker="http://127.0.0.1:4020"></arc-session>');
    demo = await startDemo({ port: 0, brokerUrl, brokerKey: BROKER_KEY, sandboxUrl, siteFolder });
  });
  after(async () => {
    await Promise.all([demo.close(), broker.stop(), sandbox.stop(), rm(siteFolder, { recursive: true })]);
  });
  beforeEach(() => {
    broker.received.length = 0;
    sandbox.received.length = 0;
    broker.answer = { status: 201, body: GRANT };
    sandbox.answer = { status: 200, body: { now: '2026-01-01T00:00:00.000Z' } };
  });

  const post = (path: string, headers: Record<string, string> = {}, body?: object) =>
    fetch(`${demo.url}${path}`, { method: 'POST', headers, ...(body ? { body: JSON.stringify(body) } : {}) });

  it('issues a session for its own user, bound to the origin that asks', async () => {
    const answer = await post('/arc/session', { Origin: demo.url, 'Sec-Fetch-Site': 'same-origin' });
    assert.equal(answer.status, 200);
    assert.deepEqual(await answer.json(), GRANT);
    assert.equal(answer.headers.get('cache-control'), 'no-store');
    assert.deepEqual(broker.received, [
      {
        method: 'POST',
        path: '/sessions',
        authorization: `Bearer ${BROKER_KEY}`,
        body: { user: 'demo', origins: [demo.url] },
      },
    ]);
  });

  it('answers under localhost too, and binds the session to that name', async () => {
    const origin = demo.url.replace('127.0.0.1', 'localhost');
    const { status } = await post('/arc/session', { Origin: origin });
    assert.equal(status, 200);
    assert.deepEqual(broker.received[0]?.body, { user: 'demo', origins: [origin] });
  });

  it('gives a request without an Origin a session for both names of the site', async () => {
    const { status } = await post('/arc/session');
    assert.equal(status, 200);
    const origins = [demo.url, demo.url.replace('127.0.0.1', 'localhost')];
    assert.deepEqual(broker.received[0]?.body, { user: 'demo', origins });
  });

  it('never takes the user from the request', async () => {
    await post('/arc/session?user=eve', { Origin: demo.url }, { user: 'eve' });
    assert.deepEqual(broker.received[0]?.body, { user: 'demo', origins: [demo.url] });
  });

  for (const [sender, headers] of Object.entries({
    'another origin': { Origin: 'https://elsewhere.example' },
    'an opaque origin': { Origin: 'null' },
    'another site, by Sec-Fetch-Site': { 'Sec-Fetch-Site': 'cross-site' },
    'another port of this machine': { Origin: 'http://127.0.0.1:1', 'Sec-Fetch-Site': 'same-site' },
  })) {
    it(`refuses a session to a page of ${sender}`, async () => {
      const answer = await post('/arc/session', headers);
      assert.equal(answer.status, 403);
      assert.match((await answer.json()).type, /\/origin-not-allowed$/);
      assert.deepEqual(broker.received, []);
    });
  }

  it('refuses requests under another host name that resolves to this machine', async () => {
    const { port } = new URL(demo.url);
    const status = await new Promise((done, fail) => {
      const asking = request({ host: '127.0.0.1', port, path: '/', headers: { host: 'rebound.example' } }, (answer) => {
        answer.resume();
        done(answer.statusCode);
      });
      asking.on('error', fail).end();
    });
    assert.equal(status, 421);
  });

  it('tells the page that the broker refuses its key, and names the address in the log only', async (t) => {
    const log = t.mock.method(console, 'error', () => undefined);
    broker.answer = { status: 401, body: { detail: 'unknown key' } };
    const answer = await post('/arc/session', { Origin: demo.url });
    assert.equal(answer.status, 502);
    const text = await answer.text();
    assert.match(JSON.parse(text).type, /\/problems\/broker-key-wrong$/);
    assert.match(text, /ARC_BROKER_KEYS/);
    const logged = String(log.mock.calls.map((call) => call.arguments));
    assert.ok(logged.includes(`${brokerUrl}/sessions`));
    assert.ok(!`${text}${logged}`.includes(BROKER_KEY));
  });

  it('tells the page that no broker answers, and names the address in the log only', async (t) => {
    const log = t.mock.method(console, 'error', () => undefined);
    const gone = new FakeServer();
    const goneUrl = await gone.start();
    await gone.stop();
    const other = await startDemo({
      port: 0,
      brokerUrl: goneUrl,
      brokerKey: BROKER_KEY,
      sandboxUrl: goneUrl,
      siteFolder,
    });
    try {
      const answer = await fetch(`${other.url}/arc/session`, { method: 'POST', headers: { Origin: other.url } });
      assert.equal(answer.status, 503);
      assert.equal(answer.headers.get('content-type'), 'application/problem+json');
      const problem = await answer.text();
      assert.match(JSON.parse(problem).type, /\/problems\/broker-unreachable$/);
      assert.ok(!problem.includes(goneUrl));
      assert.match(String(log.mock.calls.map((call) => call.arguments)), new RegExp(`${goneUrl}/sessions`));
    } finally {
      await other.close();
    }
  });

  it('serves its pages with a policy that allows nothing inline', async () => {
    for (const path of ['/', '/plain.html', '/plain.css', '/no-such-page']) {
      const policy = (await fetch(demo.url + path)).headers.get('content-security-policy') ?? '';
      assert.ok(policy.startsWith("default-src 'none'; script-src 'self'; style-src 'self'; "), path);
      assert.ok(!policy.includes('unsafe'), path);
      assert.ok(policy.includes(`connect-src 'self' ${brokerUrl};`), path);
      assert.ok(policy.includes(`frame-src ${sandboxUrl};`), path);
      assert.ok(policy.endsWith("require-trusted-types-for 'script'; trusted-types lit-html arc-worker"), path);
    }
  });

  it('lets only the gallery frame a page of this site', async () => {
    const policyOf = async (path: string) =>
      (await fetch(demo.url + path)).headers.get('content-security-policy') ?? '';
    for (const path of ['/', '/plain.html']) {
      assert.match(await policyOf(path), /frame-ancestors 'none';/, path);
      assert.doesNotMatch(await policyOf(path), /frame-src [^;]*'self'/, path);
    }
    for (const path of ['/gallery.html', '/gallery-connect.html']) {
      assert.match(await policyOf(path), /frame-src [^;]+ 'self'; .*frame-ancestors 'self';/, path);
    }
  });

  it('writes the address of its broker into the pages', async () => {
    for (const path of ['/', '/plain.html']) {
      const html = await (await fetch(demo.url + path)).text();
      assert.ok(html.includes(`broker="${brokerUrl}"`), path);
    }
  });

  it('gives the page the addresses of broker and sandbox, and no secret', async () => {
    assert.deepEqual(await (await fetch(`${demo.url}/config.json`)).json(), { broker: brokerUrl, sandbox: sandboxUrl });
  });

  it('passes on a clock step, a reset and a scenario to the sandbox', async () => {
    const own = { Origin: demo.url };
    assert.equal((await post('/backstage/clock', own, { advanceMs: 3_600_000 })).status, 200);
    assert.equal((await post('/backstage/reset', own)).status, 200);
    assert.equal((await post('/backstage/scenario', own, { scenario: 'features-not-ready' })).status, 200);
    assert.deepEqual(
      sandbox.received.map(({ method, path, body }) => [method, path, body]),
      [
        ['POST', '/_sandbox/clock', { advanceMs: 3_600_000 }],
        ['POST', '/_sandbox/reset', {}],
        ['POST', '/_sandbox/users', { user: 'demo', scenario: 'features-not-ready' }],
      ],
    );
  });

  it('refuses invalid values for the sandbox, and requests of other sites', async () => {
    const own = { Origin: demo.url };
    for (const body of [{}, { advanceMs: -1 }, { advanceMs: '1' }, { advanceMs: 1e15 }, []]) {
      assert.equal((await post('/backstage/clock', own, body)).status, 400);
    }
    assert.equal((await post('/backstage/scenario', own, { scenario: '../clock' })).status, 400);
    assert.equal((await post('/backstage/reset', { Origin: 'https://elsewhere.example' })).status, 403);
    assert.deepEqual(sandbox.received, []);
  });

  it('fails on a port that is in use, with its number and the variable that changes it', async () => {
    const port = Number(new URL(demo.url).port);
    await assert.rejects(
      startDemo({ port, brokerUrl, brokerKey: BROKER_KEY, sandboxUrl, siteFolder }),
      new RegExp(`Port ${port} .* DEMO_PORT`),
    );
  });

  it('fails without a built site, and says what to do', async () => {
    const starting = startDemo({ port: 0, brokerUrl, brokerKey: BROKER_KEY, sandboxUrl, siteFolder: '/nowhere' });
    await assert.rejects(starting, /not built.*vite build/);
  });
});
