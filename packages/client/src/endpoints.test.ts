import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isArcError } from '@arc-elements/models';
import { createArcClient } from './client.ts';
import { createPlatformClient } from './platform.ts';
import { profileStore } from './stores/profile.ts';
import { problem } from './testing/fake-broker.ts';
import { setup } from './testing/setup.ts';
import { until } from './testing/wait.ts';
import { meter, utilityAccount } from './testing/wire.ts';
import type { AuthRequest } from './transport.ts';

const hasCode = (code: string) => (error: unknown) => isArcError(error) && error.code === code;

describe('the endpoints', () => {
  it('read all pages of a long list, also if pages overlap', async (t) => {
    const { broker, session } = await setup(t);
    broker.meters = Array.from({ length: 250 }, (_, i) => meter({ id: `mtr_${i}` }));
    assert.equal((await session().client.meters.list()).value.length, 250);
    assert.equal(broker.count('GET /plug/meters'), 3);
    broker.meters.splice(100, 0, ...broker.meters.slice(95, 100));
    const again = await session().client.meters.list();
    assert.equal(new Set(again.value.map(({ id }) => id)).size, again.value.length);
  });

  it('read on after a page object of zeros, and stop at a page without new items', async (t) => {
    const { broker, session } = await setup(t);
    broker.override = (c) =>
      c.req.path === '/plug/meters'
        ? Response.json({
            meters: Array.from({ length: 100 }, (_, i) => meter({ id: `mtr_${i}` })),
            page: { number: 0, size: 0, totalElements: 0, totalPages: 0 },
          })
        : null;
    assert.equal((await session().client.meters.list()).value.length, 100);
    assert.equal(broker.count('GET /plug/meters'), 2);
  });

  for (const [cap, requests] of [
    [1_000, 2],
    [100, 4],
  ] as const) {
    it(`read a list of the legacy family of at most ${cap} items an answer in ${requests} requests`, async (t) => {
      const { broker, session } = await setup(t);
      // Three rows have the same time, so a page can end between them.
      const rows = Array.from({ length: 240 }, (_, i) =>
        utilityAccount({
          id: 1_000 - i,
          updated_at: new Date(Date.UTC(2026, 0, 10) - Math.floor(i / 3) * 60_000).toISOString(),
        }),
      );
      broker.override = (c) => {
        if (c.req.path !== '/utility_accounts') return null;
        const before = Date.parse(c.req.query('updated_before') ?? '2027-01-01');
        const matching = rows.filter((row) => Date.parse(String(row.updated_at)) < before);
        const limit = Math.min(cap, Number(c.req.query('limit') ?? 10));
        return Response.json({ data: matching.slice(0, limit), total_count: matching.length });
      };
      const { value, totalCount } = await session().client.utilityAccounts.list();
      assert.deepEqual([new Set(value.map(({ id }) => id)).size, value.length, totalCount], [240, 240, 240]);
      assert.equal(broker.count('GET /utility_accounts'), requests);
    });
  }

  it('read a long list completely although many items cannot be read, and count those that are left out', async (t) => {
    const { broker, session } = await setup(t);
    const rows = Array.from({ length: 240 }, (_, i) =>
      utilityAccount({
        id: i === 7 ? 'x' : i,
        updated_at: new Date(Date.UTC(2026, 0, 10) - i * 60_000).toISOString(),
        created_at: 'TBD',
        sandboxed: 'perhaps',
      }),
    );
    broker.override = (c) => {
      if (c.req.path !== '/utility_accounts') return null;
      const before = Date.parse(c.req.query('updated_before') ?? '2027-01-01');
      const matching = rows.filter((row) => Date.parse(String(row.updated_at)) < before);
      return Response.json({ data: matching.slice(0, 100), total_count: matching.length });
    };
    const accounts = await session().client.utilityAccounts.list();
    assert.deepEqual([accounts.value.length, accounts.leftOut], [239, 1]);
    broker.meters = Array.from({ length: 70 }, (_, i) => meter({ id: `mtr_${i}`, nextExpectedPostDate: 'TBD' }));
    assert.equal((await session().client.meters.list()).value.length, 70);
    assert.equal(broker.count('GET /plug/meters'), 1, 'a page that is not full is the last one');
  });

  it('report what could not be decoded and keep the rest', async (t) => {
    const { broker, session } = await setup(t);
    broker.meters = [meter(), { id: 7 }, meter({ id: 'mtr_2' })];
    const { value, rejected } = await session().client.meters.list();
    assert.deepEqual(
      value.map(({ id }) => id),
      ['mtr_1', 'mtr_2'],
    );
    assert.equal(rejected.length > 0, true);
  });

  it('accept a base with a path and trailing slashes, and refuse a relative base without a page', async (t) => {
    const { broker } = await setup(t);
    broker.tokens.add('t');
    assert.deepEqual((await createArcClient({ baseUrl: `${broker.url}//`, auth: () => 't' }).meters.list()).value, []);
    const lost = createArcClient({ baseUrl: '/arc', auth: () => 't' });
    await assert.rejects(lost.meters.list(), hasCode('invalid-request'));
  });

  it('ask their source of tokens for a new one only after a refusal, and name the refused one', async (t) => {
    const { broker } = await setup(t);
    broker.tokens.add('good');
    const seen: unknown[] = [];
    const auth = ({ renew, rejected }: AuthRequest) => {
      seen.push([renew, rejected]);
      return renew ? 'good' : 'old';
    };
    await createArcClient({ baseUrl: broker.url, auth }).meters.list();
    assert.deepEqual(seen, [
      [false, undefined],
      [true, 'old'],
    ]);
  });

  it('do not repeat a refused request without another token', async (t) => {
    const { broker } = await setup(t);
    const client = createArcClient({ baseUrl: broker.url, auth: () => 'wrong' });
    await assert.rejects(client.meters.list(), hasCode('session-invalid'));
    assert.equal(broker.count('GET /plug/meters'), 1);
  });

  it('retry a failed GET once, and no request that changes something', async (t) => {
    const { broker, session } = await setup(t);
    let failures = 1;
    broker.meters = [meter()];
    broker.override = () => (failures-- > 0 ? new Response('', { status: 502 }) : null);
    const arc = session();
    await arc.client.meters.list();
    assert.equal(broker.count('GET /plug/meters'), 2);
    failures = 1;
    await assert.rejects(arc.client.meters.activateIntervals('mtr_1'), hasCode('upstream-failed'));
    assert.equal(broker.count('PATCH /plug/meters/mtr_1'), 1);
  });

  it('keep every digit of a large number, in lists and in interval headers', async (t) => {
    const { broker, session } = await setup(t);
    const { client } = session();
    const digits = '10443720000000017';
    const answer = (text: string) => {
      broker.override = () => new Response(text, { headers: { 'content-type': 'application/json' } });
    };
    answer(`{"meters":[{"id":"mtr_1","meterNumber":${digits}}]}`);
    assert.equal((await client.meters.list()).value[0]?.meterNumber, digits);
    const reading = '{"startAt":"2024-01-01T08:00:00Z","endAt":"2024-01-01T08:15:00Z","direction":"import","kwh":0.25}';
    answer(`{"meterId":"mtr_1","meterNumber":${digits},"readings":[${reading}]}`);
    assert.equal((await client.intervals.raw('mtr_1')).meter.meterNumber, digits);
    const slots = '"startAt":"2024-01-01T08:00:00Z","intervalDurationMinutes":15';
    answer(`{"meterId":"mtr_1","meterNumber":${digits},${slots},"readings":[{"importKwh":[0.1234567890123456]}]}`);
    const { meter, series } = await client.intervals.normalized('mtr_1');
    assert.deepEqual([meter.meterNumber, series.importKwh[0]], [digits, 0.1234567890123456]);
  });

  it('reject with a code for each failure: no network, no answer in time, a web page in place of JSON', async (t) => {
    const { broker, session } = await setup(t);
    const held = Promise.withResolvers<Response>();
    t.after(() => held.resolve(new Response()));
    broker.override = () => held.promise;
    const impatient = createArcClient({ baseUrl: broker.url, auth: () => 't', timeoutMs: 50 });
    await assert.rejects(impatient.meters.activateIntervals('mtr_1'), hasCode('timeout'));
    const arc = session();
    broker.override = () => new Response('<html></html>', { headers: { 'content-type': 'text/html' } });
    await assert.rejects(arc.client.meters.list(), (error) => hasCode('decode')(error) && /HTML/.test(String(error)));
    const nowhere = session({ fetch: () => Promise.reject(new TypeError('fetch failed')) });
    await assert.rejects(nowhere.client.meters.list(), hasCode('network'));
  });

  it('decode interval bodies of both kinds, and reject with the cause if one cannot be read', async (t) => {
    const { broker, session } = await setup(t);
    const { client } = session();
    const head = { meterId: 'mtr_1', localTimezone: 'America/Los_Angeles' };
    const reading = { startAt: '2024-01-01T08:00:00Z', endAt: '2024-01-01T08:15:00Z', direction: 'import', kwh: 0.25 };
    broker.override = () => Response.json({ ...head, readings: [reading] });
    assert.equal((await client.intervals.raw('mtr_1')).receipt.importKwh, 0.25);
    const columns = { importKwh: [1, 2], exportKwh: [0.5, 0], netKwh: [0.5, 2] };
    broker.override = () =>
      Response.json({ ...head, intervalDurationMinutes: 15, startAt: reading.startAt, readings: [columns] });
    assert.equal((await client.intervals.normalized('mtr_1')).receipt.netKwh, 2.5);
    for (const [answer, words] of [
      [() => new Response('<html></html>'), /GET \/plug\/intervals\/meters\/mtr_1 answered 200 with a web page/],
      [() => new Response(''), /not JSON/],
      [() => Response.json({ ok: true }), /interval body/],
    ] as const) {
      broker.override = answer;
      const failure = (error: unknown) => hasCode('decode')(error) && words.test(String(error));
      await assert.rejects(client.intervals.raw('mtr_1'), failure);
    }
    broker.override = () => problem(400, 'meter-inactive');
    await assert.rejects(client.intervals.raw('mtr_1'), hasCode('meter-inactive'));
    const body = { error: 'invalid_intervals_request', error_description: 'Invalid meterId' };
    broker.override = () => Response.json(body, { status: 400 });
    const direct = createArcClient({ baseUrl: broker.url, auth: () => 't' });
    await assert.rejects(direct.intervals.raw('mtr_1'), hasCode('meter-inactive'));
  });

  it('never put a token into an error', async (t) => {
    const { broker, session } = await setup(t);
    const arc = session();
    await arc.client.meters.list();
    broker.override = (c) => Response.json({ error: c.req.header('authorization') }, { status: 500 });
    const error = await arc.client.meters.list().catch((cause: unknown) => cause);
    assert.ok(isArcError(error));
    for (const token of broker.tokens) {
      assert.ok(!`${error.message} ${JSON.stringify(error)} ${error.stack}`.includes(token));
    }
  });

  it('follow no redirect, which would forward the token', async (t) => {
    const { broker, session } = await setup(t);
    const arc = session();
    await arc.client.credentials.list();
    broker.override = (c) => (c.req.path === '/plug/meters' ? c.redirect(`${broker.url}/elsewhere`) : null);
    await assert.rejects(arc.client.meters.list(), hasCode('network'));
    assert.equal(broker.count('GET /elsewhere'), 0);
  });
});

