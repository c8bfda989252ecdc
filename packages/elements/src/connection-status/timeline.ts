import { type Connection, intervalsStatusOf, type Meter, type UtilityAccount } from '@arc-elements/models';

/** The four steps after somebody connects, in order. */
const STEP_NAMES = ['signed-in', 'accounts', 'features', 'intervals'] as const;
export type StepName = (typeof STEP_NAMES)[number];

/** `skipped`: will not happen, which is not a failure. */
export type StepState = 'done' | 'current' | 'problem' | 'waiting' | 'skipped';

/** One step of one connection. */
export interface Step {
  readonly name: StepName;
  readonly state: StepState;
  /** When it was reached, epoch ms; `null` if not known. */
  readonly atMs: number | null;
}

/** State of the interval data of one connection. */
type IntervalsState = 'waiting' | 'off' | 'collecting' | 'flowing' | 'never';

/**
 * State of one connection, derived from the current data, so the order of its changes is
 * irrelevant.
 */
export interface Timeline {
  readonly connection: Connection;
  readonly steps: readonly Step[];
  readonly accounts: readonly UtilityAccount[];
  readonly intervals: IntervalsState;
  /** Its meters whose usage data can be turned on. */
  readonly off: readonly Meter[];
  /** True if the person is signed in and the search for accounts found none. */
  readonly withoutAccounts: boolean;
}

/**
 * Derives the timeline. `accounts` and `meters` are those of all connections, `undefined` until
 * they are loaded. `only` means that there is no other connection, so that accounts and meters that
 * name no login belong to this one.
 */
export function timelineOf(
  connection: Connection,
  accounts: readonly UtilityAccount[] | undefined,
  meters: readonly Meter[] | undefined,
  only = false,
): Timeline {
  const own = accountsOf(connection, accounts ?? [], only);
  const reached = metersOf(connection, own, meters ?? [], only);
  const signedIn = own.length > 0 || connection.state === 'connected';
  const found = own.length > 0 || reached.length > 0;
  const settled =
    found && own.every((account) => Object.values(account.features).every((word) => word !== 'NOT_READY'));
  const intervals = intervalsOf(own, reached);
  const off = reached.filter((meter) => intervalsStatusOf(meter) === 'INTERVALS_NOT_REQUESTED');
  // Only the older generation reports the end of the search, which may still run for a Plug login.
  const searched = connection.utilityCredentialId !== null && accounts !== undefined && !connection.accountsLoading;
  const withoutAccounts = signedIn && !found && searched;
  const broken = connection.state === 'needs-attention';

  const states: StepState[] = [
    broken ? 'problem' : signedIn && connection.state !== 'checking' ? 'done' : found ? 'done' : 'current',
    found ? 'done' : withoutAccounts ? 'problem' : signedIn ? 'current' : 'waiting',
    settled ? 'done' : found ? 'current' : 'waiting',
    intervals === 'flowing'
      ? 'done'
      : intervals === 'never'
        ? 'skipped'
        : settled || intervals === 'collecting'
          ? 'current'
          : 'waiting',
  ];
  const times = [
    connection.sinceMs,
    earliest(own.map((account) => account.createdAtMs)),
    settled ? latest(own.map((account) => account.updatedAtMs)) : null,
    null,
  ];
  const steps = STEP_NAMES.map((name, i) => ({ name, state: states[i] as StepState, atMs: times[i] ?? null }));
  return { connection, steps: onlyOneCurrent(steps), accounts: own, intervals, off, withoutAccounts };
}

function accountsOf(
  connection: Connection,
  accounts: readonly UtilityAccount[],
  only: boolean,
): readonly UtilityAccount[] {
  if (connection.utilityCredentialId === null) return only ? accounts : [];
  return accounts.filter(
    ({ utilityCredentialId: id }) => id === connection.utilityCredentialId || (only && id === null),
  );
}

/**
 * Returns the meters of one connection, by credential, else by account number. A meter may have
 * neither.
 */
function metersOf(
  connection: Connection,
  accounts: readonly UtilityAccount[],
  meters: readonly Meter[],
  only: boolean,
): readonly Meter[] {
  const numbers = new Set(accounts.map((account) => compact(account.accountNumber)).filter((text) => text !== ''));
  return meters.filter((meter) => {
    if (meter.credentialIds.length > 0 && connection.credentialId !== null) {
      return meter.credentialIds.includes(connection.credentialId);
    }
    return only || meter.accounts.some((account) => numbers.has(compact(account.accountNumber)));
  });
}

function intervalsOf(accounts: readonly UtilityAccount[], meters: readonly Meter[]): IntervalsState {
  const statuses = meters.map(intervalsStatusOf);
  if (statuses.includes('INTERVALS_SUCCESS')) return 'flowing';
  if (statuses.includes('INTERVALS_IN_PROGRESS')) return 'collecting';
  if (statuses.includes('INTERVALS_NOT_REQUESTED')) return 'off';
  const none =
    accounts.length > 0 && accounts.every((account) => account.features.utility_intervals === 'NOT_AVAILABLE');
  const unsupported = statuses.length > 0 && statuses.every((status) => status === 'INTERVALS_NOT_SUPPORTED');
  return none || unsupported ? 'never' : 'waiting';
}

/**
 * Keeps the first current step. Later ones are shown as waiting, even if they could go on already.
 */
function onlyOneCurrent(steps: readonly Step[]): readonly Step[] {
  const first = steps.findIndex(({ state }) => state === 'current' || state === 'problem');
  return steps.map((step, i) =>
    i > first && first >= 0 && step.state === 'current' ? { ...step, state: 'waiting' } : step,
  );
}

const compact = (text: string | null): string => (text ?? '').replaceAll(/[\s-]/g, '').toLowerCase();
const known = (values: readonly (number | null)[]): readonly number[] => values.filter((value) => value !== null);
const earliest = (values: readonly (number | null)[]): number | null =>
  known(values).length > 0 ? Math.min(...known(values)) : null;
const latest = (values: readonly (number | null)[]): number | null =>
  known(values).length > 0 ? Math.max(...known(values)) : null;
