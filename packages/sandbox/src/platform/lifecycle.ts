import { createCalendar } from '@arc-elements/intervals';
import { isoZ } from '../data/iso.ts';
import { profileNamed } from '../data/profiles.ts';
import type { VirtualClock } from '../engine/clock.ts';
import { createRandom } from '../engine/random.ts';
import type { Job, Scheduler } from '../engine/scheduler.ts';
import type { Deliveries } from '../webhooks/deliveries.ts';
import { addressFor, type Provider, providerById, TARIFFS } from './providers.ts';
import type { AccountRecord, Availability, CredentialRecord, Feature, MeterRecord } from './records.ts';
import { FEATURES } from './records.ts';
import {
  type AccountPlan,
  defaultScenario,
  featuresOf,
  judgeLogin,
  type MeterPlan,
  type Outcome,
  type Scenario,
  scenarioNamed,
} from './scenarios.ts';
import type { Store } from './store.ts';
import type { Views } from './views.ts';

/** How long each step takes, virtual ms. Lively in real time, in the documented order. */
export const PACE = {
  verifyMs: 1_500,
  discoverMs: 1_500,
  firstFeaturesMs: 2_000,
  otherFeaturesMs: 3_000,
  extractMs: 2_500,
  statementsMs: 60_000,
  providerBackMs: 3_600_000,
  emailApprovedMs: 86_400_000,
  codeExpiresMs: 900_000,
  reviewedMs: 86_400_000,
} as const;

const DAY_MS = 86_400_000;
/** Utilities publish a day early next morning. */
const PUBLISH_AFTER_MIDNIGHT_MS = 6 * 3_600_000;
const HISTORY_DAYS = 365;
const STATEMENT_EVERY_MS = 30 * DAY_MS;
const FIRST_FEATURES: readonly Feature[] = ['utility_statements', 'utility_remittance', 'hosted_payments'];

/** One login as it was sent. */
export interface Submission {
  readonly user: string | null;
  readonly providerId: string;
  readonly username: string | null;
  readonly moreUsernames?: readonly (string | null)[];
  readonly password: string | null;
  readonly zip?: string | null;
  readonly isInteractive?: boolean;
  readonly webhookUrl?: string | null;
  /** Chooses the scenario regardless of the user name. */
  readonly scenario?: Scenario;
}

/** What a meter takes from an imported file. */
export interface ImportedPlan {
  readonly index: number;
  readonly meterNumber: string;
  readonly timeZone: string;
  readonly firstMs: number;
  /** End of the last reading. */
  readonly endMs: number;
  readonly readingMinutes: number;
}

/** What happens to logins, accounts, features and meters over time. */
export interface Lifecycle {
  /** Takes a new login; checking it begins. */
  submit(submission: Submission): CredentialRecord;
  /** Takes a corrected login for a credential that is there (update mode). */
  repair(credential: CredentialRecord, login: { username: string | null; password: string | null }): CredentialRecord;
  /** Takes the code of a second factor; `false` when it is wrong. */
  secondFactor(credential: CredentialRecord, code: string): boolean;
  /** The utility no longer accepts a login that worked. */
  revoke(credential: CredentialRecord): CredentialRecord;
  /** Asks for a meter's intervals; `undefined` when its state does not allow that. */
  activate(meter: MeterRecord): MeterRecord | undefined;
  /** Does everything that is still to come for a login and its accounts, now. */
  finish(credential: CredentialRecord): void;
  /** Makes the intervals of an electric meter readable now. */
  activateNow(meter: MeterRecord): MeterRecord;
  /** Adds a meter that serves an imported file, connected and active at once. */
  addImported(credential: CredentialRecord, imported: ImportedPlan): MeterRecord;
  /** Forgets a user and everything under it. */
  deleteUser(user: string): void;
  /** Names a user, so that it is listed. */
  touchUser(user: string | null): void;
  /** Does a job whose time has come. */
  perform(job: Job): void;
}

const SECOND_FACTOR_DETAIL = 'UNSUPPORTED_MULTI_FACTOR_AUTHENTICATION';

/** The code that every second factor accepts. */
export const SECOND_FACTOR_CODE = '123456';

