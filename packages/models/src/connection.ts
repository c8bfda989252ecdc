import type { ConnectionDetail, Credential } from './credential.ts';
import { unique } from './unique.ts';
import type { UtilityCredential } from './utility-credential.ts';

/** Where a connection stands. `retrying`: something failed and the platform or the utility is on it, the person is not asked. */
export type ConnectionState = 'checking' | 'connected' | 'needs-attention' | 'retrying' | 'unknown';

/** Why it stands there. */
export type ConnectionReason =
  | 'verifying'
  | 'loading-data'
  | 'enrolling'
  | 'verified'
  | 'paused'
  | 'login-rejected'
  | 'mfa-required'
  | 'email-approval'
  | 'access-limited'
  | 'action-required'
  | 'failed'
  | 'provider-down'
  | 'under-review'
  | 'verification-error'
  | 'unknown';

/** Who has to do something now. */
export type ConnectionActor = 'person' | 'utility' | 'platform' | 'nobody';

/** What the person can do now. */
export type ConnectionStep = 'wait' | 'sign-in-again' | 'approve-email' | 'contact-utility' | 'nothing';

/** One login of a user at a utility, whichever generation of the platform told of it. */
export interface Connection {
  /** Stable key: `arc:12` or `plug:crd_…`; a pair keeps the `arc:` one. */
  readonly id: string;
  readonly utilityName: string | null;
  /** Name the person signs in with; personal, so mask it on screen. */
  readonly username: string | null;
  readonly state: ConnectionState;
  readonly reason: ConnectionReason;
  readonly actor: ConnectionActor;
  readonly next: ConnectionStep;
  /** Connect can repair it: in update mode when `utilityCredentialId` is known, by signing in anew otherwise. */
  readonly canRepair: boolean;
  /** Accounts may still appear. */
  readonly accountsLoading: boolean;
  /** Since when it stands there, epoch ms; `null` when not told. */
  readonly sinceMs: number | null;
  /** Legacy id, which Connect's update mode takes; `null` when only Plug knows this login. */
  readonly utilityCredentialId: number | null;
  /** Plug id, `crd_…`; `null` when only the legacy API knows this login. */
  readonly credentialId: string | null;
  /** The deciding status as the platform wrote it, with its detail when there is one. */
  readonly statusText: string | null;
}

type Verdict = Pick<Connection, 'state' | 'reason' | 'actor' | 'next'>;

const verdict = (
  state: ConnectionState,
  reason: ConnectionReason,
  actor: ConnectionActor = 'platform',
  next: ConnectionStep = 'wait',
): Verdict => ({ state, reason, actor, next });

const UNKNOWN = verdict('unknown', 'unknown', 'nobody', 'nothing');

const LEGACY: Readonly<Record<UtilityCredential['status'], Verdict>> = {
  pending: verdict('checking', 'verifying'),
  verified: verdict('connected', 'verified', 'nobody', 'nothing'),
  rejected: verdict('needs-attention', 'login-rejected', 'person', 'sign-in-again'),
  // The platform keeps retrying by itself, so the person is not asked.
  error: verdict('retrying', 'verification-error'),
  unknown: UNKNOWN,
};

const IN_PROGRESS: Readonly<Partial<Record<ConnectionDetail, Verdict>>> = {
  PROVIDER_WEBSITE_INACCESSIBLE: verdict('retrying', 'provider-down', 'utility'),
  ISSUE_UNDER_REVIEW: verdict('retrying', 'under-review'),
  PROVIDER_WEBSITE_NAVIGATION_FAILURE: verdict('retrying', 'under-review'),
  UNSUPPORTED_CAPTCHA: verdict('retrying', 'under-review'),
  EMAIL_APPROVAL: verdict('needs-attention', 'email-approval', 'person', 'approve-email'),
  REQUIRES_ENROLLMENT: verdict('checking', 'enrolling'),
  DATA_EXTRACTION_IN_PROGRESS: verdict('checking', 'loading-data'),
};

const FAILURE: Readonly<Partial<Record<ConnectionDetail, Verdict>>> = {
  INVALID_CREDENTIALS: verdict('needs-attention', 'login-rejected', 'person', 'sign-in-again'),
  UNSUPPORTED_MULTI_FACTOR_AUTHENTICATION: verdict('needs-attention', 'mfa-required', 'person', 'sign-in-again'),
  OTHER_ACCESS_LIMITATION: verdict('needs-attention', 'access-limited', 'person', 'contact-utility'),
};

