import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  connectionsOf,
  customerClassOf,
  customerClassValue,
  decodeAccount,
  decodeAccounts,
  decodeConnectToken,
  decodeCredential,
  decodeCredentials,
  decodeError,
  decodeIntervalHeader,
  decodeMeter,
  decodeMeters,
  decodeProperties,
  decodeToken,
  decodeUtilityAccount,
  decodeUtilityCredential,
  decodeWebhook,
  decodeWebhookEndpoint,
  decodeWebhookEvents,
  intervalPaths,
  masterTariffIdOf,
  parseTimestamp,
  searchFor,
  switchAccountPath,
  versionHeaders,
} from './index.ts';
import {
  credentialWire,
  envelope,
  intervalsWire,
  meterWire,
  normalizedWire,
  switchAccountWire,
  switchTariffWire,
  utilityAccountWire,
  utilityCredentialWire,
  utilityMeterWire,
  zeroPage,
} from './testing/wire.ts';

// Places where the pages of the platform disagree with each other; UPSTREAM.md has the facts.
describe('where pages on tokens and Plug disagree', () => {
  it('a token lives as long as expires_in says, or an hour without it', () => {
    assert.equal(decodeToken({ access_token: 'a', expires_in: 300, token_type: 'Bearer' }).expiresInS, 300);
    assert.equal(decodeToken({ access_token: 'a', token_type: 'Bearer' }).expiresInS, 3600);
    assert.equal(decodeToken({ access_token: 'a', expires_in: '120' }).expiresInS, 120);
  });

  it('keys of a token with hyphens and about refreshing are ignored', () => {
    const body = {
      access_token: 'a',
      expires_in: 300,
      refresh_expires_in: 0,
      'not-before-policy': 0,
      token_type: 'Bearer',
    };
    const expected = { accessToken: 'a', expiresInS: 300, tokenType: 'Bearer', scope: null, issuedAtMs: null };
    assert.deepEqual(decodeToken(body), expected);
  });

  it('"null" as text in a date or number is absent', () => {
    for (const text of ['null', ' NULL ', '']) {
      const meter = decodeMeter(
        meterWire({ latestIntervalAt: text, latestStatementDate: text, isIntervalsProductActive: text }),
      );
      assert.equal(meter.latestIntervalAtMs, null);
      assert.equal(meter.latestStatementDate, null);
      assert.equal(meter.isIntervalsProductActive, null);
      assert.equal(decodeCredential(credentialWire({ totalAccounts: text })).totalAccounts, null);
    }
  });

  it('"false" as text is not true', () => {
    const active = (value: unknown) =>
      decodeMeter(meterWire({ isIntervalsProductActive: value })).isIntervalsProductActive;
    assert.equal(active('false'), false);
    assert.equal(active('False'), false);
    assert.equal(active('true'), true);
    assert.equal(active(false), false);
  });

  it('the newest interval has two names, and a date is preferred to an absent one', () => {
    const latest = (overrides: Record<string, unknown>) => decodeMeter(meterWire(overrides)).latestIntervalAtMs;
    const date = '2025-01-01T00:00:00Z';
    assert.equal(latest({ latestIntervalAt: 'null', intervalsLatestDateTime: date }), Date.UTC(2025, 0, 1));
    assert.equal(latest({ latestIntervalAt: date, intervalsLatestDateTime: 'null' }), Date.UTC(2025, 0, 1));
    assert.equal(latest({ latestIntervalAt: undefined, intervalsLatestDateTime: undefined }), null);
  });

  it('one bare meter is a list of one', () => {
    const { value, rejected, page } = decodeMeters(meterWire());
    assert.deepEqual(
      value.map(({ id }) => id),
      ['mtr_m1'],
    );
    assert.deepEqual(rejected, []);
    assert.equal(page, null);
  });

  it('a single meter in a list envelope is found by its id', () => {
    const body = { meters: [meterWire({ id: 'mtr_other' }), meterWire()], page: zeroPage };
    assert.equal(decodeMeter(body, 'mtr_m1').id, 'mtr_m1');
    assert.throws(() => decodeMeter(body, 'mtr_absent'), { code: 'decode' });
    assert.throws(() => decodeMeter(meterWire(), 'mtr_absent'), { code: 'decode', path: 'id' });
  });

  it('a page of zeros neither hides items nor gives a total', () => {
    const decoded = decodeMeters({ meters: [meterWire()], page: zeroPage });
    assert.equal(decoded.value.length, 1);
    assert.deepEqual(decoded.page, zeroPage);
    assert.equal(decoded.totalCount, null);
    const plausible = decodeMeters({
      meters: [meterWire()],
      page: { number: 0, size: 1, totalElements: 3, totalPages: 3 },
    });
    assert.equal(plausible.totalCount, 3);
  });

  it('a meter number is text, with its zeros and spaces', () => {
    assert.equal(decodeIntervalHeader(intervalsWire({ meterNumber: 4217 })).meterNumber, '4217');
    assert.equal(decodeMeter(meterWire({ meterNumber: ' 0042 17' })).meterNumber, ' 0042 17');
    assert.equal(decodeUtilityAccount(utilityAccountWire()).meters[0]?.meterNumber, '0042 17');
  });

  it('the next run of a credential has two names', () => {
    const old = credentialWire({ nextScheduledAccountRunAt: undefined, nextScheduledRunAt: '2025-03-06T00:00:00Z' });
    assert.equal(decodeCredential(old).nextRunAtMs, Date.UTC(2025, 2, 6));
    assert.equal(decodeCredential(credentialWire()).nextRunAtMs, Date.UTC(2025, 2, 5));
  });

  it('a status of success and a required action do not change each other', () => {
    const credential = decodeCredential(credentialWire({ isCustomerActionRequired: true }));
    assert.equal(credential.status, 'CONNECTION_SUCCESS');
    assert.equal(credential.isCustomerActionRequired, true);
    assert.equal(connectionsOf({ utilityCredentials: [], credentials: [credential] })[0]?.state, 'connected');
  });

  it('user ids and the provider are read from both of their forms', () => {
    assert.equal(decodeCredential(credentialWire()).userId, 'person-1');
    const header = decodeIntervalHeader(intervalsWire());
    assert.deepEqual(header.userIds, ['person-1']);
    assert.equal(header.providerId, decodeCredential(credentialWire()).provider?.id);
    assert.equal(header.providerName, decodeCredential(credentialWire()).provider?.name);
  });

  it('a raw body has no interval length, because each reading has its own', () => {
    assert.equal(decodeIntervalHeader(intervalsWire()).stepMinutes, null);
    assert.deepEqual(decodeIntervalHeader(intervalsWire()).sourceMinutes, []);
  });

  it('a time is read with any RFC 3339 offset', () => {
    const moment = Date.UTC(2024, 7, 28, 9, 56, 12);
    const spellings = [
      '2024-08-28T09:56:12.000+00:00',
      '2024-08-28T09:56:12Z',
      '2024-08-28t05:56:12-04:00',
      '2024-08-28 15:41:12.0+0545',
      '2024-08-28T09:56:12,000Z',
    ];
    for (const text of spellings) assert.equal(parseTimestamp(text), moment, text);
  });

  it('raw and normalized readings have the same key and are distinguished by their content', () => {
    assert.equal(decodeIntervalHeader(intervalsWire()).kind, 'raw');
    assert.equal(decodeIntervalHeader(normalizedWire()).kind, 'normalized');
    assert.equal(decodeIntervalHeader(normalizedWire({ readings: { importKwh: [1] } })).kind, 'normalized');
    assert.equal(decodeIntervalHeader(normalizedWire({ readings: [null, { exportKwh: [1] }] })).kind, 'normalized');
    assert.equal(decodeIntervalHeader(normalizedWire({ readings: [{ netKwh: [1] }] })).kind, 'normalized');
    assert.equal(decodeIntervalHeader(intervalsWire({ readings: [] })).kind, null);
  });

  it('a multiplier of 0 is unknown, and a list of multipliers is ignored', () => {
    assert.equal(decodeIntervalHeader(intervalsWire({ electricMeterMultiplier: 0 })).printedMultiplier, null);
    assert.equal(decodeIntervalHeader(intervalsWire({ electricMeterMultiplier: 40 })).printedMultiplier, 40);
    assert.equal(decodeIntervalHeader(intervalsWire({ electricMeterMultiplier: [1, 1] })).printedMultiplier, null);
  });

  it('the end and the newest interval are returned as given, although they disagree', () => {
    const header = decodeIntervalHeader(normalizedWire());
    assert.equal(header.endMs, Date.UTC(2024, 8, 4, 5, 45));
    assert.equal(header.latestIntervalAtMs, Date.UTC(2025, 2, 4, 5, 45));
  });

  it('source lengths may be a list or one number', () => {
    const minutes = (value: unknown) =>
      decodeIntervalHeader(normalizedWire({ sourceIntervalDurationMinutes: value })).sourceMinutes;
    assert.deepEqual(minutes([60, 15, 60]), [15, 60]);
    assert.deepEqual(minutes([15, 5]), [5, 15]);
    assert.deepEqual(minutes(['60', 0, -5, 'x', 15]), [15, 60]);
    assert.deepEqual(minutes(30), [30]);
    assert.deepEqual(minutes(null), []);
  });

  it('status words have two spellings, and an unknown one keeps its text', () => {
    const longer = decodeCredential(credentialWire({ statusDetail: 'LOGIN_AND_DATA_DISCOVERY_SUCCESSFUL' }));
    assert.equal(longer.statusDetail, 'LOGIN_AND_DATA_DISCOVERY_SUCCESS');
    assert.equal(longer.statusDetailText, 'LOGIN_AND_DATA_DISCOVERY_SUCCESSFUL');
    const plural = decodeMeter(meterWire({ statusDetail: 'INTERVALS_EXTRACTION_NOT_REQUESTED' }));
    assert.equal(plural.statusDetail, 'INTERVAL_EXTRACTION_NOT_REQUESTED');
    const unknown = decodeMeter(meterWire({ status: 'INTERVALS_ON_STRIKE' }));
    assert.equal(unknown.status, 'unknown');
    assert.equal(unknown.statusText, 'INTERVALS_ON_STRIKE');
  });

  it('the API version is sent under both header names', () => {
    assert.deepEqual(versionHeaders('2024-02-21'), { 'arc-version': '2024-02-21', 'arcadia-version': '2024-02-21' });
  });

  it('a search is sent with ==, quoted, and never empty', () => {
    assert.equal(searchFor('correlationId', 'person-1'), 'correlationId==person-1');
    assert.equal(searchFor('credentialIds', ['crd_a', 'crd_b']), 'credentialIds=in=(crd_a,crd_b)');
    assert.equal(searchFor('username', 'a "b",c'), 'username=="a \\"b\\",c"');
    assert.equal(searchFor('username', 'a b'), 'username=="a b"');
    assert.equal(searchFor('username', 'a\\b'), 'username=="a\\\\b"');
    assert.throws(() => searchFor('credentialIds', []), RangeError);
  });

  it('interval paths have /plug in front', () => {
    assert.equal(intervalPaths.raw('mtr_1'), '/plug/intervals/meters/mtr_1');
    assert.equal(intervalPaths.normalized('a/b'), '/plug/normalizedIntervals/meters/a%2Fb');
  });
});