/** Makes the lifecycle over a store. */
export function createLifecycle(context: {
  store: Store;
  clock: VirtualClock;
  views: Views;
  deliveries: Deliveries;
  scheduler: () => Scheduler;
}): Lifecycle {
  const { store, clock, views, deliveries } = context;
  const schedule = (kind: string, delayMs: number, args: Job['args']): void =>
    context.scheduler().schedule(kind, delayMs, args);
  const accountsOf = (credential: CredentialRecord): AccountRecord[] =>
    store.accounts.filter((account) => account.credentialId === credential.id);
  const metersOf = (account: AccountRecord): MeterRecord[] =>
    store.meters.filter((meter) => meter.accountId === account.id);

  const touchUser = (user: string | null): void => {
    if (user === null) return;
    const now = clock.now();
    const known = store.users.get(user);
    store.users.put({ id: user, createdAtMs: known?.createdAtMs ?? now, updatedAtMs: now });
  };

  const change = (credential: CredentialRecord, patch: Partial<CredentialRecord>): CredentialRecord => {
    const before = credential.status + credential.statusDetail;
    const after = store.credentials.update(credential.id, { ...patch, updatedAtMs: clock.now() });
    if (after.status + after.statusDetail !== before) {
      deliveries.publishPlug('STATUS_CHANGE', views.credential(after), after.webhookUrl);
    }
    return after;
  };

  const changeMeter = (meter: MeterRecord, patch: Partial<MeterRecord>, type = 'STATUS_CHANGE'): MeterRecord => {
    const after = store.meters.update(meter.id, { ...patch, updatedAtMs: clock.now() });
    if (type !== 'STATUS_CHANGE' || after.status !== meter.status) deliveries.publishPlug(type, views.meter(after));
    return after;
  };

  const legacyEvent = (type: string, credential: CredentialRecord): void => {
    if (credential.user !== null) deliveries.publish(type, views.utilityCredential(credential));
  };

  const verified = (credential: CredentialRecord): void => {
    const after = change(credential, {
      verification: 'verified',
      status: 'CONNECTION_SUCCESS',
      statusDetail: 'LOGIN_AND_DATA_DISCOVERY_SUCCESS',
      actionRequired: false,
      accessible: true,
      everVerified: true,
      accountsLoading: true,
      verifiedAtMs: clock.now(),
    });
    legacyEvent('utility_credential_verified', after);
    if (after.isInteractive)
      deliveries.publishPlug('REAL_TIME_CREDENTIAL_VALIDATION_SUCCESS', views.credential(after), after.webhookUrl);
    schedule('discover', PACE.discoverMs, { credentialId: after.id, attempt: after.attempt });
  };

  const failed = (credential: CredentialRecord, detail: string, verification: 'rejected' | 'error'): void => {
    const wrong = verification === 'rejected';
    const after = change(credential, {
      verification,
      status: wrong ? 'CONNECTION_FAILURE' : 'CONNECTION_IN_PROGRESS',
      statusDetail: detail,
      actionRequired: wrong,
      accessible: detail === 'ISSUE_UNDER_REVIEW',
      accountsLoading: false,
      verifiedAtMs: clock.now(),
    });
    const type = wrong
      ? after.everVerified
        ? 'utility_credential_revoked'
        : 'utility_credential_rejected'
      : 'utility_credential_verification_error';
    legacyEvent(type, after);
    if (wrong && after.isInteractive)
      deliveries.publishPlug('REAL_TIME_CREDENTIAL_VALIDATION_FAILURE', views.credential(after), after.webhookUrl);
  };

  const outcomes: Record<Outcome, (credential: CredentialRecord) => void> = {
    verified,
    rejected: (credential) => failed(credential, 'INVALID_CREDENTIALS', 'rejected'),
    'access-limited': (credential) => failed(credential, 'OTHER_ACCESS_LIMITATION', 'rejected'),
    'second-factor': (credential) => {
      if (!credential.isInteractive) return failed(credential, SECOND_FACTOR_DETAIL, 'rejected');
      // Somebody is there to type the code: the check is not over, and nobody is told that it failed.
      change(credential, { statusDetail: SECOND_FACTOR_DETAIL, actionRequired: true });
      schedule('code-expires', PACE.codeExpiresMs, { credentialId: credential.id, attempt: credential.attempt });
    },
    error: (credential) => {
      failed(credential, 'ISSUE_UNDER_REVIEW', 'error');
      schedule('recover', PACE.reviewedMs, { credentialId: credential.id, attempt: credential.attempt });
    },
    'provider-down': (credential) => {
      failed(credential, 'PROVIDER_WEBSITE_INACCESSIBLE', 'error');
      schedule('recover', PACE.providerBackMs, { credentialId: credential.id, attempt: credential.attempt });
    },
    'email-approval': (credential) => {
      change(credential, { statusDetail: 'EMAIL_APPROVAL', actionRequired: true, accessible: false });
      schedule('recover', PACE.emailApprovedMs, { credentialId: credential.id, attempt: credential.attempt });
    },
  };

  const begin = (credential: CredentialRecord, outcome: Outcome): void => {
    schedule('verify', PACE.verifyMs, { credentialId: credential.id, attempt: credential.attempt, outcome });
  };

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
    deliveries.publishPlug('NEW_DATA_AVAILABLE', views.meter(meter));
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
      customerName: `${random.pick(['Juniper', 'Alder', 'Saffron', 'Heron', 'Larkspur'])} Household ${random.integer(10, 99)}`,
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

  const discover = (credential: CredentialRecord): void => {
    const scenario = scenarioNamed(credential.scenario) ?? defaultScenario;
    const known = accountsOf(credential);
    const accounts =
      known.length > 0 ? known : scenario.accounts.map((plan, index) => makeAccount(credential, plan, index));
    const loaded = change(credential, { accountsLoading: false });
    if (scenario.discoveryFails === true) legacyEvent('utility_accounts_discovery_error', loaded);
    if (accounts.length === 0) return;
    if (credential.user !== null) {
      deliveries.publish('utility_accounts_discovered', {
        client_user_id: credential.user,
        utility_credential_id: credential.legacyId,
        utility_accounts: accounts.map((account) => views.utilityAccount(account)),
      });
    }
    if (known.length > 0) return;
    schedule('features', PACE.firstFeaturesMs, { credentialId: credential.id, stage: 1 });
    schedule('features', PACE.otherFeaturesMs, { credentialId: credential.id, stage: 2 });
    schedule('statements', PACE.statementsMs, { credentialId: credential.id });
  };

  const settleFeatures = (credential: CredentialRecord, stage: number): void => {
    const scenario = scenarioNamed(credential.scenario) ?? defaultScenario;
    for (const account of accountsOf(credential)) {
      const plan = scenario.accounts[account.index];
      if (plan === undefined) continue;
      const target = featuresOf(plan);
      const due = FEATURES.filter((feature) => FIRST_FEATURES.includes(feature) === (stage === 1));
      const moved = due.filter((feature) => account.features[feature] !== target[feature]);
      if (moved.length === 0) continue;
      const features = {
        ...account.features,
        ...Object.fromEntries(moved.map((feature) => [feature, target[feature]])),
      };
      const after = store.accounts.update(account.id, { features, updatedAtMs: clock.now() });
      if (credential.user !== null) deliveries.publish('utility_account_updated', views.utilityAccount(after));
    }
  };

  const announceStatements = (type: string, credential: CredentialRecord): void => {
    for (const account of accountsOf(credential)) {
      if (account.features.utility_statements !== 'AVAILABLE') continue;
      const monthly = type === 'new_utility_statement_available';
      if (monthly && account.tariff !== null) {
        store.accounts.update(account.id, {
          tariff: { ...account.tariff, asOf: isoZ(clock.now()).slice(0, 10) },
          updatedAtMs: clock.now(),
        });
      }
      if (credential.user === null) continue;
      deliveries.publish(type, {
        client_user_id: credential.user,
        utility_credential_id: credential.legacyId,
        utility_account_id: account.legacyId,
      });
    }
    schedule('new-statement', STATEMENT_EVERY_MS, { credentialId: credential.id });
  };

  const announceIntervals = (type: string, meter: MeterRecord, fromMs: number, toMs: number): void => {
    const account = store.accounts.get(meter.accountId);
    const credential = account === undefined ? undefined : store.credentials.get(account.credentialId);
    if (account === undefined || credential === undefined || credential.user === null) return;
    deliveries.publish(type, {
      client_user_id: credential.user,
      utility_account_id: account.legacyId,
      utility_meter_id: meter.legacyId,
      intervals_start_time: isoZ(fromMs),
      intervals_end_time: isoZ(toMs),
    });
  };

  /** Still gathering data: such an account's meters are asked for, and wait. */
  const neverReady = (meter: MeterRecord): boolean => {
    const account = store.accounts.get(meter.accountId) as AccountRecord;
    const credential = store.credentials.get(account.credentialId) as CredentialRecord;
    const plan = (scenarioNamed(credential.scenario) ?? defaultScenario).accounts[account.index];
    return plan?.features?.utility_intervals === 'NOT_READY';
  };

  const extracted = (meter: MeterRecord): MeterRecord => {
    const calendar = createCalendar(meter.timeZone);
    const now = clock.now();
    const imported = meter.source.kind === 'import';
    const toMs = imported ? (meter.dataToMs ?? now) : calendar.startOfDay(now);
    const fromMs = imported ? (meter.dataFromMs ?? now) : calendar.addDays(toMs, -HISTORY_DAYS);
    const after = changeMeter(meter, {
      status: 'INTERVALS_SUCCESS',
      statusDetail: 'INTERVALS_EXTRACTION_SUCCESS',
      intervalsActive: true,
      dataFromMs: fromMs,
      dataToMs: toMs,
      extractedAtMs: now,
      publishedAtMs: now,
      checkedAtMs: now,
    });
    announceIntervals('historical_utility_intervals_discovered', after, fromMs, toMs);
    if (!imported) scheduleNextDay(after);
    return after;
  };

  const scheduleNextDay = (meter: MeterRecord): void => {
    const calendar = createCalendar(meter.timeZone);
    const tomorrow = calendar.addDays(calendar.startOfDay(clock.now()), 1);
    schedule('publish', tomorrow + PUBLISH_AFTER_MIDNIGHT_MS - clock.now(), { meterId: meter.id });
  };

  const publishDay = (meter: MeterRecord): void => {
    const now = clock.now();
    const fromMs = meter.dataToMs ?? now;
    const toMs = createCalendar(meter.timeZone).startOfDay(now);
    const account = store.accounts.get(meter.accountId);
    const credential = account === undefined ? undefined : store.credentials.get(account.credentialId);
    // Nothing new comes through a login that no longer works; what was read before stays readable.
    if (credential?.verification === 'verified' && toMs > fromMs) {
      const after = changeMeter(
        meter,
        { dataToMs: toMs, publishedAtMs: now, checkedAtMs: now },
        'EXISTING_DATA_UPDATED',
      );
      announceIntervals('new_utility_intervals_available', after, fromMs, toMs);
    }
    scheduleNextDay(meter);
  };

  const lifecycle: Lifecycle = {
    touchUser,

    submit(submission) {
      const judged = judgeLogin(submission.username, submission.password);
      const scenario = submission.scenario ?? judged.scenario;
      const outcome = submission.scenario === undefined ? judged.outcome : scenario.outcome;
      const now = clock.now();
      touchUser(submission.user);
      const credential = store.credentials.put({
        id: `crd_${store.nextUuid('credential')}`,
        legacyId: store.nextInteger('utility-credential'),
        user: submission.user,
        providerId: submission.providerId,
        username: submission.username,
        moreUsernames: submission.moreUsernames ?? [],
        zip: submission.zip ?? null,
        scenario: scenario.name,
        testLogin: judged.testLogin || submission.scenario !== undefined,
        verification: 'pending',
        status: 'CONNECTION_IN_PROGRESS',
        statusDetail: 'DATA_EXTRACTION_IN_PROGRESS',
        actionRequired: false,
        accessible: true,
        isActive: true,
        isInteractive: submission.isInteractive ?? false,
        webhookUrl: submission.webhookUrl ?? null,
        accountsLoading: true,
        everVerified: false,
        attempt: 1,
        verifiedAtMs: null,
        createdAtMs: now,
        updatedAtMs: now,
      });
      begin(credential, outcome);
      return credential;
    },

    repair(credential, login) {
      const username = login.username ?? credential.username;
      const { outcome } = judgeLogin(username, login.password);
      const after = change(credential, {
        username,
        verification: 'pending',
        status: 'CONNECTION_IN_PROGRESS',
        statusDetail: 'DATA_EXTRACTION_IN_PROGRESS',
        actionRequired: false,
        accountsLoading: true,
        attempt: credential.attempt + 1,
      });
      begin(after, outcome);
      return after;
    },

    secondFactor(credential, code) {
      if (code !== SECOND_FACTOR_CODE || credential.statusDetail !== SECOND_FACTOR_DETAIL) return false;
      const after = store.credentials.update(credential.id, { attempt: credential.attempt + 1 });
      verified(after);
      return true;
    },

    revoke(credential) {
      const after = store.credentials.update(credential.id, { everVerified: true, attempt: credential.attempt + 1 });
      failed(after, 'INVALID_CREDENTIALS', 'rejected');
      return store.credentials.get(credential.id) as CredentialRecord;
    },

    activate(meter) {
      if (meter.status !== 'INTERVALS_NOT_REQUESTED') return undefined;
      const after = changeMeter(meter, {
        status: 'INTERVALS_IN_PROGRESS',
        statusDetail: 'INTERVALS_EXTRACTION_IN_PROGRESS',
        intervalsActive: true,
      });
      if (!neverReady(after)) schedule('extract', PACE.extractMs, { meterId: meter.id });
      return after;
    },

    activateNow: (meter) => extracted(changeMeter(meter, { status: 'INTERVALS_IN_PROGRESS', intervalsActive: true })),

    finish(credential) {
      // What is scheduled for this login is done now instead, in its order, until nothing but the far future is left.
      const mine = (job: Job): boolean =>
        job.args.credentialId === credential.id && ['verify', 'discover', 'features'].includes(job.kind);
      for (let job = store.jobs.find(mine); job !== undefined; job = store.jobs.find(mine)) {
        store.jobs.remove(job.id);
        lifecycle.perform(job);
      }
    },

    addImported(credential, imported) {
      const account = accountsOf(credential)[0] as AccountRecord;
      const now = clock.now();
      const meter = store.meters.put({
        id: `mtr_${store.nextUuid('meter')}`,
        legacyId: store.nextInteger('utility-meter'),
        accountId: account.id,
        meterNumber: imported.meterNumber,
        service: 'electric',
        timeZone: imported.timeZone,
        status: 'INTERVALS_NOT_REQUESTED',
        statusDetail: 'INTERVAL_EXTRACTION_NOT_REQUESTED',
        intervalsActive: false,
        source: { kind: 'import', index: imported.index },
        dataFromMs: imported.firstMs,
        dataToMs: imported.endMs,
        readingMinutes: imported.readingMinutes,
        extractedAtMs: null,
        publishedAtMs: null,
        checkedAtMs: null,
        customData: {},
        createdAtMs: now,
        updatedAtMs: now,
      });
      return lifecycle.activateNow(meter);
    },

    deleteUser(user) {
      for (const credential of store.credentials.filter((each) => each.user === user)) {
        for (const account of accountsOf(credential)) {
          for (const meter of metersOf(account)) store.meters.remove(meter.id);
          store.accounts.remove(account.id);
        }
        store.credentials.remove(credential.id);
      }
      for (const token of store.connectTokens.filter((each) => each.user === user))
        store.connectTokens.remove(token.id);
      store.users.remove(user);
    },

    perform(job) {
      const { credentialId, meterId, attempt, outcome, stage } = job.args;
      const credential = store.credentials.get(String(credentialId));
      const meter = store.meters.get(String(meterId));
      // A login that was deleted or sent again meanwhile: this belonged to the earlier one.
      const current = credential !== undefined && (attempt === undefined || attempt === credential.attempt);
      if (job.kind === 'verify' && current) outcomes[outcome as Outcome](credential);
      else if (job.kind === 'recover' && current) verified(credential);
      else if (job.kind === 'code-expires' && current) failed(credential, SECOND_FACTOR_DETAIL, 'rejected');
      else if (job.kind === 'discover' && current) discover(credential);
      else if (job.kind === 'features' && credential !== undefined) settleFeatures(credential, Number(stage));
      else if (job.kind === 'statements' && credential !== undefined) {
        announceStatements('historical_utility_statements_discovered', credential);
      } else if (job.kind === 'new-statement' && credential?.verification === 'verified') {
        announceStatements('new_utility_statement_available', credential);
      } else if (job.kind === 'extract' && meter?.status === 'INTERVALS_IN_PROGRESS') extracted(meter);
      else if (job.kind === 'publish' && meter !== undefined) publishDay(meter);
      else if (job.kind === 'deliver') deliveries.kick(String(job.args.endpointId));
      else if (job.kind === 'delete-user') lifecycle.deleteUser(String(job.args.user));
    },
  };
  return lifecycle;
}
