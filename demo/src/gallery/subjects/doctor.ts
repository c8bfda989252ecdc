import '@arc-elements/elements/doctor/define';
import '@arc-elements/elements/meter-list/define';
import '@arc-elements/elements/session/define';
import type { SessionState } from '@arc-elements/client';
import { ArcError } from '@arc-elements/models';
import { timing } from '../../../../packages/elements/src/internal/timing.ts';
import { VERSION } from '../../../../packages/elements/src/internal/version.ts';
import { defineLazy } from '../../../../packages/elements/src/lazy-element/lazy-element.ts';
import { arcError, meter } from '../../../../packages/elements/src/testing/fixtures.ts';
import type { TestSession } from '../../../../packages/elements/src/testing/test-session.ts';
import { meterYear } from '../readings.ts';
import { make, scene, sceneWith, shadowPart } from '../scene.ts';
import { type GalleryState, type Subject, state } from '../subject.ts';

const HEALTHY: Partial<SessionState> = { clockSkewMs: 120 };
const NOTHING_CONNECTED = { connections: [], accounts: [], meters: [] };

/** Returns a state in which the doctor checks a session that `change` has changed. */
const withSession = (
  name: string,
  title: string,
  about: string,
  change: (session: TestSession) => void,
): GalleryState =>
  state(name, title, about, () =>
    sceneWith(make('arc-doctor'), NOTHING_CONNECTED, (session) => {
      session.setState(HEALTHY);
      change(session);
    }),
  );

/**
 * Returns a state in which `change` changes the page; the function that it returns restores the
 * page.
 */
const withPage = (name: string, title: string, about: string, change: () => () => void): GalleryState => {
  const base = withSession(name, title, about, () => {});
  return { ...base, make: () => ({ ...base.make(), cleanUp: change() }) };
};

/**
 * Returns a state in which the doctor finds `code` about an element that `add` adds to the page; the
 * function that it returns removes the element.
 */
const withOtherElement = (
  name: string,
  title: string,
  about: string,
  code: string,
  add: () => () => void,
): GalleryState =>
  state(name, title, about, () => {
    const element = make('arc-doctor');
    const base = scene(element, NOTHING_CONNECTED, async () => {
      await shadowPart(element, `[data-code=${code}]`);
    });
    base.session?.setState(HEALTHY);
    return { ...base, cleanUp: add() };
  });

/** Replaces a property of the window; returns a function that restores it. */
function setGlobal(key: PropertyKey, value: unknown): () => void {
  const before = Object.getOwnPropertyDescriptor(globalThis, key);
  Object.defineProperty(globalThis, key, { configurable: true, value });
  return () => {
    if (before === undefined) Reflect.deleteProperty(globalThis, key);
    else Object.defineProperty(globalThis, key, before);
  };
}

/** Property of the window with the versions of the copies of the package that were loaded. */
const COPIES = Symbol.for('arc-elements.copies');

type Code = Parameters<typeof arcError>[0];
/** Returns a change after which the session route failed with `code`. */
const sessionFails = (code: Code) => (session: TestSession) =>
  session.setState({ status: 'failed', error: arcError(code), live: 'off', expiresAtMs: null, clockSkewMs: null });
/** Returns a change after which every reading of the broker failed with `code`. */
const readingFails = (code: Code) => (session: TestSession) => {
  for (const store of [session.connections, session.accounts, session.meters]) store.setError(arcError(code));
};
/** Returns the error of a request that got no answer. */
const unreachable = (path: string) => new ArcError('network', 'No answer.', { request: { method: 'GET', path } });

/**
 * Returns a state in which the page's policy blocks a request: `change` changes the session and
 * returns the address.
 */
const withBlockedRequest = (
  name: string,
  title: string,
  about: string,
  change: (session: TestSession) => string,
): GalleryState =>
  state(name, title, about, () => {
    let blocked = '';
    const fail = (session: TestSession): void => {
      session.setState(HEALTHY);
      blocked = change(session);
    };
    return sceneWith(make('arc-doctor'), NOTHING_CONNECTED, fail, () => reportBlocked(blocked));
  });

/** Reports to the page that its content security policy blocked a request. */
function reportBlocked(blockedURI: string): void {
  document.dispatchEvent(
    new SecurityPolicyViolationEvent('securitypolicyviolation', {
      documentURI: location.href,
      violatedDirective: 'connect-src',
      effectiveDirective: 'connect-src',
      originalPolicy: '',
      blockedURI,
      disposition: 'enforce',
      statusCode: 200,
    }),
  );
}

/** Adds an element whose session is in another shadow root; returns a function that removes it. */
function addElementInOtherRoot(): () => void {
  const { missingSession } = timing;
  timing.missingSession = 0;
  const cards = ['arc-session', 'arc-meter-list'].map((tag) => {
    const card = document.createElement('div');
    card.hidden = true;
    const inside = document.createElement(tag);
    inside.setAttribute(tag === 'arc-session' ? 'id' : 'session', 'main');
    card.attachShadow({ mode: 'open' }).append(inside);
    return card;
  });
  document.body.append(...cards);
  return () => {
    timing.missingSession = missingSession;
    for (const card of cards) card.remove();
  };
}

