import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SCOPES } from '../scopes.ts';
import { createTestBroker, problemOf } from '../testing/test-broker.ts';

const login = { providerId: 'p', username: 'u', password: 'x' };
const property = { keyName: 'buildingArea', dataValue: '1' };
const ADDRESS = ['addressString', 'addressName', 'address1', 'address2', 'city', 'state', 'zip', 'country'];
const PROPERTIES = '/rest/v1/accounts/pid/alice/properties';

const text = (length: number): string => 'x'.repeat(length);
const key = (length: number): string => `k${'x'.repeat(length - 1)}`;
const properties = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`key${n}`, { keyName: `key${n}`, dataValue: '1' }]));

/** A field with a limit: requests with a body that is as large as it may be, and larger ones. */
const LIMITS: [what: string, method: string, path: string, most: number, body: (size: number) => unknown][] = [
  ...Object.keys(login).map((field): (typeof LIMITS)[number] => [
    field,
    'POST',
    '/plug/credentials',
    255,
    (size) => ({ ...login, [field]: text(size) }),
  ]),
  ['accountName', 'PUT', '/rest/v1/accounts', 255, (size) => ({ accountName: text(size) })],
  ...ADDRESS.map((field): (typeof LIMITS)[number] => [
    field,
    'PUT',
    '/rest/v1/accounts',
    255,
    (size) => ({ address: { [field]: text(size) } }),
  ]),
  ['the number of properties', 'PUT', '/rest/v1/accounts', 100, (size) => ({ properties: properties(size) })],
  ...['dataValue', 'accuracy', 'fromDateTime', 'toDateTime'].map((field): (typeof LIMITS)[number] => [
    field,
    'POST',
    PROPERTIES,
    255,
    (size) => ({ ...property, [field]: text(size) }),
  ]),
  ['keyName', 'PUT', PROPERTIES, 64, (size) => ({ ...property, keyName: key(size) })],
];

describe('a body', () => {
  it('has fields up to their limits and not beyond', async () => {
    const { call, token } = createTestBroker();
    const alice = await token('alice', { scopes: SCOPES });
    for (const [what, method, path, most, body] of LIMITS) {
      const answer = await call(method, path, { token: alice, body: body(most) });
      assert.ok(answer.ok, `${what}: ${most}`);
      const refused = await call(method, path, { token: alice, body: body(most + 1) });
      assert.equal(await problemOf(refused), '400 invalid-request', `${what}: ${most + 1}`);
    }
  });

  it('has no login of more digits than a number keeps', async () => {
    const { call, token } = createTestBroker();
    const alice = await token('alice');
    const ask = async (id: number) =>
      await problemOf(await call('POST', '/auth/connect_url', { token: alice, body: { utility_credential_id: id } }));
    assert.equal(await ask(999_999_999_999_999), '404 not-found');
    assert.equal(await ask(1_000_000_000_000_000), '400 invalid-request');
    assert.equal(await ask(1.5), '400 invalid-request');
  });

  it('has at most 256 KB', async () => {
    const { call, token, platform } = createTestBroker();
    const alice = await token('alice', { scopes: SCOPES });
    const body = (bytes: number) => JSON.stringify(login).padEnd(bytes);
    assert.equal((await call('POST', '/plug/credentials', { token: alice, body: body(256 * 1024) })).status, 201);
    const sent = platform.requests.length;
    const refused = await call('POST', '/plug/credentials', { token: alice, body: body(256 * 1024 + 1) });
    assert.equal(await problemOf(refused), '413 payload-too-large');
    assert.equal(platform.requests.length, sent);
  });

  it('names each property by its own key', async () => {
    const { call, token } = createTestBroker();
    const alice = await token('alice', { scopes: SCOPES });
    const body = { properties: { other: property } };
    assert.equal(
      await problemOf(await call('PUT', '/rest/v1/accounts', { token: alice, body })),
      '400 invalid-request',
    );
  });
});
