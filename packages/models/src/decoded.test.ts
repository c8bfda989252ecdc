import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  type Decoded,
  decodeAccount,
  decodeAccounts,
  decodeCredential,
  decodeCredentials,
  decodeIntervalHeader,
  decodeMeter,
  decodeMeters,
  decodeUsers,
  decodeUtilityAccount,
  decodeUtilityAccounts,
  decodeUtilityCredential,
  decodeUtilityCredentials,
  decodeWebhookEndpoints,
  isArcError,
} from './index.ts';
import {
  credentialWire,
  envelope,
  meterWire,
  switchAccountWire,
  switchTariffWire,
  thrownBy,
  utilityAccountWire,
  utilityCredentialWire,
  utilityMeterWire,
} from './testing/wire.ts';

interface Family {
  readonly name: string;
  readonly list: string;
  readonly id: string;
  readonly item: Record<string, unknown>;
  readonly decode: (body: unknown) => Decoded<unknown>;
}

const FAMILIES: readonly Family[] = [
  {
    name: 'utility credentials',
    list: 'data',
    id: 'id',
    item: utilityCredentialWire(),
    decode: decodeUtilityCredentials,
  },
  { name: 'utility accounts', list: 'data', id: 'id', item: utilityAccountWire(), decode: decodeUtilityAccounts },
  { name: 'Plug credentials', list: 'credentials', id: 'id', item: credentialWire(), decode: decodeCredentials },
  { name: 'Plug meters', list: 'meters', id: 'id', item: meterWire(), decode: decodeMeters },
  { name: 'Switch accounts', list: 'results', id: 'accountId', item: switchAccountWire(), decode: decodeAccounts },
  { name: 'users', list: 'data', id: 'client_user_id', item: { client_user_id: 'person-1' }, decode: decodeUsers },
  {
    name: 'webhook endpoints',
    list: 'data',
    id: 'id',
    item: { id: 'e', url: 'https://p.example/' },
    decode: decodeWebhookEndpoints,
  },
];

for (const { name, list, id, item, decode } of FAMILIES) {
  describe(`a list of ${name}`, () => {
    it('decodes alike in an envelope, as a plain list and as one item alone', () => {
      const [expected] = decode({ [list]: [item] }).value;
      assert.deepEqual(decode([item]).value, [expected]);
      assert.deepEqual(decode(item).value, [expected]);
    });

    it('keeps the good items and reports the path of each bad one', () => {
      const broken = { ...item, [id]: { not: 'an id' } };
      const { value, rejected } = decode({ [list]: [item, broken, null, 7, 'x', [], {}, item] });
      assert.equal(value.length, 2);
      const paths = rejected.map(({ path }) => path);
      const first = paths.filter((path) => !path.startsWith(`${list}[6]`));
      assert.deepEqual(first, [`${list}[1].${id}`, `${list}[2]`, `${list}[3]`, `${list}[4]`, `${list}[5]`]);
      assert.ok(paths.includes(`${list}[6].${id}`));
    });

    it('is empty for an empty list', () => {
      assert.deepEqual(decode({ [list]: [] }).value, []);
      assert.deepEqual(decode([]).value, []);
    });

    it('throws a decode error for any other body', () => {
      for (const body of [
        undefined,
        null,
        7,
        '',
        '<html>',
        true,
        {},
        { nonsense: [] },
        { [list]: 'x' },
        { [list]: 7 },
        { [id]: null },
        { ...item, [list]: 'x' },
      ]) {
        const error = thrownBy(() => decode(body));
        assert.ok(isArcError(error) && error.code === 'decode', JSON.stringify(body));
      }
    });
  });
}

