import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect } from 'node:net';
import { after, afterEach, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { freePort } from '../testing/free-port.ts';
import { KNOWN_VARIABLES } from './environment.ts';

const COMMAND = fileURLToPath(new URL('./command.ts', import.meta.url));
const KEY = 'broker-key-for-tests';

const ENV = {
  PATH: process.env.PATH ?? '',
  ARC_CLIENT_ID: '001',
  ARC_CLIENT_SECRET: 'client-secret-for-tests',
  ARC_BROKER_KEYS: KEY,
  ARC_SESSION_KEYS: `k1:${Buffer.alloc(32, 1).toString('base64url')}`,
  ARC_WEBHOOK_KEYS: 'webhook-key-for-tests',
  ARC_ALLOWED_ORIGINS: 'https://partner.example',
  ARC_LOG_LEVEL: 'silent',
};

const running = new Set<ChildProcess>();

class Command {
  readonly child: ChildProcess;
  out = '';
  err = '';

  constructor(env: Record<string, string>, args: readonly string[] = [], channel: readonly 'ipc'[] = []) {
    this.child = spawn(process.execPath, ['--conditions=@arc-elements/source', COMMAND, ...args], {
      env: { ...ENV, ...env },
      stdio: ['pipe', 'pipe', 'pipe', ...channel],
    });
    running.add(this.child);
    this.child.stdout?.on('data', (data: Buffer) => {
      this.out += data.toString();
    });
    this.child.stderr?.on('data', (data: Buffer) => {
      this.err += data.toString();
    });
  }

  async ready(): Promise<string> {
    while (!this.out.includes('\n')) await once(this.child.stdout as NonNullable<ChildProcess['stdout']>, 'data');
    return /http:\S+/.exec(this.out)?.[0] ?? '';
  }

  async exit(): Promise<number | null> {
    if (this.child.exitCode !== null) return this.child.exitCode;
    const [code] = (await once(this.child, 'exit')) as [number | null];
    return code;
  }
}

/** Sends bytes as they are written. Returns everything that arrives until the connection ends. */
async function sendRaw(url: string, text: string): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  let answer = '';
  socket.on('data', (data) => {
    answer += data.toString();
    if (answer.includes('\r\n\r\n') && !answer.startsWith('HTTP/1.1 100')) socket.end();
  });
  socket.on('error', () => undefined);
  socket.write(text);
  await once(socket, 'close');
  return answer;
}

/** Repeats a request until its answer is as expected. The timeout of the test ends it at the latest. */
async function poll<T>(ask: () => Promise<T>, wanted: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (wanted(answer)) return answer;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

const listens = (url: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.unref().once('connect', () => socket.destroy());
  });

