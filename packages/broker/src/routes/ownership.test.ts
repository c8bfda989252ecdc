import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isScope, SCOPES } from '../scopes.ts';
import { createTestBroker, PLUG_SECRET, problemOf } from '../testing/test-broker.ts';
import { ROUTES } from './index.ts';

const ALL = { scopes: SCOPES };

/** Every route with an id, by kind of id: whose it is, whose it is not, and what it cannot be. */
const SWEEP: Record<
  string,
  {
    readonly own: string;
    readonly foreign: string;
    readonly absent: string;
    readonly malformed: readonly string[];
    readonly body?: unknown;
  }
> = {
  'GET /utility_accounts/:id': {
    own: '/utility_accounts/100',
    foreign: '/utility_accounts/200',
    absent: '/utility_accounts/300',
    malformed: [
      '/utility_accounts/0100',
      '/utility_accounts/1e2',
      '/utility_accounts/+100',
      '/utility_accounts/100.0',
      '/utility_accounts/%EF%BC%91',
      '/utility_accounts/99999999999999999999',
    ],
  },
  'GET /plug/meters/:id': {
    own: '/plug/meters/mtr_alice',
    foreign: '/plug/meters/mtr_bob',
    absent: '/plug/meters/mtr_none',
    malformed: [
      '/plug/meters/..%2f..%2fusers',
      '/plug/meters/mtr_a%0d%0ab',
      '/plug/meters/mtr_%00',
      '/plug/meters/mtr_a%2Fb',
      '/plug/meters/%',
      '/plug/meters/mtr_a,mtr_bob',
    ],
  },
  'PATCH /plug/meters/:id': {
    own: '/plug/meters/mtr_alice',
    foreign: '/plug/meters/mtr_bob',
    absent: '/plug/meters/mtr_none',
    malformed: ['/plug/meters/crd_alice'],
    body: { isIntervalsProductActive: true },
  },
  'GET /plug/intervals/meters/:id': {
    own: '/plug/intervals/meters/mtr_alice',
    foreign: '/plug/intervals/meters/mtr_bob',
    absent: '/plug/intervals/meters/mtr_none',
    malformed: ['/plug/intervals/meters/..%2fx'],
  },
  'GET /plug/normalizedIntervals/meters/:id': {
    own: '/plug/normalizedIntervals/meters/mtr_alice',
    foreign: '/plug/normalizedIntervals/meters/mtr_bob',
    absent: '/plug/normalizedIntervals/meters/mtr_none',
    malformed: ['/plug/normalizedIntervals/meters/%2e%2e%2f'],
  },
  'GET /rest/v1/accounts/pid/:id': {
    own: '/rest/v1/accounts/pid/alice',
    foreign: '/rest/v1/accounts/pid/bob',
    absent: '/rest/v1/accounts/pid/none',
    malformed: ['/rest/v1/accounts/pid/a%20b'],
  },
  'POST /rest/v1/accounts/pid/:id/properties': {
    own: '/rest/v1/accounts/pid/alice/properties',
    foreign: '/rest/v1/accounts/pid/bob/properties',
    absent: '/rest/v1/accounts/pid/none/properties',
    malformed: [],
    body: { keyName: 'buildingArea', dataValue: '100' },
  },
  'PUT /rest/v1/accounts/pid/:id/properties': {
    own: '/rest/v1/accounts/pid/alice/properties',
    foreign: '/rest/v1/accounts/pid/bob/properties',
    absent: '/rest/v1/accounts/pid/none/properties',
    malformed: [],
    body: { keyName: 'buildingArea', dataValue: '100' },
  },
  'DELETE /rest/v1/accounts/pid/:id/properties/:keyName': {
    own: '/rest/v1/accounts/pid/alice/properties/buildingArea',
    foreign: '/rest/v1/accounts/pid/bob/properties/buildingArea',
    absent: '/rest/v1/accounts/pid/none/properties/buildingArea',
    malformed: ['/rest/v1/accounts/pid/alice/properties/a%2fb'],
  },
};

