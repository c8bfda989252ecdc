import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createHarness, type Harness } from './testing/harness.ts';

const LOGIN = {
  providerId: '36e14462ea0a11e0b6bb12313d2b6294',
  username: 'ARC_DEMO_SOLAR_HOME',
  password: 'verified',
  correlationId: 'u1',
};

const features = async (harness: Harness): Promise<Record<string, string>> =>
  (await harness.get('/utility_accounts?client_user_id=u1')).body.data[0].feature_availability;

test('a login is checked, its accounts appear, and their features become ready, in this order', async () => {
  const harness = await createHarness();
  const { sandbox, get, send } = harness;
  const created = await send('POST', '/plug/credentials', LOGIN);
  assert.equal(created.status, 201);
  assert.equal(created.body.status, 'CONNECTION_IN_PROGRESS');
  const credential = async () => (await get('/utility_credentials?client_user_id=u1')).body.data[0];

  await sandbox.clock.advance(1_499);
  assert.equal((await credential()).verification_status, 'pending');
  await sandbox.clock.advance(1);
  assert.equal((await credential()).verification_status, 'verified');
  assert.equal((await credential()).accounts_load_in_progress, true);
  assert.equal((await get('/utility_accounts?client_user_id=u1')).body.total_count, 0);

  await sandbox.clock.advance(1_500);
  assert.equal((await credential()).accounts_load_in_progress, false);
  assert.deepEqual(new Set(Object.values(await features(harness))), new Set(['NOT_READY']));
  await sandbox.clock.advance(2_000);
  assert.equal((await features(harness)).utility_statements, 'AVAILABLE');
  assert.equal((await features(harness)).utility_intervals, 'NOT_READY');
  await sandbox.clock.advance(1_000);
  assert.equal((await features(harness)).utility_intervals, 'AVAILABLE');
});

test('one login is seen by both generations with the same user, utility and user name', async () => {
  const { send, get } = await createHarness();
  await send('POST', '/plug/credentials', LOGIN);
  const [legacy] = (await get('/utility_credentials?client_user_id=u1')).body.data;
  const [plug] = (await get('/plug/credentials?search=correlationId==u1')).body.credentials;
  assert.equal(Number.isInteger(legacy.id), true);
  assert.match(plug.id, /^crd_[0-9a-f-]{36}$/);
  assert.deepEqual(
    [legacy.client_user_id, legacy.utility_name, legacy.username],
    [plug.correlationId, plug.provider.name, plug.username],
  );
});

test('a meter is activated once: in progress at once, readable two and a half seconds later', async () => {
  const { sandbox, send, get } = await createHarness();
  const { meterIds } = sandbox.users.connect('u1', 'solar-home');
  const path = `/plug/meters/${meterIds[0]}`;
  assert.equal((await get(`/plug/normalizedIntervals/meters/${meterIds[0]}`)).status, 400);
  const first = await send('PATCH', path, { isIntervalsProductActive: true });
  assert.equal(first.body.meters[0].status, 'INTERVALS_IN_PROGRESS');
  assert.equal(first.body.meters[0].isIntervalsProductActive, true);
  const again = await send('PATCH', path, { isIntervalsProductActive: true });
  assert.equal(again.status, 400);
  assert.equal(again.body.error, 'invalid_meter_activation');
  await sandbox.clock.advance(2_499);
  assert.equal((await get(`/plug/intervals/meters/${meterIds[0]}`)).body.error, 'invalid_intervals_request');
  await sandbox.clock.advance(1);
  assert.equal((await get(`/plug/intervals/meters/${meterIds[0]}`)).status, 200);
  assert.equal((await send('PATCH', '/plug/meters/mtr_nobody', { isIntervalsProductActive: true })).status, 404);
});

test('a wrong password is rejected, and the right one repairs the same credential', async () => {
  const { sandbox, send, get } = await createHarness();
  const { body } = await send('POST', '/plug/credentials', {
    ...LOGIN,
    username: 'ARC_DEMO_REJECTED',
    password: 'rejected',
  });
  await sandbox.clock.advance(2_000);
  const failed = (await get('/plug/credentials?search=correlationId=u1')).body.credentials[0];
  assert.deepEqual(
    [failed.status, failed.statusDetail, failed.isCustomerActionRequired],
    ['CONNECTION_FAILURE', 'INVALID_CREDENTIALS', true],
  );
  await send('PATCH', `/plug/credentials/${body.id}`, { password: 'verified' });
  await sandbox.clock.advance(10_000);
  const repaired = (await get('/plug/credentials?search=correlationId=u1')).body.credentials;
  assert.equal(repaired.length, 1);
  assert.equal(repaired[0].status, 'CONNECTION_SUCCESS');
  assert.equal(repaired[0].totalAccounts, 1);
});

test('a revoked login is rejected in both generations, says so, and brings no new intervals', async () => {
  const { sandbox, send, get, received, login } = await createHarness({
    webhooks: [{ url: 'http://127.0.0.1:9/hook', key: 'k' }],
  });
  const { utility_credential_id, meterIds } = sandbox.users.connect('u1');
  await send('PATCH', `/plug/meters/${meterIds[0]}`, { isIntervalsProductActive: true });
  await sandbox.clock.advance(5_000);
  assert.equal(
    (await send('POST', '/sandbox/webhook/trigger/utility_credential_revoked', { utility_credential_id })).status,
    202,
  );
  await sandbox.clock.advance(3 * 86_400_000);
  await login();
  assert.equal((await get(`/utility_credentials/${utility_credential_id}`)).body.verification_status, 'rejected');
  const types = received.map((each) => each.body.type);
  assert.equal(types.includes('utility_credential_revoked'), true);
  assert.equal(types.includes('new_utility_intervals_available'), false);
});

