import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ArcSession } from '@arc-elements/client';
import { followSession, type PortalState, portalStateOf, type SessionFacts } from './portal-state.ts';

const facts = (part: Partial<SessionFacts>): SessionFacts => ({
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

/** Returns state and meter. */
const shown = (part: Partial<SessionFacts>) => {
  const { state, meterId } = portalStateOf(facts(part));
  return { state, meterId };
};

describe('the state of the portal', () => {
  it('is loading until the connections are read', () => {
    assert.deepEqual(shown({ connections: undefined }), { state: 'loading', meterId: undefined });
  });

  it('is empty without a connection, even with meters of a former one', () => {
    assert.deepEqual(shown({ connections: 0, meters: [first] }), { state: 'empty', meterId: undefined });
  });

  it('is failed only when the connections were never read', () => {
    assert.equal(portalStateOf(facts({ connections: undefined, connectionsFailed: true })).state, 'failed');
    assert.equal(portalStateOf(facts({ connections: 2, connectionsFailed: true })).state, 'connecting');
  });

  it('is loading until the meters are read, unless reading them fails', () => {
    assert.equal(portalStateOf(facts({ meters: undefined })).state, 'loading');
    assert.equal(portalStateOf(facts({ meters: undefined, connections: 0 })).state, 'empty');
    assert.equal(portalStateOf(facts({ meters: undefined, metersFailed: true })).state, 'connecting');
  });

  it('has no meter once the person has signed out', () => {
    assert.deepEqual(shown({ signedOut: true, meters: [first] }), { state: 'signed-out', meterId: undefined });
  });

  it('keeps the example until a meter has readings', () => {
    assert.deepEqual(shown({ meters: [] }), { state: 'connecting', meterId: undefined });
    assert.deepEqual(shown({ meters: [gas] }), { state: 'without', meterId: undefined });
    assert.deepEqual(shown({ meters: [gas, idle] }), { state: 'choosing', meterId: undefined });
    assert.deepEqual(shown({ meters: [idle, coming] }), { state: 'reading', meterId: undefined });
    assert.deepEqual(shown({ meters: [idle, first] }), { state: 'flowing', meterId: 'mtr_first' });
  });

  it('lists meters once there are some, or when reading them failed', () => {
    assert.equal(portalStateOf(facts({ meters: [] })).metersListed, false);
    assert.equal(portalStateOf(facts({ meters: [gas], attention: true })).metersListed, true);
    assert.equal(portalStateOf(facts({ meters: undefined, metersFailed: true })).metersListed, true);
    assert.equal(portalStateOf(facts({ meters: [gas], connections: 0 })).metersListed, false);
  });

  it('asks for attention only while the person has no readings', () => {
    assert.equal(portalStateOf(facts({ attention: true, meters: [idle] })).state, 'attention');
    assert.equal(portalStateOf(facts({ attention: true, meters: [first] })).state, 'flowing');
  });

  it('has the meter that the person picked, until it is gone', () => {
    assert.equal(portalStateOf(facts({ meters: [idle, first, second], picked: 'mtr_second' })).meterId, 'mtr_second');
    assert.equal(portalStateOf(facts({ meters: [idle, first], picked: 'mtr_idle' })).meterId, 'mtr_idle');
    assert.equal(portalStateOf(facts({ meters: [first], picked: 'mtr_second' })).meterId, 'mtr_first');
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

describe('the portal, following a session', () => {
  const flowing = (id: string) => ({ id, status: 'INTERVALS_SUCCESS', isIntervalsProductActive: true });
  const ready = (data: unknown[] | undefined) => ({ status: 'ready', data });

  function start() {
    const state = new Store({ status: 'ready', person: 1 });
    const connections = new Store(ready([{ state: 'connected' }]));
    const meters = new Store(ready([flowing('mtr_b')]));
    const states: PortalState[] = [];
    const session = { state, connections, meters } as unknown as ArcSession;
    const { pick } = followSession(session, (next) => states.push(next));
    return { state, connections, meters, states, pick, last: () => states.at(-1) };
  }

  it('keeps the meter in the chart when another meter gets readings', () => {
    const { meters, last, states, pick } = start();
    meters.set(ready([flowing('mtr_a'), flowing('mtr_b')]));
    assert.equal(last()?.meterId, 'mtr_b');
    assert.equal(states.length, 1);
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
