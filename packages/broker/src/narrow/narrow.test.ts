import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isArcError } from '@arc-elements/models';
import {
  ForeignDataError,
  IntervalNarrower,
  narrowAccount,
  narrowCredential,
  narrowCredentials,
  narrowLegacyList,
  narrowMeter,
  narrowMeters,
  narrowProperties,
  narrowUtilityAccount,
  narrowWebhook,
} from './index.ts';

const FIRST = { page: 0, size: 20 };
const own = { user: 'alice', credentialIds: new Set(['crd_a', 'crd_b']) };
const foreign = (resource: string) => (error: unknown) =>
  error instanceof ForeignDataError && isArcError(error) && error.code === 'decode' && error.resource === resource;
const undecodable = (error: unknown) =>
  isArcError(error) && error.code === 'decode' && !(error instanceof ForeignDataError);

describe('a narrowed list', () => {
  it('has the documented fields of the user’s own rows', () => {
    const row = { id: 1, client_user_id: 'alice', signing_key: 'inside', created_at: null };
    const lists = { flags: ['a', { inside: 1 }, null, ['b']], services: 'electric', most_recent_tariff: [] };
    assert.deepEqual(narrowUtilityAccount({ ...row, ...lists }, '1', 'alice'), {
      id: 1,
      client_user_id: 'alice',
      created_at: null,
      flags: ['a', null],
    });
    const page = { data: [row], total_count: 7, more: 1 };
    assert.deepEqual(narrowLegacyList(page, 'utility_credentials', 'alice', 1), {
      data: [{ id: 1, client_user_id: 'alice', created_at: null }],
      total_count: 7,
    });
    const credential = {
      id: 'crd_a',
      correlationId: 'alice',
      username2: 'inside',
      provider: { id: 'p', logo: 'inside' },
    };
    const shown = { id: 'crd_a', correlationId: 'alice', provider: { id: 'p' } };
    assert.deepEqual(narrowCredentials({ credentials: [credential] }, 'alice', FIRST), {
      rows: [shown],
      page: { number: 0, size: 20, totalElements: 1, totalPages: 1 },
    });
    assert.deepEqual(narrowCredential(credential, 'alice'), shown);
  });

  it('counts only its own rows if it is not full', () => {
    const row = { id: 1, client_user_id: 'alice' };
    assert.equal(narrowLegacyList({ data: [row], total_count: 99 }, 'utility_accounts', 'alice').total_count, 1);
    const logins = (count: number) =>
      narrowLegacyList(
        { data: Array.from({ length: count }, () => row), total_count: 99 },
        'utility_accounts',
        'alice',
      );
    assert.equal(logins(9).total_count, 9);
    assert.equal(logins(10).total_count, 99, 'the platform sends ten if a request names no limit');
    const meters = {
      meters: [{ id: 'mtr_a' }],
      page: { number: 1, size: 20, totalElements: 88_888, totalPages: 4445 },
    };
    const owner = { user: 'alice', credentialIds: new Set<string>() };
    assert.deepEqual(narrowMeters(meters, owner, { page: 1, size: 20 }).page, {
      number: 1,
      size: 20,
      totalElements: 21,
      totalPages: 2,
    });
    // A platform with smaller pages than requested has more of them.
    const small = { meters: [{ id: 'mtr_a' }], page: { number: 0, size: 1, totalElements: 3, totalPages: 3 } };
    assert.equal(narrowMeters(small, owner, FIRST).page.totalPages, 3);
    const beyond = { meters: [], page: { number: 5, size: 20, totalElements: 30, totalPages: 2 } };
    assert.deepEqual(
      narrowMeters(beyond, owner, { page: 5, size: 20 }).page,
      beyond.page,
      'an empty page says nothing',
    );
    const none = { meters: [], page: { number: 0, size: 20, totalElements: 30, totalPages: 2 } };
    assert.deepEqual(narrowMeters(none, owner, FIRST).page, { ...none.page, totalElements: 0, totalPages: 1 });
    assert.deepEqual(narrowMeters({ meters: [] }, owner, FIRST).page, {
      number: 0,
      size: 20,
      totalElements: 0,
      totalPages: 0,
    });
  });

  it('accepts a number as the user, as the quickstart sends it', () => {
    const { data } = narrowLegacyList({ data: [{ id: 1, client_user_id: 42 }] }, 'utility_accounts', '42');
    assert.deepEqual(data, [{ id: 1, client_user_id: 42 }]);
  });

  it('is refused if one row is another user’s', () => {
    const rows = [
      { id: 1, client_user_id: 'alice' },
      { id: 2, client_user_id: 'bob' },
    ];
    for (const resource of ['utility_credentials', 'utility_accounts'] as const)
      assert.throws(() => narrowLegacyList({ data: rows }, resource, 'alice'), foreign(resource));
    assert.throws(
      () => narrowLegacyList({ data: [{ id: 1 }] }, 'utility_accounts', 'alice'),
      foreign('utility_accounts'),
    );
    assert.throws(() => narrowCredentials({ credentials: [{ id: 'crd_b' }] }, 'bob', FIRST), foreign('credentials'));
    assert.throws(
      () => narrowMeters({ meters: [{ id: 'm', credentialIds: ['crd_z'] }] }, own, FIRST),
      foreign('meters'),
    );
    assert.throws(() => narrowAccount({ accountId: 'a', providerAccountId: 'bob' }, 'alice'), foreign('accounts'));
  });

  it('is refused if a missing or wrong owner only looks like the user as a string', () => {
    for (const owner of [null, undefined, true, false, ['alice'], {}, 12345678901234567890n]) {
      const account = { id: 9, client_user_id: owner };
      assert.equal(narrowUtilityAccount(account, '9', `${owner}`), null);
      assert.throws(
        () => narrowLegacyList({ data: [account] }, 'utility_accounts', `${owner}`),
        foreign('utility_accounts'),
      );
    }
  });

  it('is the requested account', () => {
    for (const id of [9, '9']) assert.deepEqual(narrowUtilityAccount({ id, client_user_id: 'a' }, '9', 'a')?.id, id);
    for (const id of [8, '09', ['9'], 9n, undefined])
      assert.throws(() => narrowUtilityAccount({ id, client_user_id: 'a' }, '9', 'a'), undecodable);
  });

  it('leaves out what a row says about other users', () => {
    const meters = [{ id: 1 }, { id: 2, client_user_id: 'bob' }, { id: 3, client_user_id: ['alice'] }];
    const account = { id: 9, client_user_id: 'alice', utility_meters: meters };
    assert.deepEqual(narrowUtilityAccount(account, '9', 'alice')?.utility_meters, [{ id: 1 }]);
    assert.equal(narrowUtilityAccount(account, '9', 'bob'), null);
    assert.deepEqual(account.utility_meters, meters, 'the answer itself is left as it was');
    const { rows } = narrowMeters({ meters: [{ id: 'm', credentialIds: ['crd_z', 'crd_a'] }] }, own, FIRST);
    assert.deepEqual(rows, [{ id: 'm', credentialIds: ['crd_a'] }]);
  });

  it('accepts a bare meter as a list of one, and keeps a page of zeros', () => {
    const page = { number: 0, size: 0, totalElements: 0, totalPages: 0 };
    assert.deepEqual(narrowMeters({ id: 'm' }, own, FIRST).rows, [{ id: 'm' }]);
    assert.deepEqual(narrowMeters({ meters: [{ id: 'm' }], page }, own, FIRST).page, page);
    for (const body of [{ meters: [{ id: 'x' }, { id: 'm' }] }, { id: 'm', customData: {} }])
      assert.deepEqual(narrowMeter(body, 'm', own), { id: 'm' });
    assert.throws(() => narrowMeter({ meters: [] }, 'm', own), undecodable);
  });

  it('is an error if the answer is not a list', () => {
    for (const body of [null, ['text'], 'text', {}, { data: {} }, { data: ['text'] }]) {
      assert.throws(() => narrowLegacyList(body, 'utility_accounts', 'alice'), undecodable);
      assert.throws(() => narrowUtilityAccount(body, '9', 'alice'), undecodable);
      assert.throws(() => narrowCredentials(body, 'alice', FIRST), undecodable);
      assert.throws(() => narrowMeters(body, own, FIRST), undecodable);
      assert.throws(() => narrowProperties(body, 'alice'), undecodable);
    }
    for (const nothing of [null, undefined, 'text', {}]) {
      const row = { id: 'm', client_user_id: 'alice', correlationId: 'alice' };
      assert.throws(() => narrowLegacyList({ ...row, data: nothing }, 'utility_accounts', 'alice'), undecodable);
      assert.throws(() => narrowCredentials({ ...row, credentials: nothing }, 'alice', FIRST), undecodable);
      assert.throws(() => narrowMeters({ ...row, meters: nothing }, own, FIRST), undecodable);
    }
  });
});

