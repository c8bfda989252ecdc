import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pageSignals } from './page-signals.ts';

describe('the signals of a page', () => {
  it('report the network and the page cache until they are unsubscribed', (t) => {
    const global = new EventTarget();
    for (const name of ['addEventListener', 'removeEventListener'] as const) {
      Object.defineProperty(globalThis, name, { value: global[name].bind(global), configurable: true });
      t.after(() => Reflect.deleteProperty(globalThis, name));
    }
    const page = Object.assign(new EventTarget(), { visibilityState: 'hidden' });
    Object.defineProperty(globalThis, 'document', { value: page, configurable: true });
    t.after(() => Reflect.deleteProperty(globalThis, 'document'));
    const signals = pageSignals();
    let calls = 0;
    const unsubscribe = signals.subscribe(() => calls++);
    for (const type of ['online', 'offline', 'pageshow']) global.dispatchEvent(new Event(type));
    page.dispatchEvent(new Event('visibilitychange'));
    assert.deepEqual([calls, signals.visible], [4, false]);
    unsubscribe();
    global.dispatchEvent(new Event('online'));
    page.dispatchEvent(new Event('visibilitychange'));
    assert.equal(calls, 4);
  });

  it('are visible and online outside a browser', () => {
    const { visible, online } = pageSignals();
    assert.deepEqual([visible, online], [true, true]);
  });
});
