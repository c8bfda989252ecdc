import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Hono } from 'hono';
import { plug } from './families/plug.ts';
import { type FieldReader, parseSearch, SearchError } from './platform/search.ts';
import { pageOf } from './routes/plug-page.ts';
import { requestOf } from './routes/route.ts';
import { createHarness } from './testing/harness.ts';

interface Row {
  readonly name: string | null;
  readonly size: number;
  readonly tags: readonly string[];
}
const read: FieldReader<Row> = (row, field) => (field in row ? row[field as keyof Row] : undefined);
const ROWS: readonly Row[] = [
  { name: 'ada', size: 1, tags: ['a', 'b'] },
  { name: 'adam', size: 10, tags: [] },
  { name: null, size: 9, tags: ['b'] },
];
const found = (text: string) => ROWS.filter(parseSearch(text, read, ['name'])).map((row) => row.size);

test('every operator of the search does what its name says', () => {
  assert.deepEqual(found('name==ada'), [1]);
  assert.deepEqual(found('name=ada'), [1]);
  assert.deepEqual(found('name!=ada'), [10, 9]);
  assert.deepEqual(found('name==ada*'), [1, 10]);
  assert.deepEqual(found('name=in=(ada,adam)'), [1, 10]);
  assert.deepEqual(found('name=out=("ada")'), [10, 9]);
  assert.deepEqual(found('name=isnull=true'), [9]);
  assert.deepEqual(found('name=notnull=true'), [1, 10]);
  assert.deepEqual(found('tags==b'), [1, 9]);
  assert.deepEqual(found('size>=9'), [10, 9]);
  assert.deepEqual(found('size<9'), [1]);
  assert.deepEqual(found('ada'), [1, 10]);
  assert.deepEqual(found(''), [1, 10, 9]);
});

test('and binds closer than or, and parentheses closer than both', () => {
  assert.deepEqual(found('name==ada,name==adam;size==1'), [1]);
  assert.deepEqual(found('(name==ada,name==adam);size==10'), [10]);
  assert.deepEqual(found('size==9,(name==ada;tags==b)'), [1, 9]);
});

test('what cannot be read is refused, and nothing else is thrown', () => {
  for (const text of [
    'name==',
    '==ada',
    '(name==ada',
    'name==ada)',
    'name=in=(ada',
    'name==ada;',
    'who==ada',
    '('.repeat(1000),
  ]) {
    if (!/[=<>!]/.test(text)) continue;
    assert.throws(() => found(text), SearchError, text);
  }
  fc.assert(
    fc.property(
      fc.string({
        unit: fc.constantFrom('name', '==', '=in=', '(', ')', ';', ',', 'ada', '*', '"', "'", ' ', '<', '!=', '\\'),
      }),
      (text) => {
        try {
          found(text);
        } catch (error) {
          assert.equal(error instanceof SearchError, true);
        }
      },
    ),
  );
});

test('a value that is asked for in quotes is found whatever is in it', () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 1 }).filter((text) => !text.endsWith('*')),
      (name) => {
        const quoted = `"${name.replace(/["\\]/g, '\\$&')}"`;
        assert.equal(parseSearch<Row>(`name==${quoted}`, read, [])({ name, size: 0, tags: [] }), true);
      },
    ),
  );
});

test('lists are paged from zero, capped at a hundred, and sorted', async () => {
  const { sandbox, get } = await createHarness();
  sandbox.users.connect('u1', 'many-accounts');
  sandbox.users.connect('u2', 'many-accounts');
  sandbox.users.connect('u3', 'many-meters');
  const all = (await get('/plug/meters?size=5000')).body;
  assert.deepEqual([all.meters.length, all.page], [100, { number: 0, size: 100, totalElements: 112, totalPages: 2 }]);
  const rest = (await get('/plug/meters?size=5000&page=1')).body;
  assert.equal(rest.meters.length, 12);
  assert.equal((await get('/plug/meters?page=9')).body.meters.length, 0);
  const sorted = (await get('/plug/meters?size=100&sort=meterNumber,desc')).body.meters.map(
    (each: { meterNumber: string }) => each.meterNumber,
  );
  assert.deepEqual(sorted, [...sorted].sort().reverse());
  for (const query of ['page=-1', 'size=0', 'page=x', 'sort=colour,asc', 'search=colour==red']) {
    const answer = await get(`/plug/meters?${query}`);
    assert.equal(answer.status, 400, query);
    assert.equal(answer.body.errors[0].type, 'invalidParameter');
  }
});

test('of several sort keys the first one counts most', async () => {
  const { sandbox, get } = await createHarness();
  sandbox.users.connect('u1', 'mock-elec-gas-water');
  sandbox.users.connect('u2', 'electric-and-gas');
  const { meters } = (await get('/plug/meters?sort=serviceType,asc&sort=meterNumber,desc')).body;
  const keys = meters.map((each: { serviceType: string; meterNumber: string }) => [each.serviceType, each.meterNumber]);
  const expected = keys.toSorted(([a, x]: string[], [b, y]: string[]) => a!.localeCompare(b!) || y!.localeCompare(x!));
  assert.deepEqual(keys, expected);
  assert.deepEqual(
    keys.map(([service]: string[]) => service),
    ['electric', 'electric', 'gas', 'gas', 'water'],
  );
});

test('the ten thousandth result is the last that can be reached', async () => {
  const records = Array.from({ length: 10_001 }, (_, i) => i);
  const app = new Hono().get('/', (c) => {
    return c.json(pageOf(requestOf(c, plug, { realNow: () => 0 }), records, (record) => record, []));
  });
  const page = async (number: number) => (await app.request(`/?size=100&page=${number}`)).json();
  const last = await page(99);
  assert.equal(last.records.at(-1), 9_999);
  assert.deepEqual(last.page, { number: 99, size: 100, totalElements: 10_000, totalPages: 100 });
  assert.deepEqual((await page(100)).records, []);
});

test('credentials are found by every documented field', async () => {
  const { sandbox, get } = await createHarness();
  sandbox.users.connect('u1', 'many-meters');
  sandbox.users.connect('u2', 'rejected');
  const [credential] = (await get('/plug/credentials?search=correlationId==u1')).body.credentials;
  const [meter] = (await get(`/plug/meters?search=credentialIds==${credential.id}`)).body.meters;
  for (const search of [
    `accountIds==${meter.accounts[0].id}`,
    `accountNumbers==${meter.accounts[0].accountNumber}`,
    `credentialId==${credential.id}`,
    'isAccessible==true',
    'isCustomerActionRequired==false',
    `meterIds=in=(${meter.id},mtr_x)`,
    `siteIds==${meter.site.id}`,
    'status==CONNECTION_SUCCESS',
    'statusDetail==LOGIN_AND_DATA_DISCOVERY_SUCCESS',
    'totalAccounts>0',
    'username==ARC_DEMO_MANY*',
    `provider.name=="${credential.provider.name}";totalAccounts==1`,
  ]) {
    const { body } = await get(`/plug/credentials?search=${encodeURIComponent(search)}`);
    assert.deepEqual(
      body.credentials?.map((each: { id: string }) => each.id),
      [credential.id],
      search,
    );
  }
});
