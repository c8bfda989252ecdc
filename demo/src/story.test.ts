import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ArcSession } from '@arc-elements/client';
import { followStory, type Known, type Scene, sceneOf } from './story.ts';

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

/** State and meter of the scene. */
const shown = (part: Partial<Known>) => {
  const { state, meterId } = sceneOf(known(part));
  return { state, meterId };
};

describe('the page', () => {
  it('waits until the connections are known', () => {
    assert.deepEqual(shown({ connections: undefined }), { state: 'loading', meterId: undefined });
  });

  it('invites a person without a connection, whatever meters are left from before', () => {
    assert.deepEqual(shown({ connections: 0, meters: [first] }), { state: 'empty', meterId: undefined });
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
    assert.deepEqual(shown({ signedOut: true, meters: [first] }), { state: 'signed-out', meterId: undefined });
  });

  it('keeps the example until a meter has readings', () => {
    assert.deepEqual(shown({ meters: [] }), { state: 'connecting', meterId: undefined });
    assert.deepEqual(shown({ meters: [gas] }), { state: 'without', meterId: undefined });
    assert.deepEqual(shown({ meters: [gas, idle] }), { state: 'choosing', meterId: undefined });
    assert.deepEqual(shown({ meters: [idle, coming] }), { state: 'reading', meterId: undefined });
    assert.deepEqual(shown({ meters: [idle, first] }), { state: 'flowing', meterId: 'mtr_first' });
  });

  it('lists meters once there are some, or says in their place what failed', () => {
    assert.equal(sceneOf(known({ meters: [] })).metersListed, false);
    assert.equal(sceneOf(known({ meters: [gas], attention: true })).metersListed, true);
    assert.equal(sceneOf(known({ meters: undefined, metersFailed: true })).metersListed, true);
    assert.equal(sceneOf(known({ meters: [gas], connections: 0 })).metersListed, false);
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

/** A store whose state the test sets. */
class Store<T> {
  #state: T;
  readonly #listeners = new Set<() => void>();

  constructor(state: T) {
    this.#state = state;
  }

  getState = (): T => this.#state;
  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  watch = (): (() => void) => () => {};

  set(state: T): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

describe('the page, following a session', () => {
  const flowing = (id: string) => ({ id, status: 'INTERVALS_SUCCESS', isIntervalsProductActive: true });
  const ready = (data: unknown[] | undefined) => ({ status: 'ready', data });

  function start() {
    const state = new Store({ status: 'ready', person: 1 });
    const connections = new Store(ready([{ state: 'connected' }]));
    const meters = new Store(ready([flowing('mtr_b')]));
    const scenes: Scene[] = [];
    const session = { state, connections, meters } as unknown as ArcSession;
    const { pick } = followStory(session, (scene) => scenes.push(scene));
    return { state, connections, meters, scenes, pick, last: () => scenes.at(-1) };
  }

  it('stays with the meter that is looked at when another one begins to flow', () => {
    const { meters, last, scenes, pick } = start();
    meters.set(ready([flowing('mtr_a'), flowing('mtr_b')]));
    assert.equal(last()?.meterId, 'mtr_b');
    assert.equal(scenes.length, 1);
    pick('mtr_a');
    assert.equal(last()?.meterId, 'mtr_a');
  });

  it('forgets the meter when the person signs out', () => {
    const { state, meters, last } = start();
    state.set({ status: 'signed-out', person: 2 });
    assert.equal(last()?.state, 'signed-out');
    meters.set(ready([flowing('mtr_a'), flowing('mtr_b')]));
    state.set({ status: 'ready', person: 2 });
    assert.equal(last()?.meterId, 'mtr_a');
  });

  it('forgets the meter when somebody else is signed in', () => {
    const { state, meters, last } = start();
    meters.set(ready(undefined));
    state.set({ status: 'ready', person: 2 });
    meters.set(ready([flowing('mtr_a'), flowing('mtr_b')]));
    assert.equal(last()?.meterId, 'mtr_a');
  });
});
