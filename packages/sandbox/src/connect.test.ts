import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createHarness, type Harness } from './testing/harness.ts';

const ORIGIN = 'http://127.0.0.1:5173';

/** Resolves to the configuration that the page was given. */
async function configOf(harness: Harness, query: string) {
  const { status, headers, text } = await harness.get(`/connect/sandbox?${query}`, {
    authorization: '',
    'Arc-Version': '',
  });
  assert.equal(status, 200);
  const escaped = /data-config="([^"]*)"/.exec(text)?.[1] ?? '';
  const json = escaped
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
  return { headers, text, config: JSON.parse(json) };
}

test('the Connect page may be framed by the given origin only, and sends messages to no other', async () => {
  const harness = await createHarness();
  const { headers, config } = await configOf(
    harness,
    `origin=${encodeURIComponent(ORIGIN)}&correlationId=u1&providerId=&apiMode=sandbox`,
  );
  assert.match(String(headers.get('content-security-policy')), /frame-ancestors http:\/\/127\.0\.0\.1:5173$/);
  assert.equal(headers.get('x-frame-options'), null);
  assert.deepEqual([config.origin, config.correlationId, config.refused, config.repair], [ORIGIN, 'u1', null, null]);
});

test('a text that is no origin gets no messages and no frame', async () => {
  const harness = await createHarness();
  for (const origin of [
    '*',
    'null',
    'javascript:alert(1)',
    `${ORIGIN}/path`,
    'http://a.example; script-src *',
    'https://user@a.example',
  ]) {
    const { headers, config } = await configOf(harness, `origin=${encodeURIComponent(origin)}`);
    assert.equal(config.origin, null, origin);
    assert.match(String(headers.get('content-security-policy')), /frame-ancestors 'none'$/);
  }
});

test('the content security policy of the Connect page allows nothing unsafe', async () => {
  const harness = await createHarness();
  const { headers, text } = await configOf(harness, '');
  const policy = String(headers.get('content-security-policy'));
  assert.match(policy, /^default-src 'none'; script-src 'self'; style-src 'self'/);
  assert.equal(policy.includes('unsafe'), false);
  assert.equal(/<script>|style=|onclick=/.test(text), false);
});

test('markup in the address of the Connect page is shown as text', async () => {
  const harness = await createHarness();
  const nasty = '"><script>alert(1)</script>';
  const { text, config } = await configOf(
    harness,
    `correlationId=${encodeURIComponent(nasty)}&providerId=${encodeURIComponent(nasty)}`,
  );
  assert.equal(config.correlationId, nasty);
  assert.equal(text.includes('<script>alert'), false);
});

test('the scripts of the Connect page and of its embedder can be parsed', async () => {
  const { get } = await createHarness();
  for (const path of ['/connect/assets/connect.js', '/dist/v5.js']) {
    const { status, headers, text } = await get(path, { authorization: '' });
    assert.equal(status, 200);
    assert.match(String(headers.get('content-type')), /^text\/javascript/);
    assert.doesNotThrow(() => new Function(text));
  }
});

test('a login sent by the page is one of the user of the address, and can be followed to its end', async () => {
  const { send, get, sandbox } = await createHarness();
  const sent = await send('POST', '/connect/sandbox/submit', {
    correlationId: 'u1',
    providerId: '',
    zip: '94110',
    username: 'ARC_DEMO_SOLAR_HOME',
    password: 'verified',
  });
  assert.match(sent.body.id, /^crd_/);
  const state = async () => (await get(`/connect/sandbox/status/${sent.body.id}`)).body.state;
  assert.equal(await state(), 'checking');
  await sandbox.clock.advance(2_000);
  assert.equal(await state(), 'connected');
  await sandbox.clock.advance(5_000);
  const [account] = (await get('/utility_accounts?client_user_id=u1')).body.data;
  assert.equal(account.service_address_zip, '94110');
});

