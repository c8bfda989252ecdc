import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createStore } from 'zustand/vanilla';
import { select } from './select.ts';

describe('a selected part', () => {
  it('calls its listeners only if it changed', () => {
    const store = createStore(() => ({ a: 1, b: 1 }));
    const seen: [number, number][] = [];
    const stop = select(store, ({ a }) => a).subscribe((now, before) => seen.push([now, before]));
    store.setState({ b: 2 });
    store.setState({ a: 5 });
    stop();
    store.setState({ a: 6 });
    assert.deepEqual(seen, [[5, 1]]);
  });

  it('keeps the object of a selector that creates one, while it compares equal', () => {
    const store = createStore(() => ({ items: [1, 2], other: 0 }));
    const part = select(
      store,
      ({ items }) => items.map((item) => item * 2),
      (a, b) => a.join() === b.join(),
    );
    const first = part.getState();
    assert.equal(part.getState(), first);
    store.setState({ other: 1 });
    assert.equal(part.getState(), first);
    store.setState({ items: [3] });
    assert.deepEqual(part.getState(), [6]);
  });
});