describe('the list of rejections', () => {
  it('does not contain the value, which may be personal', () => {
    const { rejected } = decodeUtilityAccounts({
      data: [utilityAccountWire({ id: 'Ada Byron', created_at: 'Ada Byron' })],
    });
    assert.deepEqual(rejected, [
      { path: 'data[0].id', message: 'expected a whole number' },
      { path: 'data[0].created_at', message: 'expected a date and time' },
    ]);
    const error = thrownBy(() => decodeUtilityAccount(utilityAccountWire({ id: 'Ada Byron' })));
    assert.ok(isArcError(error) && !error.message.includes('Ada'));
  });

  it('includes a bad meter of an account that is kept', () => {
    const utility_meters = [utilityMeterWire({ id: 1 }), utilityMeterWire({ id: 'x' }), utilityMeterWire({ id: 3 })];
    const { value, rejected } = decodeUtilityAccounts({ data: [utilityAccountWire({ utility_meters })] });
    assert.deepEqual(
      value[0]?.meters.map(({ id }) => id),
      [1, 3],
    );
    assert.deepEqual(rejected, [{ path: 'data[0].utility_meters[1].id', message: 'expected a whole number' }]);
  });

  it('includes nested fields of the wrong kind, and the item around them is kept', () => {
    const odd = {
      services: 'electric',
      flags: [7],
      most_recent_tariff: [],
      feature_availability: { charge_cost: 7 },
      utility_meters: {},
    };
    const { value, rejected } = decodeUtilityAccounts({ data: [utilityAccountWire(odd)] });
    assert.equal(value.length, 1);
    assert.equal(value[0]?.features.charge_cost, 'unknown');
    assert.deepEqual(rejected.map(({ path }) => path.replace('data[0].', '')).sort(), [
      'feature_availability.charge_cost',
      'flags[0]',
      'most_recent_tariff',
      'services',
      'utility_meters',
    ]);
  });

  it('includes a field of the wrong kind, and its item is kept with null', () => {
    const { value, rejected, leftOut } = decodeMeters({ meters: [{ id: 'mtr_1', nextExpectedPostDate: 'TBD' }] });
    assert.deepEqual(
      value.map(({ id, nextExpectedPostDate }) => [id, nextExpectedPostDate]),
      [['mtr_1', null]],
    );
    assert.deepEqual(rejected, [{ path: 'meters[0].nextExpectedPostDate', message: 'expected a date' }]);
    assert.equal(leftOut, 0);
  });

  it('does not include an item without a user id', () => {
    const owner = { client_user_id: [], utility_name: 7.5, utility_credential_id: null };
    const { value, rejected } = decodeUtilityAccounts({ data: [utilityAccountWire(owner)] });
    assert.deepEqual(
      value.map(({ id, userId, utilityName, utilityCredentialId }) => [id, userId, utilityName, utilityCredentialId]),
      [[400, null, '7.5', null]],
    );
    assert.deepEqual(
      rejected.map(({ path }) => path),
      ['data[0].client_user_id'],
    );
  });

  it('counts the items that were left out', () => {
    const entries = [meterWire({ latestIntervalAt: 'TBD', provider: 7 }), { id: 7, status: 8 }, null];
    for (const body of [entries, { meters: entries }]) {
      const { value, leftOut } = decodeMeters(body);
      assert.deepEqual([value.length, leftOut], [1, 2]);
    }
    assert.equal(decodeMeters(meterWire()).leftOut, 0);
  });
});

describe('one item', () => {
  it('decodes alike without an envelope, alone in one and in a list', () => {
    const wire = utilityCredentialWire();
    const expected = decodeUtilityCredential(wire);
    assert.deepEqual(decodeUtilityCredential({ data: wire }), expected);
    assert.deepEqual(decodeUtilityCredential({ data: [wire], total_count: 1 }), expected);
    assert.deepEqual(decodeUtilityCredential([wire]), expected);
  });

  it('throws an error with the path of what could not be read', () => {
    assert.throws(() => decodeMeter({ meters: [7] }), { path: 'meters[0]', message: 'meters[0]: expected an object' });
    assert.throws(() => decodeMeter({ id: ' ' }), { path: 'id', message: 'id: expected text' });
    assert.throws(() => decodeUtilityCredential({ data: { id: 'x' } }), /data\.id: expected a whole number/);
    assert.throws(() => decodeIntervalHeader(7), { path: '', message: 'expected an object' });
  });

  it('treats fields of the wrong kind in an interval header as absent', () => {
    const odd = {
      meterId: {},
      intervalsUpdatedAt: 'soon',
      localTimezone: 7,
      startAt: [],
      intervalDurationMinutes: 'x',
    };
    const header = decodeIntervalHeader({ ...odd, readings: [{ importKwh: [1] }], more: 1 });
    assert.deepEqual(
      [header.kind, header.meterId, header.updatedAtMs, header.timeZoneText, header.startMs, header.stepMinutes],
      ['normalized', null, null, '7', null, null],
    );
    assert.deepEqual(header.extra, { more: 1 });
  });

  it('is the requested one, or an error', () => {
    const body = { data: [utilityAccountWire({ id: 1 }), utilityAccountWire({ id: 2 })] };
    assert.equal(decodeUtilityAccount(body, 2).id, 2);
    assert.throws(() => decodeUtilityAccount(body, 3), { code: 'decode', path: 'data' });
    const odd = { data: [utilityAccountWire({ id: 1, created_at: 'soon' })] };
    assert.throws(() => decodeUtilityAccount(odd, 3), { path: 'data', message: /requested item is not in the answer/ });
    assert.throws(() => decodeUtilityCredential(utilityCredentialWire(), 1), { code: 'decode' });
    assert.throws(() => decodeCredential(credentialWire(), 'crd_other'), { code: 'decode' });
  });

  it('throws a decode error for any other body', () => {
    for (const decode of [
      decodeUtilityCredential,
      decodeUtilityAccount,
      decodeCredential,
      decodeMeter,
      decodeAccount,
    ]) {
      for (const body of [
        undefined,
        null,
        7,
        '<html>',
        {},
        [],
        { data: [] },
        { results: [] },
        { meters: [7] },
        { id: {} },
      ]) {
        const error = thrownBy(() => decode(body));
        assert.ok(isArcError(error) && error.code === 'decode', `${decode.name} ${JSON.stringify(body)}`);
      }
    }
  });
});

