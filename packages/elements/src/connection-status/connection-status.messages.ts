import type { ConnectionReason, ConnectionState } from '@arc-elements/models';
import type { StepName } from './timeline.ts';

/** Words of `arc-connection-status`, in one place for translation. */
export const messages = {
  region: 'Your utility connections',
  unnamed: 'Utility',
  loading: 'Loading your connections',
  emptyTitle: 'No utility is connected yet.',
  emptyHint: 'Once you connect one, you can follow here what happens.',
  since: 'since',
  connect: 'Connect your utility',
  signInAgain: 'Sign in again',
  state: {
    checking: 'Checking',
    connected: 'Connected',
    'needs-attention': 'Needs you',
    retrying: 'Trying again',
    unknown: 'Status unclear',
  } satisfies Record<ConnectionState, string>,
  step: {
    'signed-in': 'Signed in',
    accounts: 'Accounts found',
    features: 'Features checked',
    intervals: 'Usage data arriving',
  } satisfies Record<StepName, string>,
  progress: {
    done: 'done',
    current: 'in progress',
    problem: 'needs attention',
    waiting: 'not started',
    skipped: 'not offered',
  },
  announce: (utility: string, state: string) => `${utility}: ${state}.`,

  /** What happens while the login is being checked. */
  checking: (utility: string) => `Checking your sign-in with ${utility}. This usually takes under a minute.`,
  checkingLong: (utility: string) =>
    `Still checking your sign-in with ${utility}. Some utilities take a few hours; you can close this page.`,
  accountsLoading: (utility: string) => `Looking for your accounts at ${utility}. This usually takes a minute or two.`,
  noAccounts: (utility: string) =>
    `No account was found with this login. Check on ${utility}’s own site that it shows your bills.`,
  features: (utility: string) =>
    `Finding out what ${utility} offers for your account. Most of it is known within minutes, all of it within a day.`,
  intervalsOff: 'Usage data can be turned on now, in the list of meters.',
  intervalsNow: 'Collecting up to a year of readings. The first ones usually arrive within the hour.',
  intervalsWaiting: (utility: string) => `Usage readings can follow once ${utility} lists your meter.`,
  intervalsNever: (utility: string) => `${utility} does not publish usage readings for this account.`,
  done: 'Everything is set up. New readings arrive as your utility publishes them.',

  /** Why it does not go on by itself, or goes on slowly; `null` says nothing beyond the step's own sentence. */
  reason: (reason: ConnectionReason, utility: string): string | null => reasons(utility)[reason] ?? null,
  open: (utility: string, text: string | null) =>
    text === null
      ? `${utility} has not told us how it stands. We keep asking.`
      : `${utility} reports “${text}”, which is new to us. We keep asking.`,
};

const reasons = (utility: string): Partial<Record<string, string>> => ({
  'login-rejected': `${utility} did not accept the user name or password. Sign in again with the ones you use on its site.`,
  'login-revoked': `${utility} no longer accepts this sign-in. Perhaps the password was changed.`,
  'mfa-required': `${utility} asks for a code at each sign-in, which stops us from reading your data. Turn that off there, then sign in again.`,
  'email-approval': `${utility} has sent you an e-mail. Please confirm it; everything goes on by itself afterwards.`,
  'access-limited': `${utility} limits what this login may see: it may be locked, need a new password, or need online billing turned on.`,
  'provider-down': `${utility}’s site is not reachable right now. We try again by ourselves.`,
  'under-review': `Something on ${utility}’s site has changed and is being looked at. There is nothing you need to do.`,
  enrolling: `Access to ${utility} is being set up. There is nothing you need to do.`,
  'verification-failed': `The check with ${utility} did not go through this time. It is repeated by itself.`,
});
