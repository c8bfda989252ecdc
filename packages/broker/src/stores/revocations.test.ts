import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MAX_TTL_S, type Session } from '../sessions/token-format.ts';
import { Revocations } from './revocations.ts';

const NOON = Date.UTC(2026, 5, 1, 12);

function start() {
  const clock = { now: NOON };
  const revocations = new Revocations(() => clock.now);
  /** Whether a session is over that stands there in the order of its user. */
  const isOver = (order: number, user = 'alice', id = 'ses_1') => revocations.isRevoked({ id, user, order } as Session);
  return { clock, revocations, isOver };
}

describe('Revocations', () => {
  it('of a user reach what a node has issued whose clock is a second ahead, and nothing later (T15, R32)', async () => {
    const { revocations, isOver } = start();
    await revocations.revokeUser('alice');
    assert.deepEqual(
      [NOON - 900_000, NOON, NOON + 999, NOON + 1000, NOON + 1001].map((order) => isOver(order)),
      [true, true, true, true, false],
    );
    assert.equal(isOver(NOON, 'bob'), false);
  });

  it('let the user in again at once, and out again, however often (T15)', async () => {
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

  it('of a session end that one and no other of its user (T15)', async () => {
    const { revocations, isOver } = start();
    await revocations.revokeSession('ses_1');
    assert.equal(isOver(NOON + 900_000, 'alice', 'ses_1'), true);
    assert.equal(isOver(NOON, 'alice', 'ses_2'), false);
    assert.equal(revocations.orderOf('alice'), NOON);
  });

  it('are remembered for as long as a session can live, and then forgotten (T15)', async () => {
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

  it('are told to whoever listens, when they hold already, until it listens no more', async () => {
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