describe('the smallest item', () => {
  it('has its required fields only; the rest is null, false or empty', () => {
    const credential = decodeUtilityCredential({ id: '7', client_user_id: 'p', utility_name: 'U' });
    assert.equal(credential.id, 7);
    assert.deepEqual([credential.status, credential.statusText], ['unknown', null]);
    assert.deepEqual(
      [credential.accountsLoading, credential.sandboxed, credential.usesTestScenario],
      [false, false, null],
    );
    assert.deepEqual(
      [credential.statusChangedAtMs, credential.createdAtMs, credential.updatedAtMs],
      [null, null, null],
    );
    const meters = [{ id: 1 }];
    const account = decodeUtilityAccount({
      id: 1,
      client_user_id: 'p',
      utility_name: 'U',
      utility_credential_id: 7,
      utility_meters: meters,
    });
    assert.deepEqual([account.status, account.pastDue, account.sandboxed, account.tariff], [null, false, false, null]);
    assert.deepEqual([account.flags, account.services, account.featuresText], [[], [], {}]);
    assert.equal(account.meters[0]?.sandboxed, false);
    const plug = decodeCredential({ id: 'crd_1' });
    assert.deepEqual(
      [plug.userId, plug.provider, plug.isActive, plug.totalAccounts, plug.nextRunAtMs],
      [null, null, null, null, null],
    );
    const meter = decodeMeter({ id: 'mtr_1' });
    assert.deepEqual(
      [meter.accounts, meter.credentialIds, meter.tariffName, meter.serviceAddress],
      [[], [], null, null],
    );
    assert.deepEqual(decodeWebhookEndpoints([{ id: 'e', url: 'https://p.example/' }]).value[0]?.enabled, false);
  });

  it('accepts an id as a number or as text of digits, and "null" as absent', () => {
    const meters = ['12', 12, 'null', null, 'x', 1.5].map((utility_account_id, id) =>
      utilityMeterWire({ id, utility_account_id }),
    );
    const { value, rejected } = decodeUtilityAccounts([utilityAccountWire({ utility_meters: meters })]);
    assert.deepEqual(
      value[0]?.meters.map(({ utilityAccountId }) => utilityAccountId),
      [12, 12, null, null, null, null],
    );
    assert.deepEqual(
      rejected.map(({ path }) => path),
      ['[0].utility_meters[4].utility_account_id', '[0].utility_meters[5].utility_account_id'],
    );
    const endpoint = { id: 'e', url: 'https://p.example/', sandboxed: true, enabled: 'true' };
    const [decoded] = decodeWebhookEndpoints([endpoint]).value;
    assert.deepEqual([decoded?.sandboxed, decoded?.enabled], [true, true]);
  });

  it('refuses any other spelling of a number as an id', () => {
    for (const id of ['', ' 7', '0x1F', '1e3', '7.0', '9'.repeat(20), 7.5, true]) {
      assert.equal(decodeUtilityCredentials([utilityCredentialWire({ id })]).value.length, 0, String(id));
    }
  });

  it('treats blank text as absent, and reports what is not text', () => {
    assert.equal(decodeMeter(meterWire({ meterNumber: ' ' })).meterNumber, null);
    assert.equal(decodeMeter(meterWire({ latestStatementDate: ' 2025-02-01 ' })).latestStatementDate, '2025-02-01');
    const { value, rejected } = decodeMeters([
      meterWire({ credentialIds: ['crd_a', 7, '', 'crd_b'] }),
      meterWire({ meterNumber: {} }),
    ]);
    assert.deepEqual(value[0]?.credentialIds, ['crd_a', 'crd_b']);
    assert.deepEqual(
      rejected.map(({ path }) => path),
      ['[0].credentialIds[1]', '[0].credentialIds[2]', '[1].meterNumber'],
    );
  });
});

