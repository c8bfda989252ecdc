import type { IntervalBodies, MeterInPlace } from '../data/interval-bodies.ts';
import type { VirtualClock } from '../engine/clock.ts';
import type { Scheduler } from '../engine/scheduler.ts';
import type { Deliveries } from '../webhooks/deliveries.ts';
import type { Lifecycle } from './lifecycle.ts';
import { providerById } from './providers.ts';
import type { AccountRecord, CredentialRecord, MeterRecord } from './records.ts';
import type { Store } from './store.ts';
import type { Views } from './views.ts';

/** What the routes work with: one sandbox between two resets. */
export interface World {
  readonly store: Store;
  readonly clock: VirtualClock;
  readonly scheduler: Scheduler;
  readonly views: Views;
  readonly deliveries: Deliveries;
  readonly lifecycle: Lifecycle;
  readonly bodies: IntervalBodies;
  readonly quirks: boolean;
  /** Origins of pages that may write, besides the sandbox's own. */
  readonly origins: readonly string[];
  /** Real time, epoch ms. */
  readonly realNow: () => number;
}

/** Returns a meter with its account, credential and provider. */
export function placeOf(world: World, meter: MeterRecord): MeterInPlace {
  const account = world.store.accounts.get(meter.accountId) as AccountRecord;
  const credential = world.store.credentials.get(account.credentialId) as CredentialRecord;
  return { meter, account, credential, provider: providerById(credential.providerId) };
}
