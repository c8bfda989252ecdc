import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { problem } from './testing/fake-broker.ts';
import { setup } from './testing/setup.ts';
import { settle, until } from './testing/wait.ts';
import { meter, utilityAccount, utilityCredential } from './testing/wire.ts';

type Step =
  | {
      readonly do: 'change';
      readonly what: number;
      readonly to: number;
      readonly event: 'once' | 'twice' | 'late' | 'never';
    }
  | { readonly do: 'break' | 'hide' | 'show' | 'offline' | 'online' | 'fail' | 'heal' | 'reset' }
  | { readonly do: 'wait'; readonly ms: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('change' as const),
      what: fc.nat(2),
      to: fc.nat(3),
      event: fc.constantFrom('once' as const, 'twice' as const, 'late' as const, 'never' as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'break' as const,
        'hide' as const,
        'show' as const,
        'offline' as const,
        'online' as const,
        'fail' as const,
        'heal' as const,
        'reset' as const,
      ),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.nat(20_000) }) },
);

const STATUSES = ['pending', 'verified', 'rejected', 'error'];
const METERS = ['INTERVALS_NOT_REQUESTED', 'INTERVALS_IN_PROGRESS', 'INTERVALS_SUCCESS', 'INTERVALS_NOT_SUPPORTED'];
const ACCOUNTS = ['active', 'closed', 'locked', 'incomplete'];
const EVENTS = ['utility_credential_verified', 'utility_account_updated', 'STATUS_CHANGE'];

it('stores end in the state of the platform after any faults of events, stream, page and answers', {
  timeout: 60_000,
}, async (t) => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const { broker, session, clock, page, end } = await setup(t);
      broker.credentials = [utilityCredential()];
      broker.accounts = [utilityAccount()];
      broker.meters = [meter()];
      const arc = session();
      const stores = [arc.connections, arc.accounts, arc.meters];
      for (const store of stores) store.watch();
      const late: number[] = [];
      const emit = (what: number) => broker.emit(EVENTS[what] ?? '', what === 2 ? { id: 'mtr_1' } : {});
      for (const next of steps) {
        if (next.do === 'change') {
          const { what, to, event } = next;
          if (what === 0) broker.credentials = [utilityCredential({ verification_status: STATUSES[to] })];
          if (what === 1) broker.accounts = [utilityAccount({ status: ACCOUNTS[to] })];
          if (what === 2) broker.meters = [meter({ status: METERS[to] })];
          if (event === 'late') late.unshift(what);
          if (event === 'once' || event === 'twice') await emit(what);
          if (event === 'twice') await emit(what);
        } else if (next.do === 'wait') clock.advance(next.ms);
        else if (next.do === 'break') broker.endStreams();
        else if (next.do === 'hide' || next.do === 'show') page.set({ visible: next.do === 'show' });
        else if (next.do === 'offline' || next.do === 'online') page.set({ online: next.do === 'online' });
        else if (next.do === 'reset') await broker.send('reset');
        else broker.override = () => (next.do === 'fail' ? problem(503, 'unavailable') : null);
        await settle();
      }
      broker.override = () => null;
      for (const what of late) await emit(what);
      // Changes whose events were lost are found when the page is shown.
      page.set({ visible: false, online: true });
      clock.jump(31_000);
      page.set({ visible: true });
      const shown = () => [
        arc.connections.getState().data?.[0]?.statusText,
        arc.accounts.getState().data?.[0]?.statusText,
        arc.meters.getState().data?.[0]?.statusText,
        ...stores.map((store) => store.getState().status),
      ];
      const wanted = [
        broker.credentials[0]?.verification_status,
        broker.accounts[0]?.status,
        broker.meters[0]?.status,
        'ready',
        'ready',
        'ready',
      ];
      await until(() => {
        clock.advance(250);
        return shown().join() === wanted.join() && arc.state.getState().live === 'stream';
      }, wanted.join());
      await end();
      assert.equal(clock.pending, 0);
      assert.equal(page.listeners.size, 0);
    }),
    { numRuns: 30 },
  );
});
