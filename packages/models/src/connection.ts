import type { ConnectionDetail, Credential } from './credential.ts';
import { unique } from './unique.ts';
import type { UtilityCredential } from './utility-credential.ts';

/**
 * State of a connection. `retrying`: a step failed; the platform or the utility takes care of it.
 */
export type ConnectionState = 'checking' | 'connected' | 'needs-attention' | 'retrying' | 'unknown';

/** Reason for the state of a connection. */
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

/** Who has to act now. */
export type ConnectionActor = 'person' | 'utility' | 'platform' | 'nobody';

/** What the person can do next. */
export type ConnectionStep = 'wait' | 'sign-in-again' | 'approve-email' | 'contact-utility' | 'nothing';

/** One login of a user at a utility, from either generation of the platform. */
export interface Connection {
  /** Stable key: `arc:12` or `plug:crd_…`; `arc:12` for a login that both generations have. */
  readonly id: string;
  readonly utilityName: string | null;
  /** Name that the person signs in with. Personal: mask it on screen. */
  readonly username: string | null;
  readonly state: ConnectionState;
  readonly reason: ConnectionReason;
  readonly actor: ConnectionActor;
  readonly next: ConnectionStep;
  /**
   * True if Connect can repair it: in update mode with `utilityCredentialId`, else by a new login.
   */
  readonly canRepair: boolean;
  /** True while accounts may still appear. */
  readonly accountsLoading: boolean;
  /** When the state began, epoch ms; `null` if not given. */
  readonly sinceMs: number | null;
  /** Legacy id, for Connect's update mode; `null` if only Plug has this login. */
  readonly utilityCredentialId: number | null;
  /** Plug id, `crd_…`; `null` if only the legacy API has this login. */
  readonly credentialId: string | null;
  /** The status as the platform wrote it, with its detail if there is one. */
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
  // The platform retries by itself, so the person does not have to act.
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
 * Returns the verdict on a Plug credential. A detail counts only under its own status.
 * `isCustomerActionRequired` counts only under an unknown detail: one sample has it with success.
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

function fromLegacy(from: UtilityCredential): Connection {
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

function fromPlug(from: Credential): Connection {
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

/** The higher, the worse. */
const SEVERITY: Readonly<Record<ConnectionState, number>> = {
  'needs-attention': 4,
  retrying: 3,
  checking: 2,
  connected: 1,
  unknown: 0,
};

/**
 * Merges the two records of one login. The worse state wins: it is better to ask a person to act
 * for a moment too long than not to ask.
 */
function merge(legacy: Connection, plug: Connection): Connection {
  // On a tie Plug wins, whose details say more; but only the legacy API knows if accounts are
  // loading.
  const difference = SEVERITY[plug.state] - SEVERITY[legacy.state] || (plug.state === 'connected' ? -1 : 1);
  return {
    ...(difference > 0 ? plug : legacy),
    id: legacy.id,
    utilityName: legacy.utilityName ?? plug.utilityName,
    username: legacy.username ?? plug.username,
    accountsLoading: legacy.accountsLoading,
    utilityCredentialId: legacy.utilityCredentialId,
    credentialId: plug.credentialId,
  };
}

const normalize = (text: string | null | undefined): string | null => text?.trim().toLowerCase() || null;

const isSameLogin = (legacy: UtilityCredential, plug: Credential): boolean => {
  const provider = normalize(plug.provider?.name);
  return (
    provider !== null &&
    (provider === normalize(legacy.utilityName) || provider === normalize(legacy.utilityLongName)) &&
    (plug.userId === null || legacy.userId === null || plug.userId === legacy.userId)
  );
};

/**
 * Returns the connections of a user from both generations of the platform. A login that both have
 * (same utility, same username) is returned once; no login is lost. Legacy logins come first; each
 * list keeps its order.
 */
export function connectionsOf(input: {
  readonly utilityCredentials: readonly UtilityCredential[];
  readonly credentials: readonly Credential[];
}): readonly Connection[] {
  const unmatched = new Set(unique(input.credentials));
  const byName = Map.groupBy(unmatched, ({ username }) => normalize(username));
  const legacyConnections = unique(input.utilityCredentials).map((legacy) => {
    const name = normalize(legacy.username);
    // Without a username it cannot be known whether two logins are the same.
    const named = name === null ? [] : (byName.get(name) ?? []);
    const match = named.find((plug) => unmatched.has(plug) && isSameLogin(legacy, plug));
    if (match === undefined) return fromLegacy(legacy);
    unmatched.delete(match);
    return merge(fromLegacy(legacy), fromPlug(match));
  });
  return [...legacyConnections, ...[...unmatched].map(fromPlug)];
}
