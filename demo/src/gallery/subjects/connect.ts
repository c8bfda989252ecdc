import '@arc-elements/elements/connect/define';
import { timing } from '../../../../packages/elements/src/internal/timing.ts';
import { arcError, connection } from '../../../../packages/elements/src/testing/fixtures.ts';
import { make, scene, shadowPart } from '../scene.ts';
import { type GalleryState, type Subject, state } from '../subject.ts';

const never = (): Promise<string> => new Promise<string>(() => {});
const failWith = (code: Parameters<typeof arcError>[0]) => async (): Promise<string> => {
  throw arcError(code);
};

/** Returns the address of the gallery's own Connect page. */
const page = (query: string) => async (): Promise<string> =>
  new URL(`gallery-connect.html${query}`, location.href).href;

/** Returns a state in which Connect has ended with `status`; the result stays under the button. */
const ended = (name: string, title: string, about: string, status: string): GalleryState =>
  state(name, title, about, () => {
    const element = make('arc-connect');
    return scene(element, { connections: [connection()], plugUrl: page(`?end=${status}`) }, async () => {
      element.open();
      await shadowPart(element, '[part=outcome] span');
    });
  });

/**
 * Returns a state in which the page in the dialog sends no message; `afterLoad` runs while it is
 * silent.
 */
const silent = (name: string, title: string, about: string, afterLoad: () => void): GalleryState =>
  state(name, title, about, () => {
    const element = make('arc-connect');
    const wait = timing.silentFrame;
    const base = scene(element, { connections: [], plugUrl: page('?silent') }, async () => {
      element.open();
      await shadowPart(element, 'iframe[src]');
      afterLoad();
      await shadowPart(element, '[part=silent]');
    });
    // Shortens the ten seconds after which the element reports the silence.
    timing.silentFrame = 300;
    return {
      ...base,
      cleanUp: () => {
        timing.silentFrame = wait;
      },
    };
  });

export const connect: Subject = {
  tag: 'arc-connect',
  title: 'Connect',
  about: 'A button and a dialog in which a person signs in at their utility, for the first time or again.',
  states: [
    state('first', 'First connection', 'Nothing is connected: a prominent button.', () =>
      scene(make('arc-connect'), { connections: [], plugUrl: never }),
    ),
    state('another', 'Another connection', 'There is one already: a quieter button.', () =>
      scene(make('arc-connect'), { connections: [connection()], plugUrl: never }),
    ),
    state('compact', 'Compact', 'A small button without the line under it.', () =>
      scene(make('arc-connect', { compact: '' }), { connections: [], plugUrl: never }),
    ),
    state(
      'repair',
      'Repair',
      'With the id of a login, the button repairs that login instead of adding another one.',
      () => scene(make('arc-connect', { 'credential-id': '12' }), { connections: [connection()], connectUrl: never }),
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
    state('running', 'Dialog: signing in', 'The sign-in page, here one that sends nothing.', () => {
      const element = make('arc-connect');
      return scene(element, { connections: [], plugUrl: page('') }, async () => {
        element.open();
        await shadowPart(element, 'iframe:not(.is-waiting)');
      });
    }),
    silent('silent', 'Dialog: silent', 'The sign-in page has not answered for ten seconds.', () => {}),
    silent(
      'blocked',
      'Dialog: blocked',
      'The policy of the site forbids the frame; arc-error names the directive.',
      () => {
        document.dispatchEvent(
          new SecurityPolicyViolationEvent('securitypolicyviolation', {
            documentURI: location.href,
            violatedDirective: 'frame-src',
            effectiveDirective: 'frame-src',
            originalPolicy: '',
            blockedURI: location.origin,
            disposition: 'enforce',
            statusCode: 200,
          }),
        );
      },
    ),
    state('failed', 'Dialog: failed', 'The address of the sign-in page could not be read.', () => {
      const element = make('arc-connect');
      return scene(element, { connections: [], plugUrl: failWith('unavailable') }, () => element.open());
    }),
    state(
      'not-allowed',
      'Dialog: not allowed',
      'The session lacks the scope to connect; trying again is no help.',
      () => {
        const element = make('arc-connect');
        return scene(element, { connections: [], plugUrl: failWith('scope-missing') }, () => element.open());
      },
    ),
    state('no-session', 'Dialog: no session', 'Pressed outside of any arc-session.', () => {
      const element = make('arc-connect');
      return { element, session: null, act: () => element.open() };
    }),
    ended(
      'connected',
      'Ended: connected',
      'The utility accepted the sign-in. The line stays for a minute.',
      'LOGIN_SUCCESS',
    ),
    ended('pending', 'Ended: being checked', 'The sign-in was sent and is still being checked.', 'PENDING'),
    ended('unknown', 'Ended: otherwise', 'Connect ended with a status that is not known.', 'SOMETHING_NEW'),
  ],
};