/** Adds an element whose class cannot be loaded; returns a function that removes it. */
function addElementWithoutClass(): () => void {
  const { error } = console;
  // The failure to load is what this state shows. As an error on the console it would fail tests.
  console.error = () => {};
  const load = (): Promise<never> => Promise.reject(new Error('There is no such file.'));
  defineLazy('arc-example-chart', { load, properties: {} });
  const element = document.createElement('arc-example-chart');
  element.hidden = true;
  document.body.append(element);
  return () => {
    console.error = error;
    element.remove();
  };
}

export const doctor: Subject = {
  tag: 'arc-doctor',
  title: 'Doctor',
  about: 'For developers: why an embed does not work, as stable codes with cause and fix.',
  states: [
    withSession('well', 'All is well', 'Nothing is wrong.', () => {}),
    state('no-session', 'No session', 'It stands outside of any arc-session.', () => ({
      element: make('arc-doctor'),
      session: null,
    })),
    state('incomplete', 'Incomplete set-up', 'The arc-session has no broker address.', () => {
      const element = document.createElement('arc-session');
      element.append(make('arc-doctor'));
      return { element, session: null };
    }),
    withSession(
      'html',
      'Session route: HTML',
      'The route answers with a login page instead of a token.',
      sessionFails('decode'),
    ),
    withSession('missing', 'Session route: 404', 'There is no route at the address.', sessionFails('not-found')),
    withSession('unreachable', 'Session route: unreachable', 'The route cannot be reached.', sessionFails('network')),
    withSession('failing', 'Session route: failing', 'The route answers with an error.', sessionFails('unknown')),
    withSession(
      'key',
      'Broker key wrong',
      'The broker does not know the key of the site’s server.',
      sessionFails('broker-key-wrong'),
    ),
    withSession(
      'server',
      'Broker unreachable from the server',
      'The site’s server cannot reach its broker.',
      sessionFails('broker-unreachable'),
    ),
    withSession(
      'not-signed-in',
      'Nobody signed in',
      'The session route does not know who is signed in.',
      sessionFails('unauthorized'),
    ),
    withSession('broker', 'Broker unreachable', 'The broker cannot be reached.', readingFails('network')),
    withSession(
      'origin',
      'Origin not allowed',
      'The broker does not know this site.',
      readingFails('origin-not-allowed'),
    ),
    withSession('rejected', 'Session rejected', 'The key that signed it is gone.', readingFails('session-invalid')),
    withSession('scope', 'Scope missing', 'The session may not read this.', readingFails('scope-missing')),
    withSession(
      'platform',
      'Platform failing',
      'The platform behind the broker is down.',
      readingFails('upstream-failed'),
    ),
    withSession('busy', 'Too many requests', 'The session’s limit was reached.', readingFails('rate-limited')),
    withSession('polling', 'No event stream', 'Something between page and broker holds the stream back.', (session) =>
      session.setState({ live: 'polling' }),
    ),
    withSession('clock', 'Clocks apart', 'This machine’s clock is wrong by 90 seconds.', (session) =>
      session.setState({ clockSkewMs: -90_000 }),
    ),
    withSession('zone', 'Unknown zone', 'A meter is in a time zone that this browser does not know.', (session) => {
      const { series, ...rest } = meterYear();
      session.meters.setData([meter()]);
      session
        .intervals('mtr_1')
        .setData({ ...rest, series: { ...series, timeZone: 'UTC', timeZoneText: 'US/Lagoon' } });
    }),
    withBlockedRequest(
      'policy',
      'Blocked by the policy',
      'The site’s content security policy blocks the broker.',
      (session) => {
        session.meters.setError(unreachable('/plug/meters'));
        return 'https://broker.example.com/plug/meters';
      },
    ),
    withOtherElement(
      'part',
      'A file cannot be loaded',
      'A file of an element is missing or changed.',
      'part-not-loaded',
      addElementWithoutClass,
    ),
    withBlockedRequest(
      'route-policy',
      'Route blocked',
      'The site’s content security policy blocks its own session route.',
      (session) => {
        session.setState({ status: 'failed', error: unreachable('/arc/session'), live: 'off', clockSkewMs: null });
        return `${location.origin}/arc/session`;
      },
    ),
    withOtherElement(
      'other-root',
      'Session in another shadow root',
      'An element names a session that it cannot see.',
      'session-in-other-root',
      addElementInOtherRoot,
    ),
    withPage('duplicate', 'Loaded twice', 'Two script tags, or a bundle beside the npm package.', () =>
      setGlobal(COPIES, [VERSION, VERSION]),
    ),
    withPage('versions', 'Two versions', 'Two copies of different versions; the first one keeps the tags.', () =>
      setGlobal(COPIES, ['0.9.2', VERSION]),
    ),
    withPage('insecure', 'Insecure page', 'The page is served without TLS.', () => setGlobal('isSecureContext', false)),
    state('several', 'Several at once', 'Errors before warnings, the cause before its consequences.', () => {
      const base = sceneWith(make('arc-doctor'), NOTHING_CONNECTED, (session) => {
        readingFails('origin-not-allowed')(session);
        session.setState({ live: 'polling', clockSkewMs: 125_000 });
      });
      return { ...base, cleanUp: setGlobal(COPIES, [VERSION, VERSION]) };
    }),
  ],
};
