import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { createHarness } from './testing/harness.ts';
import { signWebhook } from './webhooks/signature.ts';

const HOOK = 'http://127.0.0.1:9/hook';
const vectors = new URL('../../../../shared/upstream/fixtures/webhook-signatures.json', import.meta.url);

test('a webhook is signed over its timestamp and raw bytes, in real time', async () => {
  const { sandbox, send, received } = await createHarness();
  const endpoint = (await send('POST', '/webhook/endpoints', { url: HOOK })).body;
  assert.equal((await send('PUT', `/webhook/endpoints/${endpoint.id}/test`)).status, 202);
  await sandbox.clock.advance(0);
  const [hook] = received;
  const timestamp = hook?.headers.get('Arc-Webhook-Timestamp');
  assert.equal(timestamp, '1718000000');
  const wanted = createHmac('sha256', endpoint.signing_key).update(`${timestamp}.${hook?.text}`).digest('hex');
  assert.equal(hook?.headers.get('Arc-Webhook-Signature'), wanted);
  assert.deepEqual(hook?.body, { type: 'test', created_at: '2026-03-20T12:00:00.000Z', data: {} });
});

test('the signature is the one of the published vectors', {
  skip: existsSync(vectors) ? false : 'the fixtures are not here',
}, async () => {
  const fixture = JSON.parse(readFileSync(vectors, 'utf8'));
  for (const vector of fixture.vectors) {
    const signed = await signWebhook(vector.signingKey, vector.headers['Arc-Webhook-Timestamp'], vector.body);
    assert.equal(signed === vector.headers['Arc-Webhook-Signature'], !vector.name.includes('changed'), vector.name);
  }
});

test('the events of a good login arrive in the documented order', async () => {
  const { sandbox, send, received } = await createHarness({
    webhooks: [{ url: HOOK, key: 'k' }],
    plugWebhook: 'http://127.0.0.1:9/plug',
  });
  await send('POST', '/plug/credentials', {
    providerId: 'x',
    username: 'ARC_TEST_R_SINGLE_ELEC',
    password: 'verified',
    correlationId: 'u1',
  });
  await sandbox.clock.advance(120_000);
  const types = (url: string) => received.filter((each) => each.url === url).map((each) => each.body.type);
  assert.deepEqual(types(HOOK), [
    'utility_credential_verified',
    'utility_accounts_discovered',
    'utility_account_updated',
    'utility_account_updated',
    'historical_utility_statements_discovered',
  ]);
  assert.deepEqual(types('http://127.0.0.1:9/plug'), ['STATUS_CHANGE', 'NEW_DATA_AVAILABLE']);
  const discovered = received.find((each) => each.body.type === 'utility_accounts_discovered')?.body.data;
  assert.equal(discovered.client_user_id, 'u1');
  assert.equal(discovered.utility_accounts[0].utility_credential_id, discovered.utility_credential_id);
});

test('what is not answered with 2xx is sent again with the same bytes, and later events wait their turn', async () => {
  const { sandbox, send, get, received, answers } = await createHarness();
  const endpoint = (await send('POST', '/webhook/endpoints', { url: HOOK })).body;
  answers.push(500, 'fail', 200);
  sandbox.users.connect('u1');
  await sandbox.clock.advance(0);
  assert.equal(received.length, 1);
  await sandbox.clock.advance(999);
  assert.equal(received.length, 1);
  await sandbox.clock.advance(1);
  assert.equal(received.length, 2);
  await sandbox.clock.advance(3_000);
  assert.deepEqual(
    received.map((each) => each.body.type),
    [
      'utility_credential_verified',
      'utility_credential_verified',
      'utility_credential_verified',
      'utility_accounts_discovered',
      'utility_account_updated',
      'utility_account_updated',
    ],
  );
  assert.equal(received[0]?.text, received[2]?.text);
  const { body } = await get(`/webhook/endpoints/${endpoint.id}/events?order=asc&delivered=true`);
  assert.equal(body.total_count, 4);
  const event = (await get(`/webhook/endpoints/${endpoint.id}/events/${body.data[0].id}`)).body;
  assert.deepEqual(
    event.delivery_attempts.map((each: { response_status_code: number }) => each.response_status_code),
    [500, null, 200],
  );
});