describe('a narrowed Switch answer', () => {
  const account = {
    accountId: 'a',
    providerAccountId: 'alice',
    owner: 'inside',
    properties: { x: { keyName: 'x', operator: 1 } },
  };
  const shown = { accountId: 'a', providerAccountId: 'alice', properties: { x: { keyName: 'x' } } };

  it('is the user’s own account, bare or in an envelope', () => {
    for (const results of [account, [account]])
      assert.deepEqual(narrowAccount({ status: 'success', results }, 'alice'), shown);
    assert.deepEqual(narrowAccount(account, 'alice'), shown);
    assert.equal(narrowAccount({ status: 'success', results: null }, 'alice'), null);
    const foreignEntry = { ...account, properties: { x: { keyName: 'x', dataValue: '1', providerAccountId: 'bob' } } };
    assert.throws(() => narrowAccount(foreignEntry, 'alice'), foreign('accounts'));
    assert.deepEqual(narrowProperties({ status: 'success', results: [{ keyName: 'x', operator: 1 }] }, 'alice'), [
      { keyName: 'x' },
    ]);
  });

  it('is the first account of an envelope', () => {
    const results = [account, { ...account, accountId: 'b' }];
    assert.deepEqual(narrowAccount({ status: 'success', accountId: 'c', results }, 'alice'), shown);
    for (const none of [[], [null], null, undefined])
      assert.equal(narrowAccount({ status: 'success', results: none }, 'alice'), null);
    for (const nonsense of ['text', 7, [[]]])
      assert.throws(() => narrowAccount({ status: 'success', results: [nonsense] }, 'alice'), undecodable);
  });

  for (const [flags, field] of [
    [{ status: 'error' }, 'status'],
    [{}, 'status'],
    [{ status: 'success', type: 'Error' }, 'type'],
  ] as const)
    it(`is an error that names the field which reports one: ${JSON.stringify(flags)}`, () =>
      assert.throws(() => narrowAccount({ ...flags, results: [account] }, 'alice'), { code: 'decode', path: field }));
});

