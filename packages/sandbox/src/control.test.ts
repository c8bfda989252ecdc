import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSandbox, type Keeper, type KeptState, SCENARIOS } from './index.ts';
import { BASE, createHarness, NOW } from './testing/harness.ts';

const control = (path: string) => `/_sandbox${path}`;

test('the control route says the seed and the time', async () => {
  const { get } = await createHarness();
  assert.deepEqual((await get('/_sandbox', { authorization: '' })).body, { seed: 7, now: '2026-03-20T12:00:00.000Z' });
});

test('a person is connected at once also while the clock runs', async () => {
  let ms = NOW;
  // Every look at the clock finds it later.
  const { get, send, login } = await createHarness({ realNow: () => ++ms });
  await send('POST', control('/reset'), {});
  await login();
  await send('POST', control('/users'), { user: 'u1', scenario: 'solar-home' });
  const { body } = await get('/utility_accounts?client_user_id=u1');
  assert.equal(body.data[0].feature_availability.utility_intervals, 'AVAILABLE');
});

test('a reset forgets users, endpoints, faults and the log, and sets seed and clock', async () => {
  const { get, send, sandbox, login } = await createHarness();
  sandbox.users.connect('u1');
  await send('POST', '/webhook/endpoints', { url: 'http://127.0.0.1:9/' });
  await send('POST', control('/faults'), { path: '/ping', status: 500 });
  const answer = await send('POST', control('/reset'), { seed: 'other', now: '2025-01-01T00:00:00Z' });
  assert.deepEqual(answer.body, { seed: 'other', now: '2025-01-01T00:00:00.000Z' });
  await login();
  assert.equal((await get('/ping')).status, 200);
  assert.equal((await get('/users')).body.total_count, 0);
  assert.equal((await get('/webhook/endpoints')).body.total_count, 0);
  assert.equal((await get(control('/clock'))).body.now, '2025-01-01T00:00:00.000Z');
  assert.deepEqual((await get(control('/requests'))).body.requests[0], {
    method: 'POST',
    path: '/oauth2/token',
    status: 200,
  });
});

test('a reset without a time follows real time again', async () => {
  const { send, sandbox } = await createHarness();
  await send('POST', control('/reset'), {});
  assert.equal(sandbox.clock.now(), 1_718_000_000_000);
});

test('a reset to an invalid time is refused, and changes nothing', async () => {
  const { get, send } = await createHarness();
  await send('POST', control('/users'), { user: 'u1' });
  for (const now of [
    5,
    'soon',
    '2026-02-30',
    '2026-02-30T00:00:00Z',
    '2026-03-20T25:00:00Z',
    '+275760-09-13T00:00:00Z',
    '1900-01-01T00:00:00Z',
    '2500-01-01T00:00:00Z',
    '',
    true,
  ]) {
    const { status, body } = await send('POST', control('/reset'), { now });
    assert.equal(status, 400, String(now));
    assert.match(body.error, /^now /, String(now));
  }
  for (const seed of [true, {}, null]) {
    const { status, body } = await send('POST', control('/reset'), { seed });
    assert.equal(status, 400, String(seed));
    assert.match(body.error, /^seed /, String(seed));
  }
  assert.deepEqual((await get(control('/users'))).body.users, ['u1']);
});

test('the clock never leaves the years that the platform can print', async () => {
  const { send, sandbox } = await createHarness({ now: Date.parse('2199-12-31T00:00:00Z') });
  assert.equal((await send('POST', control('/clock'), { advanceMs: 86_400_000 })).status, 400);
  assert.equal((await send('POST', control('/clock'), { advanceMs: 3_600_000 })).status, 200);
  await assert.rejects(sandbox.clock.advance(86_400_000), RangeError);
  for (const now of [Number.NaN, 8_640_000_000_000_000, -1]) {
    assert.throws(() => createSandbox({ now }), RangeError);
    assert.throws(() => sandbox.reset({ now }), RangeError);
  }
});

