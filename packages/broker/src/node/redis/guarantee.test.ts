import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { REDIS, RedisServer } from '../../testing/redis-server.ts';
import { DurabilityError } from './cause.ts';
import { RedisStore } from './store.ts';

describe('the guarantee of a Redis', { skip: REDIS.skip }, () => {
  let server: RedisServer;
  before(async () => {
    server = await RedisServer.start();
  });
  after(() => server.stop());

  const guarantee = async (durability: 'strict' | 'relaxed', url = server.url): Promise<string> => {
    const store = await RedisStore.connect({ url, durability, now: Date.now, observe: () => undefined });
    const text = store.guarantee;
    await store.close();
    return text;
  };

  const EVICTING = { maxmemory: '100mb', 'maxmemory-policy': 'allkeys-lru' };
  const KEEPING = { maxmemory: '0', 'maxmemory-policy': 'noeviction' };

  for (const [settings, strict, relaxed] of [
    [{ appendonly: 'no' }, /appendonly is no/, /^redis: acknowledged events are lost when Redis dies$/],
    [
      { appendonly: 'yes', appendfsync: 'everysec' },
      /appendfsync is everysec/,
      /^redis: a crash of Redis may lose about the last second/,
    ],
    [{ appendonly: 'yes', appendfsync: 'no' }, /appendfsync is no/, /may lose about/],
    [{ appendonly: 'no', appendfsync: 'always' }, /appendonly is no/, /are lost when Redis dies/],
    [
      { appendonly: 'yes', appendfsync: 'always', ...EVICTING },
      /maxmemory-policy is allkeys-lru/,
      /survive a crash of Redis; it may evict them \(allkeys-lru\)$/,
    ],
  ] as const) {
    it(`is stated, and too weak for strict, with ${JSON.stringify(settings)} (R02)`, async () => {
      for (const [name, value] of Object.entries({ ...KEEPING, ...settings })) {
        await server.command('CONFIG', 'SET', name, value);
      }
      assert.match(await guarantee('relaxed'), relaxed);
      await assert.rejects(
        guarantee('strict'),
        (cause) => cause instanceof DurabilityError && strict.test(cause.message),
      );
    });
  }

  for (const settings of [
    KEEPING,
    { ...EVICTING, maxmemory: '0' },
    { ...EVICTING, 'maxmemory-policy': 'noeviction' },
  ]) {
    it(`is enough for strict with appendfsync always and ${JSON.stringify(settings)} (R02)`, async () => {
      for (const [name, value] of Object.entries({ appendonly: 'yes', appendfsync: 'always', ...settings })) {
        await server.command('CONFIG', 'SET', name, value);
      }
      assert.equal(await guarantee('strict'), 'redis: acknowledged events survive a crash of Redis');
    });
  }

  it('is the weakest if the configuration may not be read (R02)', async (t) => {
    const silent = await RedisServer.start(
      '--appendonly',
      'yes',
      '--appendfsync',
      'always',
      '--rename-command',
      'CONFIG',
      '',
    );
    t.after(() => silent.stop());
    assert.match(await guarantee('relaxed', silent.url), /are lost when Redis dies/);
    await assert.rejects(guarantee('strict', silent.url), DurabilityError);
  });
});
