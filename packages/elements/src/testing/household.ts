import { account, connection, intervalData, meter } from './fixtures.ts';
import { createTestSession, type TestSession, type TestSessionInit } from './test-session.ts';

/**
 * Returns a session with one connection, one account, one meter with readings, and no profile yet.
 */
export function household(init: TestSessionInit = {}): TestSession {
  return createTestSession({
    connections: [connection()],
    accounts: [account()],
    meters: [meter()],
    intervals: { mtr_1: intervalData() },
    profile: { find: async () => null },
    ...init,
  });
}
