import type { BrokerEvent } from './broker-event.ts';
import type { EventHub } from './events/hub.ts';
import type { IntervalAnswers } from './intervals/answers.ts';
import type { Ownership } from './ownership.ts';
import type { Sessions } from './sessions/sessions.ts';
import type { Platform } from './upstream/platform.ts';
import type { WebhookInbox } from './webhooks/inbox.ts';

/** Whether this process should get requests, and the reasons why not. */
interface Readiness {
  readonly ready: boolean;
  readonly reasons: readonly string[];
}

/**
 * Everything that routes may use. A route gets only the services that it names; none of them gives
 * it a secret, a key or the store.
 */
export interface Services extends Pick<Platform, 'arc' | 'plug' | 'switch'> {
  /** Finds out what belongs to a user. */
  readonly ownership: Ownership;
  /** Issues and revokes sessions. */
  readonly sessions: Sessions;
  /** Holds the open event streams. */
  readonly hub: EventHub;
  /** Receives webhooks. */
  readonly inbox: WebhookInbox;
  /** Checks and sends interval answers. */
  readonly intervalAnswers: IntervalAnswers;
  readonly readiness: () => Readiness;
  /** Reports events for logs and metrics. */
  readonly observe: (event: BrokerEvent) => void;
}
