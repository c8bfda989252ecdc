import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SCOPES } from '../scopes.ts';
import { createTestBroker, problemOf } from '../testing/test-broker.ts';

const ALL = { scopes: SCOPES };

describe('an upstream request', () => {
  it('has the same headers for any headers of the page (T28, T30, T31)', async () => {
    const { call, token, platform } = createTestBroker();
    const alice = await token('alice');
    await call('GET', '/plug/credentials', {
      token: alice,
      headers: {
        'arc-version': '1999-01-01',
        'x-sandbox-mode': 'true',
        'x-forwarded-for': '1.2.3.4',
        'x-http-method-override': 'DELETE',
        cookie: 'a=b',
        arc_version: 'x',
        'x-original-url': '/users',
        accept: 'text/html',
      },
    });
    const [request] = platform.seen('/plug/credentials');
    assert.deepEqual(request?.headers, {
      'arc-version': '2024-02-21',
      'arcadia-version': '2024-02-21',
      'x-sandbox-mode': 'false',
      accept: 'application/json',
      'accept-encoding': 'identity',
      authorization: 'Bearer CANARY-upstream-token-1',
    });
    assert.equal(request?.method, 'GET');
  });

  it('yields a connect token, also from an answer with a URL', async () => {
    const { call, token, platform } = createTestBroker();
    let answer: unknown = { connect_url: 'https://connect.example?token=a.b-c' };
    platform.faults.push(({ url }) => (url.pathname === '/auth/connect_token' ? Response.json(answer) : null));
    const alice = await token('alice');
    assert.deepEqual(await (await call('POST', '/auth/connect_token', { token: alice })).json(), {
      connect_token: 'a.b-c',
    });
    for (answer of [{}, { connect_token: 'two words' }, [], 'text']) {
      assert.equal(await problemOf(await call('POST', '/auth/connect_token', { token: alice })), '502 upstream-failed');
    }
  });

  it('never opens Connect for a login of another user (T29)', async () => {
    const { call, token, platform } = createTestBroker();
    const alice = await token('alice');
    for (const route of ['/auth/connect_token', '/auth/connect_url']) {
      const field = route.slice('/auth/'.length);
      const create = await call('POST', route, { token: alice });
      assert.deepEqual(Object.keys((await create.json()) as object), [field]);
      const repair = await call('POST', route, { token: alice, body: { utility_credential_id: 10 } });
      assert.deepEqual(Object.keys((await repair.json()) as object), [field]);
      assert.equal(
        await problemOf(await call('POST', route, { token: alice, body: { utility_credential_id: 20 } })),
        '404 not-found',
      );
      assert.equal(
        await problemOf(await call('POST', route, { token: alice, body: { client_user_id: 'bob' } })),
        '400 invalid-request',
      );
      assert.deepEqual(
        platform.seen(route).map(({ body }) => body),
        [{ client_user_id: 'alice' }, { utility_credential_id: 10 }],
      );
      assert.equal(platform.seen('/utility_credentials').at(-1)?.url.search, '?limit=500&client_user_id=alice');
    }
    const plug = await call('POST', '/plug/connect/url', { token: alice, body: {} });
    assert.deepEqual(await plug.json(), { url: 'https://connect.example/sandbox' });
    assert.deepEqual(platform.seen('/plug/connect/url')[0]?.body, {
      correlationId: 'alice',
      isCreatorAttributed: false,
    });
  });

  it('activates intervals with one body only, and reports why it cannot', async () => {
    const { call, token, platform } = createTestBroker();
    const alice = await token('alice');
    for (const body of [
      {},
      { isIntervalsProductActive: false },
      { isIntervalsProductActive: true, customData: {} },
      { isIntervalsProductActive: 'true' },
    ]) {
      assert.equal(
        await problemOf(await call('PATCH', '/plug/meters/mtr_alice', { token: alice, body })),
        '400 invalid-request',
      );
    }
    const body = { isIntervalsProductActive: true };
    const answer = await call('PATCH', '/plug/meters/mtr_alice', { token: alice, body });
    const { meters } = (await answer.json()) as { meters: Record<string, unknown>[] };
    assert.deepEqual(meters, [{ id: 'mtr_alice', meterNumber: 'M-alice', status: 'INTERVALS_IN_PROGRESS' }]);
    assert.equal(
      await problemOf(await call('PATCH', '/plug/meters/mtr_alice', { token: alice, body })),
      '409 meter-not-activatable',
    );
    assert.deepEqual(
      platform.seen('/plug/meters/mtr_alice').map(({ body: sent }) => sent),
      [body, body],
    );
  });

  it('creates a credential for the user only, and never returns the password', async () => {
    const { call, token, platform } = createTestBroker();
    const alice = await token('alice', ALL);
    const body = { providerId: 'p', username: 'u', password: 'hunter2' };
    const answer = await call('POST', '/plug/credentials', { token: alice, body });
    assert.equal(answer.status, 201);
    assert.deepEqual(await answer.json(), { id: 'crd_new', username: 'u', correlationId: 'alice' });
    assert.equal(
      await problemOf(
        await call('POST', '/plug/credentials', { token: alice, body: { ...body, correlationId: 'bob' } }),
      ),
      '400 invalid-request',
    );
    assert.deepEqual(
      platform.requests
        .filter(({ method, url }) => method === 'POST' && url.pathname === '/plug/credentials')
        .map(({ body: sent }) => sent),
      [{ ...body, correlationId: 'alice' }],
    );
  });

  it('writes a Switch account as the user and refuses ids in the body', async () => {
    const { call, token, platform } = createTestBroker();
    const alice = await token('alice', ALL);
    for (const body of [
      { providerAccountId: 'bob' },
      { accountId: 'acc-bob' },
      { owner: 'x' },
      { properties: { owner: { keyName: 'owner', dataValue: 'x' } } },
    ]) {
      assert.equal(
        await problemOf(await call('PUT', '/rest/v1/accounts', { token: alice, body })),
        '400 invalid-request',
      );
    }
    const answer = await call('PUT', '/rest/v1/accounts', {
      token: alice,
      body: { accountName: 'Home', address: { addressString: '221 Main Street' } },
    });
    assert.equal(answer.status, 200);
    assert.deepEqual(platform.requests.at(-1)?.body, {
      accountName: 'Home',
      address: { addressString: '221 Main Street' },
      providerAccountId: 'alice',
    });
    const { results } = (await (await call('GET', '/rest/v1/accounts/pid/alice', { token: alice })).json()) as {
      results: Record<string, unknown>[];
    };
    assert.equal('customerOrgId' in (results[0] ?? {}), false);
    assert.deepEqual(results[0]?.properties, { customerClass: { keyName: 'customerClass', dataValue: '1' } });
  });

  it('is refused with not-configured without access to Switch', async () => {
    const { call, token, platform } = createTestBroker({ switch: undefined });
    const alice = await token('alice', ALL);
    const read = await call('GET', '/rest/v1/accounts/pid/alice', { token: alice });
    assert.equal(await problemOf(read), '404 not-configured');
    const write = await call('PUT', '/rest/v1/accounts', { token: alice, body: {} });
    assert.equal(await problemOf(write), '404 not-configured');
    assert.equal(platform.requests.filter(({ url }) => url.pathname.startsWith('/rest/')).length, 0);
  });

  it('never sets or deletes a reserved Switch property', async () => {
    const { call, token, platform } = createTestBroker();
    const alice = await token('alice', ALL);
    const path = '/rest/v1/accounts/pid/alice/properties';
    const reserved = ['accountId', 'providerAccountId', 'customerOrgId', 'customerOrgName', 'providerOrgId'];
    for (const key of [...reserved, 'owner', 'status', 'type', 'accountManager', 'assignee', 'OWNER']) {
      const body = { keyName: key, dataValue: 'x' };
      for (const method of ['POST', 'PUT'])
        assert.equal(await problemOf(await call(method, path, { token: alice, body })), '400 invalid-request', key);
      const answer = await call('DELETE', `${path}/${key}`, { token: alice });
      assert.equal(await problemOf(answer), '400 invalid-request', key);
    }
    assert.deepEqual(platform.requests, []);
  });

  it('deletes a Switch property by the account id', async () => {
    const { call, token, platform } = createTestBroker();
    const answer = await call('DELETE', '/rest/v1/accounts/pid/alice/properties/buildingArea', {
      token: await token('alice', ALL),
    });
    assert.equal(answer.status, 200);
    assert.equal(platform.requests.at(-1)?.url.pathname, '/rest/v1/accounts/acc-alice/properties/buildingArea');
  });
});
