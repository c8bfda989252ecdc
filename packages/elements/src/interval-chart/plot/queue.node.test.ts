import assert from 'node:assert/strict';
import { it } from 'node:test';
import { enqueue } from './queue.ts';

it('queued jobs run in one task until its time is used up, and the others in the next task', async (t) => {
  let nowMs = 0;
  t.mock.method(performance, 'now', () => nowMs);
  const log: string[] = [];
  const job = (name: string) => () => {
    nowMs += 5;
    log.push(name);
    // Runs after all jobs of the task.
    queueMicrotask(() => log.push(`task of ${name} ends`));
    return name;
  };
  assert.deepEqual(await Promise.all(['a', 'b', 'c', 'd'].map((name) => enqueue(job(name)))), ['a', 'b', 'c', 'd']);
  const ends = (name: string) => `task of ${name} ends`;
  assert.deepEqual(log, ['a', 'b', 'c', ends('a'), ends('b'), ends('c'), 'd', ends('d')]);
});
