import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { BASE, createHarness, type Harness } from '../testing/harness.ts';
import { ANSWER_SCENARIOS, type AnswerScenarioName } from './answer-scenarios.ts';

const BASIC = { authorization: `Basic ${btoa('001:001')}`, 'Arc-Version': '' };

/**
 * Resolves to a harness with the user u1, who has three accounts, and one answer scenario that is on.
 */
async function harnessWith(scenario: AnswerScenarioName): Promise<Harness> {
  const harness = await createHarness();
  harness.sandbox.users.connect('u1', 'mock-multi-elec-single-meter');
  const answer = await harness.send('POST', '/_sandbox/faults', { scenario });
  assert.equal(answer.status, 201);
  return harness;
}

test('a row of somebody else ends every list, under ids and an owner of its own', async () => {
  const { get } = await harnessWith('foreign-row');
  const accounts = (await get('/utility_accounts?client_user_id=u1')).body;
  assert.deepEqual(
    accounts.data.map((each: { client_user_id: string }) => each.client_user_id),
    ['u1', 'u1', 'u1', 'somebody-else'],
  );
  assert.equal(accounts.total_count, 4);
  const [own, foreign] = accounts.data.slice(-2);
  assert.notEqual(own.id, foreign.id);
  assert.notEqual(own.utility_credential_id, foreign.utility_credential_id);
  assert.equal(foreign.utility_meters[0].client_user_id, 'somebody-else');
  const { credentials, page } = (await get('/plug/credentials?search=correlationId==u1')).body;
  assert.deepEqual([credentials[1].correlationId, page.totalElements], ['somebody-else', 2]);
  assert.match(credentials[1].id, /^crd_[0-9a-f-]{36}$/);
  assert.equal(credentials[1].provider.id, credentials[0].provider.id);
  const { meters } = (await get('/plug/meters')).body;
  assert.equal(new Set(meters.map((each: { id: string }) => each.id)).size, 4);
  assert.notEqual(meters[2].accounts[0].id, meters[3].accounts[0].id);
  const { results, count } = (await get('/rest/v1/accounts', BASIC)).body;
  assert.deepEqual([results[1].providerAccountId, count], ['somebody-else', 2]);
});

test('a meter of Plug names no user, so that of somebody else differs by its ids alone', async () => {
  const { get } = await harnessWith('foreign-row');
  const [own, foreign] = (await get('/plug/meters')).body.meters.slice(-2);
  const { id, accounts, site } = foreign;
  const [account] = own.accounts;
  assert.deepEqual(foreign, {
    ...own,
    id,
    accounts: [{ ...account, id: accounts[0].id }],
    site: { ...own.site, id: site.id, meterIds: [id] },
  });
});

test('an empty list gets no row of somebody else', async () => {
  const { get } = await harnessWith('foreign-row');
  assert.deepEqual((await get('/utility_accounts?client_user_id=nobody')).body, { data: [], total_count: 0 });
});

test('an owner of the wrong type is a list for a text, and a text for a list', async () => {
  const harness = await harnessWith('owner-of-wrong-type');
  const { get } = harness;
  const [account] = (await get('/utility_accounts')).body.data;
  assert.deepEqual([account.client_user_id, account.utility_meters[0].client_user_id], [['u1'], ['u1']]);
  assert.deepEqual((await get('/plug/credentials')).body.credentials[0].correlationId, ['u1']);
  assert.deepEqual((await get('/rest/v1/accounts', BASIC)).body.results[0].providerAccountId, ['u1']);
  assert.equal((await intervalsOf(harness)).correlationIds, 'u1');
});

test('a row without an owner lacks the field or has null, in turns', async () => {
  const harness = await harnessWith('row-without-owner');
  const { data } = (await harness.get('/utility_accounts?client_user_id=u1')).body;
  assert.deepEqual(
    data.map((each: object) => ('client_user_id' in each ? each.client_user_id : 'absent')),
    ['absent', null, 'absent'],
  );
  assert.equal('correlationIds' in (await intervalsOf(harness)), false);
});

test('a burst of 429 says when to come back, and ends after five of ten requests', async () => {
  const { get } = await harnessWith('rate-limit-burst');
  const statuses: number[] = [];
  for (let i = 0; i < 20; i++) {
    const { status, headers } = await get(i % 2 === 0 ? '/utility_credentials' : '/plug/meters');
    statuses.push(status);
    assert.equal(headers.get('retry-after'), status === 429 ? '2' : null);
  }
  const burst = [...Array(5).fill(429), ...Array(5).fill(200)];
  assert.deepEqual(statuses, [...burst, ...burst]);
});

test('the first access token is refused from then on, and the next one works', async () => {
  const { get, login } = await harnessWith('fresh-token-refused');
  for (let i = 0; i < 2; i++) {
    const refused = await get('/utility_credentials');
    assert.deepEqual([refused.status, refused.body], [401, { error: 'Unknown or invalid access token' }]);
  }
  assert.equal((await get('/plug/meters')).body.errors[0].type, 'unauthorized');
  await login();
  assert.equal((await get('/utility_credentials')).status, 200);
});

