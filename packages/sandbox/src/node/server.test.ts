import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, get, request } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { after, before, test } from 'node:test';
import { type RunningSandbox, startSandbox } from './index.ts';

let running: RunningSandbox;
/** What the sandbox waits for, by the ms that it wants to wait. */
const waiting = new Map<number, () => void>();
const timers = { set: (run: () => void, ms: number) => waiting.set(ms, run), clear: () => undefined };
before(async () => {
  running = await startSandbox({
    port: 0,
    now: Date.parse('2026-03-20T12:00:00Z'),
    hosts: ['given.example'],
    timers,
  });
});
after(() => running.close());

const fault = (body: unknown) =>
  fetch(`${running.url}/_sandbox/faults`, { method: 'POST', body: JSON.stringify(body) });

/** Resolves to what arrives at a client that counts bytes. */
function receive(path: string): Promise<{ status: number | undefined; text: string; whole: boolean }> {
  return new Promise((resolve, reject) => {
    get(`${running.url}${path}`, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk) => {
        text += chunk;
      });
      const done = () => resolve({ status: answer.statusCode, text, whole: answer.complete });
      answer.on('end', done);
      answer.on('error', done);
    }).on('error', reject);
  });
}

test('a cut answer begins like a whole one and breaks off after its bytes', async () => {
  await fault({ path: '/connect/assets/connect.css', times: 1, cutAfterBytes: 7 });
  const { status, text, whole } = await receive('/connect/assets/connect.css');
  assert.deepEqual([status, text, whole], [200, '\n:root ', false]);
  assert.equal((await receive('/connect/assets/connect.css')).whole, true);
});

test('an answer cut before its first byte has headers and nothing else', async () => {
  await fault({ path: '/connect/assets/connect.css', times: 1, cutAfterBytes: 0 });
  assert.deepEqual(await receive('/connect/assets/connect.css'), { status: 200, text: '', whole: false });
});

test('statuses without a body and redirects are answered as a fault asks for them', async () => {
  await fault({ path: '/ping', times: 1, status: 204 });
  assert.equal((await fetch(`${running.url}/ping`)).status, 204);
  await fault({ path: '/ping', times: 1, status: 302, headers: { location: 'http://127.0.0.1:1/' } });
  const moved = await fetch(`${running.url}/ping`, { redirect: 'manual' });
  assert.deepEqual([moved.status, moved.headers.get('location')], [302, 'http://127.0.0.1:1/']);
});

test('a delayed answer comes when its delay has passed, not before', async () => {
  await fault({ path: '/ping', times: 1, delayMs: 120 });
  const late = fetch(`${running.url}/ping`).then(({ status }) => `late ${status}`);
  while (!waiting.has(120)) await new Promise((resolve) => setImmediate(resolve));
  // Another request goes all the way there and back meanwhile.
  const other = fetch(`${running.url}/ping`).then(({ status }) => `other ${status}`);
  assert.equal(await Promise.race([late, other]), 'other 401');
  waiting.get(120)?.();
  assert.equal(await late, 'late 401');
});

/** Status line and body of what a server answers to these bytes. */
function say(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(running.url).port), '127.0.0.1', () => socket.end(text));
    let answer = '';
    socket.setEncoding('utf8');
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}

test('a Host header that is no host name is 400; HTTP/1.0 needs none', async () => {
  for (const host of ['a b', 'evil/..', 'localhost:99999']) {
    assert.match(await say(`GET /_sandbox HTTP/1.1\r\nHost: ${host}\r\n\r\n`), /^HTTP\/1\.1 400 /, host);
  }
  assert.match(await say('GET /_sandbox HTTP/1.0\r\n\r\n'), /^HTTP\/1\.1 200 .*"seed"/s);
});

test('a client that breaks off while it sends leaves no line on the terminal', async (t) => {
  const printed = t.mock.method(console, 'error', () => undefined);
  const socket = connect(Number(new URL(running.url).port), '127.0.0.1');
  socket.end('POST /_sandbox/users HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50\r\n\r\n{');
  await once(socket.resume(), 'close');
  // The next answer comes after the one that nobody waits for.
  await fetch(`${running.url}/_sandbox`).then((answer) => answer.text());
  assert.deepEqual(printed.mock.calls, []);
});

test('a year of readings is sent complete to several clients at once', async () => {
  const { sandbox, url } = running;
  const { meterIds } = sandbox.users.connect('u1', 'solar-home');
  const form = new URLSearchParams({ grant_type: 'client_credentials', client_id: '001', client_secret: '001' });
  const { access_token } = (await (await fetch(`${url}/oauth2/token`, { method: 'POST', body: form })).json()) as {
    access_token: string;
  };
  const headers = { authorization: `Bearer ${access_token}`, 'Arc-Version': '2024-02-21' };
  await fetch(`${url}/plug/meters/${meterIds[0]}`, {
    method: 'PATCH',
    headers,
    body: '{"isIntervalsProductActive":true}',
  });
  await sandbox.clock.advance(5_000);
  const texts = await Promise.all(
    Array.from({ length: 4 }, async () =>
      (await fetch(`${url}/plug/normalizedIntervals/meters/${meterIds[0]}`, { headers })).text(),
    ),
  );
  assert.equal(new Set(texts).size, 1);
  assert.equal(JSON.parse(texts[0] as string).readings[0].importKwh.length, 35_040);
});

