import { isoZ } from '../data/iso.ts';
import { profileNamed } from '../data/profiles.ts';
import { createRandom } from '../engine/random.ts';
import { DELAYS } from './delays.ts';
import { accountsOf, type LifecycleContext } from './lifecycle-context.ts';
import { addressFor, type Provider, providerById, TARIFFS } from './providers.ts';
import { type AccountRecord, type Availability, type CredentialRecord, FEATURES, type Feature } from './records.ts';
import { type AccountPlan, defaultScenario, featuresOf, type MeterPlan, scenarioNamed } from './scenarios.ts';

const DAY_MS = 86_400_000;
const STATEMENT_EVERY_MS = 30 * DAY_MS;
const HOUSEHOLDS = ['Juniper', 'Alder', 'Saffron', 'Heron', 'Larkspur'];
/** Features that are known in the first of two stages; the others need the readings. */
const FIRST_FEATURES: readonly Feature[] = ['utility_statements', 'utility_remittance', 'hosted_payments'];

/** What follows a login that was accepted: accounts, meters, features, statements. */
export interface Discovery {
  /**
   * Makes a login's accounts and meters, or finds those that it had. Returns how the search ended.
   */
  discover(credential: CredentialRecord): 'found' | 'nothing' | 'failed';
  /** Sends the webhook about accounts that were found, and schedules what follows for new ones. */
  announce(credential: CredentialRecord): void;
  /** Sets features to what the scenario plans: in stage 1 the first ones, in stage 2 the others. */
  settleFeatures(credential: CredentialRecord, stage: number): void;
  /** Sends the webhook about statements, the past ones or a new one. */
  announceStatements(
    type: 'historical_utility_statements_discovered' | 'new_utility_statement_available',
    credential: CredentialRecord,
  ): void;
}

