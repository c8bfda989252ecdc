import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Known, sceneOf } from './story.ts';

const known = (part: Partial<Known>): Known => ({
  signedOut: false,
  connections: 1,
  connectionsFailed: false,
  attention: false,
  meters: [],
  metersFailed: false,
  picked: undefined,
  ...part,
});
const gas = { id: 'mtr_gas', data: 'other' } as const;
const idle = { id: 'mtr_idle', data: 'idle' } as const;
const coming = { id: 'mtr_coming', data: 'coming' } as const;
const first = { id: 'mtr_first', data: 'flowing' } as const;
const second = { id: 'mtr_second', data: 'flowing' } as const;

describe('the page', () => {
  it('waits until the connections are known', () => {
    assert.deepEqual(sceneOf(known({ connections: undefined })), { state: 'loading', meterId: undefined });
  });

  it('invites a person without a connection, whatever meters are left from before', () => {
    assert.deepEqual(sceneOf(known({ connections: 0, meters: [first] })), { state: 'empty', meterId: undefined });
  });

  it('says that it failed only when nothing is known', () => {
    assert.equal(sceneOf(known({ connections: undefined, connectionsFailed: true })).state, 'failed');
    assert.equal(sceneOf(known({ connections: 2, connectionsFailed: true })).state, 'connecting');
  });

  it('waits for the meters, so that nobody is told an old story, unless they cannot be read', () => {
    assert.equal(sceneOf(known({ meters: undefined })).state, 'loading');
    assert.equal(sceneOf(known({ meters: undefined, connections: 0 })).state, 'empty');
    assert.equal(sceneOf(known({ meters: undefined, metersFailed: true })).state, 'connecting');
  });

  it('shows nothing of the person once they signed out', () => {
    assert.deepEqual(sceneOf(known({ signedOut: true, meters: [first] })), { state: 'signed-out', meterId: undefined });
  });

  it('keeps the example until a meter has readings', () => {
    assert.deepEqual(sceneOf(known({ meters: [] })), { state: 'connecting', meterId: undefined });
    assert.deepEqual(sceneOf(known({ meters: [gas] })), { state: 'without', meterId: undefined });
    assert.deepEqual(sceneOf(known({ meters: [gas, idle] })), { state: 'choosing', meterId: undefined });
    assert.deepEqual(sceneOf(known({ meters: [idle, coming] })), { state: 'reading', meterId: undefined });
    assert.deepEqual(sceneOf(known({ meters: [idle, first] })), { state: 'flowing', meterId: 'mtr_first' });
  });

  it('asks for the person only while there is nothing of their own to see', () => {
    assert.equal(sceneOf(known({ attention: true, meters: [idle] })).state, 'attention');
    assert.equal(sceneOf(known({ attention: true, meters: [first] })).state, 'flowing');
  });

  it('draws the meter that the person picked, until it is gone', () => {
    assert.equal(sceneOf(known({ meters: [idle, first, second], picked: 'mtr_second' })).meterId, 'mtr_second');
    assert.equal(sceneOf(known({ meters: [idle, first], picked: 'mtr_idle' })).meterId, 'mtr_idle');
    assert.equal(sceneOf(known({ meters: [first], picked: 'mtr_second' })).meterId, 'mtr_first');
  });
});
