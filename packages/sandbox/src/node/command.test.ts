import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';

const COMMAND = new URL('./command.ts', import.meta.url).pathname;
const READINGS = [
  { startAt: '2024-01-01T08:00:00.000+00:00', endAt: '2024-01-01T09:00:00.000+00:00', direction: 'import', kwh: 1.5 },
  { startAt: '2024-01-01T09:00:00.000+00:00', endAt: '2024-01-01T10:00:00.000+00:00', direction: 'import', kwh: 2.25 },
];
const BODY = { meterNumber: 42, localTimezone: 'America/Los_Angeles', providerName: 'Example', readings: READINGS };

let folder = '';
const children: ChildProcess[] = [];
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'arc-sandbox-'));
});
after(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

const file = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

/** Starts the command; `ready` gives its address once it prints it. */
function start(args: string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['--conditions=@arc-elements/source', COMMAND, ...args], {
    env: { ...process.env, ...env },
  });
  children.push(child);
  let out = '';
  let err = '';
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  const ready = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      out += chunk;
      const url = /http:\S+/.exec(out)?.[0];
      if (url !== undefined) resolve(url);
    });
    child.once('exit', () => reject(new Error(`it ended: ${err}`)));
  });
  ready.catch(() => undefined); // tests that expect it to end look at `ended`
  const ended = once(child, 'exit').then(([code]) => ({ code: code as number, err }));
  return { child, ready, ended };
}

test('the command serves on a port, answers like the handler, and ends on a signal', async () => {
  const { child, ready, ended } = start(['--port', '0', '--seed', '9', '--now', '2026-03-20T12:00:00Z']);
  const url = await ready;
  assert.match(url, /^http:\/\/127\.0\.0\.1:\d+$/);
  assert.deepEqual(await (await fetch(`${url}/_sandbox`)).json(), { seed: 9, now: '2026-03-20T12:00:00.000Z' });
  const named = request(url, { headers: { host: 'evil.example' } }).end();
  const [answer] = await once(named, 'response');
  assert.equal(answer.statusCode, 403);
  answer.resume();
  child.kill('SIGTERM');
  assert.equal((await ended).code, 0);
});

test('a signal ends the command while it is busy with an advance by years', async () => {
  const { child, ready, ended } = start(['--port', '0', '--now', '2026-03-20T12:00:00Z']);
  const url = await ready;
  const post = (path: string, body: unknown) => fetch(`${url}${path}`, { method: 'POST', body: JSON.stringify(body) });
  const { meterIds } = (await (await post('/_sandbox/users', { user: 'u1', scenario: 'many-meters' })).json()) as {
    meterIds: string[];
  };
  for (const id of meterIds) await post(`/_sandbox/meters/${id}/activate`, {});
  const advanced = post('/_sandbox/clock', { advanceMs: 3_660 * 86_400_000 }).then(
    () => 'finished',
    () => 'ended',
  );
  await (await fetch(`${url}/_sandbox`)).text(); // it answers meanwhile
  child.kill('SIGTERM');
  assert.deepEqual(await Promise.all([ended.then(({ code }) => code), advanced]), [0, 'ended']);
});

test('answer scenarios of the command line are on from the start', async () => {
  const { child, ready, ended } = start(['--port', '0', '--scenario', 'rate-limit-burst', '--scenario', 'body-cut']);
  const url = await ready;
  const { faults } = (await (await fetch(`${url}/_sandbox/faults`)).json()) as { faults: { scenario: string }[] };
  assert.deepEqual(
    faults.map((each) => each.scenario),
    ['rate-limit-burst', 'body-cut'],
  );
  assert.equal((await fetch(`${url}/utility_credentials`)).status, 429);
  child.kill('SIGTERM');
  assert.equal((await ended).code, 0);
});

test('a recording and its replay are started by the command', async () => {
  const source = start(['--port', '0']);
  const out = join(folder, 'recorded');
  const recorder = start(['record', '--upstream', await source.ready, '--out', out, '--port', '0']);
  await fetch(`${await recorder.ready}/utility_credentials`); // 401, which is an answer too
  recorder.child.kill('SIGTERM');
  assert.equal((await recorder.ended).code, 0);
  const replay = start(['--port', '0', '--recorded', out]);
  assert.equal((await fetch(`${await replay.ready}/utility_credentials`)).status, 401);
  const { code, err } = await start(['--port', '0', '--recorded', join(folder, 'none')]).ended;
  assert.deepEqual([code, err.startsWith('arc-sandbox: --recorded ')], [1, true]);
});

test('an imported file is a meter of a connected person, active at once', async () => {
  const { child, ready, ended } = start([
    '--port',
    '0',
    '--import',
    file('meter.json.gz', gzipSync(JSON.stringify(BODY))),
  ]);
  const url = await ready;
  const form = new URLSearchParams({ grant_type: 'client_credentials', client_id: '001', client_secret: '001' });
  const { access_token } = (await (await fetch(`${url}/oauth2/token`, { method: 'POST', body: form })).json()) as {
    access_token: string;
  };
  const get = async (path: string) => {
    const headers = { authorization: `Bearer ${access_token}`, 'Arc-Version': '2024-02-21' };
    // biome-ignore lint/suspicious/noExplicitAny: bodies are what is looked into
    return (await (await fetch(`${url}${path}`, { headers })).json()) as any;
  };
  const [credential] = (await get('/plug/credentials?search=correlationId==demo')).credentials;
  assert.equal(credential.status, 'CONNECTION_SUCCESS');
  const [meter] = (await get(`/plug/meters?search=credentialIds==${credential.id}`)).meters;
  assert.deepEqual(
    [meter.status, meter.isIntervalsProductActive, meter.meterNumber],
    ['INTERVALS_SUCCESS', true, '42'],
  );
  const raw = await get(`/plug/intervals/meters/${meter.id}`);
  assert.deepEqual(
    raw.readings,
    READINGS.map((each) => ({ ...each, kw: each.kwh })),
  );
  assert.deepEqual([raw.localTimezone, raw.correlationIds], ['America/Los_Angeles', ['demo']]);
  child.kill('SIGINT');
  assert.equal((await ended).code, 0);
});

test('a taken port is named, with the variable to change', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const { code, err } = await start([], { ARC_SANDBOX_PORT: String(port) }).ended;
  server.close();
  assert.equal(code, 1);
  assert.match(err, new RegExp(`^arc-sandbox: port ${port} is taken; set ARC_SANDBOX_PORT[^\n]*\n$`));
});

test('a file or a flag that cannot be used ends the start with one line that names it', async () => {
  const path = file('broken.json', '{"readings":[');
  for (const [args, wanted] of [
    [
      ['--port', '0', '--import', path],
      `arc-sandbox: --import ${path}: it is not JSON, or was not downloaded to its end\n`,
    ],
    [['--port', 'high'], 'arc-sandbox: --port (ARC_SANDBOX_PORT) must be a number from 0 to 65535, not "high"\n'],
  ] as const) {
    const { code, err } = await start([...args]).ended;
    assert.deepEqual([code, err], [1, wanted]);
  }
});