describe('ids in paths', () => {
  it('are all in the sweep: a new route with an id needs a row (T21)', () => {
    const withId = ROUTES.filter(({ access, path }) => isScope(access) && path.includes(':')).map(
      ({ method, path }) => `${method} ${path}`,
    );
    assert.deepEqual(withId.sort(), Object.keys(SWEEP).sort());
  });

  for (const [name, row] of Object.entries(SWEEP)) {
    it(`of ${name} reach the user's own, and somebody else's looks like one that does not exist (T21, T35)`, async () => {
      const { call, token, platform } = createTestBroker();
      const alice = await token('alice', ALL);
      const method = name.split(' ')[0] ?? '';
      const ask = async (path: string) => {
        const answer = await call(method, path, {
          token: alice,
          ...(row.body === undefined ? {} : { body: row.body }),
        });
        const { instance, ...body } = (await answer.json()) as Record<string, unknown>;
        return {
          status: answer.status,
          body,
          instance,
          headers: [...answer.headers].filter(([key]) => key !== 'x-request-id'),
        };
      };
      assert.equal((await ask(row.own)).status, 200);
      const before = platform.requests.filter(({ method: sent }) => sent !== 'GET').length;
      const foreign = await ask(row.foreign);
      const absent = await ask(row.absent);
      assert.equal(foreign.status, 404);
      assert.deepEqual({ ...foreign, instance: null }, { ...absent, instance: null });
      for (const path of row.malformed) assert.equal((await ask(path)).status, 404, path);
      assert.equal(
        platform.requests.filter(({ method: sent }) => sent !== 'GET').length,
        before,
        'nothing was written upstream',
      );
    });
  }

  it('never lead upstream to another path than the one of the route (T26)', async () => {
    const { call, token, platform } = createTestBroker();
    const alice = await token('alice', ALL);
    for (const id of [
      '..%2f..%2fusers',
      '%2e%2e',
      '..;',
      'mtr_x%5c..%5c',
      '%252e%252e%252f',
      'mtr_x%23',
      'mtr_x%3Fa=b',
    ]) {
      assert.equal((await call('GET', `/plug/intervals/meters/${id}`, { token: alice })).status, 404, id);
    }
    const paths = new Set(platform.requests.map(({ url }) => url.pathname));
    assert.deepEqual(
      [...paths].filter((path) => path !== '/oauth2/token' && !path.startsWith('/plug/')),
      [],
    );
  });
});