describe('arc-broker', () => {
  let upstream: Server;
  let apiUrl = '';
  /** Called for each data request, which is answered when the promise settles. */
  let answering = async (): Promise<void> => undefined;
  before(async () => {
    upstream = createServer(async (request, response) => {
      if (request.url !== '/oauth2/token') await answering();
      response.setHeader('content-type', 'application/json');
      response.end(
        JSON.stringify(
          request.url === '/oauth2/token'
            ? { access_token: 'upstream', expires_in: 300 }
            : { data: [], total_count: 0 },
        ),
      );
    });
    await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
    const address = upstream.address();
    apiUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  });
  after(() => {
    upstream.closeAllConnections();
    upstream.close();
  });

  afterEach(() => {
    for (const child of running) child.kill('SIGKILL');
    running.clear();
  });

  it('exits with 1 within two seconds and prints one line with the variable, not its value (R33)', async () => {
    // `--help` loads the same files on the same machine, so the difference is the command's own
    // time.
    const [help, command] = [new Command({}, ['--help']), new Command({ ARC_SESSION_KEYS: 'k1:too-short-and-secret' })];
    const [loaded, ended] = await Promise.all(
      [help, command].map(async (each) => ({ code: await each.exit(), at: performance.now() })),
    );
    assert.equal(ended?.code, 1);
    assert.ok((ended?.at ?? Number.NaN) - (loaded?.at ?? 0) < 2000);
    assert.equal(command.out, '', 'it did not listen first');
    assert.match(command.err, /^arc-broker: ARC_SESSION_KEYS [^\n]+\n$/);
    assert.equal(command.err.includes('too-short'), false);
  });

  it('lists every variable with --help and refuses any other argument', async () => {
    const help = new Command({}, ['--help']);
    assert.equal(await help.exit(), 0);
    for (const name of KNOWN_VARIABLES) assert.match(help.out, new RegExp(`\\b${name}\\b`));
    const other = new Command({}, ['--port']);
    assert.equal(await other.exit(), 1);
    assert.match(other.err, /--port is not an option/);
  });

  it('names the port and its variable when the port is taken', async () => {
    const port = String(new URL(apiUrl).port);
    const command = new Command({ ARC_BROKER_PORT: port, ARC_API_URL: apiUrl });
    assert.equal(await command.exit(), 1);
    assert.match(command.err, new RegExp(`ARC_BROKER_PORT ${port} is taken`));
  });

  it('starts without its platform, is not ready, and becomes ready soon after its return (R33)', async () => {
    const port = await freePort();
    const command = new Command({ ARC_BROKER_PORT: '0', ARC_API_URL: `http://127.0.0.1:${port}` });
    const url = await command.ready();
    assert.match(command.out, /memory/);
    assert.equal((await fetch(`${url}/healthz`)).status, 200);
    assert.equal((await fetch(`${url}/readyz`)).status, 503);
    const back = createServer((_, response) => response.end('{"access_token":"t","expires_in":300}'));
    await new Promise<void>((resolve) => back.listen(port, '127.0.0.1', resolve));
    const until = performance.now() + 5000;
    while ((await fetch(`${url}/readyz`)).status !== 200) {
      assert.ok(performance.now() < until);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    command.child.kill('SIGINT');
    assert.equal(await command.exit(), 0);
    back.closeAllConnections();
    back.close();
  });

  it('drains on SIGTERM: ends streams, stops listening, finishes requests and exits with 0 (R17)', async () => {
    const command = new Command({ ARC_BROKER_PORT: '0', ARC_API_URL: apiUrl });
    const url = await command.ready();
    await poll(
      () => fetch(`${url}/readyz`),
      ({ status }) => status === 200,
    );
    const issued = await fetch(`${url}/sessions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
      body: '{"user":"alice"}',
    });
    const { token } = (await issued.json()) as { token: string };
    const headers = { authorization: `Bearer ${token}` };
    const stream = await fetch(`${url}/events`, { headers });
    const asked = Promise.withResolvers<void>();
    const gate = Promise.withResolvers<void>();
    answering = () => {
      asked.resolve();
      return gate.promise;
    };
    const request = fetch(`${url}/utility_accounts`, { headers });
    await asked.promise;
    const startedAt = performance.now();
    command.child.kill('SIGTERM');
    // A load balancer has to get an answer: a refused connection fails here.
    const draining = await poll(
      () => fetch(`${url}/readyz`),
      ({ status }) => status !== 200,
    );
    assert.deepEqual([draining.status, await draining.json()], [503, { status: 'not-ready', reasons: ['draining'] }]);
    assert.match(await stream.text(), /retry:/);
    await poll(
      () => listens(url),
      (open) => !open,
    );
    gate.resolve();
    assert.equal((await request).status, 200);
    assert.equal(await command.exit(), 0);
    assert.ok(performance.now() - startedAt < 25_000);
    answering = async () => undefined;
  });

  it('exits with a parent that has an IPC channel to it, and with no other', async () => {
    const [child, service] = [['ipc'] as const, [] as const].map(
      (channel) => new Command({ ARC_BROKER_PORT: '0', ARC_API_URL: apiUrl }, [], channel),
    );
    assert.ok(child !== undefined && service !== undefined);
    const [, url] = await Promise.all([child.ready(), service.ready()]);
    child.child.disconnect();
    service.child.stdin?.end();
    assert.equal(await child.exit(), 0);
    assert.equal((await fetch(`${url}/healthz`)).status, 200);
  });

  it('exits if its parent was gone before it started', async () => {
    const command = new Command({ ARC_BROKER_PORT: '0', ARC_API_URL: apiUrl }, [], ['ipc']);
    command.child.disconnect();
    assert.equal(await command.exit(), 0);
  });

  it('refuses ambiguous requests and answers nothing after them (T27, T37, T38, T40)', async () => {
    const command = new Command({ ARC_BROKER_PORT: '0', ARC_API_URL: apiUrl });
    const url = await command.ready();
    const host = 'Host: broker\r\n';
    const cases: [string, string][] = [
      ['two lengths', `POST /webhooks/arc HTTP/1.1\r\n${host}Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd`],
      [
        'length and chunks',
        `POST /webhooks/arc HTTP/1.1\r\n${host}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      ],
      ['xchunked', `POST /webhooks/arc HTTP/1.1\r\n${host}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n`],
      ['space before colon', `GET /healthz HTTP/1.1\r\n${host}X-A : b\r\n\r\n`],
      ['folded header', `GET /healthz HTTP/1.1\r\n${host}X-A: b\r\n c\r\n\r\n`],
      ['two hosts', `GET /healthz HTTP/1.1\r\n${host}Host: other\r\n\r\n`],
      ['no host', 'GET /healthz HTTP/1.1\r\n\r\n'],
      [
        'two authorizations',
        `GET /healthz HTTP/1.1\r\n${host}Authorization: Bearer a\r\nAuthorization: Bearer b\r\n\r\n`,
      ],
      ['absolute target', `GET http://evil/healthz HTTP/1.1\r\n${host}\r\n`],
      ['fragment', `GET /healthz#/../x HTTP/1.1\r\n${host}\r\n`],
      ['double slash', `GET //healthz HTTP/1.1\r\n${host}\r\n`],
      ['dot segments', `GET /plug/../openapi.json HTTP/1.1\r\n${host}\r\n`],
      ['encoded dot segments', `GET /plug/%2E%2e HTTP/1.1\r\n${host}\r\n`],
      ['invalid host', 'GET /healthz HTTP/1.1\r\nHost: user@other/x\r\n\r\n'],
      ['invalid port', 'GET /healthz HTTP/1.1\r\nHost: broker:99999\r\n\r\n'],
      ['unknown expectation', `GET /healthz HTTP/1.1\r\n${host}Expect: more\r\n\r\n`],
      ['TRACE', `TRACE /healthz HTTP/1.1\r\n${host}\r\n`],
      ['CONNECT', `CONNECT other:80 HTTP/1.1\r\n${host}\r\n`],
      ['lower-case verb', `get /healthz HTTP/1.1\r\n${host}\r\n`],
      ['large headers', `GET /healthz HTTP/1.1\r\n${host}X-A: ${'a'.repeat(20_000)}\r\n\r\n`],
    ];
    for (const [name, text] of cases) {
      const answer = await sendRaw(url, `${text}GET /openapi.json HTTP/1.1\r\n${host}\r\n`);
      assert.match(answer, /^(HTTP\/1\.1 4\d\d |$)/, name);
      assert.equal(answer.includes('openapi'), false, name);
      if (answer !== '') assert.match(answer, /problem\+json.*nosniff.*arc-elements\.dev\/problems\//is, name);
    }
    assert.match(await sendRaw(url, `GET /healthz HTTP/1.1\r\n${host}\r\n`), /^HTTP\/1\.1 200 /);
    assert.match(await sendRaw(url, 'GET /healthz HTTP/1.0\r\n\r\n'), /^HTTP\/1\.1 200 /, 'an HTTP/1.0 health check');
    assert.match(await sendRaw(url, `GET /plug/meters/..%2f..%2fusers HTTP/1.1\r\n${host}\r\n`), /^HTTP\/1\.1 401 /);
    command.child.kill('SIGINT');
    assert.equal(await command.exit(), 0);
  });
});
