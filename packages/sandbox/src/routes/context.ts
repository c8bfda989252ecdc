import type { IntervalBodies, MeterInPlace } from '../data/interval-bodies.ts';
import type { VirtualClock } from '../engine/clock.ts';
import type { Scheduler } from '../engine/scheduler.ts';
import type { Lifecycle } from '../platform/lifecycle.ts';
import { providerById } from '../platform/providers.ts';
import type { AccountRecord, CredentialRecord, MeterRecord } from '../platform/records.ts';
import type { Store } from '../platform/store.ts';
import type { Views } from '../platform/views.ts';
import type { Deliveries } from '../webhooks/deliveries.ts';

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
}

/** A meter with its account, credential and provider; `undefined` when there is no such meter. */
export function placeOf(world: World, meterId: string): MeterInPlace | undefined {
  const meter = world.store.meters.get(meterId);
  if (meter === undefined) return undefined;
  return placeOfMeter(world, meter);
}

/** The same for a meter at hand. */
export function placeOfMeter(world: World, meter: MeterRecord): MeterInPlace {
  const account = world.store.accounts.get(meter.accountId) as AccountRecord;
  const credential = world.store.credentials.get(account.credentialId) as CredentialRecord;
  return { meter, account, credential, provider: providerById(credential.providerId) };
}

/** A secret that cannot be guessed, for tokens and signing keys. */
export function randomToken(bytes = 32): string {
  const drawn = crypto.getRandomValues(new Uint8Array(bytes));
  return btoa(String.fromCharCode(...drawn))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '');
}

/** A request body that is a JSON object; `undefined` when it is not. */
export async function jsonObject(request: { text(): Promise<string> }): Promise<Record<string, unknown> | undefined> {
  const text = await request.text();
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null && !Array.isArray(body)
      ? (body as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined; // the caller answers with its family's form of a bad request
  }
}