test('a redirect is no delivery: the event is sent again', async () => {
  const { sandbox, send, get, received, answers } = await createHarness();
  const endpoint = (await send('POST', '/webhook/endpoints', { url: HOOK })).body;
  answers.push(302);
  sandbox.users.connect('u1');
  await sandbox.clock.advance(0);
  assert.equal((await get(`/webhook/endpoints/${endpoint.id}/events?delivered=true`)).body.total_count, 0);
  await sandbox.clock.advance(1_000);
  assert.equal(received[0]?.text, received[1]?.text);
});

test('a new event does not bring forward the next try of an earlier one', async () => {
  const { sandbox, send, received, answers } = await createHarness();
  const { id } = (await send('POST', '/webhook/endpoints', { url: HOOK })).body;
  answers.push(500);
  await send('PUT', `/webhook/endpoints/${id}/test`);
  await sandbox.clock.advance(500);
  await send('PUT', `/webhook/endpoints/${id}/test`);
  await sandbox.clock.advance(499);
  assert.equal(received.length, 1);
  await sandbox.clock.advance(1);
  assert.equal(received.length, 3);
});

test('an event is given up after a day of tries, and the next one goes out', async () => {
  const { sandbox, send, get, received, answers, login } = await createHarness();
  const endpoint = (await send('POST', '/webhook/endpoints', { url: HOOK })).body;
  answers.push(...Array.from({ length: 12 }, () => 503));
  await send('PUT', `/webhook/endpoints/${endpoint.id}/test`);
  await sandbox.clock.advance(2 * 86_400_000);
  await login();
  assert.equal(received.length, 12);
  assert.equal((await get(`/webhook/endpoints/${endpoint.id}/events?delivered=false`)).body.total_count, 1);
  await send('PUT', `/webhook/endpoints/${endpoint.id}/test`);
  await sandbox.clock.advance(0);
  assert.equal(received.length, 13);
});

test('a disabled endpoint hears nothing, a deleted one is gone', async () => {
  const { sandbox, send, get, received } = await createHarness();
  const { body } = await send('POST', '/webhook/endpoints', { url: HOOK });
  assert.equal((await send('PATCH', `/webhook/endpoints/${body.id}`, { enabled: false })).body.enabled, false);
  sandbox.users.connect('u1');
  await sandbox.clock.advance(0);
  assert.equal(received.length, 0);
  assert.equal((await send('DELETE', `/webhook/endpoints/${body.id}`)).status, 202);
  assert.equal((await get(`/webhook/endpoints/${body.id}`)).status, 404);
});

test('a receiver’s URL is https without a user, and plain http is for this machine only', async () => {
  const { send } = await createHarness();
  for (const url of ['https://u:p@a.example/', 'http://example.com/hook', 'ftp://127.0.0.1/', 'hook', undefined]) {
    const answer = await send('POST', '/webhook/endpoints', { url });
    assert.equal(answer.status, 422);
    assert.equal(answer.body.error.details.url.length, 1);
  }
  assert.equal(
    (await send('POST', '/webhook/endpoints', { url: 'http://localhost:1/x', arc_version: '1999-01-01' })).status,
    422,
  );
});

test('a configured endpoint survives a reset, others do not', async () => {
  const { sandbox, send, get, login } = await createHarness({ webhooks: [{ url: HOOK, key: 'k' }] });
  await send('POST', '/webhook/endpoints', { url: 'http://127.0.0.1:8/other' });
  sandbox.reset();
  await login();
  const { body } = await get('/webhook/endpoints');
  assert.deepEqual(
    body.data.map((each: { url: string }) => each.url),
    [HOOK],
  );
});

test('Plug webhooks are listed, and one is sent again with the same bytes', async () => {
  const { sandbox, send, get, received } = await createHarness({ plugWebhook: 'http://127.0.0.1:9/plug' });
  sandbox.users.connect('u1');
  await sandbox.clock.advance(0);
  const { body } = await get('/plug/webhooks?size=1');
  assert.deepEqual(body.page, { number: 0, size: 1, totalElements: 2, totalPages: 2 });
  const [{ id, type }] = body.webhooks;
  assert.equal((await get(`/plug/webhooks/${id}`)).body.attempts.length, 1);
  assert.equal((await send('POST', `/plug/webhooks/${id}/resend`)).status, 202);
  await sandbox.clock.advance(0);
  assert.equal(received.length, 3);
  assert.equal(received[2]?.text, received.find((each) => each.body.type === type)?.text);
  assert.equal((await get('/plug/webhooks/nothing')).status, 404);
});

