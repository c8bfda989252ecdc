import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createHarness, NOW } from './testing/harness.ts';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

test('the token route answers as the documented sample does', async () => {
  const { send } = await createHarness();
  const { status, body } = await send(
    'POST',
    '/oauth2/token',
    'grant_type=client_credentials&client_id=001&client_secret=001',
    FORM,
  );
  assert.equal(status, 200);
  assert.deepEqual(
    { ...body, access_token: typeof body.access_token },
    {
      access_token: 'string',
      expires_in: 300,
      refresh_expires_in: 0,
      token_type: 'Bearer',
      'not-before-policy': 0,
      scope: 'profile email',
    },
  );
});

test('any other client id or secret is refused', async () => {
  const { send } = await createHarness();
  const answer = await send(
    'POST',
    '/oauth2/token',
    'grant_type=client_credentials&client_id=001&client_secret=002',
    FORM,
  );
  assert.equal(answer.status, 401);
  assert.equal(answer.body.error, 'invalid_client');
  const legacy = await send('POST', '/auth/access_token', { client_id: '002', client_secret: '001' });
  assert.equal(legacy.status, 401);
  assert.deepEqual(legacy.body, { error: 'The supplied credentials are invalid.' });
});

test('the legacy token lasts two hours and says when it was made', async () => {
  const { send } = await createHarness();
  const { body } = await send('POST', '/auth/access_token', { client_id: '001', client_secret: '001' });
  assert.deepEqual(
    { ...body, access_token: '' },
    { access_token: '', expires_in: 7200, token_type: 'Bearer', scope: 'write', created_at: NOW / 1000 },
  );
});

test('a token expires in virtual time', async () => {
  const { get, sandbox } = await createHarness();
  assert.equal((await get('/ping')).status, 200);
  await sandbox.clock.advance(299_000);
  assert.equal((await get('/ping')).status, 200);
  await sandbox.clock.advance(1_000);
  const late = await get('/ping');
  assert.equal(late.status, 401);
  assert.deepEqual(late.body, { error: 'Unknown or invalid access token' });
});

test('a legacy request without a version header is 400, and both names are accepted and echoed', async () => {
  const { get } = await createHarness();
  assert.equal((await get('/utility_credentials', { 'Arc-Version': '' })).status, 400);
  assert.equal((await get('/utility_credentials', { 'Arc-Version': '2001-01-01' })).status, 400);
  for (const name of ['Arc-Version', 'Arcadia-Version']) {
    const answer = await get('/utility_credentials', { 'Arc-Version': '', [name]: '2022-10-13' });
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('Arcadia-Version'), '2022-10-13');
    assert.equal(answer.headers.get('Arc-Version'), '2022-10-13');
  }
});

test('every legacy answer echoes a version, refusals and the token route too', async () => {
  const { get, send } = await createHarness();
  for (const answer of [
    await get('/utility_credentials', { authorization: '', 'Arc-Version': '' }),
    await get('/utility_credentials/0'),
    await send('POST', '/auth/access_token', { client_id: '001', client_secret: '001' }, { 'Arc-Version': '' }),
    await send('POST', '/sandbox/connect/submit_test_credentials', {}),
  ]) {
    assert.match(String(answer.headers.get('Arcadia-Version')), /^20\d\d-\d\d-\d\d$/);
  }
});

test('Plug accepts the versions of its samples, none at all, and refuses others', async () => {
  const { get } = await createHarness();
  for (const version of ['2024-02-01', '2024-02-21', '']) {
    const answer = await get('/plug/credentials', { 'Arc-Version': version });
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('Arc-Version'), version || '2024-02-21');
  }
  const bad = await get('/plug/credentials', { 'Arc-Version': 'soon' });
  assert.equal(bad.status, 400);
  assert.equal(bad.body.errors[0].type, 'invalidParameter');
});

test('without a token nothing is read, whatever the version header says', async () => {
  const { get } = await createHarness();
  for (const path of [
    '/utility_credentials',
    '/utility_accounts',
    '/users',
    '/webhook/endpoints',
    '/plug/credentials',
    '/plug/meters',
  ]) {
    assert.equal((await get(path, { authorization: '', 'Arc-Version': '' })).status, 401, path);
  }
});

test('X-Sandbox-Mode may be true or false, and nothing else', async () => {
  const { get } = await createHarness();
  assert.equal((await get('/plug/credentials', { 'X-Sandbox-Mode': 'false' })).status, 200);
  assert.equal((await get('/plug/credentials', { 'X-Sandbox-Mode': 'maybe' })).status, 400);
});

const BASIC = { authorization: `Basic ${btoa('001:001')}` };
const LARGEST_BODY_BYTES = 1024 * 1024;

for (const [path, headers, form] of [
  ['/auth/connect_token', {}, { error: { type: 'BAD_REQUEST' } }],
  ['/plug/credentials', {}, { errors: [{}] }],
  ['/rest/v1/accounts', BASIC, { type: 'Error' }],
  ['/oauth2/token', {}, { error: 'invalid_request' }],
  ['/connect/sandbox/submit', {}, { error: 'The request body is too large' }],
  ['/_sandbox/users', {}, { error: 'The request body is too large' }],
] as const)
  test(`a body of more than a megabyte is 413 in the form of the family of ${path}`, async () => {
    const { send } = await createHarness();
    const { status, body } = await send('POST', path, ' '.repeat(LARGEST_BODY_BYTES + 1), headers);
    assert.equal(status, 413);
    assert.partialDeepStrictEqual(body, form);
  });

test('a body of one megabyte is read', async () => {
  const { send } = await createHarness();
  const { status } = await send('POST', '/_sandbox/users', '{"user":"u1"}'.padEnd(LARGEST_BODY_BYTES));
  assert.equal(status, 201);
});

for (const [path, headers, withoutToken, form] of [
  ['/nowhere', {}, 401, { error: { type: 'NOT_FOUND' } }],
  ['/sandbox/connect/nowhere', {}, 404, { error: { type: 'NOT_FOUND' } }],
  ['/plug/nowhere', {}, 401, { errors: [{ type: 'notFound' }] }],
  ['/plug/utility_nowhere', {}, 401, { error: { type: 'NOT_FOUND' } }],
  ['/rest/v1/nowhere', BASIC, 401, { results: [{ code: 'ObjectNotFound' }] }],
  ['/oauth2/nowhere', {}, 404, { error: 'invalid_request' }],
  ['/dist/nowhere', {}, 404, { error: 'Not Found' }],
  ['/_sandbox/nowhere', {}, 404, { error: 'Not Found' }],
] as const)
  test(`${path} has no route and is 404 in the form of its family, and ${withoutToken} without a token`, async () => {
    const { get } = await createHarness();
    const { status, body } = await get(path, headers);
    assert.equal(status, 404);
    assert.partialDeepStrictEqual(body, form);
    assert.equal((await get(path, { authorization: '' })).status, withoutToken);
  });

test('on a frozen clock the oldest of ten thousand tokens gives way to a new one', async () => {
  const { send, get } = await createHarness(); // has the first token
  const client = { client_id: '001', client_secret: '001' };
  for (let i = 0; i < 9_999; i++) await send('POST', '/auth/access_token', client);
  assert.equal((await get('/ping')).status, 200);
  await send('POST', '/auth/access_token', client);
  assert.equal((await get('/ping')).status, 401);
});