describe('lists', () => {
  it("hold the user's own rows, without fields that are not for browsers (T32)", async () => {
    const { call, token } = createTestBroker();
    const alice = await token('alice');
    const get = async (path: string) =>
      (await (await call('GET', path, { token: alice })).json()) as Record<string, Record<string, unknown>[]>;
    const { data: logins } = await get('/utility_credentials');
    assert.deepEqual(
      logins?.map(({ id }) => id),
      [10],
    );
    assert.equal(JSON.stringify(logins).includes('signing_key'), false);
    const { data: accounts } = await get('/utility_accounts');
    assert.deepEqual(accounts?.[0]?.feature_availability, { utility_intervals: 'AVAILABLE' });
    assert.equal('pdf_url' in (accounts?.[0] ?? {}), false);
    const { credentials } = await get('/plug/credentials');
    assert.deepEqual(
      credentials?.map(({ id }) => id),
      ['crd_alice'],
    );
    assert.equal('username2' in (credentials?.[0] ?? {}), false);
    const { meters, page } = await get('/plug/meters');
    assert.deepEqual(meters, [{ id: 'mtr_alice', meterNumber: 'M-alice', status: 'INTERVALS_NOT_REQUESTED' }]);
    assert.deepEqual(page, { number: 0, size: 20, totalElements: 1, totalPages: 1 });
  });

  it('are refused as a whole when upstream ignores the filter (T23)', async () => {
    const { call, token, platform, events } = createTestBroker();
    const alice = await token('alice', ALL);
    platform.ignoresFilters = true;
    for (const path of [
      '/utility_credentials',
      '/utility_accounts',
      '/plug/credentials',
      '/plug/meters',
      '/plug/intervals/meters/mtr_bob',
      '/plug/meters/mtr_bob',
    ]) {
      const answer = await call('GET', path, { token: alice });
      assert.equal(await problemOf(answer.clone()), '502 upstream-failed', path);
      assert.equal((await answer.text()).includes('bob'), false);
    }
    assert.equal(events.filter(({ kind }) => kind === 'foreign-data').length, 6);
  });

  it('are refused when one row of a later page is somebody else’s (T23)', async () => {
    const { call, token, platform } = createTestBroker();
    const alice = await token('alice');
    for (let i = 0; i < 250; i += 1) platform.credentials.push({ id: `crd_more-${i}`, correlationId: 'alice' });
    assert.equal((await call('GET', '/plug/meters/mtr_alice', { token: alice })).status, 200);
    const rows = platform.credentials;
    const odd = rows[rows.length - 1];
    platform.faults.push(({ url }) => {
      if (url.pathname !== '/plug/credentials' || url.searchParams.get('page') !== '2') return null;
      return Response.json({ credentials: [{ ...odd, correlationId: 'bob' }], page: { totalPages: 3 } });
    });
    assert.equal(await problemOf(await call('GET', '/plug/meters/mtr_alice', { token: alice })), '502 upstream-failed');
  });

  it('ask upstream for exactly one owner, whatever the query of the page says (T24, T25)', async () => {
    const { call, token, platform } = createTestBroker();
    const alice = await token('alice');
    for (const query of [
      'client_user_id=bob',
      'client_user_id=alice&client_user_id=bob',
      'client_user_id[]=bob',
      'Client_User_Id=bob',
      'client%5Fuser%5Fid=bob',
      'search=correlationId==bob',
      'limit=5;client_user_id=bob',
      'limit=1&limit=2',
      'method=DELETE',
      'access_token=x',
      'constructor=1',
      '__proto__=1',
    ]) {
      assert.equal(
        await problemOf(await call('GET', `/utility_credentials?${query}`, { token: alice })),
        '400 invalid-request',
        query,
      );
    }
    assert.equal((await call('GET', '/utility_credentials?limit=5&order=asc', { token: alice })).status, 200);
    const [only, ...more] = platform.seen('/utility_credentials');
    assert.deepEqual(more, []);
    assert.deepEqual([...(only?.url.searchParams ?? [])].sort(), [
      ['client_user_id', 'alice'],
      ['limit', '5'],
      ['order', 'asc'],
    ]);
  });

  it('never ask for meters without credential ids', async () => {
    const { call, token, platform } = createTestBroker();
    const answer = await call('GET', '/plug/meters', { token: await token('nobody') });
    assert.deepEqual(await answer.json(), {
      meters: [],
      page: { number: 0, size: 20, totalElements: 0, totalPages: 0 },
    });
    assert.deepEqual(platform.seen('/plug/meters'), []);
  });

  it('gather meters of more credentials than one filter carries, each once', async () => {
    const { call, token, platform } = createTestBroker();
    for (let i = 0; i < 230; i += 1) {
      platform.credentials.push({ id: `crd_n${i}`, correlationId: 'carol' });
      platform.meters.push({ id: `mtr_n${i}`, of: [`crd_n${i}`, `crd_n${(i + 115) % 230}`] });
    }
    const answer = await call('GET', '/plug/meters?page=2&size=100', { token: await token('carol') });
    const { meters, page } = (await answer.json()) as { meters: { id: string }[]; page: Record<string, number> };
    assert.equal(meters.length, 30);
    assert.deepEqual(page, { number: 2, size: 100, totalElements: 230, totalPages: 3 });
  });

  it('cap a larger page without a word, as upstream does', async () => {
    const { call, token, platform } = createTestBroker();
    const alice = await token('alice');
    for (const path of ['/plug/meters', '/plug/credentials']) {
      const answer = await call('GET', `${path}?size=5000`, { token: alice });
      assert.equal(((await answer.json()) as { page: { size: number } }).page.size, 100, path);
      for (const size of ['0', '-1', '1e3', 'x', '']) {
        assert.equal((await call('GET', `${path}?size=${size}`, { token: alice })).status, 400, size);
      }
    }
    assert.ok(platform.requests.every(({ url }) => Number(url.searchParams.get('size') ?? 0) <= 100));
  });

  it('leave out a meter of an account that names somebody else (T21)', async () => {
    const { call, token, platform } = createTestBroker();
    const meters = [{ id: 1 }, { id: 2, client_user_id: 'alice' }, { id: 3, client_user_id: 'bob', meter_number: 'B' }];
    platform.utilityAccounts[0] = { ...platform.utilityAccounts[0], utility_meters: meters };
    const alice = await token('alice');
    const one = (await (await call('GET', '/utility_accounts/100', { token: alice })).json()) as { utility_meters: [] };
    const all = (await (await call('GET', '/utility_accounts', { token: alice })).json()) as { data: (typeof one)[] };
    for (const account of [one, all.data[0]]) {
      assert.deepEqual(
        account?.utility_meters.map(({ id }) => id),
        [1, 2],
      );
    }
  });

  it('treat a bare meter and a page of zeros as the one meter they are', async () => {
    const { call, token, platform } = createTestBroker();
    platform.faults.push(({ url }) => (url.pathname === '/plug/meters' ? Response.json({ id: 'mtr_alice' }) : null));
    const answer = await call('GET', '/plug/meters', { token: await token('alice') });
    assert.deepEqual(((await answer.json()) as { meters: unknown }).meters, [{ id: 'mtr_alice' }]);
  });
});