describe('the total count', () => {
  it('is read from the field of each family', () => {
    const plug = { meters: [meterWire()], page: { number: 2, size: 1, totalElements: 9, totalPages: 9 } };
    assert.equal(decodeMeters(plug).totalCount, 9);
    assert.equal(decodeMeters(plug).page?.number, 2);
    assert.equal(decodeUtilityCredentials({ data: [], total_count: 4 }).totalCount, 4);
    assert.equal(decodeUtilityCredentials({ data: [utilityCredentialWire()], total_count: 1 }).totalCount, 1);
    const switched = decodeAccounts(
      envelope('Account', [switchAccountWire()], { count: 30, pageStart: 0, pageCount: 1 }),
    );
    assert.equal(switched.totalCount, 30);
    assert.equal(switched.pageStart, 0);
    assert.equal(switched.pageCount, 1);
  });

  it('is null if the body gives none, or less than its own items', () => {
    assert.equal(decodeUtilityCredentials({ data: [utilityCredentialWire()], total_count: 0 }).totalCount, null);
    assert.equal(decodeUtilityCredentials({ data: [] }).totalCount, null);
    assert.equal(decodeMeters({ meters: [], page: null }).page, null);
    assert.equal(decodeMeters({ meters: [], page: { number: 'x' } }).page?.number, 0);
  });
});

describe('a Switch envelope that reports failure', () => {
  it('throws its error, whichever of its flags reports it', () => {
    const results = [{ code: 'NotFound', message: 'No such account', objectName: 'Account' }];
    const half = { status: 'error', results };
    assert.throws(() => decodeAccounts(half), { code: 'not-found' });
    const failures = [
      envelope('Error', results),
      envelope('Account', results, { status: 'error' }),
      envelope('Error', null),
    ];
    for (const body of failures) {
      const error = thrownBy(() => decodeAccounts(body));
      assert.ok(isArcError(error) && error.code !== 'decode');
    }
    assert.throws(() => decodeAccount(envelope('Error', results)), { code: 'not-found', message: 'No such account' });
  });
});

describe('a Switch account', () => {
  it('reports properties that are neither a map nor a list', () => {
    const { value, rejected } = decodeAccounts([
      switchAccountWire({ properties: 'none' }),
      switchAccountWire({ properties: { a: 7, b: [] } }),
    ]);
    assert.deepEqual(
      value.map(({ properties }) => Object.values(properties).map(({ keyName, dataValue }) => [keyName, dataValue])),
      [
        [],
        [
          ['a', '7'],
          ['b', null],
        ],
      ],
    );
    assert.deepEqual(
      rejected.map(({ path }) => path),
      ['[0].properties', '[1].properties.b.dataValue'],
    );
  });

  it('has the customer class of a tariff, if given', () => {
    const tariffs = [
      switchTariffWire(),
      switchTariffWire({ customerClass: 'GENERAL' }),
      switchTariffWire({ masterTariffId: null }),
    ];
    const { value, rejected } = decodeAccounts([switchAccountWire({ tariffs })]);
    assert.deepEqual(
      value[0]?.tariffs.map(({ customerClass }) => customerClass),
      [null, 'general'],
    );
    assert.deepEqual(
      rejected.map(({ path }) => path),
      ['[0].tariffs[2].masterTariffId'],
    );
  });

  it('has no paging if the envelope has none', () => {
    const { pageStart, pageCount, totalCount } = decodeAccounts(
      envelope('Account', [switchAccountWire()], { pageStart: 'x', count: 'y' }),
    );
    assert.deepEqual([pageStart, pageCount, totalCount], [null, null, null]);
  });

  it('has no total count if the envelope gives less than its own items', () => {
    const results = [switchAccountWire(), switchAccountWire({ accountId: 'acc-2' })];
    assert.equal(decodeAccounts(envelope('Account', results, { count: 1 })).totalCount, null);
    assert.equal(decodeAccounts(envelope('Account', results, { count: 2 })).totalCount, 2);
  });

  it('has a known type, an unknown one or none', () => {
    const types = [null, 'CUSTOMER', 'FRIEND'].map((type) => decodeAccount(switchAccountWire({ type })).type);
    assert.deepEqual(types, [null, 'CUSTOMER', 'unknown']);
  });
});

describe('a deleted Switch account', () => {
  it('decodes from the recorded answer, in which every other field is null', () => {
    const wire = Object.fromEntries(Object.keys(switchAccountWire()).map((key) => [key, null]));
    const account = decodeAccount(envelope('Account', [{ ...wire, accountId: 'acc-1', status: 'DELETED' }]));
    assert.equal(account.status, 'DELETED');
    assert.equal(account.accountName, null);
    assert.equal(account.address, null);
    assert.deepEqual(account.properties, {});
    assert.deepEqual(account.tariffs, []);
  });
});
