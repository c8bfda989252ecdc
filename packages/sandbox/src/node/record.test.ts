import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { createHarness } from '../testing/harness.ts';
import { readRecordedFolder, startRecorder, startSandbox } from './index.ts';

let folder = '';
let closing: (() => unknown)[] = [];
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'arc-sandbox-record-'));
});
afterEach(async () => {
  for (const close of closing.reverse()) await close();
  closing = [];
});
after(() => rmSync(folder, { recursive: true }));

const COMMAND = join(import.meta.dirname, 'command.ts');
const TOKEN = 'a-bearer-token-of-a-real-account';
const SECRET = 'the-secret-of-a-real-client';
const PERSONAL = ['ada@home.example', 'Ada Byron', '12 Real Road', 'Realville', '94199', '0055512345', 'ada-l', '37.7'];

const ACCOUNT = {
  id: 77,
  client_user_id: 'ada-l',
  utility_name: 'Real Power',
  account_number: '0055512345',
  service_customer_name: 'Ada Byron',
  service_address_street_one: '12 Real Road',
  service_address_city: 'Realville',
  service_address_zip: '94199',
  service_address_state: 'CA',
  status: 'active',
  note: `Ada Byron (ada-l) of 12 Real Road asked as ada@home.example with ${TOKEN} about 0055512345`,
  utility_long_name: 'Canada Light',
  utility_meters: [{ id: 78, client_user_id: 'ada-l', meter_number: '0055512345', lat: 37.7 }],
};

