import type { BrokerEvent } from './broker-event.ts';
import type { EventHub } from './events/hub.ts';
import type { IntervalAnswers } from './intervals/answers.ts';
import type { Ownership } from './ownership.ts';
import type { Sessions } from './sessions/sessions.ts';
import type { Platform } from './upstream/platform.ts';
import type { WebhookInbox } from './webhooks/inbox.ts';

/** Whether requests should be sent to this process, and if not, why. */
interface Readiness {
  readonly ready: boolean;
  readonly reasons: readonly string[];
}

/** Everything that routes may work with. Each names what it uses and is given nothing else: no secret, no key, no store. */
export interface Services extends Pick<Platform, 'arc' | 'plug' | 'switch'> {
  /** Which logins and meters are whose. */
  readonly ownership: Ownership;
  /** Issues and revokes sessions. */
  readonly sessions: Sessions;
  /** The open event streams. */
  readonly hub: EventHub;
  /** Takes webhooks. */
  readonly inbox: WebhookInbox;
  /** Passes interval answers on. */
  readonly intervalAnswers: IntervalAnswers;
  readonly readiness: () => Readiness;
  /** Told what is worth a log line or a metric. */
  readonly observe: (event: BrokerEvent) => void;
}
