import '@arc-elements/elements/feature-availability/define';
import { account, features, NOW_MS, pendingConnection } from '../../../../packages/elements/src/testing/fixtures.ts';
import type { TestSessionInit } from '../../../../packages/elements/src/testing/test-session.ts';
import { failing, make, partial, scene, sceneWith, signedOut, stale } from '../scene.ts';
import { type Scene, type Subject, state } from '../subject.ts';

const table = (attributes: Readonly<Record<string, string>> = {}) => make('arc-feature-availability', attributes);
const one: TestSessionInit = { accounts: [account()], connections: [] };
const shows = (init: TestSessionInit, attributes: Readonly<Record<string, string>> = {}): Scene =>
  scene(table(attributes), { connections: [], ...init });

const STREETS = ['Lantern Street', 'Ferry Road', 'Orchard Lane', 'Mill Pond Way', 'Harbour View', 'Chestnut Avenue'];

/** Returns accounts of different houses in one town. */
const accounts = (count: number) =>
  Array.from({ length: count }, (_, i) =>
    account({
      id: 501 + i,
      accountNumber: `5500 ${1234 + 37 * i} ${10 + (i % 80)}`,
      serviceAddress: {
        streetOne: `${18 + 7 * i} ${STREETS[i % STREETS.length]}`,
        streetTwo: null,
        city: 'Portsmouth',
        state: 'NH',
        zip: '03801',
      },
      services: i % 3 === 1 ? [{ type: 'gas', text: 'gas' }] : [{ type: 'electric', text: 'electric' }],
      features:
        i % 3 === 1
          ? features('NOT_AVAILABLE', { utility_statements: 'AVAILABLE' })
          : features('AVAILABLE', i % 3 === 2 ? { utility_intervals: 'NOT_READY', charge_cost: 'NOT_READY' } : {}),
    }),
  );

export const featureAvailability: Subject = {
  tag: 'arc-feature-availability',
  title: 'Feature availability',
  about: 'Each account with its facts, and what it offers: available, getting ready, or not available.',
  states: [
    state('one', 'One account', 'Facts over the whole width, six features in three groups.', () => shows(one)),
    state('loading', 'Loading', 'Accounts are being read for the first time.', () => scene(table())),
    state('looking', 'Looking for accounts', 'A login is being checked, so accounts may still appear.', () =>
      shows({ accounts: [], connections: [pendingConnection({ accountsLoading: true })] }),
    ),
    state('empty', 'Empty', 'There is no account, and none is being looked for.', () => shows({ accounts: [] })),
    state(
      'getting-ready',
      'Getting ready',
      'The platform is still checking every feature; the page updates by itself.',
      () => shows({ accounts: [account({ features: features('NOT_READY') })] }),
    ),
    state('not-available', 'Not available', 'This utility offers none of it.', () =>
      shows({ accounts: [account({ features: features('NOT_AVAILABLE') })] }),
    ),
    state('three', 'Three accounts', 'Side by side where there is room, one at a time where there is not.', () =>
      shows({ accounts: accounts(3) }),
    ),
    state('many', 'Many accounts', 'From four accounts on a list, from eight on with a search.', () =>
      shows({ accounts: accounts(50) }),
    ),
    state('past-due', 'Past due', 'A bill is open, and the account is locked.', () =>
      shows({ accounts: [account({ pastDue: true, status: 'locked', statusText: 'locked' })] }),
    ),
    state('closed', 'Closed account', 'Somebody moved out.', () =>
      shows({ accounts: [account({ status: 'closed', statusText: 'closed', features: features('NOT_AVAILABLE') })] }),
    ),
    state('sparse', 'Few facts', 'The utility gives no address, number or tariff.', () =>
      shows({
        accounts: [
          account({
            accountNumber: null,
            serviceAddress: { streetOne: null, streetTwo: null, city: null, state: null, zip: null },
            tariff: null,
            services: [],
            updatedAtMs: NOW_MS,
          }),
        ],
      }),
    ),
    state('compact', 'Compact', 'Only address and number of an account.', () => shows(one, { compact: '' })),
    state('chosen', 'Chosen features', 'Only the features that this page is about.', () =>
      shows(one, { features: 'utility_intervals charge_cost' }),
    ),
    state('unknown', 'A new word', 'The platform reports a status that did not exist when this was written.', () =>
      shows({ accounts: [account({ features: features('AVAILABLE', { smart_charge: 'unknown' }) })] }),
    ),
    state('partial', 'Partial', 'Some rows of the answer could not be read; the others show.', () =>
      sceneWith(table(), one, partial('accounts')),
    ),
    state('stale', 'Stale', 'The last refresh failed; what was read before stays, with its age.', () =>
      sceneWith(table(), one, stale('accounts')),
    ),
    state('failed', 'Failed', 'Nothing could be read; trying again may help.', () =>
      sceneWith(table(), { connections: [] }, failing('upstream-failed', 'accounts')),
    ),
    state('signed-out', 'Signed out', 'The session was ended; nothing of the person is left.', () =>
      sceneWith(table(), one, signedOut),
    ),
    state('no-session', 'No session', 'It stands outside of any arc-session.', () => ({
      element: table(),
      session: null,
    })),
  ],
};
