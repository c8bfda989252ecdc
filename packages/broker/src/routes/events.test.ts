import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MemoryStore } from '../stores/memory/store.ts';
import {
  BROKER_KEY,
  createTestBroker,
  EventReader,
  ORIGIN,
  problemOf,
  type TestBroker,
} from '../testing/test-broker.ts';

const event = (user: string, id: number) => ({
  type: 'utility_account_updated',
  created_at: '2026-06-01T12:00:00Z',
  data: { id, client_user_id: user, account_number: '007' },
});

async function open({ call }: TestBroker, token: string, lastEventId?: string): Promise<EventReader> {
  const answer = await call('GET', '/events', {
    token,
    ...(lastEventId === undefined ? {} : { headers: { 'last-event-id': lastEventId } }),
  });
  assert.equal(answer.status, 200);
  return new EventReader(answer);
}

describe('GET /events', () => {
  it('sends each event of the user, narrowed and with an id (T32, T52)', async () => {
    const broker = createTestBroker();
    const alice = await open(broker, await broker.token('alice'));
    await broker.webhook(event('bob', 1));
    await broker.webhook(event('alice', 2));
    const message = await alice.next();
    assert.equal(message.event, 'arc');
    assert.notEqual(message.id, '');
    assert.deepEqual(message.data, {
      type: 'utility_account_updated',
      created_at: '2026-06-01T12:00:00Z',
      data: { id: 2, client_user_id: 'alice' },
    });
    await alice.cancel();
  });

  it('leaves out nested rows that name another user (T52)', async () => {
    const broker = createTestBroker();
    const alice = await open(broker, await broker.token('alice'));
    await broker.webhook({
      type: 'utility_accounts_discovered',
      data: {
        client_user_id: 'alice',
        utility_credential_id: 10,
        utility_accounts: [
          { id: 1, client_user_id: 'alice' },
          { id: 2, client_user_id: 'bob' },
        ],
      },
    });
    const { data } = await alice.next();
    assert.deepEqual(data.data, {
      client_user_id: 'alice',
      utility_credential_id: 10,
      utility_accounts: [{ id: 1, client_user_id: 'alice' }],
      id: 10,
    });
    await alice.cancel();
  });

  it('sends an event once that was delivered twice (R05)', async () => {
    const broker = createTestBroker();
    const alice = await open(broker, await broker.token('alice'));
    await Promise.all([
      broker.webhook(event('alice', 1)),
      broker.webhook(event('alice', 1)),
      broker.webhook(event('alice', 1)),
    ]);
    await broker.webhook(event('alice', 2));
    assert.deepEqual([(await alice.next()).data.data?.id, (await alice.next()).data.data?.id], [1, 2]);
    await alice.cancel();
  });

  it('replays the events after Last-Event-ID in order (R04, R06)', async () => {
    const broker = createTestBroker();
    const token = await broker.token('alice');
    const first = await open(broker, token);
    await broker.webhook(event('alice', 1));
    const { id } = await first.next();
    await first.cancel();
    for (const n of [2, 3]) await broker.webhook(event('alice', n));
    await broker.webhook(event('bob', 9));
    const second = await open(broker, token, id);
    assert.deepEqual([(await second.next()).data.data?.id, (await second.next()).data.data?.id], [2, 3]);
    await second.cancel();
  });

  it('gives an id to resume from before the first event', async () => {
    const broker = createTestBroker();
    const token = await broker.token('alice');
    const answer = await broker.call('GET', '/events', { token });
    const reader = answer.body?.getReader();
    const opening = new TextDecoder().decode((await reader?.read())?.value);
    await reader?.cancel();
    await broker.webhook(event('alice', 1));
    const resumed = await open(broker, token, /^id: (.+)$/m.exec(opening)?.[1]);
    assert.equal((await resumed.next()).data.data?.id, 1);
    await resumed.cancel();
  });

  it('sends a reset for an invalid, future or foreign id and for one from before a restart (T61)', async () => {
    const broker = createTestBroker();
    const [alice, bob] = [await broker.token('alice'), await broker.token('bob')];
    const stream = await open(broker, bob);
    await broker.webhook(event('bob', 1));
    const { id } = await stream.next();
    await stream.cancel();
    const before = createTestBroker();
    const earlier = await open(before, await before.token('alice'));
    await before.webhook(event('alice', 1));
    const old = (await earlier.next()).id;
    await earlier.cancel();
    let asked = 100;
    for (const bad of [
      id,
      old,
      'junk',
      '0',
      `${id}9`,
      `${id.slice(0, id.lastIndexOf('.'))}.99`,
      '%00',
      'x'.repeat(5000),
    ]) {
      const reader = await open(broker, alice, bad);
      assert.equal((await reader.next()).event, 'reset', bad.slice(0, 40));
      asked += 1;
      await broker.webhook(event('alice', asked));
      assert.equal((await reader.next()).event, 'arc');
      await reader.cancel();
    }
  });

  it('sends a reset if the history is gone or too long to replay', async () => {
    const broker = createTestBroker();
    const token = await broker.token('alice');
    const stream = await open(broker, token);
    await broker.webhook(event('alice', 0));
    const { id } = await stream.next();
    await stream.cancel();
    for (let n = 1; n <= 51; n += 1) await broker.webhook(event('alice', n));
    const late = await open(broker, token, id);
    const reset = await late.next();
    assert.equal(reset.event, 'reset');
    await late.cancel();
    await broker.webhook(event('alice', 52));
    const again = await open(broker, token, reset.id);
    assert.equal((await again.next()).data.data?.id, 52);
    await again.cancel();
  });

  it('ends with its session, at expiry and at revocation, and tells the page (T15, T58)', async (t) => {
    t.mock.timers.enable({ apis: ['setInterval'] });
    const broker = createTestBroker();
    const short = await open(broker, await broker.token('alice', { ttl: 5 }));
    broker.clock.now += 5000;
    await broker.webhook(event('alice', 1));
    assert.equal((await short.next()).event, 'session_expired');
    assert.equal(await short.ended(), true);

    const idle = await open(broker, await broker.token('alice', { ttl: 5 }));
    broker.clock.now += 5000;
    t.mock.timers.tick(1000);
    assert.equal((await idle.next()).event, 'session_expired');

    const revoked = await open(broker, await broker.token('alice'));
    await broker.call('DELETE', '/users/alice/sessions', { token: BROKER_KEY });
    assert.equal((await revoked.next()).event, 'session_expired');
    assert.equal(await revoked.ended(), true);
    assert.equal(broker.broker.openStreams(), 0);
  });

  it('sends heartbeats', async (t) => {
    t.mock.timers.enable({ apis: ['setInterval'] });
    const broker = createTestBroker({ heartbeatMs: 20_000 });
    const answer = await broker.call('GET', '/events', { token: await broker.token('alice') });
    const reader = answer.body?.getReader();
    await reader?.read();
    for (let s = 0; s < 20; s += 1) {
      broker.clock.now += 1000;
      t.mock.timers.tick(1000);
    }
    assert.equal(new TextDecoder().decode((await reader?.read())?.value), ': \nretry: 2000\n\n');
    await reader?.cancel();
  });

  it('asks browsers to reconnect within a second for each thousand streams, in each heartbeat (R23)', async (t) => {
    t.mock.timers.enable({ apis: ['setInterval'] });
    const broker = createTestBroker({
      heartbeatMs: 1000,
      limits: { streamsPerSession: 3000, streamsPerUser: 3000, requestsPerMinute: 3000 },
    });
    const token = await broker.token('alice');
    const answers: Response[] = [];
    for (let n = 0; n < 2500; n += 1) answers.push(await broker.call('GET', '/events', { token }));
    const retryOf = async (reader = answers[0]?.body?.getReader()): Promise<string[]> => {
      const texts = [];
      for (let n = 0; n < 2; n += 1) texts.push(new TextDecoder().decode((await reader?.read())?.value));
      return texts.flatMap((text) => /^retry: .*$/m.exec(text) ?? 'none');
    };
    const seen = retryOf();
    await new Promise((resolve) => setImmediate(resolve)); // past the opening
    broker.clock.now += 1000;
    t.mock.timers.tick(1000);
    assert.deepEqual(await seen, ['retry: 2000', 'retry: 2500']);
    await broker.broker.close();
  });

  it('refuses a fifth stream of a session and a seventeenth of a user, and closes no other (T57)', async () => {
    const broker = createTestBroker();
    const readers: EventReader[] = [];
    for (let s = 0; s < 4; s += 1) {
      const token = await broker.token('alice');
      for (let n = 0; n < 4; n += 1) readers.push(await open(broker, token));
      const refused = await broker.call('GET', '/events', { token, origin: ORIGIN });
      assert.match(refused.headers.get('retry-after') ?? '', /^[1-9]/);
      assert.equal(await problemOf(refused), '429 rate-limited');
    }
    assert.equal(
      await problemOf(await broker.call('GET', '/events', { token: await broker.token('alice') })),
      '429 rate-limited',
    );
    assert.equal(broker.broker.openStreams(), 16);
    await broker.webhook(event('alice', 1));
    for (const reader of readers) assert.equal((await reader.next()).event, 'arc');
    for (const reader of readers) await reader.cancel();
    assert.equal(broker.broker.openStreams(), 0);
  });

  it('queues a bounded number of bytes for a stopped reader, then ends its stream (T56)', async () => {
    const broker = createTestBroker();
    const stalled = await broker.call('GET', '/events', { token: await broker.token('alice') });
    const live = await open(broker, await broker.token('alice'));
    for (let n = 0; n < 100; n += 1) {
      await broker.webhook(event('alice', n));
      assert.equal((await live.next()).data.data?.id, n);
    }
    assert.equal(broker.broker.openStreams(), 1);
    assert.equal(
      broker.events.some((seen) => seen.kind === 'stream-closed' && seen.reason === 'overflow'),
      true,
    );
    await live.cancel();
    await stalled.body?.cancel();
  });

  it('ends a stream whose reader takes nothing for 25 seconds (T59)', async (t) => {
    t.mock.timers.enable({ apis: ['setInterval'] });
    const broker = createTestBroker();
    const stalled = await broker.call('GET', '/events', { token: await broker.token('alice') });
    for (const n of [1, 2]) await broker.webhook(event('alice', n));
    for (let s = 0; s < 25; s += 1) {
      assert.equal(broker.broker.openStreams(), 1, `after ${s} s`);
      broker.clock.now += 1000;
      t.mock.timers.tick(1000);
    }
    assert.equal(broker.broker.openStreams(), 0);
    await stalled.body?.cancel();
  });

  it('is released when the body is cancelled and when the request is aborted (T59)', async () => {
    const broker = createTestBroker();
    const token = await broker.token('alice');
    const leaving = new AbortController();
    const first = await broker.call('GET', '/events', { token, signal: leaving.signal });
    const second = await open(broker, token);
    assert.equal(broker.broker.openStreams(), 2);
    leaving.abort();
    assert.equal(broker.broker.openStreams(), 1);
    await second.cancel();
    assert.equal(broker.broker.openStreams(), 0);
    await first.body?.cancel();
  });

  it('sends an event once to a waiting reader', async () => {
    const broker = createTestBroker();
    const reader = await open(broker, await broker.token('alice'));
    const first = reader.next();
    await new Promise((resolve) => setImmediate(resolve)); // past the opening, waiting for what comes
    await broker.webhook(event('alice', 1));
    await first;
    await broker.webhook(event('alice', 2));
    assert.equal((await reader.next()).data.data?.id, 2);
    await reader.cancel();
  });

  it('sends an event once that is in the history and arrives later on a slow bus (T64)', async () => {
    const store = new MemoryStore({ now: () => Date.UTC(2026, 5, 1, 12) });
    const late: (() => void)[] = [];
    const subscribe = store.events.subscribe.bind(store.events);
    store.events.subscribe = (listener) =>
      subscribe({ ...listener, event: (user, message) => void late.push(() => listener.event(user, message)) });
    const broker = createTestBroker({ store });
    const { cursor } = await store.events.replay('alice', null);
    for (const id of [1, 2]) await broker.webhook(event('alice', id));
    const reader = await open(broker, await broker.token('alice'), cursor);
    await broker.webhook(event('alice', 3));
    for (const tell of late) tell();
    const seen: unknown[] = [];
    while (seen.at(-1) !== 3) seen.push((await reader.next()).data.data?.id);
    assert.deepEqual(seen, [1, 2, 3]);
    await reader.cancel();
  });

  it('sends an event once that arrives while the history is being read (T64)', async () => {
    const store = new MemoryStore({ now: () => Date.UTC(2026, 5, 1, 12) });
    const broker = createTestBroker({ store });
    const token = await broker.token('alice');
    const { cursor } = await store.events.replay('alice', null);
    const replay = store.events.replay.bind(store.events);
    for (const order of ['before', 'after'] as const) {
      const id = order === 'before' ? 1 : 2;
      store.events.replay = async (user, after) => {
        // The stream is subscribed already, so the event is in the history, in the live part, or in
        // both.
        if (order === 'before') await broker.webhook(event('alice', id));
        const answer = await replay(user, after);
        if (order === 'after') await broker.webhook(event('alice', id));
        return answer;
      };
      const reader = await open(broker, token, cursor);
      store.events.replay = replay;
      await broker.webhook(event('alice', 10 + id));
      const seen: unknown[] = [];
      while (seen.at(-1) !== 10 + id) seen.push((await reader.next()).data.data?.id);
      assert.deepEqual(seen, order === 'before' ? [1, 11] : [1, 11, 2, 12]);
      await reader.cancel();
    }
  });

  it('has headers against caching, compression and buffering by proxies (T62)', async () => {
    const broker = createTestBroker();
    const answer = await broker.call('GET', '/events', { token: await broker.token('alice') });
    assert.equal(answer.headers.get('content-type'), 'text/event-stream');
    assert.match(answer.headers.get('cache-control') ?? '', /no-store.*no-transform/);
    assert.equal(answer.headers.get('x-accel-buffering'), 'no');
    await answer.body?.cancel();
  });

  it('opens no new stream while draining, and ends the open ones (R17)', async () => {
    const broker = createTestBroker();
    const token = await broker.token('alice');
    const reader = await open(broker, token);
    await broker.broker.drain();
    assert.equal(await reader.ended(), true);
    assert.equal(await problemOf(await broker.call('GET', '/events', { token })), '503 unavailable');
    assert.equal((await broker.call('GET', '/readyz')).status, 503);
    assert.equal((await broker.call('GET', '/plug/meters', { token })).status, 200);
  });

  it('keeps users apart for any ids (T63)', async () => {
    const broker = createTestBroker();
    const users = [
      'a:b',
      'a',
      'b',
      'a.b',
      '__proto__',
      'constructor',
      'hasOwnProperty',
      '@',
      'A',
      'x'.repeat(128),
      'x'.repeat(127),
      'a:-',
      '-:a',
    ];
    const readers = new Map<string, EventReader>();
    for (const user of users) readers.set(user, await open(broker, await broker.token(user)));
    for (const [n, user] of users.entries()) await broker.webhook(event(user, n + 1));
    for (const [n, user] of users.entries()) assert.equal((await readers.get(user)?.next())?.data.data?.id, n + 1);
    for (const reader of readers.values()) await reader.cancel();
  });
});
