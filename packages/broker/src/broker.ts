import { EventHub } from './events/hub.ts';
import { PackedAnswers } from './intervals/packed.ts';
import { type BrokerOptions, resolveOptions } from './options.ts';
import { Ownership } from './ownership.ts';
import type { Parts } from './route.ts';
import { Router } from './router.ts';
import { ROUTES } from './routes/index.ts';
import { Runner } from './runner.ts';
import { TokenFormat } from './sessions/token-format.ts';
import { createPlatform } from './upstream/platform.ts';

/** A token broker: lends a browser one user's view of the platform without ever showing it the platform's secret. */
export interface Broker {
  /** Answers one request. Never rejects. Mount it under an origin of its own: paths are matched from the root. */
  readonly fetch: (request: Request) => Promise<Response>;
  /** Gets a platform token if there is none, so that `/readyz` can say yes. Never rejects; try again until it is `true`. */
  readonly warmUp: () => Promise<boolean>;
  /** Event streams open now. */
  readonly openStreams: () => number;
  /** From now on not ready and without new streams; ends the open ones spread over `spreadMs`. Requests go on. */
  readonly drain: (spreadMs?: number) => Promise<void>;
  /** Ends all streams and lets go of the store. */
  readonly close: () => Promise<void>;
}

/**
 * Builds a broker from Web standards only: it runs in Node, in a worker and in a page.
 * @throws {TypeError} An option is unusable; the message names it, never its value.
 */
export function createBroker(options: BrokerOptions): Broker {
  const resolved = resolveOptions(options);
  const platform = createPlatform(resolved);
  const hub = new EventHub(resolved);
  let draining = false;
  let warm = false;

  const warmUp = async (): Promise<boolean> => {
    try {
      await platform.token.get();
      warm ||= resolved.store.ready();
      return warm;
    } catch {
      return false; // said by the answer; why is told to `observe`
    }
  };

  const readiness = (): { ready: boolean; reasons: readonly string[] } => {
    // Where nobody warms it up, being asked is what does. At most one try a second reaches the platform.
    if (!warm) void warmUp();
    const reasons: string[] = [];
    if (draining) reasons.push('draining');
    if (!warm && !platform.token.fresh) reasons.push('no-platform-token');
    if (!resolved.store.ready()) reasons.push('store-unavailable');
    // Once all has worked, an outage behind us is no reason to send people away: every other node sees it too.
    return { ready: warm && !draining, reasons };
  };

  const parts: Parts = {
    options: resolved,
    platform,
    ownership: new Ownership(platform, resolved),
    hub,
    tokens: new TokenFormat(resolved),
    packedAnswers: new PackedAnswers(),
    readiness,
  };
  const runner = new Runner(new Router(ROUTES), parts);

  return {
    fetch: (request) => runner.run(request),
    warmUp,
    openStreams: () => hub.open,
    drain: async (spreadMs = 0) => {
      draining = true;
      await hub.drain(spreadMs);
    },
    close: async () => {
      draining = true;
      hub.close();
      await resolved.store.close();
    },
  };
}
