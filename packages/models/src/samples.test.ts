import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import * as models from './index.ts';

// The samples of the documentation are not part of this repository, so this is skipped without
// them.
const root = new URL('../../../../shared/upstream/', import.meta.url);
const here = existsSync(root);
const skip = here ? false : 'the samples of the documentation are not beside this checkout';
const read = (path: string): unknown => JSON.parse(readFileSync(new URL(path, root), 'utf8'));
const sample = (path: string): unknown => read(`samples/${path}`);

describe('the documented samples', { skip }, () => {
  it('decode without a rejection, in any of their forms', () => {
    const lists = [
      models.decodeCredentials(sample('plug/list-credentials.response.json')),
      models.decodeMeters(sample('plug/list-meters.response.json')),
      models.decodeMeters(sample('plug/activate-intervals.response.json')),
      models.decodeAccounts(sample('switch/list-accounts.response.json')),
    ];
    for (const { value, rejected } of lists) {
      assert.equal(value.length, 1);
      assert.deepEqual(rejected, []);
    }
    const responses = [
      'get-account',
      'add-account-minimum',
      'add-account-address-fields',
      'update-account',
      'get-account-after-updates',
    ];
    for (const name of responses) {
      const { value, rejected } = models.decodeAccounts(sample(`switch/${name}.response.json`));
      assert.equal(value.length, 1);
      assert.deepEqual(rejected, []);
    }
    assert.equal(
      models.decodeAccount(sample('switch/account-object.example.json')).properties.phase?.dataValue,
      'Three',
    );
  });

  it('include a webhook of discovered accounts, which decodes completely', () => {
    const event = models.decodeWebhook(sample('arc-webhook/utility-accounts-discovered.payload.json'));
    assert.ok(event.type === 'utility_accounts_discovered');
    assert.deepEqual(event.rejected, []);
    const [account] = event.data.utilityAccounts;
    assert.ok(account);
    assert.ok(models.featuresOf(account).every(({ usable }) => usable));
    assert.equal(account.pastDue, true);
    assert.equal(account.tariff?.masterTariffId, '3331108');
    assert.deepEqual(account.extra, {});
  });

  it('include tokens, credentials, properties and interval headers, which decode', () => {
    assert.equal(models.decodeToken(sample('plug/create-token.response.json')).expiresInS, 300);
    assert.equal(
      models.decodeCredential(sample('plug/create-credential.response.json')).nextRunAtMs,
      Date.UTC(2024, 1, 27, 17, 11, 55, 71),
    );
    assert.equal(
      models.decodeMeter(sample('plug/activate-intervals.response.json'), 'mtr_1234').isIntervalsProductActive,
      true,
    );
    assert.equal(models.decodeIntervalHeader(sample('plug/intervals.response.json')).kind, 'raw');
    assert.equal(models.decodeIntervalHeader(sample('plug/normalized-intervals.response.json')).kind, 'normalized');
    for (const name of ['building-area', 'type', 'tariff']) {
      assert.equal(models.decodeProperties(sample(`switch/set-property-${name}.response.json`)).value.length, 1);
    }
    assert.deepEqual(models.decodeProperties(sample('switch/delete-property.response.json')).value, []);
  });

  it('include two errors, which get their codes', () => {
    assert.equal(
      models.decodeError({ status: 400, body: sample('plug/activate-intervals.error.json') }).code,
      'meter-not-activatable',
    );
    assert.equal(models.decodeError({ status: 400, body: sample('plug/intervals.error.json') }).code, 'meter-inactive');
  });

  it('include the messages of the Connect iframe, which decode', () => {
    const { messages } = read('fixtures/connect-iframe-messages.json') as { messages: readonly unknown[] };
    const decoded = messages.map(models.decodeConnectMessage);
    assert.deepEqual(
      decoded.map((message) => message?.type),
      ['onStart', 'onCredentialsSubmitted', 'onEnd', 'onEnd'],
    );
  });

  it('include recorded Switch answers, which decode', () => {
    for (const name of ['account-account', 'account-accounts']) {
      const recording = read(`third-party/switch-recordings/${name}.json`) as {
        exchanges: readonly { response: { body: unknown } }[];
      };
      for (const { response } of recording.exchanges) {
        const { value, rejected } = models.decodeAccounts(response.body);
        assert.ok(value.length > 0);
        assert.deepEqual(rejected, []);
      }
    }
  });
});
