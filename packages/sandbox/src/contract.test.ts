import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { createHarness } from './testing/harness.ts';

const upstream = new URL('../../../../shared/upstream/', import.meta.url);
const options = {
  skip: existsSync(upstream) ? false : `the platform’s schemas and samples are not here: ${upstream.pathname}`,
};
/** The sandbox as it is, and as it is with the contradictions of the documented samples. */
const MODES = [false, true] as const;
const mode = (quirks: boolean): string => (quirks ? 'with quirks' : 'without quirks');
const json = (path: string) => JSON.parse(readFileSync(new URL(path, upstream), 'utf8'));

/** Validates against one definition of the platform's schemas. */
function validator(): (definition: string, body: unknown) => void {
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
  ajv.addSchema(json('third-party/arc-legacy.schemas.json'), 'arc');
  return (definition, body) => {
    const check = ajv.compile({ $ref: `arc#/$defs/${definition}` });
    assert.equal(check(body), true, `${definition}: ${JSON.stringify(check.errors)}`);
  };
}

/**
 * Returns every place of a sample with its type. `null` and texts count as one type where the
 * sample has "string".
 */
function shape(value: unknown, at = ''): string[] {
  if (Array.isArray(value)) return value.length === 0 ? [`${at}[]`] : shape(value[0], `${at}[]`);
  if (typeof value !== 'object' || value === null) return [at];
  return Object.entries(value).flatMap(([key, each]) => shape(each, `${at}.${key}`));
}

/** Checks that a body has every place that a sample has. */
function likeSample(body: unknown, file: string, except: readonly string[] = [], family = 'plug'): void {
  const have = shape(body);
  const within = (inner: string, outer: string) => inner.startsWith(`${outer}.`) || inner.startsWith(`${outer}[]`);
  const missing = shape(json(`samples/${family}/${file}`)).filter(
    (place) =>
      !except.includes(place) && !have.some((each) => each === place || within(place, each) || within(each, place)),
  );
  assert.deepEqual(missing, [], file);
}

const SCENARIOS = [
  'solar-home',
  'features-not-ready',
  'locked',
  'incomplete',
  'closed',
  'past-due',
  'mock-elec-gas-water',
  'rejected',
  'error',
  'empty',
  'second-factor',
  'many-accounts',
];

for (const quirks of MODES)
  test(
    `every legacy answer fits the platform’s schema, in every kind of scenario, ${mode(quirks)}`,
    options,
    async () => {
      const valid = validator();
      const { sandbox, send, get } = await createHarness({ quirks });
      valid(
        'AccessTokenResponse',
        (await send('POST', '/auth/access_token', { client_id: '001', client_secret: '001' })).body,
      );
      valid(
        'AccessTokenUnauthorizedError',
        (await send('POST', '/auth/access_token', { client_id: 'x', client_secret: 'y' })).body,
      );
      valid('PingResponse', (await get('/ping')).body);
      valid('PingUnauthorizedError', (await get('/ping', { authorization: '' })).body);
      for (const scenario of SCENARIOS) {
        const ids = sandbox.users.connect(`user of ${scenario}`, scenario);
        valid('UtilityCredential', (await get(`/utility_credentials/${ids.utility_credential_id}`)).body);
        for (const id of ids.utility_account_ids) valid('UtilityAccount', (await get(`/utility_accounts/${id}`)).body);
        valid('User', (await get(`/users/${encodeURIComponent(`user of ${scenario}`)}`)).body);
      }
      valid('PaginatedUtilityCredentials', (await get('/utility_credentials?limit=100')).body);
      valid('PaginatedUtilityAccounts', (await get('/utility_accounts?limit=100')).body);
      valid('PaginatedUsers', (await get('/users')).body);
      valid('UserNotFoundError', (await get('/users/nobody')).body);
      valid('UserNotFoundError', (await send('DELETE', '/users/nobody')).body);
      valid('UtilityCredentialNotFoundError', (await get('/utility_credentials/1')).body);
    },
  );

