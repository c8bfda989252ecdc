import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { MemoryEventLog } from './event-log.ts';

/** Returns the data of the user's events after an id, or that there is a gap. */
async function after(log: MemoryEventLog, user: string, id: string): Promise<readonly (string | null)[] | 'gone'> {
  const { complete, events } = await log.replay(user, id);
  return complete ? events.map(({ data }) => data) : 'gone';
}

describe('MemoryEventLog', () => {
  it('drops the oldest events first and reports that to those who would need them (T61, R04)', async () => {
    const log = new MemoryEventLog({ capacity: 3 });
    const { cursor } = await log.replay('alice', null);
    for (const n of [1, 2, 3]) await log.append('alice', `${n}`, `hash${n}`);
    assert.deepEqual(await after(log, 'alice', cursor), ['1', '2', '3']);
    await log.append('bob', '4', 'hash4');
    assert.equal(await after(log, 'alice', cursor), 'gone');
    const { cursor: now } = await log.replay('alice', cursor);
    assert.deepEqual(await after(log, 'alice', now), []);
  });

  it('bounds the bytes of all users together (R04)', async () => {
    const log = new MemoryEventLog({ bytes: 50_000 });
    const { cursor } = await log.replay('alice', null);
    const text = JSON.stringify('x'.repeat(5000));
    for (let n = 0; n < 3; n += 1) await log.append(`user${n}`, text, `a${n}`);
    await log.append('alice', '"1"', 'alice');
    assert.deepEqual(await after(log, 'alice', cursor), ['"1"']);
    for (let n = 0; n < 20; n += 1) await log.append(`user${n}`, text, `b${n}`);
    assert.equal(await after(log, 'alice', cursor), 'gone');
  });

  it('lets no user displace the events of others, by number or by bytes (R04)', async () => {
    for (const [count, text] of [
      [500, '"1"'],
      [50, JSON.stringify('x'.repeat(8000))],
    ] as const) {
      const log = new MemoryEventLog({ capacity: 400, bytes: 700_000 });
      const { cursor } = await log.replay('alice', null);
      const { cursor: noisy } = await log.replay('noisy', null);
      await log.append('alice', '"first"', 'first');
      for (let n = 0; n < count; n += 1) await log.append('noisy', text, `${n}`);
      assert.deepEqual(await after(log, 'alice', cursor), ['"first"']);
      assert.equal(await after(log, 'noisy', noisy), 'gone');
      const { cursor: now } = await log.replay('noisy', null);
      await log.append('noisy', '"last"', 'last');
      assert.deepEqual(await after(log, 'noisy', now), ['"last"']);
    }
  });

  it('keeps 200 events of a user and 10,000 of all users unless told otherwise', async () => {
    const log = new MemoryEventLog();
    const cursors: string[] = [];
    for (let user = 0; user < 50; user += 1) {
      cursors.push((await log.replay(`${user}`, null)).cursor);
      for (let n = 0; n < 200; n += 1) await log.append(`${user}`, '1', `${user} ${n}`);
    }
    const counts = async () => {
      const found = await Promise.all(cursors.map((cursor, user) => after(log, `${user}`, cursor)));
      return found.map((events) => (events === 'gone' ? 'gone' : events.length));
    };
    assert.deepEqual(
      await counts(),
      Array.from({ length: 50 }, () => 200),
    );
    await log.append('49', '1', 'one more of a user');
    assert.deepEqual((await counts()).slice(48), [200, 'gone']);
    assert.deepEqual((await counts()).slice(0, 2), [200, 200]);
    await log.append('new', '1', 'one more of all');
    assert.deepEqual((await counts()).slice(0, 2), ['gone', 200]);
  });

  it('keeps 256 KB of a user and 32 MB of all users unless told otherwise', async () => {
    const log = new MemoryEventLog();
    const data = 'x'.repeat(8 * 1024); // which counts as a little more than 16 KB
    const { cursor: first } = await log.replay('0', null);
    const append = (user: number, count: number) =>
      Promise.all(Array.from({ length: count }, (_, n) => log.append(`${user}`, data, `${user} ${n}`)));
    for (let user = 0; user < 200; user += 1) await append(user, 10);
    assert.equal((await after(log, '0', first)).length, 10);
    await append(200, 15);
    assert.equal((await after(log, '0', first)).length, 10);
    const { cursor } = await log.replay('201', null);
    await append(201, 15);
    assert.equal((await after(log, '201', cursor)).length, 15);
    assert.equal(await after(log, '0', first), 'gone');
    await log.append('201', data, 'one more');
    assert.equal(await after(log, '201', cursor), 'gone');
  });

  it('keeps the data of an event of up to 8 KB', async () => {
    const log = new MemoryEventLog();
    const { cursor } = await log.replay('alice', null);
    const [most, long] = ['x'.repeat(8 * 1024), 'x'.repeat(8 * 1024 + 1)];
    assert.deepEqual(
      [await log.append('alice', most, 'a'), await log.append('alice', long, 'b')],
      ['stored', 'too-large'],
    );
    assert.deepEqual(await after(log, 'alice', cursor), [most, null]);
  });

  it('returns exactly the events after an id of the user, or reports a gap', async () => {
    const users = ['a', 'b', '__proto__'];
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(2), { maxLength: 30 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 5 }),
        fc.constantFrom({}, { bytes: 1000 }, { bytesPerUser: 600 }, { bytes: 1 }, { bytesPerUser: 1 }),
        async (order, capacity, perUser, bytes) => {
          const log = new MemoryEventLog({ capacity, perUser, ...bytes });
          const sent = new Map<string, { cursor: string; data: string }[]>(users.map((user) => [user, []]));
          for (const [n, who] of order.entries()) {
            const user = users[who] ?? '';
            await log.append(user, `${n}`, `hash${n}`);
            sent.get(user)?.push({ cursor: (await log.replay(user, null)).cursor, data: `${n}` });
          }
          for (const [user, events] of sent) {
            for (const [i, { cursor }] of events.entries()) {
              const later = events.slice(i + 1).map(({ data }) => data);
              const found = await after(log, user, cursor);
              if (found !== 'gone') assert.deepEqual(found, later);
              // Whatever fits the bounds is kept.
              else assert.ok(order.length > capacity || later.length > perUser || Object.keys(bytes).length > 0);
            }
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