/** Makes the discovery of accounts. */
export function createDiscovery(context: LifecycleContext): Discovery {
  const { store, clock, views, deliveries } = context;

  const makeMeter = (account: AccountRecord, plan: MeterPlan, provider: Provider, index: number): void => {
    const id = `mtr_${store.nextUuid('meter')}`;
    const random = createRandom(`${store.seed}:${id}`);
    const silent =
      plan.service !== 'electric' ||
      plan.noIntervals === true ||
      account.features.utility_intervals === 'NOT_AVAILABLE';
    const now = clock.now();
    const meter = store.meters.put({
      id,
      legacyId: store.nextInteger('utility-meter'),
      accountId: account.id,
      meterNumber: index === 0 ? `00${random.digits(8)}` : `${random.digits(11)} ${random.digits(2)}`,
      service: plan.service,
      timeZone: provider.timeZone,
      status: silent ? 'INTERVALS_NOT_SUPPORTED' : 'INTERVALS_NOT_REQUESTED',
      statusDetail: silent ? 'INTERVALS_NOT_PUBLISHED' : 'INTERVAL_EXTRACTION_NOT_REQUESTED',
      intervalsActive: false,
      source: { kind: 'household', profile: plan.profile },
      dataFromMs: null,
      dataToMs: null,
      readingMinutes: profileNamed(plan.profile).sourceMinutes,
      extractedAtMs: null,
      publishedAtMs: null,
      checkedAtMs: null,
      customData: {},
      createdAtMs: now,
      updatedAtMs: now,
    });
    deliveries.queueForPlug('NEW_DATA_AVAILABLE', views.meter(meter));
  };

  const makeAccount = (credential: CredentialRecord, plan: AccountPlan, index: number): AccountRecord => {
    const provider = providerById(credential.providerId);
    const key = `${store.seed}:${credential.id}:${index}`;
    const random = createRandom(key);
    const now = clock.now();
    const tariff = plan.tariff === null ? null : TARIFFS[plan.tariff ?? 'home'];
    const closing = plan.features?.utility_intervals === 'NOT_AVAILABLE';
    const account = store.accounts.put({
      id: `acc_${store.nextUuid('account')}`,
      legacyId: store.nextInteger('utility-account'),
      credentialId: credential.id,
      index,
      accountNumber: random.digits(10),
      address: addressFor(key, provider, credential.zip),
      customerName: `${random.pick(HOUSEHOLDS)} Household ${random.integer(10, 99)}`,
      status: plan.status === undefined ? 'active' : plan.status,
      flags: plan.flags ?? [],
      services: plan.services,
      tariff:
        tariff === null
          ? null
          : {
              masterTariffId: tariff.masterTariffId,
              code: tariff.code,
              name: tariff.name,
              supplier: null,
              asOf: isoZ(now - random.integer(4, 26) * DAY_MS).slice(0, 10),
            },
      features: Object.fromEntries(FEATURES.map((feature) => [feature, 'NOT_READY'])) as Record<Feature, Availability>,
      createdAtMs: now,
      updatedAtMs: now,
    });
    const known = closing
      ? { ...account, features: { ...account.features, utility_intervals: 'NOT_AVAILABLE' as const } }
      : account;
    for (const [i, meterPlan] of plan.meters.entries()) makeMeter(known, meterPlan, provider, i);
    return account;
  };

  return {
    discover(credential) {
      const scenario = scenarioNamed(credential.scenario) ?? defaultScenario;
      if (scenario.discoveryFails === true) return 'failed';
      if (accountsOf(store, credential).length > 0) return 'found';
      for (const [index, plan] of scenario.accounts.entries()) makeAccount(credential, plan, index);
      return scenario.accounts.length === 0 ? 'nothing' : 'found';
    },

    announce(credential) {
      const accounts = accountsOf(store, credential);
      if (credential.user !== null) {
        deliveries.queueForArc('utility_accounts_discovered', {
          client_user_id: credential.user,
          utility_credential_id: credential.legacyId,
          utility_accounts: accounts.map((account) => views.utilityAccount(account)),
        });
      }
      // The accounts of a repaired login have been through this before.
      if (accounts.some((account) => account.createdAtMs < clock.now())) return;
      context.schedule('features', DELAYS.firstFeaturesMs, { credentialId: credential.id, stage: 1 });
      context.schedule('features', DELAYS.otherFeaturesMs, { credentialId: credential.id, stage: 2 });
      context.schedule('statements', DELAYS.statementsMs, { credentialId: credential.id });
    },

    settleFeatures(credential, step) {
      const scenario = scenarioNamed(credential.scenario) ?? defaultScenario;
      for (const account of accountsOf(store, credential)) {
        const plan = scenario.accounts[account.index];
        if (plan === undefined) continue;
        const target = featuresOf(plan);
        const due = FEATURES.filter((feature) => FIRST_FEATURES.includes(feature) === (step === 1));
        const moved = due.filter((feature) => account.features[feature] !== target[feature]);
        if (moved.length === 0) continue;
        const features = {
          ...account.features,
          ...Object.fromEntries(moved.map((feature) => [feature, target[feature]])),
        };
        const after = store.accounts.update(account.id, { features, updatedAtMs: clock.now() });
        if (credential.user !== null) deliveries.queueForArc('utility_account_updated', views.utilityAccount(after));
      }
    },

    announceStatements(type, credential) {
      // A login that no longer works brings no new bill, but may work again later.
      const reachable = credential.verification === 'verified';
      for (const account of reachable ? accountsOf(store, credential) : []) {
        if (account.features.utility_statements !== 'AVAILABLE') continue;
        const monthly = type === 'new_utility_statement_available';
        if (monthly && account.tariff !== null) {
          store.accounts.update(account.id, {
            tariff: { ...account.tariff, asOf: isoZ(clock.now()).slice(0, 10) },
            updatedAtMs: clock.now(),
          });
        }
        if (credential.user === null) continue;
        deliveries.queueForArc(type, {
          client_user_id: credential.user,
          utility_credential_id: credential.legacyId,
          utility_account_id: account.legacyId,
        });
      }
      context.schedule('new-statement', STATEMENT_EVERY_MS, { credentialId: credential.id });
    },
  };
}
