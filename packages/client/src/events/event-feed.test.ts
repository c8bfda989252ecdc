import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ArcError } from '@arc-elements/models';
import { FakeClock } from '../testing/fake-clock.ts';
import { setup } from '../testing/setup.ts';
import { settle, until } from '../testing/wait.ts';
import { EventFeed } from './event-feed.ts';

it('a stream starts again, and everything is read again, after an empty id reset the last event id', async (t) => {
  const { broker, session, clock } = await setup(t);
  const lastIds: (string | null)[] = [];
  let stream: ReadableStreamDefaultController<Uint8Array> | undefined;
  const send = (text: string) => stream?.enqueue(new TextEncoder().encode(text));
  // Our broker never sends an empty id, but a proxy may.
  broker.override = (context) => {
    if (context.req.path !== '/events') return null;
    lastIds.push(context.req.header('last-event-id') ?? null);
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        stream = controller;
      },
    });
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
  };
  const arc = session();
  let seen = 0;
  arc.onEvent(() => seen++);
  arc.accounts.watch();
  await until(() => arc.state.getState().live === 'stream' && arc.accounts.getState().status === 'ready');
  const event = 'event: arc\ndata: {"type":"test","created_at":"2026-01-15T12:00:00Z","data":{}}\n\n';
  send(`id: evt-1\n${event}id:\n${event}`);
  await until(() => seen === 2);
  broker.log.length = 0;
  stream?.close();
  await until(() => arc.state.getState().live === 'polling');
  clock.advance(2_000);
  await until(() => lastIds.length === 2);
  assert.deepEqual(lastIds, [null, null]);
  await until(() => arc.state.getState().live === 'stream');
  clock.advance(100);
  await until(() => broker.count('GET /utility_accounts') === 1);
});

/** Creates a feed whose requests get `answer`, by default a stream that stays open. */
function setUp() {
  const clock = new FakeClock();
  const openedAtS: number[] = [];
  const lastIds: (string | undefined)[] = [];
  const log: string[] = [];
  let stream: ReadableStreamDefaultController<Uint8Array> | undefined;
  const openStream = async (signal: AbortSignal) => {
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        stream = controller;
        signal.addEventListener('abort', () => controller.error(signal.reason));
      },
    });
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
  };
  let answer: (signal: AbortSignal) => Promise<Response> = openStream;
  const all = {
    clock,
    openedAtS,
    lastIds,
    log,
    allow() {
      answer = openStream;
    },
    feed: new EventFeed({
      open: (headers, signal) => {
        openedAtS.push(clock.elapsed() / 1_000);
        lastIds.push(headers['last-event-id']);
        return answer(signal);
      },
      clock,
      random: () => 1,
      stallMs: 60_000,
      onMessage: ({ event }) => log.push(event),
      onOpen: (resumed) => log.push(resumed ? 'resumed' : 'opened'),
      onLive: (live) => log.push(live ? 'live' : 'not live'),
      onError: ({ code }) => log.push(code),
    }),
    fail(error: unknown) {
      answer = () => Promise.reject(error);
    },
    /** Makes each request wait for the same answer, which ignores that a request is aborted. */
    hold(response: Promise<Response>) {
      answer = () => response;
    },
    async send(text: string) {
      stream?.enqueue(new TextEncoder().encode(text));
      await settle();
    },
    async cut() {
      stream?.close();
      await settle();
    },
    /** Lets time pass, in seconds, with a chance for answers after each of them. */
    async pass(seconds: number) {
      await settle();
      for (let second = 0; second < seconds; second++) {
        clock.advance(1_000);
        await settle();
      }
    },
  };
  return all;
}

const down = new ArcError('unavailable', 'The broker is down.');

