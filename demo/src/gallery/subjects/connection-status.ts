import '@arc-elements/elements/connection-status/define';
import '@arc-elements/elements/connect/define';
import type { ConnectionReason } from '@arc-elements/models';
import {
  account,
  connection,
  features,
  meter,
  NOW_MS,
  pendingConnection,
  rejectedConnection,
} from '../../../../packages/elements/src/testing/fixtures.ts';
import type { TestSessionInit } from '../../../../packages/elements/src/testing/test-session.ts';
import { failing, make, partial, scene, sceneWith, signedOut, stale } from '../scene.ts';
import { type Scene, type Subject, state } from '../subject.ts';

const MINUTE_MS = 60_000;
const status = () => make('arc-connection-status');
const settled = { utility_remittance: 'NOT_AVAILABLE', smart_charge: 'NOT_AVAILABLE' } as const;
const ready = account({ features: features('AVAILABLE', settled) });
const shows = (init: TestSessionInit): Scene => scene(status(), { accounts: [], meters: [], ...init });
const done: TestSessionInit = { connections: [connection()], accounts: [ready], meters: [meter()] };

/** Returns a connection that the platform retries by itself; the person reads why it takes time. */
const retrying = (reason: ConnectionReason): Scene =>
  shows({
    connections: [connection({ state: 'retrying', reason, actor: 'platform', next: 'wait', sinceMs: NOW_MS - 4e6 })],
  });

export const connectionStatus: Subject = {
  tag: 'arc-connection-status',
  title: 'Connection status',
  about: 'Each connection as a timeline: what is happening, who must act, what comes next, and since when.',
  states: [
    state('connected', 'Connected', 'Signed in, accounts found, features checked, readings arriving.', () =>
      shows(done),
    ),
    state('loading', 'Loading', 'Connections are being read for the first time.', () => scene(status())),
    state('empty', 'Empty', 'Nothing is connected yet. Without an arc-connect on the page it offers one.', () =>
      shows({ connections: [] }),
    ),
    state('checking', 'Checking the sign-in', 'The utility is checking the login.', () =>
      shows({ connections: [pendingConnection()] }),
    ),
    state(
      'checking-long',
      'Still checking',
      'Some utilities take hours; the text then says that nobody needs to wait here.',
      () => shows({ connections: [pendingConnection({ sinceMs: NOW_MS - 55 * MINUTE_MS })] }),
    ),
    state('enrolling', 'Being set up', 'Access has to be set up with the utility first.', () =>
      shows({ connections: [pendingConnection({ reason: 'enrolling', sinceMs: NOW_MS - 300 * MINUTE_MS })] }),
    ),
    state('finding-accounts', 'Finding accounts', 'Signed in; accounts are still being looked for.', () =>
      shows({ connections: [connection({ accountsLoading: true })] }),
    ),
    state('no-accounts', 'No accounts', 'Signed in, but this login has no account.', () =>
      shows({ connections: [connection({ accountsLoading: false })] }),
    ),
    state('checking-features', 'Checking features', 'There is an account; the platform is checking its features.', () =>
      shows({ connections: [connection()], accounts: [account({ features: features('NOT_READY') })] }),
    ),
    state('usage-off', 'Usage data off', 'Everything is ready; the person may turn usage data on.', () =>
      shows({
        ...done,
        meters: [meter({ status: 'INTERVALS_NOT_REQUESTED', isIntervalsProductActive: false })],
      }),
    ),
    state('usage-collecting', 'Collecting usage data', 'Up to a year of readings is on its way.', () =>
      shows({
        ...done,
        meters: [meter({ status: 'INTERVALS_IN_PROGRESS', earliestIntervalAtMs: null, latestIntervalAtMs: null })],
      }),
    ),
    state('usage-never', 'No usage data', 'This utility publishes no usage data, which is not a failure.', () =>
      shows({ ...done, meters: [meter({ status: 'INTERVALS_NOT_SUPPORTED', isIntervalsProductActive: false })] }),
    ),
    state('needs-attention', 'Sign-in refused', 'The utility did not accept the login; a button repairs it.', () =>
      shows({ connections: [rejectedConnection()] }),
    ),
    state('second-factor', 'Second factor', 'The utility asks for a code at every sign-in.', () =>
      shows({ connections: [rejectedConnection({ reason: 'mfa-required' })] }),
    ),
    state(
      'email-approval',
      'E-mail to confirm',
      'The utility has sent the person an e-mail; signing in again does not help.',
      () =>
        shows({
          connections: [rejectedConnection({ reason: 'email-approval', next: 'approve-email', canRepair: false })],
        }),
    ),
    state('access-limited', 'Access limited', 'The login works but may not see everything.', () =>
      shows({
        connections: [rejectedConnection({ reason: 'access-limited', next: 'contact-utility', canRepair: false })],
      }),
    ),
    state('provider-down', 'Utility is down', 'The utility’s own site does not answer.', () =>
      retrying('provider-down'),
    ),
    state('under-review', 'Under review', 'The utility’s site has changed; somebody is looking at it.', () =>
      retrying('under-review'),
    ),
    state('verification-error', 'Check failed', 'The check failed and is repeated automatically.', () =>
      retrying('verification-error'),
    ),
    state('paused', 'Paused', 'Reading is paused; what was read stays.', () =>
      shows({ ...done, connections: [connection({ reason: 'paused' })] }),
    ),
    state('unknown', 'A new word', 'The platform reports a status that did not exist when this was written.', () =>
      shows({
        connections: [connection({ state: 'unknown', reason: 'unknown', actor: 'nobody', statusText: 'AWAITING_FAX' })],
      }),
    ),
    state('several', 'Several', 'Three utilities, each in its own state; one has a very long name.', () =>
      shows({
        ...done,
        connections: [
          connection(),
          rejectedConnection({ id: 'arc:13', utilityCredentialId: 13, credentialId: 'crd_2', utilityName: 'Bay Gas' }),
          pendingConnection({
            id: 'arc:14',
            utilityCredentialId: 14,
            credentialId: 'crd_3',
            utilityName: 'Upper Peninsula and Northern Lakes Rural Electric Membership Cooperative',
            username: 'a.rather.long.login.name.for.a.farm@cooperative-members.example.com',
          }),
        ],
      }),
    ),
    state('partial', 'Partial', 'Some rows of the answer could not be read; the others show.', () =>
      sceneWith(status(), done, partial('connections')),
    ),
    state('stale', 'Stale', 'The last refresh failed; what was read before stays, with its age.', () =>
      sceneWith(status(), done, stale('connections')),
    ),
    state('failed', 'Failed', 'Nothing could be read; trying again may help.', () =>
      sceneWith(status(), {}, failing('network', 'connections')),
    ),
    state('signed-out', 'Signed out', 'The session was ended; nothing of the person is left.', () =>
      sceneWith(status(), done, signedOut),
    ),
    state('no-session', 'No session', 'It stands outside of any arc-session, which a developer should see.', () => ({
      element: status(),
      session: null,
    })),
  ],
};