test('the clock moves by what it is told', async () => {
  const { send } = await createHarness();
  assert.equal((await send('POST', control('/clock'), { advanceMs: 60_000 })).body.now, '2026-03-20T12:01:00.000Z');
  for (const advanceMs of [-1, '60', null, Number.MAX_SAFE_INTEGER]) {
    assert.equal((await send('POST', control('/clock'), { advanceMs })).status, 400);
  }
});

test('a person is connected at once, with every id that was made', async () => {
  const { send, get } = await createHarness();
  const { status, body } = await send('POST', control('/users'), { user: 'u1' }, { authorization: '' });
  assert.equal(status, 201);
  assert.deepEqual(Object.keys(body), [
    'user',
    'utility_credential_id',
    'utility_account_ids',
    'credentialId',
    'meterIds',
    'accountId',
  ]);
  const credential = (await get(`/utility_credentials/${body.utility_credential_id}`)).body;
  assert.deepEqual([credential.verification_status, credential.accounts_load_in_progress], ['verified', false]);
  const account = (await get(`/utility_accounts/${body.utility_account_ids[0]}`)).body;
  assert.equal(account.feature_availability.utility_intervals, 'AVAILABLE');
  const meters = (await get(`/plug/meters?search=credentialIds==${body.credentialId}`)).body.meters;
  assert.deepEqual(
    meters.map((meter: { id: string }) => meter.id),
    body.meterIds,
  );
  assert.equal((await send('POST', control('/users'), { user: 'u2', scenario: 'nonsense' })).status, 400);
  assert.equal((await send('POST', control('/users'), {})).status, 400);
});

test('every scenario can be connected, by its name and by its login', async () => {
  const { send, get } = await createHarness();
  const { scenarios } = (await get(control('/scenarios'))).body;
  assert.equal(scenarios.length > 25, true);
  for (const { name, logins } of scenarios) {
    for (const scenario of [name, ...logins]) {
      const answer = await send('POST', control('/users'), { user: `${scenario}@home`, scenario });
      assert.equal(answer.status, 201, scenario);
    }
  }
});

test('a fault answers as it says, as often as it says', async () => {
  const { get, send } = await createHarness();
  await send('POST', control('/faults'), {
    path: '/plug/*',
    method: 'get',
    times: 2,
    status: 429,
    headers: { 'Retry-After': '7' },
    body: { error: 'slow down' },
  });
  for (let i = 0; i < 2; i++) {
    const answer = await get('/plug/meters');
    assert.equal(answer.status, 429);
    assert.equal(answer.headers.get('retry-after'), '7');
    assert.deepEqual(answer.body, { error: 'slow down' });
  }
  assert.equal((await get('/plug/meters')).status, 200);
  assert.equal((await get('/utility_credentials')).status, 200);
});

test('a fault without a count holds until faults are cleared', async () => {
  const { get, send } = await createHarness();
  await send('POST', control('/faults'), { path: '/ping', status: 503 });
  for (let i = 0; i < 3; i++) assert.equal((await get('/ping')).status, 503);
  assert.equal((await send('DELETE', control('/faults'))).status, 204);
  assert.equal((await get('/ping')).status, 200);
});

test('bodies can be malformed or cut, and answers late', async () => {
  const waits: number[] = [];
  const timers = {
    set(run: () => void, ms: number) {
      waits.push(ms);
      queueMicrotask(run);
    },
    clear: () => undefined,
  };
  const { get, send, sandbox } = await createHarness({ timers });
  await send('POST', control('/faults'), { path: '/plug/meters', times: 1, malformed: true });
  const malformed = await get('/plug/meters');
  assert.equal(malformed.status, 200);
  assert.throws(() => JSON.parse(malformed.text));
  await send('POST', control('/faults'), { path: '/ping', times: 1, cutAfterBytes: 4 });
  const cut = await sandbox.fetch(`${BASE}/ping`);
  await assert.rejects(cut.text());
  await send('POST', control('/faults'), { path: '/plug/meters', times: 1, delayMs: 1234 });
  assert.equal((await get('/plug/meters')).status, 200);
  assert.equal(waits.at(-1), 1234);
});