/**
 * A detail counts only under its own status. Under a detail we do not know, `isCustomerActionRequired` says whether the person is
 * asked; under one we know, and under success, it does not (one sample has success with an action required).
 */
function plugVerdict({ status, statusDetail, isActive, isCustomerActionRequired }: Credential): Verdict {
  switch (status) {
    case 'CONNECTION_SUCCESS':
      return isActive === false
        ? verdict('connected', 'paused', 'nobody', 'nothing')
        : verdict('connected', 'verified', 'nobody', 'nothing');
    case 'CONNECTION_IN_PROGRESS':
      if (IN_PROGRESS[statusDetail] !== undefined) return IN_PROGRESS[statusDetail];
      return isCustomerActionRequired === true
        ? verdict('needs-attention', 'action-required', 'person', 'sign-in-again')
        : verdict('checking', 'verifying');
    case 'CONNECTION_FAILURE':
      return FAILURE[statusDetail] ?? verdict('needs-attention', 'failed', 'person', 'sign-in-again');
    default:
      return UNKNOWN;
  }
}

function ofLegacy(from: UtilityCredential): Connection {
  const found = LEGACY[from.status];
  const loading = from.status === 'verified' && from.accountsLoading;
  return {
    id: `arc:${from.id}`,
    utilityName: from.utilityName,
    username: from.username,
    ...(loading ? verdict('connected', 'loading-data') : found),
    canRepair: found.next === 'sign-in-again',
    accountsLoading: from.accountsLoading,
    sinceMs: from.statusChangedAtMs ?? from.createdAtMs,
    utilityCredentialId: from.id,
    credentialId: null,
    statusText: from.statusText,
  };
}

function ofPlug(from: Credential): Connection {
  const found = plugVerdict(from);
  return {
    id: `plug:${from.id}`,
    utilityName: from.provider?.name ?? null,
    username: from.username,
    ...found,
    canRepair: found.next === 'sign-in-again',
    accountsLoading: found.reason === 'loading-data',
    sinceMs: from.modifiedAtMs ?? from.createdAtMs,
    utilityCredentialId: null,
    credentialId: from.id,
    statusText: [from.statusText, from.statusDetailText].filter((text) => text !== null).join(' / ') || null,
  };
}

const WEIGHT: Readonly<Record<ConnectionState, number>> = {
  'needs-attention': 4,
  retrying: 3,
  checking: 2,
  connected: 1,
  unknown: 0,
};

/** The worse of the two decides: hiding that a person must act costs more than showing it a moment too long. */
function merged(legacy: Connection, plug: Connection): Connection {
  // On a tie, Plug's details say more, except that only the legacy API tells whether accounts are still loading.
  const heavier = WEIGHT[plug.state] - WEIGHT[legacy.state] || (plug.state === 'connected' ? -1 : 1);
  return {
    ...(heavier > 0 ? plug : legacy),
    id: legacy.id,
    utilityName: legacy.utilityName ?? plug.utilityName,
    username: legacy.username ?? plug.username,
    accountsLoading: legacy.accountsLoading,
    utilityCredentialId: legacy.utilityCredentialId,
    credentialId: plug.credentialId,
  };
}

const plain = (text: string | null | undefined): string | null => text?.trim().toLowerCase() || null;

const isSameLogin = (legacy: UtilityCredential, plug: Credential): boolean => {
  const provider = plain(plug.provider?.name);
  return (
    provider !== null &&
    (provider === plain(legacy.utilityName) || provider === plain(legacy.utilityLongName)) &&
    (plug.userId === null || legacy.userId === null || plug.userId === legacy.userId)
  );
};

/**
 * The connections of a user over both generations of the platform, each in exactly one state. A login that both know (the same
 * utility and username) is shown once; none is ever lost. Order: legacy ones first, each list in its own order.
 */
export function connectionsOf(input: {
  readonly utilityCredentials: readonly UtilityCredential[];
  readonly credentials: readonly Credential[];
}): readonly Connection[] {
  const left = new Set(unique(input.credentials));
  const byName = Map.groupBy(left, ({ username }) => plain(username));
  const first = unique(input.utilityCredentials).map((legacy) => {
    const name = plain(legacy.username);
    // Without a name two logins cannot be told to be one.
    const named = name === null ? [] : (byName.get(name) ?? []);
    const twin = named.find((plug) => left.has(plug) && isSameLogin(legacy, plug));
    if (twin === undefined) return ofLegacy(legacy);
    left.delete(twin);
    return merged(ofLegacy(legacy), ofPlug(twin));
  });
  return [...first, ...[...left].map(ofPlug)];
}
