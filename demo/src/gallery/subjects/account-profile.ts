import '@arc-elements/elements/account-profile/define';
import type { ArcAccountProfileElement } from '@arc-elements/elements/account-profile';
import { type Account, decodeAccount } from '@arc-elements/models';
import { arcError } from '../../../../packages/elements/src/testing/fixtures.ts';
import type { TestSession, TestSessionInit } from '../../../../packages/elements/src/testing/test-session.ts';
import { make, scene, sceneWith, shadowPart, signedOut } from '../scene.ts';
import { type Scene, type Subject, state } from '../subject.ts';

type Profile = NonNullable<TestSessionInit['profile']>;

/** Returns the person's Switch account, decoded from the platform's response. */
function saved(patch: Readonly<Record<string, unknown>> = {}): Account {
  return decodeAccount({
    accountId: 'a-1',
    providerAccountId: 'user-1',
    status: 'ACTIVE',
    address: { address1: '18 Lantern Street', city: 'Portsmouth', state: 'NH', zip: '03801', country: 'US' },
    properties: { customerClass: { keyName: 'customerClass', dataValue: '1' } },
    tariffs: [
      { masterTariffId: 522, tariffName: 'Standard', lseName: 'Harbor Electric', customerLikelihood: 21.5 },
      { masterTariffId: 523, tariffName: 'Time of use', lseName: 'Harbor Electric', customerLikelihood: 74.2 },
      { masterTariffId: 524, tariffName: 'Electric vehicle', lseName: 'Harbor Electric', customerLikelihood: 4.3 },
    ],
    ...patch,
  });
}

const form = (): ArcAccountProfileElement => make('arc-account-profile');
const shows = (profile: Profile, element = form()): Scene => scene(element, { profile });

/** Returns a scene in which buttons of the form are pressed, each once it is shown. */
const press = (profile: Profile, ...parts: readonly string[]): Scene => {
  const element = form();
  return scene(element, { profile }, async () => {
    for (const part of parts) (await shadowPart(element, `[part~=${part}]`)).click();
  });
};

/** Removes the scope that saving needs. */
const allowReadingOnly = (session: TestSession): void => session.setState({ scopes: ['profile:read'] });

const failWith = (code: Parameters<typeof arcError>[0]) => async (): Promise<never> => {
  throw arcError(code);
};

export const accountProfile: Subject = {
  tag: 'arc-account-profile',
  title: 'Account profile',
  about: 'Address, kind of customer and your own questions, and the likely tariff for the person to confirm.',
  states: [
    state('saved', 'Saved', 'The saved answers, and the most likely tariff in words.', () =>
      shows({ find: async () => saved() }),
    ),
    state('loading', 'Loading', 'The account is being read.', () => shows({})),
    state('new', 'New', 'The person has no account yet.', () => shows({ find: async () => null })),
    state('questions', 'More questions', 'The page asks for something of its own.', () =>
      shows(
        { find: async () => saved() },
        Object.assign(form(), {
          fields: [
            {
              keyName: 'buildingArea',
              label: 'Heated area',
              unit: 'sq ft',
              type: 'number',
              help: 'On your lease or deed.',
            },
            { keyName: 'occupants', label: 'People at home', type: 'number', required: true },
          ],
        } satisfies Pick<ArcAccountProfileElement, 'fields'>),
      ),
    ),
    state(
      'choosing',
      'Choosing a tariff',
      'The most likely tariff is not the right one: the others, by likelihood.',
      () => press({ find: async () => saved() }, 'choose'),
    ),
    state('no-tariff', 'No tariff', 'The address is known; no tariff fits it so far.', () =>
      shows({ find: async () => saved({ tariffs: [] }) }),
    ),
    state('mistakes', 'Mistakes', 'An answer is missing: the message is at its field, and nothing was sent.', () =>
      press({ find: async () => null }, 'save'),
    ),
    state('saving', 'Saving', 'The answer is on its way.', () =>
      press({ find: async () => saved(), upsert: () => new Promise<never>(() => {}) }, 'save'),
    ),
    state('just-saved', 'Just saved', 'A short message confirms it.', () =>
      press({ find: async () => saved(), upsert: async () => saved() }, 'save'),
    ),
    state('not-saved', 'Not saved', 'Saving failed; what was typed stays.', () =>
      press({ find: async () => saved(), upsert: failWith('unavailable') }, 'save'),
    ),
    state('conflict', 'Changed elsewhere', 'Somebody else saved in the meantime; the newer one can be read.', () =>
      press({ find: async () => saved(), upsert: failWith('conflict') }, 'save'),
    ),
    state('deleted', 'Deleted', 'The account was closed.', () =>
      shows({ find: async () => saved({ status: 'DELETED' }) }),
    ),
    state('failed', 'Failed', 'The account could not be read; trying again may help.', () =>
      shows({ find: failWith('upstream-failed') }),
    ),
    state('not-allowed', 'Not allowed', 'The session lacks the scope to read it.', () =>
      shows({ find: failWith('scope-missing') }),
    ),
    state('read-only', 'Read only', 'The session may read but not save: the answers are text without fields.', () =>
      sceneWith(form(), { profile: { find: async () => saved() } }, allowReadingOnly),
    ),
    state('read-only-new', 'Read only, new', 'There is nothing yet, and it cannot be entered here.', () =>
      sceneWith(form(), { profile: { find: async () => null } }, allowReadingOnly),
    ),
    state('not-offered', 'Not offered', 'The broker has no access to Switch.', () =>
      shows({ find: failWith('not-configured') }),
    ),
    state('signed-out', 'Signed out', 'The session was ended; nothing of the person is left.', () =>
      sceneWith(form(), { profile: { find: async () => saved() } }, signedOut),
    ),
    state('no-session', 'No session', 'It stands outside of any arc-session.', () => ({
      element: form(),
      session: null,
    })),
  ],
};