for (const quirks of MODES)
  test(`every connect answer fits the platform’s schema, ${mode(quirks)}`, options, async () => {
    const valid = validator();
    const { sandbox, send } = await createHarness({ quirks });
    const { utility_credential_id: id } = sandbox.users.connect('u1');
    valid('ConnectUrlResponse', (await send('POST', '/auth/connect_url', { client_user_id: 'u1' })).body);
    valid('ConnectUrlResponse', (await send('POST', '/auth/connect_url', { utility_credential_id: id })).body);
    const refused = async (path: string, body: unknown, status: number, definition: string) => {
      const answer = await send('POST', path, body);
      assert.equal(answer.status, status);
      valid(definition, answer.body);
    };
    await refused('/auth/connect_token', {}, 422, 'ConnectTokenUnprocessableEntityError');
    await refused(
      '/auth/connect_token',
      { client_user_id: 'u1', utility_credential_id: id },
      422,
      'ConnectTokenTooManyParametersError',
    );
    await refused('/auth/connect_token', { utility_credential_id: 1 }, 404, 'UtilityCredentialNotFoundError');
    await refused('/auth/connect_url', { client_user_id: 'u1', variant: 'x' }, 422, 'ConnectUrlVariantError');
    const token = await send('POST', '/auth/connect_token', { client_user_id: 42 });
    const test = { username: 'ARC_TEST_R_SINGLE_ELEC', password: 'verified', utility_id: '1', zip: '94110' };
    const submitted = await send('POST', '/sandbox/connect/submit_test_credentials', test, {
      authorization: `Bearer ${token.body.connect_token}`,
    });
    assert.equal(submitted.status, 201);
    valid('UtilityCredential', submitted.body);
    assert.equal(submitted.body.client_user_id, '42');
  });

for (const quirks of MODES)
  test(`every webhook and every webhook route fits the platform’s schema, ${mode(quirks)}`, options, async () => {
    const valid = validator();
    const { sandbox, send, get, received } = await createHarness({ quirks });
    const endpoint = await send('POST', '/webhook/endpoints', { url: 'http://127.0.0.1:9/hook' });
    valid('WebhookEndpoint', endpoint.body);
    valid('PaginatedWebhookEndpoints', (await get('/webhook/endpoints')).body);
    valid('WebhookEndpointUnprocessableEntityError', (await send('POST', '/webhook/endpoints', { url: 'no' })).body);
    const path = `/webhook/endpoints/${endpoint.body.id}`;
    valid('WebhookEndpoint', (await get(path)).body);
    valid('WebhookEndpoint', (await send('PATCH', path, { arc_version: '2021-11-17' })).body);
    valid('WebhookEndpointUnprocessableEntityError', (await send('PATCH', path, { arc_version: 'x' })).body);
    const other = (await send('POST', '/webhook/endpoints', { url: 'https://a.example/' })).body;
    valid('WebhookEndpoint', (await send('DELETE', `/webhook/endpoints/${other.id}`)).body);
    await send('PUT', `${path}/test`);
    for (const scenario of ['solar-home', 'rejected', 'error', 'past-due', 'discovery-error']) {
      const ids = sandbox.users.connect(scenario, scenario);
      await send('POST', '/sandbox/webhook/trigger/utility_credential_revoked', {
        utility_credential_id: ids.utility_credential_id,
      });
    }
    await sandbox.clock.advance(0);
    const DEFINITIONS: Record<string, string> = {
      test: 'TestWebhookEvent',
      utility_credential_verified: 'UtilityCredentialVerifiedWebhookEvent',
      utility_credential_rejected: 'UtilityCredentialRejectedWebhookEvent',
      utility_credential_revoked: 'UtilityCredentialRevokedWebhookEvent',
      utility_credential_verification_error: 'UtilityCredentialVerificationErrorWebhookEvent',
      utility_accounts_discovered: 'UtilityAccountsDiscoveredWebhookEvent',
      utility_accounts_discovery_error: 'UtilityAccountsDiscoveryErrorWebhookEvent',
      utility_account_updated: 'UtilityAccountUpdatedWebhookEvent',
    };
    const seen = new Set(received.map((each) => each.body.type));
    assert.deepEqual([...seen].sort(), Object.keys(DEFINITIONS).sort());
    for (const { body } of received) {
      // The schema of the test event forbids the `data` that the quickstart prints.
      const { data: _data, ...bare } = body;
      valid(DEFINITIONS[body.type] as string, body.type === 'test' ? bare : body);
    }
    const list = (await get(`/webhook/endpoints/${endpoint.body.id}/events?limit=100`)).body;
    // Its schema does not list this type.
    const listed = list.data.filter((each: { type: string }) => each.type !== 'utility_account_updated');
    valid('PaginatedWebhookEvents', { ...list, data: listed });
    valid('WebhookEvent', (await get(`/webhook/endpoints/${endpoint.body.id}/events/${listed[0].id}`)).body);
  });

