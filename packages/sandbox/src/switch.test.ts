import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { createHarness, type Harness } from './testing/harness.ts';

const BASIC = { authorization: `Basic ${btoa('001:001')}`, 'Arc-Version': '' };
const recordings = new URL('../../../../shared/upstream/third-party/switch-recordings/', import.meta.url);

const client = (harness: Harness) => (method: string, path: string, body?: unknown) =>
  harness.send(method, `/rest/v1${path}`, body, BASIC);

test('the app key is asked for, in a header or the query', async () => {
  const { send } = await createHarness();
  const refused = await send('GET', '/rest/v1/accounts', undefined, { authorization: `Basic ${btoa('001:002')}` });
  assert.equal(refused.status, 401);
  assert.deepEqual(refused.body, {
    status: 'error',
    count: 1,
    type: 'Error',
    results: [
      {
        code: 'Unauthorized',
        message: 'The credentials were not supplied or are invalid',
        objectName: 'requestSignature',
        propertyName: 'appId',
      },
    ],
  });
  assert.equal(
    (await send('GET', '/rest/v1/accounts?appId=001&appKey=001', undefined, { authorization: '' })).status,
    200,
  );
});

test('the recorded exchanges of the real service are answered alike', {
  skip: existsSync(recordings) ? false : 'the recordings are not here',
}, async () => {
  for (const file of readdirSync(recordings)) {
    const call = client(await createHarness());
    const { exchanges } = JSON.parse(readFileSync(new URL(file, recordings), 'utf8'));
    let id = '';
    for (const { request, response } of exchanges) {
      const path = request.path.replace('/rest/v1', '').replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, id);
      const answer = await call(
        request.method,
        `${path}?${new URLSearchParams(request.query)}`,
        request.body ?? undefined,
      );
      assert.equal(answer.status, response.status);
      id = answer.body.results[0].accountId;
      const wanted = structuredClone(response.body);
      wanted.results[0].accountId = id;
      assert.deepEqual(answer.body, wanted, `${file} ${request.method}`);
    }
  }
});

test('an account is added, updated, given properties and a tariff, as the documented pages do', async () => {
  const call = client(await createHarness());
  const added = await call('POST', '/accounts', {
    providerAccountId: 'api-eg-008',
    accountName: 'Example API Solar projection',
    address: { addressString: '221 Main Street, San Francisco, CA 94105' },
    properties: { customerClass: { keyName: 'customerClass', dataValue: '1' } },
  });
  const [account] = added.body.results;
  assert.deepEqual(
    [added.status, added.body.status, added.body.count, added.body.type],
    [200, 'success', 1, 'Account'],
  );
  assert.deepEqual(
    [account.address.city, account.address.state, account.address.zip, account.address.country],
    ['San Francisco', 'CA', '94105', 'US'],
  );
  assert.equal(account.tariffs[0].customerLikelihood < 100, true);
  assert.deepEqual(account.properties.customerClass, { keyName: 'customerClass', dataType: 'CHOICE', dataValue: '1' });

  const updated = await call('PUT', '/accounts', { providerAccountId: 'api-eg-008', owner: 'Somebody' });
  assert.deepEqual(
    [updated.body.results[0].accountId, updated.body.results[0].accountName],
    [account.accountId, account.accountName],
  );

  const area = await call('PUT', '/accounts/pid/api-eg-008/properties', { keyName: 'buildingArea', dataValue: '2000' });
  assert.deepEqual(area.body, {
    status: 'success',
    count: 1,
    type: 'PropertyData',
    results: [{ keyName: 'buildingArea', dataType: null, dataValue: '2000' }],
  });
  await call('PUT', '/accounts/pid/api-eg-008/properties', { keyName: 'type', dataValue: 'POTENTIAL' });
  const tariff = await call('PUT', '/accounts/pid/api-eg-008/properties', {
    keyName: 'masterTariffId',
    dataValue: '522',
    accuracy: 100,
  });
  assert.equal(tariff.body.results[0].accuracy, 100);

  const [after] = (await call('GET', '/accounts/pid/api-eg-008')).body.results;
  assert.deepEqual(
    [after.type, after.owner, after.properties.buildingArea.dataValue],
    ['POTENTIAL', 'Somebody', '2000'],
  );
  assert.deepEqual([after.tariffs[0].masterTariffId, after.tariffs[0].customerLikelihood], [522, 100]);
  assert.equal(after.properties.lseId.dataValue, '734');

  const removed = await call('DELETE', `/accounts/${account.accountId}/properties/customerClass`);
  assert.deepEqual(removed.body, { status: 'success', count: 0, type: 'PropertyData', results: null });
  assert.deepEqual(
    (await call('DELETE', `/accounts/${account.accountId}/properties/customerClass`)).body,
    removed.body,
  );
});