/**
 * Sends a request under another host name, as a terminator of TLS or a page with a name of its own
 * would.
 */
function askAs(host: string, method: string, path: string, headers: Record<string, string> = {}, body = '') {
  return new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
    const sent = request(`${running.url}${path}`, { method, headers: { host, ...headers } }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk) => {
        text += chunk;
      });
      answer.on('end', () => resolve({ status: answer.statusCode, text }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

test('the platform’s own host names are answered on loopback, and other names only when given', async () => {
  for (const host of [
    'api.arcadia.com',
    'sandbox.api.arcadia.com',
    'platform-connect.arcadia.com:443',
    'given.example',
    'localhost.',
    'x.localhost.:80',
  ]) {
    assert.equal((await askAs(host, 'GET', '/_sandbox')).status, 200, host);
  }
  for (const host of [
    'evil.example',
    'arcadia.com.evil.example',
    'arcadia.com',
    'api.arcadia.com.',
    'x.given.example',
  ]) {
    assert.equal((await askAs(host, 'GET', '/_sandbox')).status, 403, host);
  }
});

test('the Connect form is taken behind a terminator of TLS, from its own page only', async () => {
  const login = JSON.stringify({ correlationId: 'u1', username: 'a', password: 'verified' });
  const submit = async (host: string, origin: string) =>
    (await askAs(host, 'POST', '/connect/sandbox/submit', { origin, 'content-type': 'application/json' }, login))
      .status;
  assert.equal(await submit('connect.arcadia.com', 'https://connect.arcadia.com'), 200);
  assert.equal(await submit('given.example:8443', 'https://given.example:8443'), 200);
  assert.equal(await submit('connect.arcadia.com', 'https://evil.example'), 403);
  assert.equal(await submit('connect.arcadia.com', 'http://127.0.0.1:5173'), 403);
});

test('addresses that are given out name https behind a terminator of TLS', async () => {
  const form = 'grant_type=client_credentials&client_id=001&client_secret=001';
  const { access_token } = JSON.parse((await askAs('api.arcadia.com', 'POST', '/oauth2/token', {}, form)).text);
  const connectUrl = async (headers: Record<string, string>) => {
    const sent = { ...headers, authorization: `Bearer ${access_token}`, 'Arc-Version': '2024-02-21' };
    const answer = await askAs('api.arcadia.com', 'POST', '/auth/connect_url', sent, '{"client_user_id":"u1"}');
    return JSON.parse(answer.text).connect_url as string;
  };
  assert.match(await connectUrl({ 'x-forwarded-proto': 'https' }), /^https:\/\/api\.arcadia\.com\/connect\//);
  assert.match(await connectUrl({}), /^http:\/\/api\.arcadia\.com\/connect\//);
});

test('of a webhook’s answer without an end, 64 KB are read and no more', async () => {
  const { sandbox } = running;
  let sentBytes = 0;
  const piece = Buffer.alloc(16 * 1024, 'x');
  const endless = createServer((_request, response) => {
    const write = (): void => {
      // A receiver may send for ever; this one stops where the test has long failed.
      while (sentBytes < 64 * 1024 * 1024 && response.write(piece)) sentBytes += piece.length;
      sentBytes += piece.length;
    };
    response.on('drain', write);
    write();
  }).listen(0, '127.0.0.1');
  await once(endless, 'listening');
  const url = `http://127.0.0.1:${(endless.address() as AddressInfo).port}/hook`;
  const form = new URLSearchParams({ grant_type: 'client_credentials', client_id: '001', client_secret: '001' });
  const { access_token } = (await (
    await fetch(`${running.url}/oauth2/token`, { method: 'POST', body: form })
  ).json()) as {
    access_token: string;
  };
  const headers = { authorization: `Bearer ${access_token}`, 'Arc-Version': '2024-02-21' };
  const call = async (method: string, path: string, body?: unknown) => {
    const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    const text = await (await fetch(`${running.url}${path}`, init)).text();
    return text === '' ? undefined : JSON.parse(text);
  };
  const { id } = await call('POST', '/webhook/endpoints', { url });
  await call('PUT', `/webhook/endpoints/${id}/test`);
  await sandbox.clock.advance(0);
  const { data } = await call('GET', `/webhook/endpoints/${id}/events`);
  assert.equal(data[0].delivered, true);
  const event = await call('GET', `/webhook/endpoints/${id}/events/${data[0].id}`);
  assert.match(event.delivery_attempts[0].response_body, /^x{1000}x* … cut after 65536 bytes$/);
  assert.equal(sentBytes < 8 * 1024 * 1024, true, `${sentBytes} bytes were sent`); // what the system buffers
  await call('DELETE', `/webhook/endpoints/${id}`);
  endless.closeAllConnections();
  endless.close();
});
