import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { formatAddress, PLAIN_LOOK, parseAddress } from './address.ts';

describe('an address of the gallery', () => {
  it('names an element and a state, and nothing that is as usual', () => {
    const place = { tag: 'arc-connection-status', state: 'needs-attention', look: PLAIN_LOOK };
    assert.equal(formatAddress(place), '#arc-connection-status/needs-attention');
    assert.deepEqual(parseAddress('#arc-connection-status/needs-attention'), place);
  });

  it('keeps how it is looked at', () => {
    const look = { theme: 'voltway', scheme: 'dark', width: '390', direction: 'rtl', locale: 'ar' } as const;
    const place = { tag: 'arc-connect', state: 'first', look };
    assert.deepEqual(parseAddress(formatAddress(place)), place);
  });

  it('opens although a word in it is unknown', () => {
    const { tag, state, look } = parseAddress('#arc-connect/first?scheme=sepia&width=1000&theme=almanac&more=1');
    assert.deepEqual({ tag, state }, { tag: 'arc-connect', state: 'first' });
    assert.deepEqual(look, { ...PLAIN_LOOK, theme: 'almanac' });
  });

  it('is blank where there is none', () => {
    assert.deepEqual(parseAddress(''), { tag: '', state: '', look: PLAIN_LOOK });
  });
});
