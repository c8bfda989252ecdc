import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { createTestBroker, problemOf, type TestBroker } from '../testing/test-broker.ts';

/** Runs everything that is ready. */
const turn = (): Promise<unknown> => new Promise((resolve) => setImmediate(resolve));

/** Opens a stream and reads it as fast as it can. Returns the list to which its frames are added. */
async function follow({ call, token }: TestBroker): Promise<string[]> {
  const frames: string[] = [];
  const { body } = await call('GET', '/events', { token: await token('alice', { ttl: 900 }) });
  void (async () => {
    for await (const frame of body ?? []) frames.push(new TextDecoder().decode(frame));
  })();
  await turn();
  return frames;
}

/** A broker with a function that lets this many seconds pass. */
function withSeconds(t: TestContext) {
  t.mock.timers.enable({ apis: ['setInterval'] });
  const broker = createTestBroker({ heartbeatMs: 20_000 });
  const pass = async (seconds: number): Promise<void> => {
    for (let n = 0; n < seconds; n += 1) {
      broker.clock.now += 1000;
      t.mock.timers.tick(1000);
      await turn();
    }
  };
  return { broker, pass };
}

describe('the open event streams', () => {
  it('get a heartbeat each twenty seconds, and none sooner', async (t) => {
    const { broker, pass } = withSeconds(t);
    const frames = await follow(broker);
    const seen: number[] = [];
    for (let n = 0; n < 6; n += 1) {
      await pass(n % 2 === 0 ? 19 : 1);
      seen.push(frames.filter((frame) => frame.startsWith(':')).length);
    }
    assert.deepEqual(seen, [0, 1, 1, 2, 2, 3]);
    await broker.broker.close();
  });

  it('get their first heartbeat twenty seconds after the first of them was opened', async (t) => {
    const { broker, pass } = withSeconds(t);
    await (await broker.call('GET', '/events', { token: await broker.token('alice') })).body?.cancel();
    await pass(15);
    const frames = await follow(broker);
    await pass(19);
    assert.equal(frames.length, 1, 'the opening');
    await pass(1);
    assert.equal(frames.length, 2);
    await broker.broker.close();
  });

  it('are counted, and each end is reported with its reason', async () => {
    const { broker, call, token, events } = createTestBroker();
    const alice = await token('alice');
    const [first, second] = [
      await call('GET', '/events', { token: alice }),
      await call('GET', '/events', { token: alice }),
    ];
    await first.body?.cancel();
    await broker.close();
    await second.body?.cancel();
    assert.deepEqual(
      events.flatMap((event): readonly (number | string)[] =>
        event.kind === 'streams' ? [event.open] : event.kind === 'stream-closed' ? [event.reason] : [],
      ),
      [1, 2, 'gone', 1, 'closed', 0],
    );
  });

  it('end in at most fifty steps over the given time when the broker drains', async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    const { broker, call, token } = createTestBroker({ limits: { streamsPerSession: 200, streamsPerUser: 200 } });
    const alice = await token('alice');
    for (let n = 0; n < 120; n += 1) await call('GET', '/events', { token: alice });
    const drained = broker.drain(5000);
    const open: number[] = [];
    for (let step = 0; step < 40; step += 1) {
      await turn();
      open.push(broker.openStreams());
      t.mock.timers.tick(99);
      await turn();
      assert.equal(broker.openStreams(), open[step], 'and none between two steps');
      t.mock.timers.tick(1);
    }
    assert.deepEqual(
      open,
      Array.from({ length: 40 }, (_, step) => 117 - 3 * step),
    );
    await drained;
    assert.equal(broker.openStreams(), 0);
  });

  it('end one by one when there are few of them', async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    const { broker, call, token } = createTestBroker();
    const alice = await token('alice');
    for (let n = 0; n < 3; n += 1) await call('GET', '/events', { token: alice });
    const drained = broker.drain(5000);
    for (const open of [2, 1, 0]) {
      await turn();
      assert.equal(broker.openStreams(), open);
      t.mock.timers.tick(100);
    }
    await drained;
  });

  it('end at once when the broker drains without a time', async () => {
    const { broker, call, token } = createTestBroker();
    const alice = await token('alice');
    for (let n = 0; n < 4; n += 1) await call('GET', '/events', { token: alice });
    const drained = broker.drain();
    assert.equal(broker.openStreams(), 0);
    await drained;
  });

  it('are limited, and the next is asked to come back in ten seconds', async () => {
    for (const [limit, code] of [
      ['streamsPerProcess', '503 unavailable'],
      ['streamsPerUser', '429 rate-limited'],
      ['streamsPerSession', '429 rate-limited'],
    ] as const) {
      const { broker, call, token } = createTestBroker({ limits: { [limit]: 2 } });
      const alice = await token('alice');
      for (let n = 0; n < 2; n += 1) assert.equal((await call('GET', '/events', { token: alice })).status, 200);
      const refused = await call('GET', '/events', { token: alice });
      assert.equal(refused.headers.get('retry-after'), '10', limit);
      assert.equal(await problemOf(refused), code);
      await broker.close();
    }
  });
});
