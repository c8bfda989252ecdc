import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { TokenCache } from './token-cache.ts';

/** Returns a cache with a clock that the test sets and a platform that counts its tokens. */
function setUp(answer: () => unknown = () => 300, pauseMs = 0) {
  const clock = { now: 0 };
  let requests = 0;
  const cache = new TokenCache({
    elapsed: () => clock.now,
    random: () => 0.5,
    pauseMs: () => pauseMs,
    request: async () => {
      requests += 1;
      const token = `t${requests}`;
      return { token, expiresIn: await answer() };
    },
  });
  return { cache, clock, requests: () => requests };
}

const fail = (): never => {
  throw new Error('down');
};

describe('TokenCache', () => {
  it('requests one token for concurrent callers', async () => {
    const { cache, requests } = setUp();
    const tokens = await Promise.all(Array.from({ length: 50 }, () => cache.get()));
    assert.deepEqual([new Set(tokens), requests()], [new Set(['t1']), 1]);
  });

  it('gives concurrent callers and callers during the pause the error of one request', async () => {
    const { cache, clock, requests } = setUp(fail);
    const results = await Promise.allSettled(Array.from({ length: 50 }, () => cache.get()));
    assert.ok(results.every(({ status }) => status === 'rejected'));
    clock.now = 999;
    await assert.rejects(cache.get(), { message: 'down' });
    assert.equal(requests(), 1);
    clock.now = 1000;
    await assert.rejects(cache.get(), { message: 'down' });
    assert.equal(requests(), 2);
  });

  it('doubles the pause after each failure up to four seconds', async () => {
    const { cache, clock, requests } = setUp(fail);
    const at: number[] = [];
    for (; clock.now < 20_000; clock.now += 100) {
      const before = requests();
      await cache.get().catch(() => undefined);
      if (requests() > before) at.push(clock.now);
    }
    assert.deepEqual(at, [0, 1000, 3000, 7000, 11_000, 15_000, 19_000]);
  });

  it('pauses for as long as the error asks for', async () => {
    const { cache, clock, requests } = setUp(fail, 7000);
    await assert.rejects(cache.get());
    clock.now = 6999;
    await assert.rejects(cache.get());
    assert.deepEqual([requests(), cache.waitMs], [1, 1]);
  });

  it('renews a token ahead of its end while callers still get it', async () => {
    const { cache, clock, requests } = setUp(() => 100);
    await cache.get();
    clock.now = 77_499;
    await cache.get();
    assert.equal(requests(), 1);
    clock.now = 77_500;
    assert.equal(await cache.get(), 't1');
    await new Promise(setImmediate);
    assert.deepEqual([requests(), await cache.get()], [2, 't2']);
  });

  it('returns the held token while renewal fails, and none after its end', async () => {
    let down = false;
    const { cache, clock } = setUp(() => (down ? fail() : 100));
    await cache.get();
    down = true;
    clock.now = 97_999;
    assert.equal(await cache.get(), 't1');
    clock.now = 98_000;
    await assert.rejects(cache.get(), { message: 'down' });
  });

  it('counts the life of a token from its request', async () => {
    const { cache, clock } = setUp(() => {
      clock.now += 5000;
      return 10;
    });
    await cache.get();
    clock.now = 8999;
    assert.equal(cache.isFresh, true);
    clock.now = 9000;
    assert.equal(cache.isFresh, false);
  });

  it('requests two tokens at once and from then on one a second, if every token is dropped', async () => {
    const { cache, clock, requests } = setUp();
    for (; clock.now < 10_000; clock.now += 10) {
      await cache.get().then(
        () => cache.drop(),
        () => undefined,
      );
    }
    assert.equal(requests(), 11);
  });

  it('keeps a dropped token if no other can be requested yet', async () => {
    const { cache } = setUp();
    await cache.get();
    assert.equal(cache.drop(), true);
    await cache.get();
    assert.deepEqual([cache.drop(), cache.holds('t2'), await cache.get()], [false, true, 't2']);
  });

  it('plans with any expires_in for a second to an hour, and never for longer than it says', async () => {
    const anything = fc.oneof(
      fc.jsonValue(),
      fc.double(),
      fc.constantFrom('300', 0, -1, 5, 1e12, Number.NaN, undefined),
    );
    await fc.assert(
      fc.asyncProperty(anything, async (expiresIn) => {
        const { cache, clock } = setUp(() => expiresIn);
        await cache.get();
        clock.now = 899;
        assert.equal(cache.isFresh, true);
        clock.now = typeof expiresIn === 'number' && expiresIn >= 1 ? Math.min(expiresIn, 3600) * 1000 : 3_600_000;
        assert.equal(cache.isFresh, false);
      }),
    );
    for (const [expiresIn, usableS] of [
      [300, 298],
      ['300', 298],
      [undefined, 58],
      [1e12, 3598],
    ] as const) {
      const { cache, clock } = setUp(() => expiresIn);
      await cache.get();
      clock.now = usableS * 1000 - 1;
      assert.equal(cache.isFresh, true, `${expiresIn}`);
      clock.now += 1;
      assert.equal(cache.isFresh, false, `${expiresIn}`);
    }
  });
});
