import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { ArcError } from '@arc-elements/models';
import { FakeClock } from '../testing/fake-clock.ts';
import { settle } from '../testing/wait.ts';
import { LazyPersonEvents } from './lazy-person-events.ts';

interface Setup {
  /** Statuses of the first responses; after them the stream stays open. */
  readonly statuses?: number[];
  readonly name?: (() => Promise<string | null>) | undefined;
}

/** Creates the events of a person, and counts the requests for their stream. */
function setUp({ statuses = [], name }: Setup = {}) {
  let requests = 0;
  const events = new LazyPersonEvents({
    open: async (_, signal) => {
      requests += 1;
      const status = statuses.shift();
      if (status !== undefined) throw new ArcError(status === 403 ? 'forbidden' : 'upstream-failed', '', { status });
      const body = new ReadableStream({
        start: (stream) => signal.addEventListener('abort', () => stream.error(signal.reason)),
      });
      return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
    },
    clock: new FakeClock(),
    random: () => 0.5,
    stallMs: 60_000,
    name,
    onEvent: () => {},
    onHint: () => {},
    changed: () => {},
  });
  return { events, requests: () => requests };
}

describe('the events of a person', () => {
  // Loaded before, so that it takes no unknown time.
  before(() => import('./person-events.ts'));

  it('open their stream once their module is loaded, without another start', async () => {
    const { events, requests } = setUp();
    events.start();
    assert.deepEqual([requests(), events.streaming], [0, false]);
    await settle();
    assert.deepEqual([requests(), events.streaming], [1, true]);
  });

  for (const end of ['stop', 'end'] as const) {
    it(`open no stream if ${end} is called while their module is loaded`, async () => {
      const { events, requests } = setUp();
      events.start();
      events[end]();
      await settle();
      assert.equal(requests(), 0);
    });
  }

  it('close their stream when stopped, and open another one when started', async () => {
    const { events, requests } = setUp();
    events.start();
    await settle();
    events.stop();
    await settle();
    assert.equal(events.streaming, false);
    events.start();
    await settle();
    assert.deepEqual([requests(), events.streaming], [2, true]);
  });

  it('open a refused stream again only once it is allowed', async () => {
    const { events, requests } = setUp({ statuses: [403] });
    events.start();
    await settle();
    events.start();
    await settle();
    assert.deepEqual([requests(), events.streaming], [1, false]);
    events.allow();
    events.start();
    await settle();
    assert.deepEqual([requests(), events.streaming], [2, true]);
  });

  for (const [who, name] of [
    ['one that shares with no tab', undefined],
    ['one of an unknown person, who cannot share', async () => null],
  ] as const)
    it(`open a stream that failed at once when woken: ${who}`, async () => {
      const { events, requests } = setUp({ name, statuses: [503] });
      events.start();
      await settle();
      assert.deepEqual([requests(), events.streaming], [1, false]);
      events.wake();
      await settle();
      assert.deepEqual([requests(), events.streaming], [2, true]);
    });
});
