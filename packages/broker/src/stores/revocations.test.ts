import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MAX_TTL_S, type Session } from '../sessions/session.ts';
import { Revocations } from './revocations.ts';

const NOON = Date.UTC(2026, 5, 1, 12);

function start() {
  const clock = { now: NOON };
  const revocations = new Revocations(() => clock.now);
  /** Returns true if a session with this order is revoked. */
  const isOver = (order: number, user = 'alice', id = 'ses_1') => revocations.isRevoked({ id, user, order } as Session);
  return { clock, revocations, isOver };
}

describe('Revocations', () => {
  it('of a user end sessions of a node whose clock is up to a second ahead, and no later ones (T15, R32)', async () => {
    const { revocations, isOver } = start();
    await revocations.revokeUser('alice');
    assert.deepEqual(
      [NOON - 900_000, NOON, NOON + 999, NOON + 1000, NOON + 1001].map((order) => isOver(order)),
      [true, true, true, true, false],
    );
    assert.equal(isOver(NOON, 'bob'), false);
  });

  it('allow new sessions of the user at once, which can be revoked again (T15)', async () => {
    const { revocations, isOver } = start();
    for (let n = 0; n < 5; n += 1) {
      await revocations.revokeUser('alice');
      const order = revocations.orderOf('alice');
      assert.equal(isOver(order), false);
      await revocations.revokeUser('alice');
      assert.equal(isOver(order), true);
    }
    assert.equal(revocations.orderOf('bob'), NOON);
  });

  it('of a session end only that session (T15)', async () => {
    const { revocations, isOver } = start();
    await revocations.revokeSession('ses_1');
    assert.equal(isOver(NOON + 900_000, 'alice', 'ses_1'), true);
    assert.equal(isOver(NOON, 'alice', 'ses_2'), false);
    assert.equal(revocations.orderOf('alice'), NOON);
  });

  it('are kept for the longest life of a session and then dropped (T15)', async () => {
    const { clock, revocations, isOver } = start();
    await revocations.revokeSession('ses_1');
    await revocations.revokeUser('alice');
    clock.now += MAX_TTL_S * 1000;
    await revocations.revokeUser('bob');
    assert.deepEqual([isOver(NOON), isOver(NOON, 'carol', 'ses_1')], [true, true]);
    clock.now += 120_000;
    await revocations.revokeUser('bob');
    assert.deepEqual([isOver(NOON), isOver(NOON, 'carol', 'ses_1')], [false, false]);
  });

  it('notify listeners, after they have taken effect, until the listener is removed', async () => {
    const { revocations, isOver } = start();
    const seen: boolean[] = [];
    const end = revocations.subscribe(() => seen.push(isOver(NOON)));
    const done = revocations.revokeUser('alice');
    assert.deepEqual(seen, [true]);
    await done;
    end();
    await revocations.revokeUser('alice');
    assert.deepEqual(seen, [true]);
  });
});
