import type { TestContext } from 'node:test';
import type { PageSignals } from '../page-signals.ts';
import { createArcSession } from '../session.ts';
import { sessionFromUrl } from '../session-from-url.ts';
import type { ArcSession, ArcSessionOptions } from '../session-types.ts';
import { FakeBroker } from './fake-broker.ts';
import { FakeClock } from './fake-clock.ts';

/** A page that tests hide and take offline. */
export class FakePage implements PageSignals {
  visible = true;
  online = true;
  readonly listeners = new Set<() => void>();

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  set(part: { visible?: boolean; online?: boolean }): void {
    Object.assign(this, part);
    for (const listener of [...this.listeners]) listener();
  }
}

/**
 * Creates a broker, a clock and a page, and sessions that use them. All of it ends with the test.
 */
export async function setup(t: TestContext) {
  const broker = await FakeBroker.start();
  const clock = new FakeClock();
  const page = new FakePage();
  broker.nowMs = () => clock.now();
  const sessions: ArcSession[] = [];
  const end = async () => {
    for (const session of sessions.splice(0)) session.dispose();
    await broker.close();
  };
  t.after(end);
  return {
    broker,
    clock,
    page,
    /** Ends all of it now, for tests that set up several times. */
    end,
    session(options: Partial<ArcSessionOptions> = {}): ArcSession {
      const session = createArcSession({
        broker: broker.url,
        fetchSession: sessionFromUrl(`${broker.url}/session`),
        clock,
        page,
        random: () => 0.5,
        retryMs: 0,
        ...options,
      });
      sessions.push(session);
      return session;
    },
  };
}
