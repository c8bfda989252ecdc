import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DEFAULT_LOOK, formatAddress, parseAddress } from './address.ts';

describe('an address of the gallery', () => {
  it('names an element and a state, and no default value', () => {
    const place = { tag: 'arc-connection-status', state: 'needs-attention', look: DEFAULT_LOOK };
    assert.equal(formatAddress(place), '#arc-connection-status/needs-attention');
    assert.deepEqual(parseAddress('#arc-connection-status/needs-attention'), place);
  });

  it('keeps every part of the look', () => {
    const look = { theme: 'voltway', scheme: 'dark', width: '390', direction: 'rtl', locale: 'ar' } as const;
    const place = { tag: 'arc-connect', state: 'first', look };
    assert.deepEqual(parseAddress(formatAddress(place)), place);
  });

  it('is read without its unknown values', () => {
    const { tag, state, look } = parseAddress('#arc-connect/first?scheme=sepia&width=1000&theme=almanac&more=1');
    assert.deepEqual({ tag, state }, { tag: 'arc-connect', state: 'first' });
    assert.deepEqual(look, { ...DEFAULT_LOOK, theme: 'almanac' });
  });

  it('is read as no element and the default look if it is empty', () => {
    assert.deepEqual(parseAddress(''), { tag: '', state: '', look: DEFAULT_LOOK });
  });
});
