import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FakeClock } from '../testing/fake-clock.ts';
import { type PollDemand, Poller, type PollOptions } from './poller.ts';

const PENDING: PollDemand = { wanted: true, streaming: false, failing: false, progress: 0, notBeforeMs: 0 };

/** Creates a poller whose readings are answered at once, without a change of the data. */
function setUp({ poll = {}, random = 1 }: { poll?: PollOptions; random?: number } = {}) {
  const clock = new FakeClock();
  let answers = true;
  let demand = PENDING;
  let polls: number[] = [];
  const poller: Poller = new Poller({
    clock,
    random: () => random,
    poll,
    run: () => {
      polls.push(clock.elapsed() / 1_000);
      if (answers) poller.update(demand);
    },
  });
  return {
    clock,
    poller,
    update(part: Partial<PollDemand>) {
      demand = { ...demand, ...part };
      poller.update(demand);
    },
    stopAnswers() {
      answers = false;
    },
    /** Lets time pass and returns the times of the polls in it, in seconds since the start. */
    pass(seconds: number): readonly number[] {
      polls = [];
      clock.advance(seconds * 1_000);
      return polls;
    },
  };
}

/** Returns the delays between times that begin at 0. */
const delays = (times: readonly number[]) =>
  times.map((time, i) => Math.round((time - (times[i - 1] ?? 0)) * 1_000) / 1_000);

describe('the poller', () => {
  it('waits 2 s, and then 1.6 times longer each time, up to 60 s', () => {
    const { update, pass } = setUp();
    update({});
    assert.deepEqual(delays(pass(280)), [2, 3.2, 5.12, 8.192, 13.107, 20.972, 33.554, 53.687, 60, 60]);
  });

  it('waits 15 s to 300 s while a stream is open', () => {
    const { update, pass } = setUp();
    update({ streaming: true });
    const times = delays(pass(1_300));
    assert.deepEqual([times[0], times[1], times.at(-1)], [15, 24, 300]);
  });

  it('waits as without a stream while a reading fails, because no event reports the end of a failure', () => {
    const { update, pass } = setUp();
    update({ streaming: true, failing: true });
    assert.deepEqual(pass(4), [2]);
  });

  it('has the delays of its options', () => {
    const poll = { firstMs: 1_000, maxMs: 1_500, streamFirstMs: 3_000, streamMaxMs: 4_000 };
    for (const [streaming, expected] of [
      [false, [1, 1.5, 1.5]],
      [true, [3, 4, 4]],
    ] as const) {
      const { update, pass } = setUp({ poll });
      update({ streaming });
      assert.deepEqual(delays(pass(12)).slice(0, 3), expected);
    }
  });

  it('shortens each delay by a random share of up to 30 %', () => {
    const { update, pass } = setUp({ random: 0 });
    update({});
    assert.deepEqual(delays(pass(4)), [1.4, 2.24]);
  });

  it('keeps its timer if it is told the same again', () => {
    const { update, pass } = setUp();
    update({});
    pass(1);
    update({});
    assert.deepEqual(pass(1), [2]);
  });

  for (const [what, change] of [
    ['the data changes', { progress: 1 }],
    ['a reading fails', { failing: true }],
  ] as const) {
    it(`waits the first delay again, from now on, when ${what}`, () => {
      const { update, pass } = setUp();
      update({});
      assert.deepEqual(pass(6), [2, 5.2]);
      update(change);
      assert.deepEqual(pass(5), [8]);
    });
  }

  it('waits the first delay of its other kind when a stream opens or closes', () => {
    const { update, pass } = setUp();
    update({});
    pass(6);
    update({ streaming: true });
    assert.deepEqual(pass(20), [21]);
    update({ streaming: false });
    assert.deepEqual(pass(2), [28]);
  });

  for (const [what, stop] of [
    ['it was stopped', ({ poller }) => poller.stop()],
    ['nothing was pending', ({ update }) => update({ wanted: false })],
  ] as const satisfies readonly (readonly [string, (all: ReturnType<typeof setUp>) => void])[]) {
    it(`polls nothing after ${what}, and then begins with the first delay`, () => {
      const all = setUp();
      all.update({});
      all.pass(6);
      stop(all);
      assert.deepEqual(all.pass(100), []);
      all.update({ wanted: true });
      assert.deepEqual(all.pass(2), [108]);
    });
  }

  it('waits until the time that the server named, also if that becomes known during a wait', () => {
    const { update, pass } = setUp();
    update({});
    pass(1);
    update({ notBeforeMs: 30_000 });
    assert.deepEqual(pass(31), [30]);
    assert.deepEqual(pass(2), [33.2]);
  });

  it('starts no reading before the answer to the last one', () => {
    const { update, pass, stopAnswers } = setUp();
    stopAnswers();
    update({});
    assert.deepEqual(pass(600), [2]);
    update({});
    assert.deepEqual(pass(4), [603.2]);
  });
});
