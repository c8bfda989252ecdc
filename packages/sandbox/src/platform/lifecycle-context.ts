import type { VirtualClock } from '../engine/clock.ts';
import type { Job } from '../engine/scheduler.ts';
import type { Deliveries } from '../webhooks/deliveries.ts';
import type { AccountRecord, CredentialRecord } from './records.ts';
import type { Store } from './store.ts';
import type { Views } from './views.ts';

/** What every part of the lifecycle works with. */
export interface LifecycleContext {
  readonly store: Store;
  readonly clock: VirtualClock;
  readonly views: Views;
  readonly deliveries: Deliveries;
  /** Schedules a job of this kind after a delay, virtual ms. */
  schedule(kind: string, delayMs: number, args: Job['args']): void;
}

/** Returns the accounts of a login, in the order of its plan. */
export const accountsOf = (store: Store, credential: CredentialRecord): readonly AccountRecord[] =>
  store.accounts.where('credentialId', credential.id);