test('a fault that cannot be understood is refused', async () => {
  const { send } = await createHarness();
  for (const fault of [
    {},
    { path: 'ping' },
    { path: '/ping', times: 0 },
    { path: '/ping', status: 99 },
    { path: '/ping', after: 3 },
    { path: '/ping', headers: [] },
  ]) {
    const answer = await send('POST', control('/faults'), fault);
    assert.equal(answer.status, 400, JSON.stringify(fault));
    assert.equal(typeof answer.body.error, 'string');
  }
});

test('a fault that no answer can be made of is refused, and the field is named', async () => {
  const { get, send } = await createHarness();
  for (const [fault, field] of [
    [{ status: 204, body: {} }, 'body'],
    [{ status: 304, body: 'text' }, 'body'],
    [{ status: 205, malformed: true }, 'malformed'],
    [{ status: 204, cutAfterBytes: 1 }, 'cutAfterBytes'],
    [{ status: 199 }, 'status'],
    [{ headers: { 'bad name': 'x' } }, 'headers.bad name'],
    [{ headers: { 'x-new\nline': 'x' } }, 'headers.x-new\nline'],
    [{ headers: { 'x-text': 'a\nb' } }, 'headers.x-text'],
    [{ headers: { 'x-text': '🙂' } }, 'headers.x-text'],
    [{ headers: { 'Content-Length': '5' } }, 'headers.Content-Length'],
    [{ headers: { 'transfer-encoding': 'chunked' } }, 'headers.transfer-encoding'],
    [{ method: 'a b' }, 'method'],
    [{ delayMs: -1 }, 'delayMs'],
    [{ times: 1.5 }, 'times'],
    [{ after: 3 }, 'after'],
  ] as const) {
    const answer = await send('POST', control('/faults'), { path: '/ping', ...fault });
    assert.equal(answer.status, 400, JSON.stringify(fault));
    assert.equal(answer.body.error.startsWith(`${field} `), true, answer.body.error);
  }
  assert.equal((await get('/ping')).status, 200);
});

test('a fault that cannot be is thrown back at a program, with the name of the field', async () => {
  const { sandbox } = await createHarness();
  assert.throws(() => sandbox.faults.add({ path: 'ping' }), /^RangeError: path must/);
  assert.throws(() => sandbox.faults.add({ status: 500 }), /^RangeError: path is required/);
});

test('more than a thousand faults are refused', async () => {
  const { send, sandbox } = await createHarness();
  for (let i = 0; i < 1_000; i++) sandbox.faults.add({ path: `/${i}` });
  assert.equal((await send('POST', control('/faults'), { path: '/ping' })).status, 409);
  assert.throws(() => sandbox.faults.add({ path: '/ping' }), RangeError);
});

test('every status that a fault may have can be answered', async () => {
  const { get, send } = await createHarness();
  for (let status = 200; status < 600; status++) {
    await send('POST', control('/faults'), { path: '/ping', status, times: 1 });
    assert.equal((await get('/ping')).status, status);
  }
});

test('an answer without a body is left whole by a fault that spoils bodies', async () => {
  const { send, sandbox } = await createHarness();
  for (const spoiled of [{ malformed: true }, { cutAfterBytes: 0 }]) {
    sandbox.users.connect('u1');
    await send('POST', control('/faults'), { path: '/users/u1', times: 1, ...spoiled });
    assert.equal((await send('DELETE', '/users/u1')).status, 204);
    await sandbox.clock.advance(0);
  }
});

