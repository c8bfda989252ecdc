import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nearest } from './nearest.ts';

describe('nearest', () => {
  it('finds the name that differs by at most two characters', () => {
    const known = ['brokerKeys', 'origins', 'ttl'];
    const cases: [given: string, meant: string | undefined][] = [
      ['brokerKeys', 'brokerKeys'],
      ['brokerKey', 'brokerKeys'],
      ['brokersKeys', 'brokerKeys'],
      ['brokerKezs', 'brokerKeys'],
      ['brkerKeyss', 'brokerKeys'],
      ['borkerKeys', 'brokerKeys'],
      ['broker', undefined],
      ['brokerKeysABC', undefined],
      ['bxxxerKeys', undefined],
      ['xbrokerKeyx', 'brokerKeys'],
      ['igins', 'origins'],
      ['gins', undefined],
      ['tt', 'ttl'],
      ['', undefined],
    ];
    for (const [given, meant] of cases) assert.equal(nearest(given, known), meant, given);
  });

  it('does not count case and separators', () => {
    assert.equal(nearest('BROKER_KEYS', ['brokerKeys']), 'brokerKeys');
    assert.equal(nearest('brokerKeys', ['ARC-BROKER-KEY']), undefined);
    assert.equal(nearest('arcBrokerKeys', ['ARC-BROKER-KEY']), 'ARC-BROKER-KEY');
  });

  it('finds the most similar of several names', () => {
    assert.equal(nearest('scope', ['scoped2', 'scopes', 'scape22']), 'scopes');
    assert.equal(nearest('streamsPerUsers', ['streamsPerUse', 'streamsPerUser']), 'streamsPerUser');
  });
});
