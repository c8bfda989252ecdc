import type { BrokerEvent } from './broker-event.ts';
import type { Store } from './stores/store.ts';
import type { Transport } from './upstream/transport.ts';

/** Limits of a broker. */
export interface BrokerLimits {
  /** Requests of one session per minute; default 600. */
  readonly requestsPerMinute: number;
  /** Event streams of one session open at once; default 4. */
  readonly streamsPerSession: number;
  /** Event streams of one user open at once; default 16. */
  readonly streamsPerUser: number;
  /** Event streams of this process open at once; default 12,000. */
  readonly streamsPerProcess: number;
}

/** An option that may be left out. `null` counts as left out, since JSON has no `undefined`. */
type Maybe<T> = T | null | undefined;

/** Options of `createBroker`. All are checked; an unknown option is refused. */
export interface BrokerOptions {
  /**
   * Origin of the platform, such as `https://api.arcadia.com`; plain http only for this machine.
   */
  readonly apiUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** `oauth2` (default), or `legacy` for the JSON token route. */
  readonly tokenStyle?: Maybe<'oauth2' | 'legacy'>;
  /** Uses the sandbox of Plug. Default false. */
  readonly sandboxMode?: Maybe<boolean>;
  /**
   * Access to Switch. Without it the `/rest/v1` routes answer 404. `url` is an origin, as `apiUrl`.
   */
  readonly switch?: Maybe<{ readonly url: string; readonly appId: string; readonly appKey: string }>;
  /** Keys with which partner servers ask for sessions; 8 characters or more. */
  readonly brokerKeys: readonly string[];
  /** HS256 keys, base64url of at least 32 bytes; the first signs, all verify. */
  readonly sessionKeys: readonly { readonly kid: string; readonly key: string }[];
  /**
   * Signing keys of Arc webhooks, 8 characters or more. Without any, that route refuses everything.
   */
  readonly webhookKeys?: Maybe<readonly string[]>;
  /** The secret part of the Plug webhook path. Without it that route answers 404. */
  readonly plugWebhookSecret?: Maybe<string>;
  /** Origins of pages that may use sessions; exact, never `*`. */
  readonly allowedOrigins: readonly string[];
  /** Sends requests to the platform; default `fetchTransport(globalThis.fetch)`. */
  readonly transport?: Maybe<Transport>;
  /** Keeps events, revocations and limits; default: the memory of this process. */
  readonly store?: Maybe<Store>;
  readonly limits?: Maybe<{ readonly [K in keyof BrokerLimits]?: Maybe<BrokerLimits[K]> }>;
  /** Time between two heartbeats of an event stream, ms; default 20,000. */
  readonly heartbeatMs?: Maybe<number>;
  /** Longest wait for an answer of the platform to begin, ms; default 10,000. */
  readonly upstreamTimeoutMs?: Maybe<number>;
  /** Called with every event for logs and metrics. Must not throw. */
  readonly observe?: Maybe<(event: BrokerEvent) => void>;
  /** Wall clock, epoch ms. */
  readonly now?: Maybe<() => number>;
  /** Monotonic clock, ms. */
  readonly monotonic?: Maybe<() => number>;
  /** A random number from 0 to 1, as `Math.random`. */
  readonly random?: Maybe<() => number>;
}