describe('what is sent upstream', () => {
  it('has the same headers whatever the page sends (T28, T30, T31)', async () => {
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

  it('takes a connect token out of the address that the platform may answer with', async () => {
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

  it('never opens Connect for a login of somebody else (T29)', async () => {
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
    }
    const plug = await call('POST', '/plug/connect/url', { token: alice, body: {} });
    assert.deepEqual(await plug.json(), { url: 'https://connect.example/sandbox' });
    assert.deepEqual(platform.seen('/plug/connect/url')[0]?.body, {
      correlationId: 'alice',
      isCreatorAttributed: false,
    });
  });

  it('activates intervals with one body only, and says why when it cannot', async () => {
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

  it('creates a credential for the user only, and never gives the password back', async () => {
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

  it('deletes a Switch property by the account id that upstream wants', async () => {
    const { call, token, platform } = createTestBroker();
    const answer = await call('DELETE', '/rest/v1/accounts/pid/alice/properties/buildingArea', {
      token: await token('alice', ALL),
    });
    assert.equal(answer.status, 200);
    assert.equal(platform.requests.at(-1)?.url.pathname, '/rest/v1/accounts/acc-alice/properties/buildingArea');
  });
});

describe('the table', () => {
  it('is closed: unknown paths are 404, known ones with another verb 405 with Allow (T22, T40)', async () => {
    const { call, token, platform } = createTestBroker();
    const alice = await token('alice', ALL);
    for (const path of [
      '/',
      '/users',
      '/users/alice',
      '/oauth2/token',
      '/auth/access_token',
      '/webhook/endpoints',
      '/plug/meters/',
      '/plug/meters/mtr_alice/x',
      '/PLUG/meters',
      '/utility_credentials/10',
      '/plug//meters',
      '/meters/x.css',
      '/metrics',
      `/webhooks/plug/${PLUG_SECRET}/x`,
      '/rest/v1/accounts/acc-alice',
    ]) {
      assert.equal(await problemOf(await call('GET', path, { token: alice })), '404 not-found', path);
    }
    const answer = await call('DELETE', '/plug/meters/mtr_alice', { token: alice });
    assert.equal(answer.headers.get('allow'), 'GET, PATCH');
    assert.equal(await problemOf(answer), '405 method-not-allowed');
    assert.equal(platform.requests.length, 0);
  });
});