describe('a narrowed webhook', () => {
  it('has the ids and states of what changed, and nothing of other users', () => {
    const body = {
      type: 'utility_accounts_discovered',
      created_at: '2026-06-01T12:00:00Z',
      data: {
        client_user_id: 'alice',
        utility_credential_id: 10,
        account_number: 'inside',
        utility_accounts: [{ id: 1 }, { id: 2, client_user_id: 'bob' }],
        feature_availability: { client_user_id: 'bob', utility_intervals: 'AVAILABLE' },
      },
    };
    assert.deepEqual(JSON.parse(narrowWebhook(body, 'alice')), {
      type: 'utility_accounts_discovered',
      created_at: '2026-06-01T12:00:00Z',
      data: {
        utility_credential_id: 10,
        client_user_id: 'alice',
        utility_accounts: [{ id: 1 }],
        feature_availability: null,
        id: 10,
      },
    });
  });

  it('has no other data, nor in the accounts of an event', () => {
    const thin = { id: 1, status: 'active', feature_availability: { utility_intervals: 'AVAILABLE' } };
    const inside = {
      account_number: 'inside',
      most_recent_tariff: { tariff_name: 'inside' },
      utility_meters: [{ id: 2 }],
    };
    const data = { ...thin, ...inside, utility_accounts: [{ ...thin, ...inside }] };
    const narrowed = JSON.parse(narrowWebhook({ data, type: 'x'.repeat(1000), createdAt: '2'.repeat(1000) }, 'alice'));
    assert.deepEqual(narrowed, {
      type: 'x'.repeat(128),
      created_at: '2'.repeat(64),
      data: { ...thin, utility_accounts: [thin] },
    });
    assert.equal(JSON.parse(narrowWebhook({ created_at: 'legacy', createdAt: 'plug' }, 'alice')).created_at, 'legacy');
    for (const body of [{}, { type: 7, created_at: 7 }])
      assert.deepEqual(JSON.parse(narrowWebhook(body, 'alice')), {
        type: 'unknown',
        created_at: null,
        data: { id: 'alice' },
      });
  });

  it('has the id of its meter, account or login if it has none, or else of the user', () => {
    const idOf = (data: unknown): unknown => JSON.parse(narrowWebhook({ type: 'x', data }, 'alice')).data.id;
    const ids = { id: 1, utility_meter_id: 2, utility_account_id: 3, utility_credential_id: 4 };
    assert.equal(idOf(ids), 1);
    assert.equal(idOf({ ...ids, id: null }), 2);
    assert.equal(idOf({ ...ids, id: '', utility_meter_id: {} }), 3);
    assert.equal(idOf({ ...ids, id: true, utility_meter_id: 1.5, utility_account_id: [3] }), 4);
    for (const data of [{}, null, [], 'text']) assert.equal(idOf(data), 'alice');
  });

  it('has no more depth than an event, for any input', () => {
    let data: Record<string, unknown> = { id: 1 };
    for (let depth = 0; depth < 10_000; depth += 1) data = { utility_accounts: [data] };
    assert.equal(narrowWebhook({ type: 'x', data }, 'alice').length < 1000, true);
  });
});