describe('an event feed', () => {
  it('waits 1 s before its second attempt, and then twice as long each time, up to 30 s', async () => {
    const { feed, fail, pass, openedAtS } = setUp();
    fail(down);
    feed.start();
    await pass(100);
    assert.deepEqual(openedAtS, [0, 1, 3, 7, 15, 31, 61, 91]);
  });

  for (const [asked, waited] of [
    [3_000, 3],
    [100_000, 30],
  ] as const) {
    it(`waits ${waited} s after its first stream if the stream asked for ${asked} ms`, async () => {
      const { feed, send, cut, pass, openedAtS } = setUp();
      feed.start();
      await settle();
      await send(`retry: ${asked}\n\n`);
      await cut();
      await pass(waited);
      assert.deepEqual(openedAtS, [0, waited]);
    });
  }

  for (const [lengthS, delays] of [
    [4, [1, 2, 4]],
    [5, [1, 1, 1]],
  ] as const) {
    it(`waits ${delays.join(', ')} s after streams of ${lengthS} s each`, async () => {
      const { feed, cut, pass, openedAtS } = setUp();
      feed.start();
      const expected = [0];
      for (const delay of delays) {
        await pass(lengthS);
        await cut();
        await pass(delay);
        expected.push((expected.at(-1) ?? 0) + lengthS + delay);
      }
      assert.deepEqual(openedAtS, expected);
    });
  }

  it('opens the next stream at once if the session of a good one expired, and not if it never works', async () => {
    const { feed, send, cut, pass, openedAtS, lastIds } = setUp();
    feed.start();
    await pass(5);
    await send('id: 7\nevent: session_expired\ndata: {}\n\n');
    await cut();
    assert.deepEqual(
      [openedAtS, lastIds],
      [
        [0, 5],
        [undefined, '7'],
      ],
    );
    await send('event: session_expired\ndata: {}\n\n');
    await cut();
    assert.equal(openedAtS.length, 2);
    await pass(1);
    assert.deepEqual(openedAtS, [0, 5, 6]);
  });

  it('reports when it is live, whether it resumes, and its messages', async () => {
    const { feed, send, cut, pass, log } = setUp();
    feed.start();
    feed.start();
    await settle();
    await send('id: 7\nevent: arc\ndata: {}\n\n');
    await send(': alive\n\n');
    await cut();
    await pass(1);
    feed.stop();
    await settle();
    assert.deepEqual(log, ['opened', 'live', 'arc', 'not live', 'resumed', 'live', 'not live']);
  });

  it('does not try again after a refusal until it is started', async () => {
    const all = setUp();
    all.fail(new ArcError('forbidden', 'This session has no events.'));
    all.feed.start();
    await all.pass(100);
    assert.deepEqual([all.log, all.openedAtS, all.clock.pending], [['forbidden'], [0], 0]);
    all.allow();
    all.feed.start();
    await settle();
    assert.deepEqual(all.log, ['forbidden', 'opened', 'live']);
  });

  it('tries again at once when it is woken, and then waits longer', async () => {
    const { feed, fail, pass, openedAtS } = setUp();
    fail(down);
    feed.start();
    await pass(4);
    feed.wake();
    await settle();
    await pass(8);
    assert.deepEqual(openedAtS, [0, 1, 3, 4, 12]);
  });

  it('does not ask earlier than the broker allows, also when it is woken', async () => {
    const all = setUp();
    all.fail(new ArcError('rate-limited', 'Too many.', { retryAtMs: all.clock.now() + 20_000 }));
    all.feed.start();
    await all.pass(19);
    all.feed.wake();
    await settle();
    assert.deepEqual(all.openedAtS, [0]);
    all.allow();
    await all.pass(1);
    assert.deepEqual(all.openedAtS, [0, 20]);
  });

  it('replaces a stream that is silent for a minute, and keeps one with a heartbeat', async () => {
    const { feed, send, pass, openedAtS } = setUp();
    feed.start();
    for (let beat = 0; beat < 4; beat++) {
      await pass(30);
      await send(': alive\n\n');
    }
    await pass(59);
    assert.deepEqual(openedAtS, [0]);
    await pass(2);
    assert.deepEqual(openedAtS, [0, 181]);
  });

  for (const [silentS, isReplaced] of [
    [30, false],
    [31, true],
  ] as const) {
    it(`${isReplaced ? 'replaces' : 'keeps'} a stream that was silent for ${silentS} s when it is woken`, async () => {
      const { feed, pass, send, log } = setUp();
      feed.start();
      await pass(40);
      await send(': alive\n\n');
      await pass(silentS);
      feed.wake();
      await settle();
      assert.equal(log.includes('not live'), isReplaced);
    });
  }

  for (const [sleepMs, isReplaced] of [
    [15_000, false],
    [15_001, true],
  ] as const) {
    it(`${isReplaced ? 'replaces' : 'keeps'} a stream if a check is late by ${sleepMs} ms`, async () => {
      const { feed, clock, log } = setUp();
      feed.start();
      await settle();
      clock.jump(15_000 + sleepMs);
      clock.advance(0);
      await settle();
      assert.equal(log.includes('not live'), isReplaced);
    });
  }

  it('reports nothing of an answer that arrives after it is stopped', async () => {
    const { feed, hold, log, lastIds } = setUp();
    const late = Promise.withResolvers<Response>();
    hold(late.promise);
    feed.start();
    feed.stop();
    late.resolve(new Response('id: 7\ndata: {}\n\n', { headers: { 'content-type': 'text/event-stream' } }));
    await settle();
    hold(new Promise(() => {}));
    feed.start();
    await settle();
    assert.deepEqual([log, lastIds], [[], [undefined, undefined]]);
  });

  it('keeps no timer and reports nothing after it is stopped, also while it waits', async () => {
    const { feed, fail, allow, clock, log } = setUp();
    feed.start();
    await settle();
    feed.stop();
    await settle();
    assert.deepEqual([clock.pending, log], [0, ['opened', 'live', 'not live']]);
    fail(down);
    feed.start();
    await settle();
    feed.stop();
    await settle();
    assert.deepEqual([clock.pending, log.length], [0, 3]);
    allow();
    feed.start();
    await settle();
    assert.deepEqual(log.slice(3), ['opened', 'live']);
  });
});
