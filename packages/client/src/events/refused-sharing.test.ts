import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FakePage, setup } from '../testing/setup.ts';
import { until } from '../testing/wait.ts';

const refused = () => new DOMException('The request was denied.', 'SecurityError');
const refuse = (): never => {
  throw refused();
};

class RefusedChannel {
  constructor() {
    refuse();
  }
}
class ChannelThatRefusesMessages {
  postMessage = refuse;
  close(): void {}
}

/** What browsers do to a page whose site data is blocked, and what older browsers lack. */
const REFUSALS: readonly [what: string, global: string, PropertyDescriptor][] = [
  ['Web Locks are missing', 'navigator', { value: {} }],
  ['reading navigator.locks throws', 'navigator', { value: Object.defineProperty({}, 'locks', { get: refuse }) }],
  ['a request for a lock throws', 'navigator', { value: { locks: { request: refuse } } }],
  ['a request for a lock rejects', 'navigator', { value: { locks: { request: () => Promise.reject(refused()) } } }],
  ['BroadcastChannel is missing', 'BroadcastChannel', { value: undefined }],
  ['reading BroadcastChannel throws', 'BroadcastChannel', { get: refuse }],
  ['creating a channel throws', 'BroadcastChannel', { value: RefusedChannel }],
  ['sending a message throws', 'BroadcastChannel', { value: ChannelThatRefusesMessages }],
];

describe('tabs that cannot share', () => {
  for (const [what, name, descriptor] of REFUSALS) {
    it(`have a stream each if ${what}`, async (t) => {
      const { broker, session } = await setup(t);
      const before = Object.getOwnPropertyDescriptor(globalThis, name) as PropertyDescriptor;
      t.after(() => Object.defineProperty(globalThis, name, before));
      const reported = t.mock.method(console, 'error', () => {});
      Object.defineProperty(globalThis, name, { ...descriptor, configurable: true });
      const tabs = [0, 1].map(() => session({ shareEvents: true, page: new FakePage() }));
      const seen = tabs.map(() => 0);
      tabs.forEach((tab, i) => {
        tab.accounts.watch();
        tab.onEvent(() => seen[i]!++);
      });
      await until(() => tabs.every((tab) => tab.state.getState().live === 'stream'));
      assert.equal(broker.streams.size, 2);
      await broker.emit('utility_account_updated');
      await until(() => seen.every((count) => count === 1));
      assert.equal(reported.mock.callCount(), 0);
    });
  }
});