const account = (overrides: Record<string, unknown> = {}) => ({
  status: 'success',
  count: 1,
  type: 'Account',
  results: [
    {
      accountId: 'acc-9',
      providerAccountId: 'user-1',
      accountName: 'Home',
      status: 'ACTIVE',
      properties: null,
      ...overrides,
    },
  ],
});

describe('the Switch account', () => {
  it('is read and written for the person of the session, without an id in the call', async (t) => {
    const { broker, session } = await setup(t);
    const bodies: unknown[] = [];
    broker.override = async (c) => {
      if (!c.req.path.startsWith('/rest/')) return null;
      if (c.req.method !== 'GET' && c.req.method !== 'DELETE') bodies.push(await c.req.json());
      if (!c.req.path.includes('/properties')) return Response.json(account());
      const results = c.req.method === 'DELETE' ? null : [{ keyName: 'customerClass', dataValue: '1' }];
      return Response.json({ status: 'success', count: 0, type: 'PropertyData', results });
    };
    const { accounts } = session().client;
    assert.equal((await accounts.get()).accountName, 'Home');
    await accounts.upsert({ address: { zip: '94107' }, properties: [{ keyName: 'customerClass', dataValue: '1' }] });
    assert.equal((await accounts.setProperty({ keyName: 'customerClass', dataValue: '1' }))?.dataValue, '1');
    await accounts.deleteProperty('customerClass');
    assert.deepEqual(
      broker.log.filter((line) => line.includes('/rest/')),
      [
        'GET /rest/v1/accounts/pid/user-1',
        'PUT /rest/v1/accounts',
        'PUT /rest/v1/accounts/pid/user-1/properties',
        'DELETE /rest/v1/accounts/pid/user-1/properties/customerClass',
      ],
    );
    assert.deepEqual(bodies[0], {
      address: { zip: '94107' },
      properties: { customerClass: { keyName: 'customerClass', dataValue: '1' } },
    });
  });

  it('is null in its store if there is none, and dropped after a sign-out', async (t) => {
    const { broker, session } = await setup(t);
    let exists = false;
    broker.override = (c) => (exists && c.req.path.startsWith('/rest/') ? Response.json(account()) : null);
    const arc = session();
    const store = profileStore(arc);
    assert.equal(profileStore(arc), store);
    store.watch();
    await until(() => store.getState().status === 'ready');
    assert.equal(store.getState().data, null);
    exists = true;
    await store.refresh();
    assert.equal(store.getState().data?.accountId, 'acc-9');
    arc.signOut();
    assert.equal(store.getState().data, undefined);
  });
});