test('Plug answers have every place of the documented samples', options, async () => {
  const { sandbox, send, get } = await createHarness();
  likeSample(
    (await send('POST', '/plug/credentials', json('samples/plug/create-credential.request.json'))).body,
    'create-credential.response.json',
    ['.nextScheduledRunAt'],
  );
  await sandbox.clock.advance(10_000);
  likeSample(
    (await get('/plug/credentials?search=correlationId%3Dfoo&page=0&size=20')).body,
    'list-credentials.response.json',
  );
  const [credential] = (await get('/plug/credentials')).body.credentials;
  const { meters } = (await get(`/plug/meters?search=credentialIds%3D${credential.id}&page=0&size=20`)).body;
  likeSample(meters[0], 'list-meters.response.json', ['.intervalsLatestDateTime']);
  const path = `/plug/meters/${meters[0].id}`;
  likeSample(
    (await send('PATCH', path, json('samples/plug/activate-intervals.request.json'))).body,
    'activate-intervals.response.json',
  );
  assert.deepEqual(
    (await send('PATCH', path, { isIntervalsProductActive: true })).body,
    json('samples/plug/activate-intervals.error.json'),
  );
  assert.deepEqual(
    (await get(`/plug/intervals/meters/${meters[0].id}`)).body,
    json('samples/plug/intervals.error.json'),
  );
  await sandbox.clock.advance(10_000);
  likeSample((await get(`/plug/intervals/meters/${meters[0].id}`)).body, 'intervals.response.json');
  likeSample(
    (await get(`/plug/normalizedIntervals/meters/${meters[0].id}`)).body,
    'normalized-intervals.response.json',
  );
});

test('with quirks on, clients meet the documented contradictions', options, async () => {
  const { sandbox, send, get } = await createHarness({ quirks: true });
  likeSample(
    (await send('POST', '/plug/credentials', json('samples/plug/create-credential.request.json'))).body,
    'create-credential.response.json',
  );
  await sandbox.clock.advance(10_000);
  const bare = (await get('/plug/meters')).body;
  likeSample(bare, 'list-meters.response.json');
  assert.deepEqual([bare.isIntervalsProductActive, bare.intervalsLatestDateTime], ['false', 'null']);
  const patched = (await send('PATCH', `/plug/meters/${bare.id}`, { isIntervalsProductActive: true })).body;
  assert.deepEqual([patched.meters[0].isIntervalsProductActive, patched.meters[0].latestIntervalAt], [true, 'null']);
  assert.deepEqual(patched.page, { number: 0, size: 0, totalElements: 0, totalPages: 0 });
});

for (const quirks of MODES)
  test(`Switch answers have every place of the documented samples, ${mode(quirks)}`, options, async () => {
    const { send } = await createHarness({ quirks });
    const basic = { authorization: `Basic ${btoa('001:001')}`, 'Arc-Version': '' };
    const call = async (method: string, path: string, file?: string) =>
      (await send(method, `/rest/v1/accounts${path}`, file === undefined ? undefined : sent(file), basic)).body;
    const sent = (file: string) => json(`samples/switch/${file}.request.json`);
    const like = (body: unknown, file: string, except: readonly string[] = []) =>
      likeSample(body, `${file}.response.json`, except, 'switch');
    // Utilities' territories are not made up here.
    const territory = ['keyName', 'dataType', 'dataValue'].map((name) => `.results[].properties.territoryId.${name}`);
    const added = await call('POST', '', 'add-account-minimum');
    like(added, 'add-account-minimum', territory);
    like(await call('POST', '', 'add-account-address-fields'), 'add-account-address-fields', territory);
    const { accountId, providerAccountId } = added.results[0];
    const body = { ...sent('update-account'), accountId, providerAccountId };
    like((await send('PUT', '/rest/v1/accounts', body, basic)).body, 'update-account', territory);
    for (const file of ['set-property-building-area', 'set-property-type', 'set-property-tariff'])
      like(await call('PUT', `/${accountId}/properties`, file), file);
    like(await call('GET', `/${accountId}`), 'get-account-after-updates', territory);
    assert.deepEqual(
      await call('DELETE', `/${accountId}/properties/buildingArea`),
      json('samples/switch/delete-property.response.json'),
    );
  });
