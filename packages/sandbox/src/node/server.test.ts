import assert from 'node:assert/strict';
import { get } from 'node:http';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import { type RunningSandbox, startSandbox } from './index.ts';

let running: RunningSandbox;
/** What the sandbox waits for, by the ms that it wants to wait. */
const waiting = new Map<number, () => void>();
const timers = { set: (run: () => void, ms: number) => waiting.set(ms, run), clear: () => undefined };
before(async () => {
  running = await startSandbox({ port: 0, now: Date.parse('2026-03-20T12:00:00Z'), timers });
});
after(() => running.close());

const fault = (body: unknown) =>
  fetch(`${running.url}/_sandbox/faults`, { method: 'POST', body: JSON.stringify(body) });

/** What arrives at a client that counts bytes. */
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

test('statuses without a body and redirects come as they were asked for', async () => {
  await fault({ path: '/ping', times: 1, status: 204 });
  assert.equal((await fetch(`${running.url}/ping`)).status, 204);
  await fault({ path: '/ping', times: 1, status: 302, headers: { location: 'http://127.0.0.1:1/' } });
  const moved = await fetch(`${running.url}/ping`, { redirect: 'manual' });
  assert.deepEqual([moved.status, moved.headers.get('location')], [302, 'http://127.0.0.1:1/']);
});

test('a late answer comes when its time has passed, not before', async () => {
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

test('a Host that is none is the sender’s mistake; HTTP/1.0 needs none', async () => {
  for (const host of ['a b', 'evil/..', 'localhost:99999']) {
    assert.match(await say(`GET /_sandbox HTTP/1.1\r\nHost: ${host}\r\n\r\n`), /^HTTP\/1\.1 400 /, host);
  }
  assert.match(await say('GET /_sandbox HTTP/1.0\r\n\r\n'), /^HTTP\/1\.1 200 .*"seed"/s);
});

test('a year goes out whole, to several clients at once', async () => {
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
