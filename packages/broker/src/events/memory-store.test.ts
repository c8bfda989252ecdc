import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { MemoryStore } from './memory-store.ts';

describe('MemoryStore', () => {
  it('forgets the oldest events first, and says so to whoever would need them (T61, R04)', async () => {
    const store = new MemoryStore({ now: () => 0, capacity: 3 });
    const { cursor } = await store.replay('alice', null);
    for (const n of [1, 2, 3]) await store.append('alice', `${n}`, `hash${n}`);
    assert.deepEqual(
      (await store.replay('alice', cursor)).events.map(({ data }) => data),
      ['1', '2', '3'],
    );
    await store.append('bob', '4', 'hash4');
    const gone = await store.replay('alice', cursor);
    assert.deepEqual([gone.complete, gone.events], [false, []]);
    assert.equal((await store.replay('alice', gone.cursor)).complete, true);
  });

  it('gives every user exactly what came after any id of theirs, or says that it cannot', async () => {
    const users = ['a', 'b', '__proto__'];
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(2), { maxLength: 30 }),
        fc.integer({ min: 1, max: 12 }),
        async (order, capacity) => {
          const store = new MemoryStore({ now: () => 0, capacity });
          const sent = new Map<string, { cursor: string; data: string }[]>(users.map((user) => [user, []]));
          for (const [n, who] of order.entries()) {
            const user = users[who] ?? '';
            await store.append(user, `${n}`, `hash${n}`);
            sent.get(user)?.push({ cursor: (await store.replay(user, null)).cursor, data: `${n}` });
          }
          for (const [user, events] of sent) {
            for (const [i, { cursor }] of events.entries()) {
              const { complete, events: replayed } = await store.replay(user, cursor);
              if (complete)
                assert.deepEqual(
                  replayed.map(({ data }) => data),
                  events.slice(i + 1).map(({ data }) => data),
                );
            }
          }
        },
      ),
      { numRuns: 100 },
    );
  });
});