test('a credential that names a URL of its own has its events sent there too', async () => {
  const { sandbox, send, received } = await createHarness();
  await send('POST', '/plug/credentials', {
    providerId: 'x',
    correlationId: 'u1',
    webhookUrl: 'http://127.0.0.1:9/own',
    isInteractive: true,
  });
  await send('POST', '/plug/credentials', { providerId: 'x', correlationId: 'u2' });
  await sandbox.clock.advance(2_000);
  assert.deepEqual(
    received.map((each) => [each.url, each.body.type, each.body.data.correlationId]),
    [
      ['http://127.0.0.1:9/own', 'STATUS_CHANGE', 'u1'],
      ['http://127.0.0.1:9/own', 'REAL_TIME_CREDENTIAL_VALIDATION_SUCCESS', 'u1'],
    ],
  );
});

test('a new statement is announced every thirty days', async () => {
  const { sandbox, get, received, login } = await createHarness({ webhooks: [{ url: HOOK, key: 'k' }] });
  const [account] = sandbox.users.connect('u1').utility_account_ids;
  await sandbox.clock.advance(61 * 86_400_000);
  assert.equal(received.filter((each) => each.body.type === 'new_utility_statement_available').length, 2);
  await login();
  const { body } = await get(`/plug/utility_statements?utility_account_id=${account}`);
  assert.equal(body.data[0].statement_date, '2026-05-19');
});

/** Resolves to a harness with a receiver that never answers, and the waits for it, in ms. */
async function harnessWithSilentReceiver() {
  const waits: number[] = [];
  let passTime = (): void => undefined;
  const harness = await createHarness({
    webhooks: [{ url: HOOK, key: 'k' }],
    timers: {
      set(run, ms) {
        waits.push(ms);
        passTime = run;
      },
      clear: () => undefined,
    },
    fetch: (_input, init) =>
      new Promise((_resolve, reject) => {
        init?.signal?.addEventListener('abort', () => reject(init.signal?.reason));
        passTime();
      }),
  });
  return { ...harness, waits };
}

test('an advance waits once, for ten seconds, for a receiver that never answers', async () => {
  const { sandbox, get, waits, login } = await harnessWithSilentReceiver();
  sandbox.users.connect('u1');
  await sandbox.clock.advance(5 * 86_400_000);
  assert.deepEqual(waits, [10_000]);
  await login();
  const [endpoint] = (await get('/webhook/endpoints')).body.data;
  const [event] = (await get(`/webhook/endpoints/${endpoint.id}/events?order=asc`)).body.data;
  const { delivery_attempts: attempts } = (await get(`/webhook/endpoints/${endpoint.id}/events/${event.id}`)).body;
  assert.equal(attempts.length, 12);
});

test('the next advance asks a receiver again that did not answer in the one before', async () => {
  const { sandbox, waits } = await harnessWithSilentReceiver();
  sandbox.users.connect('u1');
  for (const ms of [0, 1_000, 3_000]) await sandbox.clock.advance(ms); // a try is due in each
  assert.equal(waits.length, 3);
});

test('between advances a receiver is asked that did not answer in one', async () => {
  const { sandbox, send, get, waits, login } = await harnessWithSilentReceiver();
  sandbox.users.connect('u1');
  await sandbox.clock.advance(5 * 86_400_000); // every event is given up
  await login();
  const [endpoint] = (await get('/webhook/endpoints')).body.data;
  await send('PUT', `/webhook/endpoints/${endpoint.id}/test`);
  const attempts = async () => (await get('/_sandbox/webhooks')).body.deliveries.at(-1).attempts.length;
  while ((await attempts()) === 0) await new Promise((resolve) => setImmediate(resolve));
  assert.equal(waits.length, 2);
});
