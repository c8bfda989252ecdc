import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodeAccount, decodeUser, decodeUtilityAccount, FEATURE_NAMES, featuresOf, profileOf } from './index.ts';
import { switchAccountWire, switchTariffWire, utilityAccountWire, utilityCredentialWire } from './testing/wire.ts';

describe('featuresOf', () => {
  const features = (feature_availability: unknown) =>
    featuresOf(decodeUtilityAccount(utilityAccountWire({ feature_availability })));

  it('lists the six features in order with their product', () => {
    const found = features({});
    assert.deepEqual(
      found.map(({ name }) => name),
      [...FEATURE_NAMES],
    );
    assert.deepEqual(
      found.map(({ product }) => product),
      ['Plug', 'Plug', 'Bundle', 'Bundle', 'Spark', 'Spark'],
    );
  });

  it('marks each availability as usable and settled or not, also unknown and missing ones', () => {
    const cases: readonly [unknown, string, boolean, boolean, string | null][] = [
      ['AVAILABLE', 'AVAILABLE', true, true, 'AVAILABLE'],
      ['NOT_AVAILABLE', 'NOT_AVAILABLE', false, true, 'NOT_AVAILABLE'],
      ['NOT_READY', 'NOT_READY', false, false, 'NOT_READY'],
      ['not ready', 'NOT_READY', false, false, 'not ready'],
      ['SOON', 'unknown', false, false, 'SOON'],
      [null, 'unknown', false, false, null],
    ];
    for (const [wire, availability, usable, settled, availabilityText] of cases) {
      const found = features({ charge_cost: wire }).find(({ name }) => name === 'charge_cost');
      assert.deepEqual(found, {
        name: 'charge_cost',
        product: 'Spark',
        availability,
        availabilityText,
        usable,
        settled,
      });
    }
  });

  it('keeps the text of an undocumented availability', () => {
    const account = decodeUtilityAccount(utilityAccountWire({ feature_availability: { heat_pump: 'NOT_READY' } }));
    assert.deepEqual(account.featuresText, { heat_pump: 'NOT_READY' });
  });

  it('does not confuse a feature with a property that every object has', () => {
    const wire = JSON.parse('{"__proto__":"AVAILABLE","constructor":"AVAILABLE"}');
    assert.ok(features(wire).every(({ availability }) => availability === 'unknown'));
  });
});

describe('profileOf', () => {
  const profile = (overrides: Record<string, unknown> = {}) => profileOf(decodeAccount(switchAccountWire(overrides)));

  it('shows the address, customer class and likely tariff', () => {
    const found = profile();
    assert.equal(found.addressLine, '1 Mill Lane, Lark KS');
    assert.equal(found.customerClass, 'residential');
    assert.equal(found.customerClassText, '1');
    assert.deepEqual(found.tariff?.origin, { kind: 'guessed', likelihood: 61.5 });
    assert.equal(found.deleted, false);
  });

  it('prefers an explicit tariff, then the likeliest guess', () => {
    const tariffs = [
      switchTariffWire({ masterTariffId: 1, customerLikelihood: 20 }),
      switchTariffWire({ masterTariffId: 2, customerLikelihood: 80 }),
      switchTariffWire({ masterTariffId: 3, customerLikelihood: null }),
    ];
    assert.deepEqual(
      profile({ tariffs }).tariffs.map(({ masterTariffId }) => masterTariffId),
      ['3', '2', '1'],
    );
    assert.equal(profile({ tariffs: tariffs.slice(0, 2) }).tariff?.masterTariffId, '2');
    const close = [switchTariffWire({ masterTariffId: 4, customerLikelihood: 99.99 }), ...tariffs];
    assert.equal(profile({ tariffs: close }).tariff?.masterTariffId, '3');
    assert.equal(profile({ tariffs: null }).tariff, null);
  });

  it('builds the address line from the cleaned address, the given line, or the parts', () => {
    const parts = { address1: '1 Mill Lane', city: 'Lark', state: 'KS', zip: '66002', country: 'US' };
    assert.equal(profile({ address: parts }).addressLine, '1 Mill Lane, Lark, KS 66002, US');
    assert.equal(profile({ address: { ...parts, addressString: 'given' } }).addressLine, 'given');
    assert.equal(
      profile({ address: { ...parts, addressString: 'given', formattedAddress: 'cleaned' } }).addressLine,
      'cleaned',
    );
    assert.equal(profile({ address: {} }).addressLine, null);
    assert.equal(profile({ address: null }).addressLine, null);
  });

  it('distinguishes a customer class that was never set from an unknown one', () => {
    assert.equal(profile({ properties: null }).customerClass, null);
    assert.equal(profile({ properties: { customerClass: { dataValue: '7' } } }).customerClass, 'unknown');
    assert.equal(profile({ status: 'DELETED' }).deleted, true);
    for (const status of ['INACTIVE', null]) assert.equal(profile({ status }).deleted, false);
  });
});

describe('decodeUser', () => {
  it('decodes a user with logins and accounts, and leaves out what cannot be read', () => {
    const good = utilityCredentialWire({ utility_accounts: [utilityAccountWire(), { id: 'x' }] });
    const user = decodeUser({ client_user_id: 5, created_at: '2025-03-04T05:00:00Z', utility_credentials: [good, 7] });
    assert.equal(user.userId, '5');
    assert.equal(user.utilityCredentials.length, 1);
    assert.deepEqual(
      user.utilityCredentials[0]?.utilityAccounts.map(({ id }) => id),
      [400],
    );
    assert.deepEqual(user.utilityCredentials[0]?.extra, {});
  });
});
