import '@arc-elements/elements/session/define';
import '@arc-elements/elements/connection-status/define';
import type { ArcSession } from '@arc-elements/client';
import { account, arcError, connection, features, meter } from '../../../../packages/elements/src/testing/fixtures.ts';
import { createTestSession, type TestSession } from '../../../../packages/elements/src/testing/test-session.ts';
import { failing, make, stale } from '../scene.ts';
import { type Scene, type Subject, state } from '../subject.ts';

/** Returns an arc-session with a list of its state and one element that uses it. */
function withContent(session: TestSession | undefined): Scene {
  const element = document.createElement('arc-session');
  if (session !== undefined) element.session = session as ArcSession;
  element.append(factsOf(session), make('arc-connection-status'));
  return { element, session: null };
}

/** Returns a list of `element.current.state`. */
function factsOf(session: TestSession | undefined): HTMLElement {
  const facts = session?.state.getState();
  const list = document.createElement('dl');
  list.className = 'session-facts';
  for (const [name, value] of [
    ['status', facts?.status ?? 'no session'],
    ['live', facts?.live ?? '–'],
    ['error', facts?.error?.code ?? '–'],
  ] as const) {
    const pair = document.createElement('div');
    const term = document.createElement('dt');
    const word = document.createElement('dd');
    term.textContent = name;
    word.textContent = value;
    pair.append(term, word);
    list.append(pair);
  }
  return list;
}

const readySession = (): TestSession =>
  createTestSession({
    connections: [connection()],
    accounts: [account({ features: features() })],
    meters: [meter()],
  });

/** Returns a scene of a session that `change` has changed. */
const changed = (session: TestSession, change: (session: TestSession) => void): Scene => {
  change(session);
  return withContent(session);
};

export const session: Subject = {
  tag: 'arc-session',
  title: 'Session',
  about: 'Gives one session to everything inside. It shows nothing itself; these are its states, seen from within.',
  states: [
    state('ready', 'Ready', 'There is a token, and events arrive as they happen.', () => withContent(readySession())),
    state('starting', 'Starting', 'The first token is on its way.', () =>
      changed(createTestSession(), (each) => each.setState({ status: 'starting', live: 'off', expiresAtMs: null })),
    ),
    state('polling', 'Polling', 'The event stream is not available, so the data is read at intervals.', () =>
      changed(readySession(), (each) => each.setState({ live: 'polling' })),
    ),
    state('expired', 'Expired', 'The token expired and there is no new one; what was read stays.', () =>
      changed(readySession(), (each) => {
        stale('connections')(each);
        each.connections.setError(arcError('session-expired'));
        each.setState({ status: 'expired', live: 'off', error: arcError('session-expired') });
      }),
    ),
    state('failed', 'Failed', 'The page’s own route gave no token.', () =>
      changed(createTestSession(), (each) => {
        failing('unauthorized', 'connections')(each);
        each.setState({ status: 'failed', live: 'off', error: arcError('unauthorized'), expiresAtMs: null });
      }),
    ),
    state('signed-out', 'Signed out', 'signOut() was called; nothing of the person is left.', () =>
      changed(readySession(), (each) => {
        each.signOut();
        each.setState({ live: 'off', expiresAtMs: null });
      }),
    ),
    state('incomplete', 'Incomplete', 'It has no broker address, which a developer should see.', () =>
      withContent(undefined),
    ),
  ],
};
