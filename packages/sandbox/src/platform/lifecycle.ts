import type { Job } from '../engine/scheduler.ts';
import { DELAYS } from './delays.ts';
import { createDiscovery } from './discovery.ts';
import { createExtraction, type Extraction } from './extraction.ts';
import { accountsOf, type LifecycleContext } from './lifecycle-context.ts';
import type { CredentialRecord } from './records.ts';
import { judgeLogin, type Outcome, type Scenario } from './scenarios.ts';

/** The kinds of jobs that follow a login, up to its features. */
const STEPS_OF_LOGIN = new Set(['verify', 'discover', 'features']);
const credentialOf = (job: Job): unknown => job.args.credentialId;

/** One login as it was sent. */
interface Submission {
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

/** What happens to logins, accounts, features and meters over time. */
export interface Lifecycle extends Pick<Extraction, 'activateMeter' | 'addImportedMeter'> {
  /** Adds a new login and begins to check it. */
  submitLogin(submission: Submission): CredentialRecord;
  /** Checks a corrected login for a credential that exists (update mode). */
  resubmitLogin(
    credential: CredentialRecord,
    login: { username: string | null; password: string | null },
  ): CredentialRecord;
  /** Checks the code of a second factor. Returns false when it is wrong. */
  answerSecondFactor(credential: CredentialRecord, code: string): boolean;
  /** Makes the utility refuse a login that worked. */
  revokeLogin(credential: CredentialRecord): CredentialRecord;
  /** Runs everything scheduled for a login and its accounts now, except recurring jobs. */
  completeLogin(credential: CredentialRecord): void;
  /** Removes a user with all that belongs to it. */
  deleteUser(user: string): void;
  /** Adds a user to the list of users, or updates its time of change. */
  registerUser(user: string | null): void;
  /** Runs a job that is due. */
  runJob(job: Job): void;
}

const SECOND_FACTOR_DETAIL = 'UNSUPPORTED_MULTI_FACTOR_AUTHENTICATION';

/** The code that every second factor accepts. */
const SECOND_FACTOR_CODE = '123456';

/** Creates the lifecycle of a store's records. */
export function createLifecycle(context: LifecycleContext): Lifecycle {
  const { store, clock, views, deliveries, schedule } = context;
  const discovery = createDiscovery(context);
  const extraction = createExtraction(context);

  const registerUser = (user: string | null): void => {
    if (user === null) return;
    const now = clock.now();
    const known = store.users.get(user);
    store.users.put({ id: user, createdAtMs: known?.createdAtMs ?? now, updatedAtMs: now });
  };

  const change = (credential: CredentialRecord, patch: Partial<CredentialRecord>): CredentialRecord => {
    const before = credential.status + credential.statusDetail;
    const after = store.credentials.update(credential.id, { ...patch, updatedAtMs: clock.now() });
    if (after.status + after.statusDetail !== before) {
      deliveries.queueForPlug('STATUS_CHANGE', views.credential(after), after.webhookUrl);
    }
    return after;
  };

  const legacyEvent = (type: string, credential: CredentialRecord): void => {
    if (credential.user !== null) deliveries.queueForArc(type, views.utilityCredential(credential));
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
      deliveries.queueForPlug('REAL_TIME_CREDENTIAL_VALIDATION_SUCCESS', views.credential(after), after.webhookUrl);
    schedule('discover', DELAYS.discoverMs, { credentialId: after.id, attempt: after.attempt });
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
      deliveries.queueForPlug('REAL_TIME_CREDENTIAL_VALIDATION_FAILURE', views.credential(after), after.webhookUrl);
  };

  const outcomes: Record<Outcome, (credential: CredentialRecord) => void> = {
    verified,
    rejected: (credential) => failed(credential, 'INVALID_CREDENTIALS', 'rejected'),
    'access-limited': (credential) => failed(credential, 'OTHER_ACCESS_LIMITATION', 'rejected'),
    'second-factor': (credential) => {
      if (!credential.isInteractive) return failed(credential, SECOND_FACTOR_DETAIL, 'rejected');
      // Somebody is there to type the code: the check goes on, and no webhook says that it failed.
      change(credential, { statusDetail: SECOND_FACTOR_DETAIL, actionRequired: true });
      schedule('code-expires', DELAYS.codeExpiresMs, { credentialId: credential.id, attempt: credential.attempt });
    },
    error: (credential) => {
      failed(credential, 'ISSUE_UNDER_REVIEW', 'error');
      schedule('recover', DELAYS.reviewedMs, { credentialId: credential.id, attempt: credential.attempt });
    },
    'provider-down': (credential) => {
      failed(credential, 'PROVIDER_WEBSITE_INACCESSIBLE', 'error');
      schedule('recover', DELAYS.providerBackMs, { credentialId: credential.id, attempt: credential.attempt });
    },
    'email-approval': (credential) => {
      change(credential, { statusDetail: 'EMAIL_APPROVAL', actionRequired: true, accessible: false });
      schedule('recover', DELAYS.emailApprovedMs, { credentialId: credential.id, attempt: credential.attempt });
    },
  };

  const scheduleCheck = (credential: CredentialRecord, outcome: Outcome): void => {
    schedule('verify', DELAYS.verifyMs, { credentialId: credential.id, attempt: credential.attempt, outcome });
  };

  const discover = (credential: CredentialRecord): void => {
    const end = discovery.discover(credential);
    const loaded = change(credential, { accountsLoading: false });
    if (end === 'failed') legacyEvent('utility_accounts_discovery_error', loaded);
    if (end === 'found') discovery.announce(loaded);
  };

  const lifecycle: Lifecycle = {
    activateMeter: extraction.activateMeter,
    addImportedMeter: extraction.addImportedMeter,
    registerUser,

    submitLogin(submission) {
      const judged = judgeLogin(submission.username, submission.password);
      const scenario = submission.scenario ?? judged.scenario;
      const outcome = submission.scenario === undefined ? judged.outcome : scenario.outcome;
      const now = clock.now();
      registerUser(submission.user);
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
      scheduleCheck(credential, outcome);
      return credential;
    },

    resubmitLogin(credential, login) {
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
      scheduleCheck(after, outcome);
      return after;
    },

    answerSecondFactor(credential, code) {
      if (code !== SECOND_FACTOR_CODE || credential.statusDetail !== SECOND_FACTOR_DETAIL) return false;
      const after = store.credentials.update(credential.id, { attempt: credential.attempt + 1 });
      verified(after);
      return true;
    },

    revokeLogin(credential) {
      const after = store.credentials.update(credential.id, { everVerified: true, attempt: credential.attempt + 1 });
      failed(after, 'INVALID_CREDENTIALS', 'rejected');
      return store.credentials.get(credential.id) as CredentialRecord;
    },

    completeLogin(credential) {
      // Each of these jobs may schedule the next one, so they are looked up one by one.
      const next = () => store.jobs.where(credentialOf, credential.id).find(({ kind }) => STEPS_OF_LOGIN.has(kind));
      for (let job = next(); job !== undefined; job = next()) {
        store.jobs.remove(job.id);
        lifecycle.runJob(job);
      }
    },

    deleteUser(user) {
      for (const credential of store.credentials.where('user', user)) {
        for (const account of accountsOf(store, credential)) {
          for (const meter of store.meters.where('accountId', account.id)) store.meters.remove(meter.id);
          store.accounts.remove(account.id);
        }
        store.credentials.remove(credential.id);
      }
      for (const token of store.connectTokens.where('user', user)) store.connectTokens.remove(token.id);
      store.users.remove(user);
    },

    runJob(job) {
      const { credentialId, meterId, attempt, outcome, stage } = job.args;
      const credential = store.credentials.get(String(credentialId));
      const meter = store.meters.get(String(meterId));
      // False where the login was deleted or sent again meanwhile: the job belongs to the earlier
      // one.
      const current = credential !== undefined && (attempt === undefined || attempt === credential.attempt);
      switch (job.kind) {
        case 'verify':
          if (current) outcomes[outcome as Outcome](credential);
          break;
        case 'recover':
          if (current) verified(credential);
          break;
        case 'code-expires':
          if (current) failed(credential, SECOND_FACTOR_DETAIL, 'rejected');
          break;
        case 'discover':
          if (current) discover(credential);
          break;
        case 'features':
          if (credential !== undefined) discovery.settleFeatures(credential, Number(stage));
          break;
        case 'statements':
          if (credential !== undefined)
            discovery.announceStatements('historical_utility_statements_discovered', credential);
          break;
        case 'new-statement':
          if (credential !== undefined) discovery.announceStatements('new_utility_statement_available', credential);
          break;
        case 'extract':
          if (meter?.status === 'INTERVALS_IN_PROGRESS') extraction.extracted(meter);
          break;
        case 'publish':
          if (meter !== undefined) extraction.publishDay(meter);
          break;
        case 'deliver':
          deliveries.sendDue(String(job.args.endpointId));
          break;
        case 'delete-user':
          lifecycle.deleteUser(String(job.args.user));
          break;
      }
    },
  };
  return lifecycle;
}