test('a duplicated page has the number of its own and the rows of the one before', async () => {
  const { get, sandbox, send } = await harnessWith('duplicated-page');
  const rows = async (page: number) => (await get(`/plug/meters?size=2&page=${page}`)).body;
  const [first, second] = [await rows(0), await rows(1)];
  assert.deepEqual(second.meters, first.meters);
  assert.deepEqual([first.page.number, second.page.number], [0, 1]);
  sandbox.users.connect('u2');
  await send('POST', '/rest/v1/accounts', { accountName: 'a' }, BASIC);
  const results = async (start: number) => (await get(`/rest/v1/accounts?pageCount=1&pageStart=${start}`, BASIC)).body;
  assert.deepEqual((await results(1)).results, (await results(0)).results);
  assert.equal((await results(1)).pageStart, 1);
});

test('a page count that lies claims rows and pages that do not come', async () => {
  const { get } = await harnessWith('page-count-lies');
  const { meters, page } = (await get('/plug/meters')).body;
  assert.deepEqual([meters.length, page], [3, { number: 0, size: 20, totalElements: 103, totalPages: 6 }]);
  assert.equal((await get('/utility_accounts')).body.total_count, 103);
  assert.equal((await get('/rest/v1/accounts', BASIC)).body.count, 101);
});

test('times lack their offset at every depth, and other texts stay', async () => {
  const harness = await harnessWith('time-without-offset');
  const [account] = (await harness.get('/utility_accounts')).body.data;
  assert.equal(account.created_at, '2026-03-20T12:00:00.000');
  assert.equal(account.utility_meters[0].created_at, '2026-03-20T12:00:00.000');
  assert.match(account.most_recent_tariff.tariff_as_of_date, /^\d{4}-\d{2}-\d{2}$/);
  const { readings } = await intervalsOf(harness);
  assert.match(readings[0].startAt, /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:00\.000$/);
});

test('a body breaks off in its middle', async () => {
  const { sandbox, get } = await createHarness();
  const whole = (await get('/plug/meters')).text;
  sandbox.faults.add({ scenario: 'body-cut' });
  await assert.rejects(get('/plug/meters'));
  const answer = await sandbox.fetch(`${BASE}/plug/meters`);
  assert.equal(whole.length > 0, true);
  await assert.rejects(answer.text());
});

test('scenarios leave tokens and the Connect page alone', async () => {
  const { get, login, sandbox } = await createHarness();
  for (const { name } of ANSWER_SCENARIOS) sandbox.faults.add({ scenario: name });
  await login();
  assert.equal((await get('/connect/sandbox')).status, 200);
});

test('several scenarios apply at once, whatever their order', async () => {
  const names: readonly AnswerScenarioName[] = ['foreign-row', 'time-without-offset', 'page-count-lies'];
  for (const scenarios of [names, names.toReversed()]) {
    const { sandbox, get } = await createHarness({ scenarios });
    sandbox.users.connect('u1');
    const { data, total_count } = (await get('/utility_accounts')).body;
    assert.deepEqual([data.length, total_count, data[0].created_at], [2, 102, '2026-03-20T12:00:00.000']);
  }
});

test('every pair of scenarios, and every fault with one, can be answered', async () => {
  const names = ANSWER_SCENARIOS.map((each) => each.name);
  const faults = [{ malformed: true }, { cutAfterBytes: 3 }, { status: 204 }, { body: 'text' }, { body: '[1]' }];
  for (const scenario of names) {
    const harness = await createHarness({ scenarios: [scenario] });
    harness.sandbox.users.connect('u1');
    for (const other of [...names.map((name) => ({ scenario: name })), ...faults]) {
      harness.sandbox.faults.clear();
      harness.sandbox.faults.add({ path: '/utility_accounts', ...other });
      const { status } = await harness.sandbox.fetch(`${BASE}/utility_accounts`);
      assert.equal(status < 500, true, `${scenario} with ${JSON.stringify(other)}`);
    }
  }
});

test('a scenario holds for a path, a method and a number of requests where these are given', async () => {
  const { get, send } = await createHarness();
  await send('POST', '/_sandbox/faults', { scenario: 'page-count-lies', path: '/plug/*', times: 1 });
  assert.equal((await get('/utility_accounts')).body.total_count, 0);
  assert.equal((await get('/plug/meters')).body.page.totalElements, 100);
  assert.equal((await get('/plug/meters')).body.page.totalElements, 0);
});

test('scenarios of the start survive a reset, others do not', async () => {
  const { get, login, sandbox } = await createHarness({ scenarios: ['page-count-lies'] });
  sandbox.faults.add({ path: '/ping', status: 500 });
  sandbox.reset();
  await login();
  assert.equal((await get('/ping')).status, 200);
  assert.equal((await get('/plug/meters')).body.page.totalElements, 100);
  await assert.rejects(createHarness({ scenarios: ['nonsense' as 'body-cut'] }), RangeError);
});

test('every scenario is listed by the control route and in the README', async () => {
  const { get } = await createHarness();
  const { answers } = (await get('/_sandbox/scenarios')).body;
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  for (const { name, about } of answers as { name: string; about: string }[]) {
    assert.equal(readme.includes(`| \`${name}\` | ${about} |`), true, `${name} | ${about}`);
  }
  assert.deepEqual(
    answers.map((each: { name: string }) => each.name),
    ANSWER_SCENARIOS.map((each) => each.name),
  );
});

/** Resolves to the normalized or raw intervals of the first meter, once they can be read. */
async function intervalsOf({ sandbox, send, get }: Harness) {
  const [meter] = (await get('/plug/meters')).body.meters;
  await send('POST', `/_sandbox/meters/${meter.id}/activate`);
  await sandbox.clock.advance(5_000);
  return (await get(`/plug/intervals/meters/${meter.id}`)).body;
}