describe('where pages on the legacy API disagree', () => {
  it('the city of a service address may be absent, null or text', () => {
    const city = (overrides: Record<string, unknown>) =>
      decodeUtilityAccount(utilityAccountWire(overrides)).serviceAddress.city;
    assert.equal(city({}), 'Lark');
    assert.equal(city({ service_address_city: null }), null);
    assert.equal(city({ service_address_city: undefined }), null);
  });

  it('a status is recognized in the spelling of the prose', () => {
    const account = decodeUtilityAccount(
      utilityAccountWire({ status: 'Active', flags: ['Utility statement past due', 'New flag'] }),
    );
    assert.equal(account.status, 'active');
    assert.equal(account.statusText, 'Active');
    assert.deepEqual(account.flags, ['utility_statement_past_due', 'New flag']);
    assert.equal(account.pastDue, true);
    assert.equal(decodeUtilityAccount(utilityAccountWire({ flags: [' Utility  statement - past due'] })).pastDue, true);
  });

  it('water is a service, and other services keep their text', () => {
    const { services } = decodeUtilityAccount(utilityAccountWire({ services: ['electric', 'water', 'steam'] }));
    assert.deepEqual(
      services.map(({ type }) => type),
      ['electric', 'water', 'unknown'],
    );
    assert.deepEqual(
      services.map(({ text }) => text),
      ['electric', 'water', 'steam'],
    );
  });

  it('each of three credential ids in one event is kept in its place', () => {
    const account = utilityAccountWire({
      utility_credential_id: 72,
      utility_meters: [utilityMeterWire({ utility_credential_id: 71 })],
    });
    const data = { client_user_id: 'person-1', utility_credential_id: 71, utility_accounts: [account] };
    const event = decodeWebhook({ type: 'utility_accounts_discovered', created_at: '2025-03-04T05:00:00Z', data });
    assert.ok(event.type === 'utility_accounts_discovered');
    assert.equal(event.data.utilityCredentialId, 71);
    assert.equal(event.data.utilityAccounts[0]?.utilityCredentialId, 72);
    assert.equal(event.data.utilityAccounts[0]?.meters[0]?.utilityCredentialId, 71);
  });

  it('a tariff id is opaque text with or without its prefix', () => {
    assert.equal(decodeUtilityAccount(utilityAccountWire()).tariff?.id, 'gen_mtid_88');
    assert.equal(decodeUtilityAccount(utilityAccountWire()).tariff?.masterTariffId, '88');
    assert.equal(decodeAccount(switchAccountWire()).tariffs[0]?.masterTariffId, '88');
    for (const id of ['gen_mtid_522', ' 522 ', '522', 522]) assert.equal(masterTariffIdOf(id), '522');
  });

  it('a tariff without an id has no master id', () => {
    const most_recent_tariff = { main_tariff_id: null, tariff_name: 'Home' };
    const { tariff } = decodeUtilityAccount(utilityAccountWire({ most_recent_tariff }));
    assert.deepEqual([tariff?.id, tariff?.masterTariffId, tariff?.name], [null, null, 'Home']);
  });

  it('an account may have no tariff', () => {
    assert.equal(decodeUtilityAccount(utilityAccountWire({ most_recent_tariff: null })).tariff, null);
    assert.equal(decodeUtilityAccount(utilityAccountWire({ most_recent_tariff: undefined })).tariff, null);
  });

  it('a feature that is not ready has its own error code, under 400 and 422', () => {
    const body = {
      error: { type: 'BAD_REQUEST', description: 'The utility_intervals feature is not available', details: null },
    };
    for (const status of [400, 422]) assert.equal(decodeError({ status, body }).code, 'feature-not-ready');
    assert.equal(decodeError({ status: 422, body: { error: 'Intervals are NOT_READY' } }).code, 'feature-not-ready');
    const sentences = [
      'This account does not have utility_intervals available',
      'utility_statements are not yet ready',
      'We are still gathering data',
      'FEATURE_NOT_AVAILABLE',
      'This feature cannot be used',
    ];
    for (const error of sentences)
      assert.equal(decodeError({ status: 400, body: { error } }).code, 'feature-not-ready', error);
    assert.equal(decodeError({ status: 400, body: { error: 'url is missing' } }).code, 'invalid-request');
    const about = {
      error: { type: 'BAD_REQUEST', description: 'Not available', details: { arc_version: ['is not available'] } },
    };
    assert.equal(decodeError({ status: 422, body: about }).code, 'invalid-request');
    assert.equal(decodeError({ status: 404, body: { error: 'That feature is not available' } }).code, 'not-found');
  });
});