test('the request log names no token and no password', async () => {
  const { get, send } = await createHarness();
  const { body } = await send('POST', '/auth/connect_url', { client_user_id: 'u1' });
  const url = new URL(body.connect_url);
  await get(`${url.pathname}${url.search}`);
  await send('POST', `${url.pathname}/submit`, {
    token: url.searchParams.get('token'),
    username: 'x',
    password: 'hunter2',
  });
  const { text, body: log } = await get(control('/requests'));
  assert.equal(text.includes(String(url.searchParams.get('token'))), false);
  assert.equal(text.includes('hunter2'), false);
  assert.deepEqual(log.requests.at(-1), { method: 'POST', path: '/connect/sandbox/submit', status: 200 });
});

test('pages of this machine may use the control routes, pages from elsewhere may not', async () => {
  const { get } = await createHarness();
  const near = await get('/_sandbox', { origin: 'http://127.0.0.1:5173' });
  assert.equal(near.headers.get('access-control-allow-origin'), 'http://127.0.0.1:5173');
  assert.equal((await get('/_sandbox', { origin: 'https://evil.example' })).status, 403);
  assert.equal((await get('/_sandbox', { origin: 'null' })).status, 403);
});

/** Everything that a client and a receiver of webhooks see of a person in a scenario. */
async function storyOf(scenario: string, realNow: number): Promise<string> {
  const webhooks = [{ url: 'http://127.0.0.1:9/', key: 'k' }];
  const { sandbox, get, send, received } = await createHarness({ webhooks, realNow: () => realNow });
  const { meterIds } = sandbox.users.connect('u1', scenario);
  await sandbox.clock.advance(10_000);
  const first = meterIds[0] ?? 'mtr_none';
  await send('PATCH', `/plug/meters/${first}`, { isIntervalsProductActive: true });
  await sandbox.clock.advance(60_000);
  const texts = [];
  for (const path of [
    '/utility_credentials',
    '/utility_accounts',
    '/users/u1',
    '/plug/credentials',
    '/plug/meters',
    `/plug/intervals/meters/${first}`,
    `/plug/normalizedIntervals/meters/${first}`,
  ])
    texts.push((await get(path)).text);
  sandbox.close();
  return [...texts, ...received.map((each) => each.text)].join('\n');
}

for (const { name } of SCENARIOS) {
  test(`two sandboxes with the same seed and time answer with the same bytes: ${name}`, async () => {
    assert.equal(await storyOf(name, 1_718_000_000_000), await storyOf(name, 1_800_000_000_123));
  });
}

test('a fault with a status alone answers in the form of the family that owns the path', async () => {
  const { get, send } = await createHarness();
  await send('POST', control('/faults'), { path: '*', status: 429 });
  const legacy = await get('/utility_credentials');
  assert.match(legacy.body.error, /^Rate limit exceeded\. Try again at 20/);
  assert.deepEqual(
    ['RateLimit-Limit', 'RateLimit-Period', 'RateLimit-Reset'].map((name) => legacy.headers.get(name)),
    ['200', '10', '1718000010'],
  );
  assert.equal((await get('/plug/meters')).body.errors[0].type, 'tooManyRequests');
  const { body, headers } = await get('/rest/v1/accounts');
  assert.deepEqual([body.status, body.type, headers.get('retry-after')], ['error', 'Error', '5']);
});

test('the page at / has its files and a strict policy, and its state holds no secret', async () => {
  const { get, sandbox, send } = await createHarness({
    webhooks: [{ url: 'http://127.0.0.1:9/webhooks/plug/secret-path', key: 'signing-key' }],
  });
  const page = await get('/');
  assert.match(String(page.headers.get('content-security-policy')), /^default-src 'none'; script-src 'self'/);
  for (const path of [...page.text.matchAll(/(?:src|href)="(\/_sandbox[^"]+)"/g)].map((match) => match[1] as string)) {
    assert.equal((await get(path)).status, 200, path);
  }
  const { text: script } = await get('/_sandbox/assets/control.js');
  assert.doesNotThrow(() => new Function(script));
  const { credentialId, meterIds } = sandbox.users.connect('u1', 'gaps');
  await sandbox.clock.advance(0);
  const state = await get('/_sandbox/state');
  assert.deepEqual([state.body.users[0].user, state.body.deliveries[0].url], ['u1', 'http://127.0.0.1:9']);
  assert.equal(/secret-path|signing-key/.test(state.text), false);
  assert.equal((await send('POST', `/_sandbox/meters/${meterIds[0]}/activate`)).status, 202);
  assert.equal((await send('POST', `/_sandbox/webhooks/${state.body.deliveries[0].id}/resend`)).status, 202);
  assert.equal((await send('POST', `/_sandbox/credentials/${credentialId}/revoke`)).status, 202);
  assert.equal((await send('DELETE', '/_sandbox/users/u1')).status, 204);
  assert.deepEqual((await get('/_sandbox/state')).body.users, []);
});

