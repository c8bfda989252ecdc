import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, request } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { after, afterEach, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { type RecordOptions, startRecorder } from './index.ts';

const MB = 1024 * 1024;
let folder = '';
let closing: (() => unknown)[] = [];
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'arc-sandbox-record-errors-'));
});
afterEach(async () => {
  for (const close of closing.reverse()) await close();
  closing = [];
});
after(() => rmSync(folder, { recursive: true }));

/** Starts a recorder in front of a platform. `asked` counts the requests that reach the platform. */
async function startRecording(platform: RequestListener, options: Partial<RecordOptions> = {}) {
  let asked = 0;
  const lines: string[] = [];
  const server = createServer((incoming, outgoing) => {
    asked += 1;
    platform(incoming, outgoing);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const recorder = await startRecorder({
    upstream: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    folder: mkdtempSync(join(folder, 'out-')),
    port: 0,
    report: (line) => lines.push(line),
    ...options,
  });
  closing.push(recorder.close);
  return { url: recorder.url, lines, asked: () => asked };
}

/** Sends a request that `fetch` would not send. Resolves to the answer's status, error and headers. */
async function send(url: string, method: string, body: readonly (Buffer | string)[] = []) {
  const sent = request(url, { method });
  if (body.length > 0) sent.setHeader('transfer-encoding', 'chunked');
  Readable.from(body).pipe(sent);
  const [answer] = await once(sent, 'response');
  const { error } = JSON.parse(String(await answer.setEncoding('utf8').toArray()));
  return { status: answer.statusCode as number, error: error as string, headers: answer.headers };
}

const ok: RequestListener = (_incoming, outgoing) => outgoing.end('{}');

test('a platform that cannot be reached is 502, without its address', async () => {
  const free = createServer().listen(0, '127.0.0.1');
  await once(free, 'listening');
  const { port } = free.address() as AddressInfo;
  await new Promise((resolve) => free.close(resolve));
  const { url, lines } = await startRecording(ok, { upstream: `http://127.0.0.1:${port}/secret-base` });
  const answer = await fetch(`${url}/users?token=secret-token`);
  const { error } = (await answer.json()) as { error: string };
  assert.equal(answer.status, 502);
  assert.match(error, /platform could not be reached/);
  assert.match(lines[0] as string, /^GET 502: .*could not be reached \(ECONNREFUSED\)$/);
  assert.doesNotMatch(error + lines.join(''), /secret/);
});

test('a platform that does not answer in time is 504', async () => {
  const { url, lines } = await startRecording(() => undefined, { timeoutMs: 50 });
  const { status, error } = await send(`${url}/users`, 'GET');
  assert.equal(status, 504);
  assert.match(error, /platform did not answer within 0\.05 s/);
  assert.match(lines[0] as string, /^GET 504: /);
});

test('a platform whose answer does not end in time is 504', async () => {
  const { url } = await startRecording((_incoming, outgoing) => outgoing.write('{'), { timeoutMs: 50 });
  assert.equal((await send(`${url}/users`, 'GET')).status, 504);
});

test('a request of more than 16 MB is 413 and is not passed on', async () => {
  const { url, asked } = await startRecording(ok);
  const largest = Array<Buffer>(16).fill(Buffer.alloc(MB));
  assert.equal((await send(url, 'POST', largest)).status, 200);
  const { status, error } = await send(url, 'POST', [...largest, 'x']);
  assert.equal(status, 413);
  assert.match(error, /16 MB/);
  assert.equal(asked(), 1);
});

test('a method that cannot be passed on is 405, with those that can', async () => {
  const { url, asked } = await startRecording(ok);
  const { status, error, headers } = await send(url, 'TRACE');
  assert.equal(status, 405);
  assert.match(error, /TRACE/);
  assert.equal(headers.allow, 'DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT');
  assert.equal(asked(), 0);
});

test('a GET with a body is 400 and is not passed on', async () => {
  const { url, asked } = await startRecording(ok);
  const { status, error } = await send(url, 'GET', ['{}']);
  assert.equal(status, 400);
  assert.match(error, /GET .*body/);
  assert.equal(asked(), 0);
});

test('a compressed request is 415 and is not passed on', async () => {
  const { url, asked } = await startRecording((_incoming, outgoing) => outgoing.end('{}'));
  const headers = { 'content-encoding': 'gzip' };
  const answer = await fetch(`${url}/plug/meters`, { method: 'POST', headers, body: gzipSync('{}') });
  assert.deepEqual([answer.status, asked()], [415, 0]);
});

test('a request that is cut off is told as such and is not passed on', async () => {
  const { url, lines, asked } = await startRecording((_incoming, outgoing) => outgoing.end('{}'));
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.end('POST /ping HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50\r\n\r\n{');
  await once(socket.resume(), 'close');
  await fetch(`${url}/ping`, { method: 'PROPFIND' });
  assert.deepEqual([lines[0], asked()], ['POST 400: The request was cut off', 0]);
});

test('JSON that is nested too deeply is passed on and not written', async () => {
  const deep = '['.repeat(20_000) + ']'.repeat(20_000);
  const { url, lines } = await startRecording((_incoming, outgoing) => outgoing.end(deep));
  const answer = await fetch(`${url}/plug/meters`, { method: 'POST', body: deep });
  assert.equal((await answer.text()).length, deep.length);
  assert.deepEqual(lines, ['POST 200: passed on, not written']);
});

test('secrets of a body that begins with a byte order mark are not written', async () => {
  const out = mkdtempSync(join(folder, 'out-'));
  const answerBody = '\ufeff{"note":"not of-somebody","kwh":12}';
  const { url } = await startRecording((_incoming, outgoing) => outgoing.end(answerBody), { folder: out });
  await fetch(`${url}/ping`, { method: 'POST', body: '\ufeff{"password":"of-somebody"}' });
  const written = readFileSync(join(out, '0001-POST-ping.json'), 'utf8');
  assert.match(written, /"kwh": 12/);
  assert.doesNotMatch(written, /of-somebody/);
});

test('an answer that is not compressed as it says is 502', async () => {
  const { url, lines } = await startRecording((_incoming, outgoing) => {
    outgoing.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
    outgoing.end('{"no": "gzip"}');
  });
  const { status, error } = await send(url, 'POST');
  assert.equal(status, 502);
  assert.match(error, /platform's answer .*(cut off|compressed)/);
  assert.match(lines[0] as string, /^POST 502: /);
});

test('an answer that cannot be written is 500', async () => {
  const out = join(folder, 'gone');
  const { url } = await startRecording(ok, { folder: out });
  rmSync(out, { recursive: true });
  const { status, error } = await send(url, 'POST');
  assert.equal(status, 500);
  assert.match(error, /could not be written/);
});