/** Starts a platform on a port of this machine. Resolves to its URL and what it was asked. */
async function startPlatform(): Promise<{ url: string; asked: { target: string; authorization?: string }[] }> {
  const asked: { target: string; authorization?: string }[] = [];
  const server: Server = createServer((incoming, outgoing) => {
    const { url: target = '', headers } = incoming;
    asked.push({ target, ...(headers.authorization === undefined ? {} : { authorization: headers.authorization }) });
    const send = (body: unknown, more: Record<string, string> = {}): void => {
      outgoing.writeHead(200, { 'content-type': 'application/json', 'set-cookie': 'session=of-a-person', ...more });
      outgoing.end(JSON.stringify(body));
    };
    if (target === '/oauth2/token') return send({ access_token: TOKEN, expires_in: 300 });
    if (target.startsWith('/webhook'))
      return send({ data: [{ id: 'x', url: 'https://a.example/s3cret-path', signing_key: SECRET }] });
    if (target === '/page') {
      outgoing.writeHead(200, { 'content-type': 'text/html' });
      return outgoing.end('<p>Ada Byron</p>');
    }
    if (target.includes('gzip')) {
      outgoing.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
      return outgoing.end(gzipSync(JSON.stringify({ data: [ACCOUNT], total_count: 1 })));
    }
    if (target === '/utility_accounts/1') {
      outgoing.writeHead(429, { 'content-type': 'application/json', 'retry-after': '3' });
      return outgoing.end('{"error":"Rate limit exceeded"}');
    }
    if (target === '/ping')
      return send({ pong: true, token_of: headers.authorization, note: `for ${headers.authorization}` });
    return send({ data: [ACCOUNT], total_count: 1 }, { 'Arc-Version': '2022-10-13' });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

async function startRecording(name: string) {
  const platform = await startPlatform();
  const out = join(folder, name);
  const lines: string[] = [];
  const recorder = await startRecorder({
    upstream: platform.url,
    folder: out,
    port: 0,
    report: (line) => lines.push(line),
  });
  closing.push(recorder.close);
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: 'real-client',
    client_secret: SECRET,
  });
  const token = await fetch(`${recorder.url}/oauth2/token`, { method: 'POST', body: form });
  assert.equal(((await token.json()) as { access_token: string }).access_token, TOKEN);
  const get = (path: string) => fetch(`${recorder.url}${path}`, { headers: { authorization: `Bearer ${TOKEN}` } });
  return { platform, recorder, out, lines, get };
}

const written = (out: string): string[] => readdirSync(out).map((file) => readFileSync(join(out, file), 'utf8'));

test('answers are passed on as they are, and written without names, secrets or tokens', async () => {
  const { platform, out, lines, get } = await startRecording('secrets');
  const path = '/utility_accounts?client_user_id=ada-l&appId=real-client&appKey=the-real-app-key';
  assert.deepEqual(await (await get(path)).json(), { data: [ACCOUNT], total_count: 1 });
  await get('/users/ada-l');
  await get('/rest/v1/accounts/pid/ada-l');
  await get('/plug/credentials?search=correlationId%3D%3Dada-l%3Busername%3D%3Dada%40home.example');
  await get('/plug/meters?search=accountNumbers%3Din%3D(0055512345,1)');
  await get('/utility_accounts?gzip');
  await get('/webhook/endpoints');
  await get('/page');
  assert.equal(platform.asked[1]?.target, path);
  assert.equal(platform.asked[1]?.authorization, `Bearer ${TOKEN}`);
  const text = [...written(out), ...readdirSync(out), ...lines].join('\n');
  for (const each of [...PERSONAL, TOKEN, SECRET, 'the-real-app-key', 'real-client', 's3cret-path', 'of-a-person']) {
    assert.equal(text.includes(each), false, each);
  }
  assert.equal(readdirSync(out).length, 7); // neither the token nor the page
  assert.equal(text.includes('Real Power'), true);
  assert.equal(statSync(join(out, readdirSync(out)[0] as string)).mode & 0o077, 0);
});

test('the same name is replaced by the same in every file, and the form of a number stays', async () => {
  const { out, get } = await startRecording('same');
  await get('/utility_accounts?client_user_id=ada-l');
  await get('/users/ada-l');
  const [first, second] = written(out).map((text) => JSON.parse(text).exchanges[0]);
  const [account] = first.response.body.data;
  assert.deepEqual(first.request.query, { client_user_id: ['user-1'] });
  assert.equal(second.request.path, '/users/user-1');
  assert.deepEqual([account.client_user_id, account.utility_meters[0].client_user_id], ['user-1', 'user-1']);
  assert.match(account.account_number, /^\d{10}$/);
  assert.equal(account.account_number, account.utility_meters[0].meter_number);
  assert.deepEqual([account.id, account.status, account.service_address_state], [77, 'active', 'CA']);
});

test('a token that was issued elsewhere is not written where the platform repeats it', async () => {
  const { out, recorder } = await startRecording('elsewhere');
  const basic = `Basic ${btoa('real-app-id:real-app-key')}`;
  for (const authorization of ['Bearer a-token-from-elsewhere', basic])
    await fetch(`${recorder.url}/ping`, { headers: { authorization } });
  await fetch(`${recorder.url}/ping`, {
    method: 'POST',
    headers: { authorization: 'Bearer hunter2-hunter2' },
    body: '{"password":"hunter2-hunter2"}',
  });
  const text = written(out).join('');
  assert.match(text, /"note": "for (Bearer )?secret-\d+"/);
  assert.equal(/elsewhere|real-app|hunter2/.test(text) || text.includes(basic.slice(6)), false);
});

test('what was recorded is played to whoever the sandbox lets in', async () => {
  const { out, get, recorder } = await startRecording('played');
  await get('/utility_accounts?client_user_id=ada-l');
  await get('/utility_accounts/1');
  await recorder.close();
  const { send, get: play } = await createHarness({ recorded: readRecordedFolder(out) });
  const { body, headers } = await play('/utility_accounts?client_user_id=user-1');
  assert.deepEqual([body.data[0].id, body.data[0].utility_name], [77, 'Real Power']);
  assert.match(String(headers.get('content-type')), /json/);
  const limited = await play('/utility_accounts/1');
  assert.deepEqual([limited.status, limited.headers.get('retry-after')], [429, '3']);
  assert.equal((await play('/utility_accounts?client_user_id=user-1', { authorization: '' })).status, 401);
  assert.deepEqual((await play('/utility_accounts?client_user_id=other')).body.data, []); // the sandbox's own
  assert.equal((await send('POST', '/utility_accounts?client_user_id=user-1')).status, 404);
});

test('a recorder in front of a sandbox records what another sandbox plays', async () => {
  const source = await startSandbox({ port: 0, seed: 7, now: Date.parse('2026-03-20T12:00:00Z') });
  closing.push(source.close);
  const { utility_credential_id: id } = source.sandbox.users.connect('ada', 'solar-home');
  const out = join(folder, 'sandbox');
  const recorder = await startRecorder({ upstream: source.url, folder: out, port: 0 });
  closing.push(recorder.close);
  const client = { client_id: '001', client_secret: '001' };
  const asked = await fetch(`${recorder.url}/auth/access_token`, { method: 'POST', body: JSON.stringify(client) });
  const { access_token } = (await asked.json()) as { access_token: string };
  const headers = { authorization: `Bearer ${access_token}`, 'Arc-Version': '2022-10-13' };
  for (const path of [`/utility_credentials/${id}`, '/utility_accounts', '/plug/meters'])
    await fetch(`${recorder.url}${path}`, { headers });
  assert.equal(written(out).join('').includes(access_token), false);
  const { get } = await createHarness({ recorded: readRecordedFolder(out), seed: 99 });
  const { body } = await get(`/utility_credentials/${id}`);
  assert.deepEqual([body.client_user_id, body.verification_status, body.username], ['user-1', 'verified', 'name-1']);
  assert.match((await get('/plug/meters')).body.meters[0].id, /^mtr_/);
});

test('HAR files and bodies by their path are played, in the order of their names', async () => {
  const out = mkdtempSync(join(folder, 'har-'));
  const entry = (url: string, status: number, text: string, encoding?: string) => ({
    request: { method: 'get', url: `https://api.arcadia.com${url}` },
    response: {
      status,
      headers: [{ name: 'Retry-After', value: '9' }],
      content: { mimeType: 'application/json', text, encoding },
    },
  });
  const entries = [
    entry('/utility_credentials/1', 200, '{"verification_status":"pending"}'),
    entry('/utility_credentials/1', 200, btoa('{"verification_status":"verified"}'), 'base64'),
    entry('/plug/meters?size=1&page=0', 200, '{"meters":[1]}'),
    entry('/aborted', 0, ''),
  ];
  writeFileSync(join(out, 'session.har'), JSON.stringify({ log: { entries } }));
  mkdirSync(join(out, 'plug'));
  writeFileSync(join(out, 'plug', 'meters.json'), '{"meters":[],"page":{}}');
  const { get, sandbox, login } = await createHarness({ recorded: readRecordedFolder(out) });
  const status = async () => (await get('/utility_credentials/1')).body.verification_status;
  assert.deepEqual([await status(), await status(), await status()], ['pending', 'verified', 'verified']);
  assert.deepEqual((await get('/plug/meters?page=0&size=1')).body, { meters: [1] });
  assert.deepEqual((await get('/plug/meters?size=2')).body, { meters: [], page: {} });
  assert.equal((await get('/plug/meters')).headers.get('retry-after'), null);
  sandbox.reset();
  await login();
  assert.equal(await status(), 'pending');
});

test('a folder or file that cannot be played is named', () => {
  const out = mkdtempSync(join(folder, 'bad-'));
  assert.throws(() => readRecordedFolder(join(out, 'none')), /--recorded .*none: there is no such folder/);
  assert.throws(() => readRecordedFolder(out), /--recorded .*: there is no \.har or \.json file/);
  for (const [content, reason] of [
    ['{', /broken\.har: it is not JSON/],
    ['{}', /broken\.har: it is not a HAR file/],
    ['{"log":{"entries":[{}]}}', /broken\.har: log\.entries\.0/],
    ['{"exchanges":[{"request":{"method":"GET","path":"x"},"response":{"status":200}}]}', /request\.path/],
    ['{"exchanges":[{"request":{"method":"GET","path":"/x"},"response":{"status":99}}]}', /response\.status/],
  ] as const) {
    writeFileSync(join(out, 'broken.har'), content);
    assert.throws(() => readRecordedFolder(out), reason);
  }
});

test('a symbolic link in a folder of recorded answers is named, because it is not followed', () => {
  const out = mkdtempSync(join(folder, 'link-'));
  writeFileSync(join(out, 'users.json'), '{}');
  mkdirSync(join(out, 'plug'));
  for (const link of ['meters.json', 'plug/meters.json', 'more']) {
    symlinkSync(link === 'more' ? folder : join(out, 'users.json'), join(out, link));
    assert.throws(() => readRecordedFolder(out), new RegExp(`--recorded .*${link}: it is a symbolic link`));
    rmSync(join(out, link));
  }
});

test('a recorder writes into an empty folder only, and serves no page and no foreign host name', async () => {
  const { out, recorder, platform } = await startRecording('hosts');
  writeFileSync(join(out, 'mine.txt'), '');
  await assert.rejects(
    startRecorder({ upstream: 'http://127.0.0.1:9', folder: out, port: 0 }),
    /--out .* is not empty/,
  );
  const before = platform.asked.length;
  for (const headers of [{ host: 'evil.example' }, { origin: 'https://evil.example' }]) {
    const sent = request(`${recorder.url}/users`, { headers }).end();
    const [answer] = await once(sent, 'response');
    assert.equal(answer.statusCode, 403);
    answer.resume();
  }
  // What stands behind an @ would be the host, and the platform's address a user name.
  const { port } = new URL(recorder.url);
  const socket = connect(Number(port), '127.0.0.1', () =>
    socket.end('GET @127.0.0.1:9/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n'),
  );
  assert.match(String((await once(socket, 'data'))[0]), /^HTTP\/1\.1 (400|403) /);
  assert.equal(platform.asked.length, before);
});

test('each cookie of an answer is passed on', async () => {
  const server = createServer((_incoming, outgoing) => {
    outgoing.setHeader('set-cookie', ['a=1', 'b=2']);
    outgoing.end('{}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => server.close());
  const upstream = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const recorder = await startRecorder({ upstream, folder: join(folder, 'cookies'), port: 0 });
  closing.push(() => recorder.close());
  const answer = await fetch(`${recorder.url}/ping`);
  assert.deepEqual(answer.headers.getSetCookie(), ['a=1', 'b=2']);
});

test('a folder where none can be made is refused', { skip: process.platform !== 'linux' }, () => {
  // In a process of its own, because what never returns cannot be stopped by a timeout.
  const { status, stderr } = spawnSync(
    process.execPath,
    [
      '--conditions=@arc-elements/source',
      COMMAND,
      'record',
      '--port',
      '0',
      '--upstream',
      'http://127.0.0.1:9',
      '--out',
      '/proc/x/y',
    ],
    { encoding: 'utf8', timeout: 20_000 },
  );
  assert.deepEqual([status, stderr], [1, 'arc-sandbox: --out /proc/x/y: it cannot be written to\n']);
});