test('what was scheduled for an earlier try of a login no longer applies', async () => {
  const { sandbox, send, get } = await createHarness();
  const { body } = await send('POST', '/plug/credentials', LOGIN);
  await sandbox.clock.advance(1_000);
  await send('PATCH', `/plug/credentials/${body.id}`, { password: 'rejected' });
  await sandbox.clock.advance(600);
  assert.equal((await get('/utility_credentials')).body.data[0].verification_status, 'pending');
  await sandbox.clock.advance(10_000);
  assert.equal((await get('/utility_credentials')).body.data[0].verification_status, 'rejected');
});

test('a list says how many there are, however few it shows', async () => {
  const { sandbox, get } = await createHarness();
  sandbox.users.connect('u1', 'mock-multi-elec-single-meter');
  const { data, total_count } = (await get('/utility_accounts?limit=1')).body;
  assert.deepEqual([data.length, total_count], [1, 3]);
});

test('new readings are published every morning of the meter, one day behind', async () => {
  const { sandbox, send, get, received, login } = await createHarness({
    webhooks: [{ url: 'http://127.0.0.1:9/hook', key: 'k' }],
  });
  const { meterIds } = sandbox.users.connect('u1');
  await send('PATCH', `/plug/meters/${meterIds[0]}`, { isIntervalsProductActive: true });
  await sandbox.clock.advance(3_000);
  const path = `/plug/normalizedIntervals/meters/${meterIds[0]}`;
  const before = (await get(path)).body;
  assert.equal(before.endAt, '2026-03-20T06:45:00.000+00:00'); // 23:45 the evening before, in California
  await sandbox.clock.advance(2 * 86_400_000 + 2 * 3_600_000);
  await login();
  const after = (await get(path)).body;
  assert.equal(after.endAt, '2026-03-22T06:45:00.000+00:00');
  assert.equal(after.startAt, before.startAt);
  assert.deepEqual(
    after.readings[0].importKwh.slice(0, before.readings[0].importKwh.length),
    before.readings[0].importKwh,
  );
  const news = received
    .filter((each) => each.body.type === 'new_utility_intervals_available')
    .map((each) => each.body.data);
  assert.deepEqual(
    news.map((data) => [data.client_user_id, data.intervals_start_time, data.intervals_end_time]),
    [
      ['u1', '2026-03-20T07:00:00.000Z', '2026-03-21T07:00:00.000Z'],
      ['u1', '2026-03-21T07:00:00.000Z', '2026-03-22T07:00:00.000Z'],
    ],
  );
});

test('a feature that is not ready is 400 BAD_REQUEST, and stays so in its scenario', async () => {
  const { sandbox, get, login } = await createHarness();
  const ready = sandbox.users.connect('u1').utility_account_ids[0];
  const waiting = sandbox.users.connect('u2', 'features-not-ready').utility_account_ids[0];
  await sandbox.clock.advance(7 * 86_400_000);
  await login();
  for (const path of ['/plug/utility_intervals', '/plug/utility_statements']) {
    assert.equal((await get(`${path}?utility_account_id=${ready}`)).status, 200);
    const refused = await get(`${path}?utility_account_id=${waiting}`);
    assert.equal(refused.status, 400);
    assert.equal(refused.body.error.type, 'BAD_REQUEST');
  }
});

test('a deleted user is gone with all its data, and other users stay', async () => {
  const { sandbox, send, get } = await createHarness();
  sandbox.users.connect('u1');
  sandbox.users.connect('u2');
  assert.equal((await send('DELETE', '/users/u1')).status, 204);
  await sandbox.clock.advance(0);
  assert.equal((await get('/users/u1')).status, 404);
  assert.equal((await get('/utility_accounts')).body.total_count, 1);
  assert.equal((await get('/plug/meters')).body.meters.length, 1);
  assert.equal((await send('DELETE', '/users/u1')).status, 404);
});

test('a frozen clock stays where it is until it is advanced; a running one follows real time', async () => {
  const { sandbox } = await createHarness();
  const before = sandbox.clock.now();
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(sandbox.clock.now(), before);
  let real = 1_000_000;
  const due: { run: () => void; at: number }[] = [];
  const timers = {
    set: (run: () => void, ms: number) => due[due.push({ run, at: real + ms }) - 1],
    clear: (handle: unknown) => void due.splice(due.indexOf(handle as never), 1),
  };
  const { sandbox: running, send, get } = await createHarness({ realNow: () => real, timers, now: undefined as never });
  assert.equal(running.clock.now(), 1_000_000);
  await send('POST', '/plug/credentials', LOGIN);
  assert.equal(due[0]?.at, 1_001_500);
  real = 1_001_500;
  due.shift()?.run();
  assert.equal((await get('/utility_credentials')).body.data[0].verification_status, 'verified');
});

test('a utility that is down, an e-mail to confirm and a failed check are resolved after their time', async () => {
  for (const [scenario, word, ms] of [
    ['provider-down', 'error', 3_600_000],
    ['email-approval', 'pending', 86_400_000],
    ['error', 'error', 86_400_000],
  ] as const) {
    const { sandbox, get, login } = await createHarness();
    const { utility_credential_id: id } = sandbox.users.connect('u1', scenario);
    const status = async () => (await get(`/utility_credentials/${id}`)).body.verification_status;
    assert.equal(await status(), word, scenario);
    await sandbox.clock.advance(ms - 1);
    await login();
    assert.equal(await status(), word, scenario);
    await sandbox.clock.advance(60_000);
    assert.equal(await status(), 'verified', scenario);
    assert.equal((await get('/utility_accounts')).body.total_count, 1);
  }
});
