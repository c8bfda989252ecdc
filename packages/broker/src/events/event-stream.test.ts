import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { toBytes } from '../encoding.ts';
import type { Session } from '../sessions/session.ts';
import type { StoredEvent } from '../stores/event-log.ts';
import { EventStream } from './event-stream.ts';

const session: Session = {
  id: 'ses_1',
  user: 'alice',
  scopes: new Set(),
  origins: new Set(),
  order: 0,
  expiresAtMs: 0,
};
const KB = 1024;

/** A stream over an empty history, with a clock that the test sets and the reasons it ended for. */
function setUp({ begins = true } = {}) {
  const clock = { now: 0 };
  const reasons: string[] = [];
  const stream = new EventStream(
    session,
    () => clock.now,
    (reason) => reasons.push(reason),
  );
  if (begins) stream.begin({ complete: true, cursor: 'c', events: [] }, 2000);
  const reader = stream.body.getReader();
  const read = async (): Promise<string> => new TextDecoder().decode((await reader.read()).value);
  return { stream, clock, reasons, reader, read };
}

/** Returns this many events whose data has this many characters in all. */
const eventsOf = (count: number, chars: number): StoredEvent[] =>
  Array.from({ length: count }, (_, n) => ({
    id: `${n + 1}`,
    data: 'x'.repeat(n === 0 ? chars - (count - 1) * Math.floor(chars / count) : Math.floor(chars / count)),
  }));

/** Returns the names and ids of all frames that a stream has queued for this history. */
async function replayed(events: readonly StoredEvent[]): Promise<string[]> {
  const { stream, read } = setUp({ begins: false });
  stream.begin({ complete: true, cursor: 'c', events }, 2000);
  stream.end('tested');
  const frames: string[] = [];
  for (let frame = await read(); frame !== ''; frame = await read()) {
    const [, name = 'opening', id] = /^(?:event: (\w+)\n|retry: \d+\n)id: (\w+)\n/.exec(frame) ?? [];
    frames.push(`${name} ${id}`);
  }
  return frames;
}

describe('EventStream', () => {
  it('replays up to 50 events with 40,000 characters, and sends a reset in place of more', async () => {
    const all = (count: number) => ['opening c', ...eventsOf(count, count).map(({ id }) => `arc ${id}`)];
    assert.deepEqual(await replayed(eventsOf(50, 100)), all(50));
    assert.deepEqual(await replayed(eventsOf(51, 100)), ['opening c', 'reset c']);
    assert.deepEqual(await replayed(eventsOf(10, 40_000)), all(10));
    assert.deepEqual(await replayed(eventsOf(10, 40_001)), ['opening c', 'reset c']);
  });

  it('queues 64 KB for a reader that takes nothing, and ends with the next frame', () => {
    for (const [bytes, count] of [
      [63 * KB, 1],
      [10, 63], // a small frame counts as 1 KB
    ] as const) {
      const { stream, reasons } = setUp(); // whose opening frame counts as 1 KB too
      for (let n = 0; n < count; n += 1) stream.send(new Uint8Array(bytes));
      assert.deepEqual(reasons, []);
      stream.send(new Uint8Array(1));
      assert.deepEqual(reasons, ['overflow']);
    }
    const { stream, reasons } = setUp();
    stream.send(new Uint8Array(63 * KB + 1));
    assert.deepEqual(reasons, ['overflow']);
  });

  it('queues 64 KB again once its reader has taken everything', async () => {
    const { stream, read, reasons } = setUp();
    await read();
    for (let n = 0; n < 3; n += 1) {
      stream.send(new Uint8Array(64 * KB));
      assert.equal((await read()).length, 64 * KB);
    }
    assert.deepEqual(reasons, []);
  });

  it('sends what arrives while the history is read after the history', async () => {
    const { stream, read } = setUp({ begins: false });
    stream.deliver({ id: '2', data: '"live"' });
    stream.begin({ complete: true, cursor: 'c', events: [{ id: '1', data: '"old"' }] }, 2000);
    assert.deepEqual(
      [await read(), await read(), await read()],
      ['retry: 2000\nid: c\n\n', 'event: arc\nid: 1\ndata: "old"\n\n', 'event: arc\nid: 2\ndata: "live"\n\n'],
    );
  });

  it('sends a heartbeat only if nothing is queued', async () => {
    const { stream, read } = setUp();
    stream.sendHeartbeat(toBytes('first'));
    assert.match(await read(), /^retry/);
    stream.sendHeartbeat(toBytes('second'));
    assert.equal(await read(), 'second');
  });

  it('is stalled once its reader has taken nothing of the queue for the whole time', async () => {
    const { stream, clock, read } = setUp();
    const isStalledAt = (ms: number): boolean => {
      clock.now = ms;
      return stream.isStalled(1000);
    };
    assert.deepEqual([isStalledAt(999), isStalledAt(1000)], [false, true]);
    await read();
    assert.deepEqual([isStalledAt(1500), isStalledAt(9000)], [false, false], 'nothing is queued');
    stream.send(toBytes('one'));
    stream.send(toBytes('two'));
    assert.equal(isStalledAt(9500), false);
    await read();
    assert.deepEqual([isStalledAt(10_400), isStalledAt(11_399), isStalledAt(11_400)], [false, false, true]);
  });

  it('ends once, and sends nothing after its end', async () => {
    const { stream, read, reader, reasons } = setUp();
    stream.end('expired', toBytes('last'));
    stream.end('closed', toBytes('more'));
    stream.send(toBytes('more'));
    assert.match(await read(), /^retry/);
    await reader.cancel(); // with the last frame still queued
    assert.deepEqual(reasons, ['expired']);
  });
});