test('a reset in the middle of an advance leaves the new clock alone', async () => {
  let answer: (() => void) | undefined;
  const { sandbox } = await createHarness({
    webhooks: [{ url: 'http://127.0.0.1:9/', key: 'k' }],
    fetch: () => new Promise((resolve) => (answer = () => resolve(new Response('ok')))),
  });
  sandbox.users.connect('u1');
  const advanced = sandbox.clock.advance(86_400_000);
  while (answer === undefined) await new Promise((resolve) => setImmediate(resolve));
  sandbox.reset({ now: NOW });
  answer();
  await advanced;
  assert.equal(sandbox.clock.now(), NOW);
});

/** Keeps state in memory; `kept` is what a sandbox that starts now would find. */
function memoryKeeper(): Keeper & { kept(): KeptState } {
  const records = new Map<string, { collection: string; record: { id: string } }>();
  const settings = new Map<string, unknown>();
  return {
    load: () => null,
    change(collection, id, record) {
      if (record === null) records.delete(`${collection} ${id}`);
      else records.set(`${collection} ${id}`, { collection, record: record as { id: string } });
    },
    setting: (name, value) => settings.set(name, value),
    clear() {
      records.clear();
      settings.clear();
    },
    kept: () => structuredClone({ records: [...records.values()], settings: Object.fromEntries(settings) }),
  };
}

test('a sandbox that ends in the middle of an advance goes on where it was', async () => {
  const keeper = memoryKeeper();
  const answers: ((status: number) => void)[] = [];
  const { sandbox } = await createHarness({
    keeper,
    webhooks: [{ url: 'http://127.0.0.1:9/', key: 'k' }],
    fetch: () => new Promise((resolve) => answers.push((status) => resolve(new Response('', { status })))),
  });
  const asked = async (times: number): Promise<void> => {
    while (answers.length < times) await new Promise((resolve) => setImmediate(resolve));
  };
  sandbox.users.connect('u1');
  const advanced = sandbox.clock.advance(86_400_000);
  await asked(1);
  answers[0]?.(500);
  await asked(2); // a second later, and the answer to that is awaited
  const kept = keeper.kept();
  const next = createSandbox({ keeper: { ...memoryKeeper(), load: () => kept }, now: NOW });
  assert.equal(next.clock.now(), NOW + 1_000);
  next.close();
  sandbox.close();
  answers[1]?.(200);
  await advanced;
});

test('a body that is nested too deeply is refused like one that is not JSON', async () => {
  const { sandbox } = await createHarness();
  const deep = `{"path":"/ping","accountName":${'['.repeat(100_000)}${']'.repeat(100_000)},"body":1}`;
  for (const [path, body] of [
    [control('/faults'), deep.replace('accountName', 'body').replace(',"body":1', '')],
    ['/rest/v1/accounts', deep],
  ] as const) {
    const headers = { authorization: `Basic ${btoa('001:001')}` };
    const answer = await sandbox.fetch(`${BASE}${path}`, { method: 'POST', headers, body });
    assert.equal(answer.status, 400, path);
    assert.match(await answer.text(), /not a JSON object/);
  }
});