describe('a server', () => {
  it('uses one platform token, sends versions and filters, and renews a refused token once', async (t) => {
    const { broker } = await setup(t);
    const forms: string[] = [];
    let n = 0;
    let valid = '';
    const queries: URLSearchParams[] = [];
    broker.override = async (c) => {
      if (c.req.path === '/oauth2/token') {
        forms.push(await c.req.text());
        valid = `token-${++n}`;
        return Response.json({ access_token: valid, expires_in: 300, token_type: 'Bearer' });
      }
      queries.push(new URL(c.req.url).searchParams);
      if (c.req.header('authorization') !== `Bearer ${valid}`) return Response.json({ error: 'no' }, { status: 401 });
      if (c.req.path.startsWith('/plug')) assert.equal(c.req.header('arc-version'), '2024-02-21');
      return Response.json({ credentials: [], meters: [], data: [], total_count: 0 });
    };
    const client = createPlatformClient({ apiUrl: broker.url, clientId: '001', clientSecret: 's3' });
    await Promise.all([client.credentials.list({ user: 'user-1' }), client.utilityAccounts.list({ user: 'user-1' })]);
    assert.equal(forms[0], 'grant_type=client_credentials&client_id=001&client_secret=s3');
    assert.equal(forms.length, 1);
    assert.deepEqual(queries.map((query) => query.get('search') ?? query.get('client_user_id')).sort(), [
      'correlationId==user-1',
      'user-1',
    ]);
    valid = 'revoked';
    await client.meters.list({ credentialIds: ['crd_1', 'crd_2'] });
    assert.equal(forms.length, 2);
    assert.equal(queries.at(-1)?.get('search'), 'credentialIds=in=(crd_1,crd_2)');
  });

  it('requests no meters for an empty list of credentials', async (t) => {
    const { broker } = await setup(t);
    const client = createPlatformClient({ apiUrl: broker.url, clientId: '001', clientSecret: 's3' });
    assert.deepEqual((await client.meters.list({ credentialIds: [] })).value, []);
    assert.deepEqual(broker.log, []);
  });

  it('sends its keys and the user id to Switch, and deletes by account id', async (t) => {
    const { broker } = await setup(t);
    const seen: [string, string | undefined, unknown][] = [];
    broker.override = async (c) => {
      seen.push([
        `${c.req.method} ${c.req.path}`,
        c.req.header('authorization'),
        c.req.method === 'PUT' ? await c.req.json() : null,
      ]);
      return Response.json(
        c.req.method === 'DELETE' ? { status: 'success', count: 0, type: 'PropertyData', results: null } : account(),
      );
    };
    const client = createPlatformClient({
      apiUrl: broker.url,
      clientId: '001',
      clientSecret: 's3',
      switch: { url: broker.url, appId: 'id', appKey: 'key' },
    });
    await client.accounts.upsert({ accountName: 'Home' }, { user: 'user-1' });
    await client.accounts.deleteProperty('buildingArea', { user: 'user-1' });
    const basic = `Basic ${btoa('id:key')}`;
    assert.deepEqual(seen, [
      ['PUT /rest/v1/accounts', basic, { providerAccountId: 'user-1', accountName: 'Home' }],
      ['GET /rest/v1/accounts/pid/user-1', basic, null],
      ['DELETE /rest/v1/accounts/acc-9/properties/buildingArea', basic, null],
    ]);
    await assert.rejects(client.accounts.get(), hasCode('invalid-request'));
  });

  it('finds accounts on all pages of a search, each once', async (t) => {
    const { broker } = await setup(t);
    const starts: (string | undefined)[] = [];
    broker.override = (c) => {
      const start = Number(c.req.query('pageStart'));
      starts.push(c.req.query('pageStart'));
      const count = Math.min(Number(c.req.query('pageCount')), 130 - start);
      // The pages overlap by one, as when an account is added between two requests.
      const results = Array.from({ length: count }, (_, i) => ({ accountId: `acc-${Math.max(0, start + i - 1)}` }));
      return Response.json({ status: 'success', count: 130, type: 'Account', results });
    };
    const client = createPlatformClient({
      apiUrl: broker.url,
      clientId: '001',
      clientSecret: 's3',
      switch: { url: broker.url, appId: 'id', appKey: 'key' },
    });
    const { value, totalCount, leftOut } = await client.accounts.search('Home');
    assert.deepEqual(starts, ['0', '100']);
    assert.deepEqual(
      value.map(({ accountId }) => accountId),
      Array.from({ length: 129 }, (_, i) => `acc-${i}`),
    );
    assert.deepEqual([totalCount, leftOut], [129, 0]);
  });

  it('must not be a page, where everybody could read the secret', (t) => {
    Object.defineProperty(globalThis, 'document', { value: {}, configurable: true });
    t.after(() => Reflect.deleteProperty(globalThis, 'document'));
    assert.throws(() => createPlatformClient({ clientId: '001', clientSecret: 's3' }), hasCode('invalid-request'));
  });

  it('gets an error without the keys if the platform refuses them', async (t) => {
    const { broker } = await setup(t);
    broker.override = () =>
      Response.json({ error: 'invalid_client', error_description: 'bad s3cret' }, { status: 401 });
    const client = createPlatformClient({ apiUrl: broker.url, clientId: '001', clientSecret: 's3cret' });
    const error = await client.meters.list({ credentialIds: ['crd_1'] }).catch((cause: unknown) => cause);
    assert.ok(isArcError(error));
    assert.equal(error.code, 'unauthorized');
    assert.equal(error.request?.path, '/oauth2/token');
    assert.doesNotMatch(JSON.stringify(error) + error.message, /s3cret/);
  });
});
