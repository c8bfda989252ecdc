import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SCOPES } from '../scopes.ts';
import { createTestBroker, problemOf } from '../testing/test-broker.ts';

const ALL = { scopes: SCOPES };

describe('lists', () => {
  it("hold the user's own rows without hidden fields (T32)", async () => {
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

  it('are refused as a whole if upstream ignores the filter (T23)', async () => {
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

  it('are refused if one row of a later page is another user’s (T23)', async () => {
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

  it('are refused if an id in them is not safe in a filter or a path (T25)', async () => {
    const { call, token, platform } = createTestBroker();
    const alice = await token('alice');
    for (const id of ['crd_a,crd_bob', 'crd_a)', 'mtr_alice', '', 7, null, ['crd_alice']]) {
      platform.faults[0] = ({ url }) =>
        url.pathname === '/plug/credentials'
          ? Response.json({ credentials: [platform.credentials[0], { id, correlationId: 'alice' }] })
          : null;
      assert.equal(await problemOf(await call('GET', '/plug/meters', { token: alice })), '502 upstream-failed');
    }
    for (const id of ['mtr_a/../x', 'crd_alice', 7, undefined]) {
      platform.faults[0] = ({ url }) =>
        url.pathname === '/plug/meters' ? Response.json({ meters: [platform.meters[0], { id }] }) : null;
      assert.equal(await problemOf(await call('GET', '/plug/meters', { token: alice })), '502 upstream-failed');
    }
    assert.ok(
      platform
        .seen('/plug/meters')
        .every(({ url }) => url.searchParams.get('search') === 'credentialIds=in=(crd_alice)'),
    );
  });

  it('ask upstream for exactly one owner, for any query of the page (T24, T25)', async () => {
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

  it('collect the meters of more credentials than one filter takes, each once', async () => {
    const { call, token, platform } = createTestBroker();
    for (let i = 0; i < 230; i += 1) {
      platform.credentials.push({ id: `crd_n${i}`, correlationId: 'carol' });
      // Each meter names a credential of the other filter; all are the user's.
      const of = [`crd_n${i}`, `crd_n${(i + 115) % 230}`];
      platform.meters.push({ id: `mtr_n${i}`, of, credentialId: of[1] });
    }
    const carol = await token('carol');
    const ask = async (number: number, size: number) => {
      const answer = await call('GET', `/plug/meters?page=${number}&size=${size}`, { token: carol });
      return (await answer.json()) as { meters: { id: string }[]; page: Record<string, number> };
    };
    const { meters, page } = await ask(2, 100);
    assert.equal(meters.length, 30);
    assert.deepEqual(page, { number: 2, size: 100, totalElements: 230, totalPages: 3 });
    const pages = await Promise.all(Array.from({ length: 5 }, (_, number) => ask(number, 50)));
    assert.deepEqual(
      pages.map((each) => each.meters.length),
      [50, 50, 50, 50, 30],
    );
    assert.equal(new Set(pages.flatMap((each) => each.meters.map(({ id }) => id))).size, 230);
    for (const { url } of platform.seen('/plug/meters'))
      assert.ok((url.searchParams.get('search')?.split(',').length ?? 0) <= 100);
  });

  it('ask upstream for the page itself if one filter takes all credentials', async () => {
    const { call, token, platform } = createTestBroker();
    for (let i = 0; i < 100; i += 1) {
      platform.credentials.push({ id: `crd_n${i}`, correlationId: 'carol' });
      platform.meters.push({ id: `mtr_n${i}`, of: [`crd_n${i}`] });
    }
    const answer = await call('GET', '/plug/meters?page=3&size=7', { token: await token('carol') });
    assert.equal(((await answer.json()) as { meters: unknown[] }).meters.length, 7);
    assert.deepEqual(
      platform.seen('/plug/meters').map(({ url }) => [url.searchParams.get('page'), url.searchParams.get('size')]),
      [['3', '7']],
    );
  });

  it('end after a hundred pages of a platform that announces no end', async () => {
    const { call, token, platform } = createTestBroker();
    let page = 0;
    platform.faults.push(({ url }) => {
      if (url.pathname !== '/plug/credentials') return null;
      page += 1;
      const credentials = Array.from({ length: 100 }, (_, n) => ({ id: `crd_${page}-${n}`, correlationId: 'carol' }));
      return Response.json({ credentials, page: { number: 0, size: 0, totalElements: 0, totalPages: 0 } });
    });
    await call('GET', '/plug/meters/mtr_none', { token: await token('carol') });
    assert.equal(page, 100);
  });

  it('of meters no longer have one that upstream has lost, wherever a page asks for it', async () => {
    const { call, token, platform } = createTestBroker();
    const alice = await token('alice');
    const status = async (path: string) => (await call('GET', path, { token: alice })).status;
    assert.equal(await status('/plug/intervals/meters/mtr_alice'), 200);
    platform.meters.splice(0, 1);
    assert.equal(await status('/plug/intervals/meters/mtr_alice'), 200, 'cached');
    assert.equal(await status('/plug/meters/mtr_alice'), 404);
    assert.equal(await status('/plug/intervals/meters/mtr_alice'), 404);
  });

  it('are read to the last page that upstream announces', async () => {
    const { call, token, platform } = createTestBroker();
    const alice = await token('alice');
    platform.credentials.push({ id: 'crd_more', correlationId: 'alice' });
    platform.meters.push({ id: 'mtr_more', of: ['crd_more'] });
    platform.faults.push(({ url }) => {
      if (url.pathname !== '/plug/credentials') return null;
      const number = Number(url.searchParams.get('page'));
      const row = platform.credentials.filter(({ correlationId }) => correlationId === 'alice')[number];
      return Response.json({ credentials: [row], page: { number, size: 1, totalElements: 2, totalPages: 2 } });
    });
    assert.equal((await call('GET', '/plug/meters/mtr_more', { token: alice })).status, 200);
    assert.equal(platform.seen('/plug/credentials').length, 2);
  });

  for (const [what, page] of [
    ['has zeros for the number of pages', { number: 0, size: 0, totalElements: 0, totalPages: 0 }],
    ['says nothing about pages', undefined],
  ] as const)
    it(`are read to the first page that is not full if upstream ${what}`, async () => {
      const { call, token, platform } = createTestBroker();
      const rows = Array.from({ length: 200 }, (_, n) => ({ id: `crd_n${n}`, correlationId: 'carol' }));
      platform.meters.push({ id: 'mtr_last', of: ['crd_n199'] });
      platform.faults.push(({ url }) => {
        if (url.pathname !== '/plug/credentials') return null;
        const from = Number(url.searchParams.get('page')) * 100;
        return Response.json({ credentials: rows.slice(from, from + 100), page });
      });
      const path = '/plug/meters/mtr_last';
      assert.equal((await call('GET', path, { token: await token('carol') })).status, 200);
      assert.equal(platform.seen('/plug/credentials').length, 3);
    });

  it('cap a larger page size silently, as upstream does', async () => {
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

  it('leave out a meter of an account that names another user (T21)', async () => {
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

  it('accept a bare meter and a page of zeros as one meter', async () => {
    const { call, token, platform } = createTestBroker();
    platform.faults.push(({ url }) => (url.pathname === '/plug/meters' ? Response.json({ id: 'mtr_alice' }) : null));
    const answer = await call('GET', '/plug/meters', { token: await token('alice') });
    assert.deepEqual(((await answer.json()) as { meters: unknown }).meters, [{ id: 'mtr_alice' }]);
  });
});
