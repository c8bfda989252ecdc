import type { ConnectionReason, ConnectionState } from '@arc-elements/models';
import type { StepName } from '../../connection-status/timeline.ts';

/** English, from which the other languages are translated. */
export const connectionStatus = () => ({
  region: 'Your utility connections',
  unnamed: 'Utility',
  loading: 'Loading your connections',
  emptyTitle: 'No utility is connected yet.',
  emptyHint: 'Once you connect one, you can follow here what happens.',
  since: (when: string) => `since ${when}`,
  connect: 'Connect your utility',
  signInAgain: 'Sign in again',
  state: {
    checking: 'Checking',
    connected: 'Connected',
    'needs-attention': 'Needs you',
    retrying: 'Trying again',
    unknown: 'Status unclear',
  } satisfies Record<ConnectionState, string>,
  /** Names of a step while it is running, when it is done, and otherwise. */
  step: {
    'signed-in': { current: 'Signing in', done: 'Signed in', other: 'Sign-in' },
    accounts: { current: 'Finding accounts', done: 'Accounts found', other: 'Accounts' },
    features: { current: 'Checking features', done: 'Features checked', other: 'Features' },
    intervals: { current: 'Usage data', done: 'Usage data arriving', other: 'Usage data' },
  } satisfies Record<StepName, Record<'current' | 'done' | 'other', string>>,
  progress: {
    done: 'done',
    current: 'in progress',
    problem: 'needs attention',
    waiting: 'not started',
    skipped: 'not offered',
  },
  announce: (utility: string, state: string) => `${utility}: ${state}.`,

  /** Sentences on the current step. */
  checking: (utility: string) => `Checking your sign-in with ${utility}. This usually takes under a minute.`,
  checkingLong: (utility: string) =>
    `Still checking your sign-in with ${utility}. Some utilities take a few hours; you can close this page.`,
  accountsLoading: (utility: string) => `Looking for your accounts at ${utility}. This usually takes a minute or two.`,
  noAccounts: (utility: string) =>
    `No account was found with this sign-in. Check on ${utility}’s own site that it shows your bills.`,
  features: (utility: string) =>
    `Finding out what ${utility} offers for your account. Most of it is known within minutes, all of it within a day.`,
  intervalsOff: 'Usage data can be turned on now.',
  intervalsNow: 'Collecting up to a year of readings. The first ones usually arrive within the hour.',
  intervalsWaiting: (utility: string) => `Usage data can follow once ${utility} lists your meter.`,
  intervalsNever: (utility: string) => `${utility} does not publish usage data for this account.`,
  done: 'Everything is set up. New readings arrive as your utility publishes them.',

  open: (utility: string, text: string | null) =>
    text === null
      ? `${utility} has not told us how it stands. We keep asking.`
      : `${utility} reports “${text}”, which is new to us. We keep asking.`,
  /** Sentences on a reason, in place of those on the step. Other reasons have none. */
  reasons: {
    enrolling: (utility) => `Access to ${utility} is being set up. There is nothing you need to do.`,
    'login-rejected': (utility) =>
      `${utility} did not accept the user name or password. Sign in again with the ones you use on its own site.`,
    'mfa-required': (utility) =>
      `${utility} asks for a code at every sign-in, so your data cannot be read. Turn that off there, then ` +
      'sign in again.',
    'email-approval': (utility) => `${utility} has sent you an email. Please confirm it; the rest goes on by itself.`,
    'access-limited': (utility) =>
      `${utility} limits what this sign-in can see. It may be locked, need a new password, or need online ` +
      'billing turned on. Its support can tell.',
    'action-required': (utility) => `${utility} needs something from you. Signing in again usually settles it.`,
    failed: (utility) => `${utility} stopped the connection. Signing in again usually brings it back.`,
    'provider-down': (utility) =>
      `${utility}’s site cannot be reached right now. We keep trying; you need not do anything.`,
    'under-review': (utility) =>
      `Something on ${utility}’s site has changed and is being looked at. You need not do anything.`,
    'verification-error': (utility) =>
      `The check with ${utility} did not go through. It is repeated by itself; you need not do anything.`,
    paused: (utility) => `Reading from ${utility} is paused. What was read so far stays here.`,
  } satisfies Partial<Record<ConnectionReason, (utility: string) => string>>,
});
