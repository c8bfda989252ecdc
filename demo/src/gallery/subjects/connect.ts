import '@arc-elements/elements/connect/define';
import { arcError, connection } from '../../../../packages/elements/src/testing/fixtures.ts';
import { make, scene } from '../scene.ts';
import { type Subject, state } from '../subject.ts';

const never = (): Promise<string> => new Promise<string>(() => {});
const refuse = (code: Parameters<typeof arcError>[0]) => async (): Promise<string> => {
  throw arcError(code);
};

export const connect: Subject = {
  tag: 'arc-connect',
  title: 'Connect',
  about: 'A button and a dialog in which a person signs in at their utility, for the first time or again.',
  states: [
    state('first', 'First connection', 'Nothing is connected: the main thing to do on the page.', () =>
      scene(make('arc-connect'), { connections: [], plugUrl: never }),
    ),
    state('another', 'Another connection', 'There is one already: a quieter button.', () =>
      scene(make('arc-connect'), { connections: [connection()], plugUrl: never }),
    ),
    state('compact', 'Compact', 'A small button without the line under it.', () =>
      scene(make('arc-connect', { compact: '' }), { connections: [], plugUrl: never }),
    ),
    state('repair', 'Repair', 'With the id of a login it signs in again instead of connecting a new one.', () =>
      scene(make('arc-connect', { 'credential-id': '12' }), { connections: [connection()], connectUrl: never }),
    ),
    state('own-words', 'Own words', 'The label and the line under it are slots.', () => {
      const element = make('arc-connect');
      const hint = document.createElement('span');
      hint.slot = 'hint';
      hint.textContent = 'We look at your usage once a day, to size your panels. You can stop it at any time.';
      element.append('Link my power company', hint);
      return scene(element, { connections: [], plugUrl: never });
    }),
    state('opening', 'Dialog: opening', 'The dialog is open; the sign-in page is on its way. Escape closes it.', () => {
      const element = make('arc-connect');
      return scene(element, { connections: [], plugUrl: never }, () => element.open());
    }),
    state('failed', 'Dialog: failed', 'The sign-in page could not be asked for.', () => {
      const element = make('arc-connect');
      return scene(element, { connections: [], plugUrl: refuse('unavailable') }, () => element.open());
    }),
    state(
      'not-allowed',
      'Dialog: not allowed',
      'The session lacks the scope to connect; trying again is no help.',
      () => {
        const element = make('arc-connect');
        return scene(element, { connections: [], plugUrl: refuse('scope-missing') }, () => element.open());
      },
    ),
    state('no-session', 'Dialog: no session', 'Pressed outside of any arc-session.', () => {
      const element = make('arc-connect');
      return { element, session: null, act: () => element.open() };
    }),
  ],
};
