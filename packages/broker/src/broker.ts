import { EventHub } from './events/hub.ts';
import { IntervalAnswers } from './intervals/answers.ts';
import { type BrokerOptions, type ResolvedOptions, resolveOptions } from './options.ts';
import { Ownership } from './ownership.ts';
import { ROUTES } from './routes/index.ts';
import { createRunner } from './runner.ts';
import type { Services } from './services.ts';
import { Sessions } from './sessions/sessions.ts';
import { createPlatform, type Platform } from './upstream/platform.ts';
import { WebhookInbox } from './webhooks/inbox.ts';

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
 * Builds a broker from Web standards only: it runs in Node, Bun, Deno and a Durable Object of workerd.
 * @throws {TypeError} An option is unusable; the message names it, never its value.
 */
export function createBroker(given: BrokerOptions): Broker {
  const options = resolveOptions(given);
  const platform = createPlatform(options);
  const hub = new EventHub(options);
  const ownership = new Ownership(platform, options);
  const { readiness, warmUp } = watchReadiness(options, platform, hub);
  const services: Services = {
    arc: platform.arc,
    plug: platform.plug,
    switch: platform.switch,
    ownership,
    sessions: new Sessions(options),
    hub,
    inbox: new WebhookInbox(options, ownership),
    intervalAnswers: new IntervalAnswers(),
    readiness,
    observe: options.observe,
  };
  return {
    fetch: createRunner(ROUTES, services, options),
    warmUp,
    openStreams: () => hub.open,
    drain: (spreadMs = 0) => hub.drain(spreadMs),
    close: async () => {
      hub.close();
      await options.store.close();
    },
  };
}

/** Whether this process takes part in serving at the moment. */
function watchReadiness({ store }: ResolvedOptions, { token }: Platform, hub: EventHub) {
  let warm = false;

  const warmUp = async (): Promise<boolean> => {
    try {
      await token.get();
      warm ||= store.ready();
      return warm;
    } catch {
      return false; // said by the answer; why is told to `observe`
    }
  };

  const readiness: Services['readiness'] = () => {
    // Where nobody warms it up, being asked is what does. At most one try a second reaches the platform.
    if (!warm) void warmUp();
    const reasons: string[] = [];
    if (hub.draining) reasons.push('draining');
    if (!warm && !token.fresh) reasons.push('no-platform-token');
    if (token.failure !== null) reasons.push(token.failure);
    if (!store.ready()) reasons.push('store-unavailable');
    // Once all has worked, an outage behind us is no reason to send people away: every other node sees it too.
    return { ready: warm && !hub.draining, reasons };
  };

  return { readiness, warmUp };
}
