import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { createHarness } from '../testing/harness.ts';
import { openSqliteKeeper } from './index.ts';

let folder = '';
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'arc-sandbox-db-'));
});
after(() => rmSync(folder, { recursive: true }));

const settled = () => new Promise((resolve) => setImmediate(resolve));

test('users, meters, endpoints, jobs, seed and clock survive a restart', async () => {
  const path = join(folder, 'restart.db');
  const keeper = openSqliteKeeper(path);
  const first = await createHarness({ keeper });
  await first.send('POST', '/webhook/endpoints', { url: 'http://127.0.0.1:9/hook' });
  const { meterIds } = first.sandbox.users.connect('u1', 'solar-home');
  await first.send('PATCH', `/plug/meters/${meterIds[0]}`, { isIntervalsProductActive: true });
  await first.sandbox.clock.advance(1_000);
  first.sandbox.close();
  keeper.close();

  const again = openSqliteKeeper(path);
  const second = await createHarness({ keeper: again, seed: 99, now: 0 });
  assert.equal(second.sandbox.seed, 7);
  assert.equal(second.sandbox.clock.now(), first.sandbox.clock.now());
  const meter = async () => (await second.get('/plug/meters')).body.meters[0];
  assert.equal((await meter()).status, 'INTERVALS_IN_PROGRESS');
  await second.sandbox.clock.advance(1_500);
  assert.equal((await meter()).status, 'INTERVALS_SUCCESS');
  assert.equal(second.received.at(-1)?.body.type, 'historical_utility_intervals_discovered');
  // Ids go on where they were, and do not start over.
  const next = second.sandbox.users.connect('u2');
  assert.equal(meterIds.includes(next.meterIds[0] as string), false);
  second.sandbox.close();
  again.close();
});

test('a reset empties the file', async () => {
  const path = join(folder, 'reset.db');
  const keeper = openSqliteKeeper(path);
  const { sandbox } = await createHarness({ keeper });
  sandbox.users.connect('u1');
  sandbox.reset({ seed: 3 });
  sandbox.close();
  keeper.close();
  const again = openSqliteKeeper(path);
  const kept = again.load();
  assert.equal(kept?.settings.seed, 3);
  assert.equal(
    kept?.records.some((each) => each.collection === 'users'),
    false,
  );
  again.close();
});

test('no bearer or connect token is written to the disk', async () => {
  const path = join(folder, 'tokens.db');
  const keeper = openSqliteKeeper(path);
  const { send, sandbox } = await createHarness({ keeper });
  const { access_token: token } = (await send('POST', '/auth/access_token', { client_id: '001', client_secret: '001' }))
    .body;
  const { connect_token: connect } = (await send('POST', '/auth/connect_token', { client_user_id: 'u1' })).body;
  await settled();
  sandbox.close();
  keeper.close();
  const bytes = readFileSync(path, 'latin1');
  assert.equal(bytes.includes('u1'), true);
  assert.equal(bytes.includes(token) || bytes.includes(connect), false);
});

test('a killed process loses nothing that it answered', async () => {
  const path = join(folder, 'killed.db');
  const run = async () => {
    const command = new URL('./command.ts', import.meta.url).pathname;
    const child = spawn(process.execPath, ['--conditions=@arc-elements/source', command, '--port', '0', '--db', path]);
    const [chunk] = await once(child.stdout, 'data');
    return { child, url: /http:\S+/.exec(String(chunk))?.[0] as string };
  };
  const first = await run();
  const created = [];
  for (const user of ['a', 'b', 'c']) {
    const answer = await fetch(`${first.url}/_sandbox/users`, { method: 'POST', body: JSON.stringify({ user }) });
    created.push(((await answer.json()) as { user: string }).user);
  }
  first.child.kill('SIGKILL');
  await once(first.child, 'exit');
  const second = await run();
  const { users } = (await (await fetch(`${second.url}/_sandbox/users`)).json()) as { users: string[] };
  second.child.kill('SIGTERM');
  await once(second.child, 'exit');
  assert.deepEqual(users, created);
});

test('a file that is not a database is named', () => {
  const path = join(folder, 'text.db');
  writeFileSync(path, 'this is not a database, but long enough to be taken for one at first'.repeat(20));
  assert.throws(() => openSqliteKeeper(path), /--db .*text\.db: /);
  assert.throws(() => openSqliteKeeper(join(folder, 'no', 'such', 'folder.db')), /--db .*folder\.db: /);
});

test('a file that another sandbox uses is refused', () => {
  const path = join(folder, 'shared.db');
  const first = openSqliteKeeper(path);
  assert.throws(() => openSqliteKeeper(path), /--db .*shared\.db: another sandbox is using it/);
  first.close();
  openSqliteKeeper(path).close();
});

test('endpoints and imports of the flags are those of this start, not of an earlier one', async () => {
  const path = join(folder, 'flags.db');
  const startMs = Date.UTC(2024, 0, 1);
  const meter = {
    meterNumber: '7',
    timeZone: 'UTC',
    exportMeasured: false,
    readType: 'ACTUAL',
    readings: [{ startMs, endMs: startMs + 3_600_000, direction: 'import', kwh: 1 }],
  } as const;
  for (const url of ['http://127.0.0.1:9/one', 'http://127.0.0.1:9/two']) {
    const keeper = openSqliteKeeper(path);
    const { sandbox, get } = await createHarness({ keeper, webhooks: [{ url, key: 'k' }], imports: [{ meter }] });
    const { data } = (await get('/webhook/endpoints')).body;
    assert.deepEqual(
      data.map((each: { url: string }) => each.url),
      [url],
    );
    const { meters } = (await get('/plug/meters')).body;
    assert.equal(meters.length, 1);
    assert.equal((await get(`/plug/intervals/meters/${meters[0].id}`)).body.readings.length, 1);
    sandbox.close();
    keeper.close();
  }
});