describe('where pages on Switch disagree', () => {
  it('an account without an envelope is a list of one', () => {
    assert.deepEqual(
      decodeAccounts(switchAccountWire()).value.map(({ accountId }) => accountId),
      ['acc-1'],
    );
  });

  it('an account decodes alike with and without an envelope', () => {
    const wire = switchAccountWire();
    assert.deepEqual(decodeAccount(wire), decodeAccount(envelope('Account', [wire])));
  });

  it('an account is looked up by the path with pid', () => {
    assert.equal(switchAccountPath('person 1'), '/rest/v1/accounts/pid/person%201');
  });

  it('properties are a map, a list or null', () => {
    const entry = { keyName: 'phase', dataValue: 'Three' };
    const value = (properties: unknown) => decodeAccount(switchAccountWire({ properties })).properties.phase?.dataValue;
    assert.equal(value({ phase: entry }), 'Three');
    assert.equal(value([entry]), 'Three');
    assert.equal(value({ phase: { dataValue: 'Three' } }), 'Three');
    assert.equal(value({ phase: { keyName: null, dataValue: 'Three' } }), 'Three');
    assert.equal(value(null), undefined);
    assert.equal(value({ phase: null }), undefined);
    assert.equal(value({ other: entry }), 'Three', 'the name inside the entry counts');
  });

  it('a property keeps undocumented fields', () => {
    const entry = { keyName: 'area', dataValue: '2000', dataType: null, accuracy: 90, unit: 'sqft' };
    const property = decodeProperties(envelope('PropertyData', [entry])).value[0];
    assert.equal(property?.accuracy, 90);
    assert.equal(property?.fromMs, null);
    assert.deepEqual(property?.extra, { unit: 'sqft' });
  });

  it('a customer class is read from a number or a word', () => {
    for (const text of ['1', 1, 'RESIDENTIAL', 'Residential']) assert.equal(customerClassOf(text), 'residential');
    for (const text of ['2', 2, 'GENERAL']) assert.equal(customerClassOf(text), 'general');
    assert.equal(customerClassOf('3'), 'unknown');
    assert.equal(customerClassOf(customerClassValue('residential')), 'residential');
    assert.equal(customerClassOf(customerClassValue('general')), 'general');
  });

  it('an answer is decoded also if its ids are not those that were sent', () => {
    assert.equal(
      decodeAccount(envelope('Account', [switchAccountWire({ providerAccountId: null })])).providerAccountId,
      null,
    );
    assert.equal(decodeAccount(switchAccountWire({ providerAccountId: 'somebody' })).providerAccountId, 'somebody');
  });

  it('the status of an account may be null', () => {
    assert.equal(decodeAccount(switchAccountWire({ status: null })).status, null);
    assert.equal(decodeUtilityAccount(utilityAccountWire({ status: null })).status, null);
  });

  it('null results are an empty list, not a failure', () => {
    const { value, totalCount } = decodeProperties(envelope('PropertyData', null));
    assert.deepEqual(value, []);
    assert.equal(totalCount, 0);
  });

  it('a likelihood of null or 100 means an explicit tariff, any other a guess', () => {
    const origin = (customerLikelihood: unknown) =>
      decodeAccount(switchAccountWire({ tariffs: [switchTariffWire({ customerLikelihood })] })).tariffs[0]?.origin;
    assert.deepEqual(origin(100), { kind: 'explicit' });
    assert.deepEqual(origin(null), { kind: 'explicit' });
    assert.deepEqual(origin(74.03), { kind: 'guessed', likelihood: 74.03 });
    assert.deepEqual(origin(0), { kind: 'guessed', likelihood: 0 });
  });

  it('a time zone keeps its name, also if it is an alias', () => {
    assert.equal(decodeAccount(switchAccountWire()).tariffs[0]?.timeZone, 'US/Central');
    assert.equal(decodeIntervalHeader(intervalsWire()).timeZoneText, 'US/Central');
  });
});