describe('IntervalNarrower', () => {
  const owner = { meterId: 'mtr_1', user: 'alice', credentialIds: new Set(['crd_a']) };
  const read = (body: unknown) => {
    const narrower = new IntervalNarrower(owner);
    narrower.push(new TextEncoder().encode(JSON.stringify(body)));
    narrower.end();
    return JSON.parse(Buffer.concat(narrower.take()).toString()) as unknown;
  };

  it('keeps the readings and the known fields, with the user’s own ids only', () => {
    const known = { meterId: 'mtr_1', localTimezone: 'US/Pacific', readings: [{ kwh: 1 }] };
    const ids = { correlationIds: ['bob', 'alice'], credentialIds: ['crd_z', 'crd_a'] };
    assert.deepEqual(read({ ...ids, ...known, siteName: 'inside' }), {
      ...known,
      correlationIds: ['alice'],
      credentialIds: ['crd_a'],
    });
    assert.deepEqual(read(known), known, 'an answer that names nobody is about the meter that was asked for');
  });

  it('refuses a field that names another user, before and after the readings', () => {
    const own = { correlationIds: ['bob', 'alice'], meterId: 'mtr_1', readings: [] };
    for (const field of [
      { correlationId: 'bob' },
      { client_user_id: 'bob' },
      { credentialId: 'crd_z' },
      { credentialIds: ['crd_z'] },
      { credentialIds: 'crd_z' },
      { user: { id: 'bob' } },
      { users: [{ correlationId: 'bob' }] },
      { more: [{ user: 'bob' }] },
    ]) {
      assert.throws(() => read({ ...field, ...own }), foreign('intervals'), JSON.stringify(field));
      assert.throws(() => read({ ...own, ...field }), foreign('intervals'), JSON.stringify(field));
    }
    const harmless = { user: 'alice', credentialId: 'crd_a', correlationId: null, site: { user: 'bob' } };
    assert.deepEqual(read({ ...own, ...harmless }), { ...own, correlationIds: ['alice'] });
  });

  it('is ready as soon as one field names the owner', () => {
    for (const field of [{ correlationIds: ['alice'] }, { user: 'alice' }, { credentialIds: 'crd_a' }]) {
      const narrower = new IntervalNarrower(owner);
      const text = JSON.stringify({ ...field, meterId: 'mtr_1', readings: [] });
      narrower.push(new TextEncoder().encode(text.slice(0, -2)));
      assert.equal(narrower.ready, true, text);
    }
    const silent = new IntervalNarrower(owner);
    silent.push(new TextEncoder().encode('{"correlationIds":[],"user":null,"meterId":"mtr_1","readings":['));
    assert.equal(silent.ready, false);
  });

  it('refuses another meter, other users, and an answer without a meter', () => {
    assert.throws(() => read({ meterId: 'mtr_2' }), foreign('intervals'));
    assert.throws(() => read({ meterId: 'mtr_1', correlationIds: ['bob'] }), foreign('intervals'));
    assert.throws(() => read({ readings: [] }), SyntaxError);
    assert.throws(
      () => new IntervalNarrower(owner).push(new TextEncoder().encode('{"user":"alice","user":"bob"')),
      SyntaxError,
    );
    assert.throws(() => read([]), SyntaxError);
  });
});
