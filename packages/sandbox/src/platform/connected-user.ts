import { PROVIDERS } from './providers.ts';
import type { Scenario } from './scenarios.ts';
import { ensureSwitchAccount } from './switch-accounts.ts';
import type { World } from './world.ts';

/** The ids of a person who is connected, as `POST /_sandbox/users` answers. */
export interface ConnectedUser {
  readonly user: string;
  readonly utility_credential_id: number;
  readonly utility_account_ids: readonly number[];
  readonly credentialId: string;
  readonly meterIds: readonly string[];
  readonly accountId: string;
}

/** Connects a person in a scenario, and completes all that follows a login at once. */
export function connectUser(world: World, user: string, scenario: Scenario): ConnectedUser {
  // All of it at one instant: accounts that are older than the end of the search count as those of
  // a repaired login.
  return world.clock.runAt(world.clock.now(), () => connect(world, user, scenario));
}

function connect(world: World, user: string, scenario: Scenario): ConnectedUser {
  const submitted = world.lifecycle.submitLogin({
    user,
    providerId: (PROVIDERS[0] as { id: string }).id,
    username: scenario.logins[0] ?? null,
    password: null,
    scenario,
  });
  world.lifecycle.completeLogin(submitted);
  const accounts = world.store.accounts.where('credentialId', submitted.id);
  const home = accounts[0];
  return {
    user,
    utility_credential_id: submitted.legacyId,
    utility_account_ids: accounts.map((account) => account.legacyId),
    credentialId: submitted.id,
    meterIds: accounts.flatMap(({ id }) => world.store.meters.where('accountId', id)).map((meter) => meter.id),
    accountId: ensureSwitchAccount(world.store, world.clock, user, home).id,
  };
}