test('an update link repairs the login that is there, and expires', async () => {
  const harness = await createHarness();
  const { send, get, sandbox } = harness;
  const { utility_credential_id: id } = sandbox.users.connect('u1', 'rejected');
  const { connect_url } = (await send('POST', '/auth/connect_url', { utility_credential_id: id })).body;
  const url = new URL(connect_url);
  const { config } = await configOf(harness, url.search.slice(1));
  assert.equal(config.repair.username, 'ARC_DEMO_REJECTED');
  const token = url.searchParams.get('token');
  const sent = await send('POST', '/connect/sandbox/submit', {
    token,
    username: 'ARC_DEMO_REJECTED',
    password: 'verified',
  });
  assert.equal(sent.body.legacyId, id);
  await sandbox.clock.advance(10_000);
  assert.equal((await get(`/utility_credentials/${id}`)).body.verification_status, 'verified');
  assert.equal((await get('/utility_credentials')).body.total_count, 1);
  await sandbox.clock.advance(5 * 86_400_000);
  assert.match((await configOf(harness, url.search.slice(1))).config.refused, /expired/);
  assert.equal(
    (await send('POST', '/connect/sandbox/submit', { token, username: 'x', password: 'verified' })).status,
    401,
  );
});

test('a second factor is asked for, a wrong code refused, and the right one connects', async () => {
  const { send, get, sandbox } = await createHarness();
  const { id } = (
    await send('POST', '/connect/sandbox/submit', {
      correlationId: 'u1',
      username: 'ARC_DEMO_SECOND_FACTOR',
      password: 'verified',
    })
  ).body;
  await sandbox.clock.advance(2_000);
  assert.equal((await get(`/connect/sandbox/status/${id}`)).body.state, 'second-factor');
  assert.equal((await get('/utility_credentials')).body.data[0].verification_status, 'pending');
  assert.equal((await send('POST', '/connect/sandbox/second-factor', { id, code: '000000' })).body.state, 'wrong');
  assert.equal((await send('POST', '/connect/sandbox/second-factor', { id, code: '123456' })).body.state, 'connected');
  assert.equal((await get('/utility_credentials')).body.data[0].verification_status, 'verified');
});

test('a code that nobody types lets the login fail after a while', async () => {
  const { send, get, sandbox, login } = await createHarness();
  await send('POST', '/connect/sandbox/submit', {
    correlationId: 'u1',
    username: 'ARC_DEMO_SECOND_FACTOR',
    password: 'verified',
  });
  await sandbox.clock.advance(3_600_000);
  await login();
  assert.equal((await get('/utility_credentials')).body.data[0].verification_status, 'rejected');
});

test('a page from elsewhere cannot send a login', async () => {
  const { send } = await createHarness();
  const login = { correlationId: 'u1', username: 'a', password: 'verified' };
  assert.equal((await send('POST', '/connect/sandbox/submit', login, { origin: 'https://evil.example' })).status, 403);
  assert.equal((await send('POST', '/connect/sandbox/submit', login, { origin: 'http://sandbox.test' })).status, 200);
});

test('the connect URL of Plug names the user and the sandbox', async () => {
  const { send } = await createHarness();
  const { body } = await send('POST', '/plug/connect/url', { correlationId: 'u 1', isCreatorAttributed: false });
  const url = new URL(body.url);
  assert.deepEqual(
    [url.pathname, url.searchParams.get('correlationId'), url.searchParams.get('apiMode')],
    ['/connect/sandbox', 'u 1', 'sandbox'],
  );
  assert.equal((await send('POST', '/plug/connect/url', {})).status, 400);
});

test('the script is on the window under the names of both generations, whatever its version', async () => {
  const { get } = await createHarness();
  for (const path of ['/dist/v4.js', '/dist/v5.js']) {
    const { text } = await get(path, { authorization: '' });
    const window: Record<string, { create?: unknown; validate?: unknown }> = {};
    const document = { currentScript: { src: `http://127.0.0.1:4010${path}` } };
    new Function('window', 'document', text)(window, document);
    assert.equal(typeof window._ArcadiaConnect?.create, 'function');
    assert.equal(window._ArcConnect, window._ArcadiaConnect);
  }
});