test('a guessed tariff is guessed again when the address changes, an explicit one is not', async () => {
  const call = client(await createHarness());
  await call('PUT', '/accounts', {
    providerAccountId: 'a',
    address: { zip: '94105' },
    properties: { customerClass: { dataValue: '1' } },
  });
  const home = (await call('GET', '/accounts/pid/a')).body.results[0].tariffs[0];
  const [business] = (
    await call('PUT', '/accounts', { providerAccountId: 'a', properties: { customerClass: { dataValue: '2' } } })
  ).body.results;
  assert.notEqual(business.tariffs[0].masterTariffId, home.masterTariffId);
  await call('POST', '/accounts/pid/a/tariffs', { masterTariffId: 522 });
  const [kept] = (await call('PUT', '/accounts', { providerAccountId: 'a', address: { zip: '10001' } })).body.results;
  assert.equal(kept.tariffs[0].masterTariffId, 522);
});

test('a deleted account answers with emptied fields, is still found by pid, and is not revived', async () => {
  const call = client(await createHarness());
  const { accountId } = (await call('POST', '/accounts', { providerAccountId: 'p', accountName: 'Gone soon' })).body
    .results[0];
  const deleted = (await call('DELETE', `/accounts/${accountId}`)).body.results[0];
  assert.deepEqual([deleted.status, deleted.accountName, deleted.providerAccountId], ['DELETED', null, null]);
  const found = (await call('GET', '/accounts/pid/p')).body.results[0];
  assert.deepEqual([found.status, found.accountName], ['DELETED', 'Gone soon']);
  const put = (await call('PUT', '/accounts', { providerAccountId: 'p', accountName: 'Back' })).body.results[0];
  assert.deepEqual([put.accountId, put.status, put.accountName], [accountId, 'DELETED', 'Gone soon']);
  assert.equal((await call('GET', '/accounts?search=Gone')).body.count, 0);
});

test('a tariff leaves its lseId behind, and an empty list of tariffs', async () => {
  const call = client(await createHarness());
  await call('PUT', '/accounts', { providerAccountId: 't', accountName: 'T' });
  await call('POST', '/accounts/pid/t/tariffs', { masterTariffId: 522 });
  await call('DELETE', '/accounts/pid/t/tariffs/522');
  const [account] = (await call('GET', '/accounts/pid/t')).body.results;
  assert.deepEqual(account.tariffs, []);
  assert.equal(account.properties.lseId.dataValue, '734');
});

test('lists are searched, sorted and paged; the count is of all matches', async () => {
  const call = client(await createHarness());
  for (const name of ['Cafe One', 'Bakery', 'Cafe Two'])
    await call('POST', '/accounts', { accountName: name, owner: `o-${name}` });
  const names = async (query: string): Promise<string[]> =>
    (await call('GET', `/accounts?${query}`)).body.results.map((each: { accountName: string }) => each.accountName);
  assert.deepEqual(await names('search=cafe&sortOn=accountName&sortOrder=DESC'), ['Cafe Two', 'Cafe One']);
  assert.deepEqual(await names('search=two&endsWith=true'), ['Cafe Two']);
  assert.deepEqual(await names('search=two&startsWith=true'), []);
  assert.deepEqual(await names('search=o-bak&searchOn=owner'), ['Bakery']);
  assert.deepEqual(await names('search=%5ECafe.*e%24&isRegex=true'), ['Cafe One']);
  const page = (await call('GET', '/accounts?pageStart=1&pageCount=1')).body;
  assert.deepEqual([page.count, page.results.length, page.pageStart, page.pageCount], [3, 1, 1, 1]);
});

