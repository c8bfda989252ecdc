import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createTestBroker, openEvents, type TestBroker } from '../testing/test-broker.ts';

/** Returns an event with about this many characters for browsers. */
const wide = (user: string, id: number, chars: number) => ({
  type: 'utility_account_updated',
  created_at: null,
  data: { id, client_user_id: user, status: 'x'.repeat(chars) },
});

const outcomesOf = ({ events }: TestBroker) =>
  events.flatMap((event) => (event.kind === 'webhook' ? [event.outcome] : []));

describe('an event that is too large to keep', () => {
  it('sends a reset to the streams of its user, and is counted (R04)', async () => {
    const broker = createTestBroker();
    const alice = await openEvents(broker, await broker.token('alice'));
    const bob = await openEvents(broker, await broker.token('bob'));
    assert.equal((await broker.webhook(wide('alice', 1, 9000))).status, 204);
    assert.equal((await broker.webhook(wide('alice', 2, 10))).status, 204);
    assert.equal((await broker.webhook(wide('bob', 3, 10))).status, 204);
    const reset = await alice.next();
    assert.deepEqual([reset.event, reset.data], ['reset', { reason: 'event-too-large' }]);
    assert.equal((await alice.next()).data.data?.id, 2);
    assert.equal((await bob.next()).data.data?.id, 3);
    assert.deepEqual(outcomesOf(broker), ['too-large', 'stored', 'stored']);
    await alice.cancel();
    await bob.cancel();
  });

  it('sends a reset to those who resume before it, and to nobody after it (R04)', async () => {
    const broker = createTestBroker();
    const token = await broker.token('alice');
    const stream = await openEvents(broker, token);
    await broker.webhook(wide('alice', 1, 10));
    const { id: before } = await stream.next();
    await broker.webhook(wide('alice', 2, 9000));
    const { id: after } = await stream.next();
    await broker.webhook(wide('alice', 3, 10));
    await stream.cancel();
    const early = await openEvents(broker, token, before);
    assert.deepEqual([(await early.next()).event, (await early.next()).data.data?.id], ['reset', 3]);
    const late = await openEvents(broker, token, after);
    assert.equal((await late.next()).data.data?.id, 3);
    await early.cancel();
    await late.cancel();
  });

  it('is a duplicate the second time, like any other (R05)', async () => {
    const broker = createTestBroker();
    for (let n = 0; n < 2; n += 1) assert.equal((await broker.webhook(wide('alice', 1, 9000))).status, 204);
    assert.deepEqual(outcomesOf(broker), ['too-large', 'duplicate']);
  });

  it('is measured in bytes, not in characters', async () => {
    const broker = createTestBroker();
    await broker.webhook({ ...wide('alice', 1, 0), type: 'é'.repeat(100) });
    const letters = { ...wide('alice', 2, 0), data: { id: 2, client_user_id: 'alice', status: '漢'.repeat(3000) } };
    await broker.webhook(letters);
    assert.deepEqual(outcomesOf(broker), ['stored', 'too-large']);
  });
});
