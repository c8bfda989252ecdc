import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type Tab, Tabs } from '../testing/tabs.ts';

const COUNT = 4;

const withStream = (tabs: Tabs): Tab[] => tabs.all.filter(({ stream }) => stream !== undefined);

/** Runs a test with started tabs of one browser. */
async function withTabs(count: number, run: (tabs: Tabs, all: readonly Tab[]) => Promise<void>): Promise<void> {
  const tabs = new Tabs(count);
  try {
    for (const tab of tabs.all) tab.start();
    await tabs.pass(0);
    await run(tabs, tabs.all);
  } finally {
    await tabs.close();
  }
}

describe('tabs that share a stream', () => {
  it('have one stream for all running tabs, in any order of starting, ending, hanging and running again', async () => {
    const step = fc.tuple(
      fc.constantFrom('start', 'stop', 'hold', 'release', 'end', 'pass'),
      fc.nat(COUNT - 1),
      fc.nat(9_000),
    );
    const draws = fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true }));
    const property = fc.asyncProperty(fc.array(step, { maxLength: 15 }), draws, async (steps, draw) => {
      const tabs = new Tabs(COUNT, () => draw.next().value as number);
      try {
        for (const [what, index, ms] of steps) {
          const tab = tabs.all[index] as Tab;
          if (what === 'pass') await tabs.pass(ms);
          else if (!tab.stuck || what === 'release' || what === 'end') tab[what]();
        }
        await tabs.pass();
        const data = await tabs.emit();
        for (const { live, received } of tabs.running) {
          assert.equal(live, true);
          assert.deepEqual(
            received.filter((one) => one === data),
            [data],
          );
        }
        const expected = Math.min(1, tabs.running.length);
        assert.equal(withStream(tabs).filter(({ stuck }) => !stuck).length, expected);
        // A tab that hung has lost the lock, and closes its stream.
        for (const tab of tabs.all) tab.release();
        await tabs.pass();
        assert.equal(withStream(tabs).length, Math.min(1, tabs.running.length));
        for (const tab of tabs.all) tab.end();
        await tabs.pass(0);
        assert.deepEqual([tabs.clock.pending, tabs.channels.size], [0, 0]);
      } finally {
        await tabs.close();
      }
    });
    await fc.assert(property, { numRuns: 60 });
  });

  for (const [when, answered, checks] of [
    ['before another one starts', 0, 3],
    // The next check counts its last answer.
    ['after an answer', 4, 4],
  ] as const) {
    it(`replace a tab that hangs ${when} after three checks without a message of it`, async () => {
      const checkMs = 1_750;
      const tabs = new Tabs(2);
      const [leader, other] = tabs.all as [Tab, Tab];
      try {
        leader.start();
        await tabs.pass(0);
        if (answered === 0) leader.hold();
        other.start();
        await tabs.pass(answered * checkMs);
        leader.hold();
        await tabs.pass(checks * checkMs - 250);
        assert.equal(other.stream, undefined);
        await tabs.pass(250);
        assert.notEqual(other.stream, undefined);
      } finally {
        await tabs.close();
      }
    });
  }

  it('keep the stream in its tab while timers run once a minute', () =>
    withTabs(3, async (tabs, all) => {
      const [leader, ...others] = all;
      await tabs.pass();
      for (const tab of all) tab.slowMs = 60_000;
      for (let minute = 0; minute < 5; minute++) {
        await tabs.pass(60_000);
        assert.deepEqual(withStream(tabs), [leader]);
      }
      for (const { live } of others) assert.equal(live, true);
    }));

  it('keep the stream in its tab after a sleep of the machine, or after its clock was set', () =>
    withTabs(2, async (tabs, [leader]) => {
      for (const change of [() => tabs.clock.jump(8 * 3_600_000), () => tabs.clock.set(-3_600_000)]) {
        await tabs.pass();
        change();
        await tabs.pass();
        assert.deepEqual(withStream(tabs), [leader]);
      }
    }));

  it('have one stream each if messages between them do not arrive, and stop stealing the lock', () =>
    withTabs(3, async (tabs, all) => {
      tabs.delivers = false;
      await tabs.pass(60_000);
      assert.deepEqual(withStream(tabs), all);
      await tabs.pass(60_000);
      assert.deepEqual(withStream(tabs), all);
      for (const { live } of all) assert.equal(live, true);
    }));
});