test('bad requests get the envelope with one error, never a stack', async () => {
  const call = client(await createHarness());
  for (const [method, path, body, status] of [
    ['GET', '/accounts/nobody', undefined, 404],
    ['GET', '/accounts/pid/nobody', undefined, 404],
    ['GET', '/accounts?pageStart=x', undefined, 400],
    ['GET', '/accounts?search=(&isRegex=true', undefined, 400],
    ['POST', '/accounts', 'nonsense', 400],
    ['POST', '/accounts', { type: 'FRIEND' }, 400],
    ['PUT', '/accounts', { accountName: 'nobody' }, 400],
    ['POST', '/accounts/nobody/properties', { keyName: 'a', dataValue: 'b' }, 404],
    ['GET', '/elsewhere', undefined, 404],
  ] as const) {
    const answer = await call(method, path, body);
    assert.equal(answer.status, status, `${method} ${path}`);
    assert.deepEqual([answer.body.status, answer.body.type, answer.body.results.length], ['error', 'Error', 1]);
  }
  await call('PUT', '/accounts', { providerAccountId: 'q' });
  for (const property of [
    {},
    { keyName: '__proto__', dataValue: 'x' },
    { keyName: 'a' },
    { keyName: 'status', dataValue: 'ODD' },
  ]) {
    assert.equal((await call('PUT', '/accounts/pid/q/properties', property)).status, 400);
  }
});

test('a search by a pattern that would backtrack for ever is answered at once', async () => {
  const call = client(await createHarness());
  await call('POST', '/accounts', { accountName: `${'a'.repeat(28)}!` });
  await call('POST', '/accounts', { accountName: 'aaaa' });
  const search = async (pattern: string) =>
    (await call('GET', `/accounts?isRegex=true&search=${encodeURIComponent(pattern)}`)).body;
  const began = performance.now();
  const { results } = await search('^(a+)+$');
  assert.equal(performance.now() - began < 1_000, true);
  assert.deepEqual(
    results.map((each: { accountName: string }) => each.accountName),
    ['aaaa'],
  );
});

test('a pattern that needs backtracking, or is too large, is refused in the error form', async () => {
  const call = client(await createHarness());
  for (const pattern of ['(a)\\1', '(?=a)b', '(', '((a{1,99}){1,99}){1,99}', 'a'.repeat(256)]) {
    const { status, body } = await call('GET', `/accounts?isRegex=true&search=${encodeURIComponent(pattern)}`);
    assert.deepEqual([status, body.status, body.results[0].propertyName], [400, 'error', 'search'], pattern);
  }
});

test('a providerAccountId that is not text is refused, and nothing is stored', async () => {
  const call = client(await createHarness());
  for (const [method, providerAccountId] of [
    ['POST', 5],
    ['POST', {}],
    ['PUT', 5],
    ['POST', ''],
    ['POST', 'x'.repeat(256)],
  ] as const) {
    const { status, body } = await call(method, '/accounts', { providerAccountId, accountName: 'Home' });
    assert.deepEqual(
      [status, body.status, body.type, body.results[0].propertyName],
      [400, 'error', 'Error', 'providerAccountId'],
    );
  }
  assert.equal((await call('GET', '/accounts')).body.count, 0);
});

test('a page from elsewhere cannot write with the app key in the query', async () => {
  const harness = await createHarness({ origins: ['https://partner.example'] });
  const path = '/rest/v1/accounts?appId=001&appKey=001';
  const write = (origin: string) =>
    harness.send('POST', path, '{"accountName":"Home"}', { authorization: '', 'content-type': 'text/plain', origin });
  for (const origin of ['https://evil.example', 'http://localhost:5173', 'null']) {
    const { status, body } = await write(origin);
    assert.deepEqual([status, body.status, body.type], [403, 'error', 'Error'], origin);
  }
  assert.equal((await client(harness)('GET', '/accounts')).body.count, 0);
  for (const origin of ['http://sandbox.test', 'https://partner.example']) {
    assert.equal((await write(origin)).status, 200, origin);
  }
});

test('a page from elsewhere cannot write to any family, even with a token', async () => {
  const { send } = await createHarness();
  for (const [method, path] of [
    ['POST', '/auth/connect_token'],
    ['POST', '/plug/credentials'],
    ['PATCH', '/plug/meters/mtr_1'],
    ['POST', '/oauth2/token'],
    ['DELETE', '/users/u1'],
  ] as const) {
    assert.equal((await send(method, path, {}, { origin: 'https://evil.example' })).status, 403, path);
  }
});
