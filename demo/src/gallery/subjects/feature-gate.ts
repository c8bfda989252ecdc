import '@arc-elements/elements/feature-gate/define';
import type { Availability } from '@arc-elements/models';
import { account, features } from '../../../../packages/elements/src/testing/fixtures.ts';
import { failing, make, scene, sceneWith, signedOut, stale } from '../scene.ts';
import { type Scene, type Subject, state } from '../subject.ts';

const CONTENT = {
  available: 'What did my last charge cost? Ask away: your car’s sessions are priced by your own tariff.',
  'not-ready': 'Charging costs are being worked out from your first bill. They appear here by themselves.',
  'not-available': 'Your utility does not share what is needed for charging costs.',
} as const;

/** Returns a gate with a partner's own content for each state. */
function gate(attributes: Readonly<Record<string, string>> = {}): HTMLElement {
  const element = make('arc-feature-gate', { feature: 'charge_cost', ...attributes });
  for (const [slot, words] of Object.entries(CONTENT)) {
    const content = document.createElement('p');
    content.slot = slot;
    content.textContent = words;
    element.append(content);
  }
  return element;
}

const shows = (word: Availability): Scene =>
  scene(gate(), { accounts: [account({ features: features('AVAILABLE', { charge_cost: word }) })] });

export const featureGate: Subject = {
  tag: 'arc-feature-gate',
  title: 'Feature gate',
  about: 'The page’s own content, chosen by the state of one feature. The element itself is not visible.',
  states: [
    state('available', 'Available', 'The feature can be used.', () => shows('AVAILABLE')),
    state('loading', 'Loading', 'Accounts are being read: a line of the content’s height.', () => scene(gate())),
    state('not-ready', 'Not ready', 'The platform is still checking the feature; the page updates by itself.', () =>
      shows('NOT_READY'),
    ),
    state('not-available', 'Not available', 'It cannot be used for now.', () => shows('NOT_AVAILABLE')),
    state('unknown', 'A new word', 'A status that is not known counts as not available.', () => shows('unknown')),
    state('stale', 'Stale', 'A refresh failed; the last known state stays.', () =>
      sceneWith(gate(), { accounts: [account({ features: features() })] }, stale('accounts')),
    ),
    state('failed', 'Failed', 'Nothing is known because accounts could not be read.', () =>
      sceneWith(gate(), {}, failing('timeout', 'accounts')),
    ),
    state('signed-out', 'Signed out', 'The session was ended.', () =>
      sceneWith(gate(), { accounts: [account()] }, signedOut),
    ),
    state('no-session', 'No session', 'It stands outside of any arc-session.', () => ({
      element: gate(),
      session: null,
    })),
  ],
};