describe('where pages on webhooks and Connect disagree', () => {
  it('a test event has no data, whatever was sent', () => {
    for (const overrides of [{ data: {} }, {}]) {
      const event = decodeWebhook({ type: 'test', created_at: '2021-05-21T18:59:39.459-04:00', ...overrides });
      assert.equal(event.type, 'test');
      assert.equal(event.data, null);
      assert.equal(event.userId, null);
    }
  });

  it('a connect token is read under either key', () => {
    assert.equal(decodeConnectToken({ connect_token: 't1' }), 't1');
    assert.equal(decodeConnectToken({ connect_url: 'https://connect.example/?a=1&token=t%2B1' }), 't+1');
    assert.equal(decodeConnectToken({ connect_url: 't2' }), 't2');
    assert.equal(decodeConnectToken({ connect_token: 't1', connect_url: 't2' }), 't1', 'the documented key');
    assert.equal(
      decodeConnectToken({ connect_url: 'https://connect.example/?other_token=a&token=50%&next_token=b' }),
      '50%',
    );
  });

  it('a signing key is read under either key', () => {
    const endpoint = { id: 'e-1', url: 'https://partner.example/hook', enabled: true };
    assert.equal(decodeWebhookEndpoint({ ...endpoint, signing_key: 'k' }).signingKey, 'k');
    assert.equal(decodeWebhookEndpoint({ ...endpoint, webhook_signing_key: 'k' }).signingKey, 'k');
    assert.equal(decodeWebhookEndpoint(endpoint).signingKey, null);
    const both = { ...endpoint, signing_key: 'k', webhook_signing_key: 'old' };
    assert.equal(decodeWebhookEndpoint(both).signingKey, 'k', 'the name in the schema');
  });

  it('an unknown kind of webhook keeps its text', () => {
    const data = ['utility_account_updated', 'brand_new_kind'].map((type, index) => ({ id: `ev-${index}`, type }));
    const { value } = decodeWebhookEvents({ data, total_count: 2 });
    assert.deepEqual(
      value.map(({ type }) => type),
      ['utility_account_updated', 'unknown'],
    );
    const event = decodeWebhook({ type: 'brand_new_kind', data: { id: 5 } });
    assert.equal(event.type, 'unknown');
    assert.equal(event.typeText, 'brand_new_kind');
    assert.deepEqual(event.raw, { id: 5 });
  });

  it('a user id sent as a number is text', () => {
    assert.equal(decodeUtilityCredential(utilityCredentialWire({ client_user_id: 12 })).userId, '12');
    assert.equal(decodeWebhook({ type: 'test', data: { client_user_id: 12 } }).userId, '12');
  });

  it('undocumented fields are kept', () => {
    assert.deepEqual(decodeUtilityCredential(utilityCredentialWire({ shiny: { new: 1 } })).extra, {
      shiny: { new: 1 },
    });
    assert.deepEqual(decodeCredentials({ credentials: [credentialWire({ shiny: 1 })] }).value[0]?.extra, { shiny: 1 });
    assert.deepEqual(decodeAccount(switchAccountWire({ projects: undefined, shiny: 1 })).extra, {
      projects: undefined,
      shiny: 1,
    });
  });
});
