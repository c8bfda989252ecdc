/**
 * Facts about the page, from which the doctor finds problems. Contain no personal data, no token,
 * and no path or query of an address.
 */
export interface Facts {
  /** Versions of the copies of this package on the page, in the order they were loaded. */
  readonly copies: readonly string[];
  /** Tags by the version that registered them, such as `1.0.0: arc-session, arc-connect`. */
  readonly registered: readonly string[];
  /** True if the page is a secure context. */
  readonly secure: boolean;
  readonly hasSession: boolean;
  /** Message about a mistake in the set-up of `arc-session`; `null` if there is none. */
  readonly setUpProblem: string | null;
  /** `null` without a session. */
  readonly sessionStatus: string | null;
  /**
   * Error code of the session, which comes from the partner's session route; `null` without error.
   */
  readonly sessionError: string | null;
  /** How updates arrive: `stream`, `polling` or `off`; `null` without a session. */
  readonly live: string | null;
  /** Clock of this machine minus that of the broker; `null` if not known. */
  readonly clockSkewMs: number | null;
  /** Error codes of the lists, each once. */
  readonly readErrors: readonly string[];
  /**
   * Requests of elements that a policy blocked, such as `connect-src https://broker.example.com`.
   */
  readonly blocked: readonly string[];
  /** The same for the session route; `null` if it was not blocked. */
  readonly sessionRouteBlocked: string | null;
  /** Elements without a session, such as `<arc-connect session="main">`. */
  readonly withoutSession: readonly string[];
  /** Elements that name a session in another shadow root, where ids are not found. */
  readonly sessionElsewhere: readonly string[];
  /** Elements of which a part could not be loaded, such as `<arc-interval-chart>`. */
  readonly notLoaded: readonly string[];
  /** Time zones of meters that this browser does not know. */
  readonly unknownZones: readonly string[];
}

/** Stable codes of the problems that the doctor finds. */
export const FINDING_CODES = [
  'no-session',
  'session-in-other-root',
  'session-incomplete',
  'blocked-by-csp',
  'part-not-loaded',
  'session-route-blocked',
  'session-route-html',
  'session-route-missing',
  'session-route-unreachable',
  'session-route-failing',
  'broker-key-wrong',
  'broker-unreachable-from-server',
  'not-signed-in',
  'broker-unreachable',
  'origin-not-allowed',
  'session-rejected',
  'scope-missing',
  'platform-failing',
  'rate-limited',
  'clock-skew',
  'duplicate-script',
  'version-mismatch',
  'insecure-page',
  'no-stream',
  'unknown-zone',
] as const;
export type FindingCode = (typeof FINDING_CODES)[number];

/** One problem. */
export interface Finding {
  readonly code: FindingCode;
  /** `error`: something does not work. `warning`: it works with limits. */
  readonly level: 'error' | 'warning';
  /** Subject of the problem, such as a directive or a version; `null` if the code says it all. */
  readonly detail: string | null;
}

/** With a greater clock difference, tokens may be refused because of their times. */
const SKEW_MS = 60_000;

const SESSION_ERRORS: Readonly<Record<string, FindingCode>> = {
  'broker-key-wrong': 'broker-key-wrong',
  'broker-unreachable': 'broker-unreachable-from-server',
  // Issuing a session does not involve the platform, so the route or its server fails.
  'upstream-failed': 'session-route-failing',
  unavailable: 'session-route-failing',
  decode: 'session-route-html',
  'not-found': 'session-route-missing',
  network: 'session-route-unreachable',
  unreachable: 'session-route-unreachable',
  timeout: 'session-route-unreachable',
  unauthorized: 'not-signed-in',
  forbidden: 'not-signed-in',
};

const READ_ERRORS: Readonly<Record<string, FindingCode>> = {
  network: 'broker-unreachable',
  unreachable: 'broker-unreachable',
  timeout: 'broker-unreachable',
  // Every broker has these lists and sends JSON, so another server answers at its address.
  'not-found': 'broker-unreachable',
  decode: 'broker-unreachable',
  'origin-not-allowed': 'origin-not-allowed',
  'session-invalid': 'session-rejected',
  'session-expired': 'session-rejected',
  unauthorized: 'session-rejected',
  'scope-missing': 'scope-missing',
  'upstream-failed': 'platform-failing',
  unavailable: 'platform-failing',
  'rate-limited': 'rate-limited',
};

/** Returns the problems, each before its consequences; empty if there are none. */
export function diagnose(facts: Facts): readonly Finding[] {
  const found = new Map<FindingCode, Finding>();
  const add = (code: FindingCode, level: Finding['level'] = 'error', detail: string | null = null): void => {
    if (!found.has(code)) found.set(code, { code, level, detail });
  };

  if (facts.setUpProblem !== null) add('session-incomplete', 'error', facts.setUpProblem);
  else if (!facts.hasSession || facts.withoutSession.length > 0)
    add('no-session', 'error', facts.withoutSession.join(', ') || null);
  if (facts.sessionElsewhere.length > 0) add('session-in-other-root', 'error', facts.sessionElsewhere.join(', '));
  if (facts.sessionRouteBlocked !== null) add('session-route-blocked', 'error', facts.sessionRouteBlocked);
  if (facts.blocked.length > 0) add('blocked-by-csp', 'error', facts.blocked.join(', '));
  // A file that the policy blocked is in `blocked`.
  if (facts.notLoaded.length > 0 && !facts.blocked.some((what) => what.startsWith('script-src')))
    add('part-not-loaded', 'error', facts.notLoaded.join(', '));

  // A session that its route refused is signed out, and has an error.
  if (facts.sessionStatus !== 'ready' && facts.sessionError !== null) {
    const code = SESSION_ERRORS[facts.sessionError] ?? READ_ERRORS[facts.sessionError] ?? 'session-route-failing';
    if (!(code === 'session-route-unreachable' && found.has('session-route-blocked'))) add(code);
  } else {
    // Without a session every list fails too.
    for (const error of facts.readErrors) {
      const code = READ_ERRORS[error];
      if (code === undefined || (code === 'broker-unreachable' && found.has('blocked-by-csp'))) continue;
      add(code);
    }
  }

  // Other problems prevent the event stream too.
  const streamMissing = found.size === 0 && facts.live === 'polling' && facts.sessionStatus === 'ready';
  const skew = facts.clockSkewMs;
  if (skew !== null && Math.abs(skew) > SKEW_MS) add('clock-skew', 'warning', `${Math.round(skew / 1000)} s`);
  const versions = new Set(facts.copies);
  if (versions.size > 1) {
    const by = facts.registered.length > 1 ? facts.registered : [...versions];
    add('version-mismatch', 'warning', by.join('; '));
  }
  if (versions.size === 1 && facts.copies.length > 1)
    add('duplicate-script', 'warning', `${facts.copies.length} copies`);
  if (!facts.secure) add('insecure-page', 'warning');
  if (streamMissing) add('no-stream', 'warning');
  if (facts.unknownZones.length > 0) add('unknown-zone', 'warning', facts.unknownZones.join(', '));
  return [...found.values()];
}
