import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MemoryMeterHolders } from './meter-holders.ts';

describe('MemoryMeterHolders', () => {
  it('returns the users who read a meter, until an hour later or until their meters no longer include it (R08)', () => {
    const clock = { now: 1 };
    const holders = new MemoryMeterHolders(() => clock.now);
    holders.note('alice', ['m1', 'm2'], true);
    holders.note('bob', ['m2'], false);
    holders.note('bob', ['m3'], false);
    assert.deepEqual(
      [holders.of('m1'), [...holders.of('m2')].sort(), holders.of('m3')],
      [['alice'], ['alice', 'bob'], ['bob']],
    );
    holders.note('alice', ['m2'], true);
    assert.deepEqual(holders.of('m1'), []);
    clock.now += 3_599_999;
    assert.deepEqual([...holders.of('m2')].sort(), ['alice', 'bob']);
    clock.now += 2;
    assert.deepEqual(holders.of('m2'), []);
  });
});
