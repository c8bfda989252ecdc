import type { BrokerOptions } from './broker-options.ts';
import { EventHub } from './events/hub.ts';
import { IntervalAnswers } from './intervals/answers.ts';
import { type ResolvedOptions, resolveOptions } from './options.ts';
import { Ownership } from './ownership.ts';
import { ROUTES } from './routes/index.ts';
import { createRunner } from './runner.ts';
import type { Services } from './services.ts';
import { Sessions } from './sessions/sessions.ts';
import { createPlatform, type Platform } from './upstream/platform.ts';
import { WebhookInbox } from './webhooks/inbox.ts';

/** Gives browsers access to one user's data of the platform without its secret. */
export interface Broker {
  /**
   * Answers one request. Never rejects. Mount it under an origin of its own: paths are matched from
   * the root.
   */
  readonly fetch: (request: Request) => Promise<Response>;
  /**
   * Requests a platform token if there is none, so that `/readyz` can answer 200. Never rejects;
   * call it again until it resolves to `true`.
   */
  readonly warmUp: () => Promise<boolean>;
  /** Number of open event streams. */
  readonly openStreams: () => number;
  /**
   * Makes `/readyz` answer 503, refuses new event streams and ends the open ones over `spreadMs`.
   * Other requests are still answered.
   */
  readonly drain: (spreadMs?: number) => Promise<void>;
  /** Ends all event streams and closes the store. */
  readonly close: () => Promise<void>;
}

/**
 * Creates a broker. It uses only Web standards, so it runs in Node, Bun, Deno and a Durable Object
 * of workerd.
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

/** Returns the functions behind `/readyz` and `Broker.warmUp`. */
function watchReadiness({ store }: ResolvedOptions, { token }: Platform, hub: EventHub) {
  let warm = false;

  const warmUp = async (): Promise<boolean> => {
    try {
      await token.get();
      warm ||= store.ready();
      return warm;
    } catch {
      return false; // the token cache has reported the cause to `observe`
    }
  };

  const readiness: Services['readiness'] = () => {
    // A host that never calls `warmUp` becomes ready by the probes themselves. At most one request
    // a second reaches the platform.
    if (!warm) void warmUp();
    const reasons: string[] = [];
    if (hub.draining) reasons.push('draining');
    if (!warm && !token.fresh) reasons.push('no-platform-token');
    if (token.failure !== null) reasons.push(token.failure);
    if (!store.ready()) reasons.push('store-unavailable');
    // After the first success an outage of the platform or the store does not make this node
    // unready: every other node has the same outage.
    return { ready: warm && !hub.draining, reasons };
  };

  return { readiness, warmUp };
}
