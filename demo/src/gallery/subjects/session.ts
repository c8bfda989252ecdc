import '@arc-elements/elements/session/define';
import '@arc-elements/elements/connection-status/define';
import type { ArcSession } from '@arc-elements/client';
import { account, arcError, connection, features, meter } from '../../../../packages/elements/src/testing/fixtures.ts';
import { createTestSession, type TestSession } from '../../../../packages/elements/src/testing/test-session.ts';
import { failing, make, stale } from '../scene.ts';
import { type Scene, type Subject, state } from '../subject.ts';

/** An arc-session with something in it to look at: what it tells, and one element that uses it. */
function around(session: TestSession | undefined): Scene {
  const element = document.createElement('arc-session');
  if (session !== undefined) element.session = session as ArcSession;
  element.append(factsOf(session), make('arc-connection-status'));
  return { element, session: null };
}

/** What `element.current.state` says, as a page could show it. */
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

const inOrder = (): TestSession =>
  createTestSession({
    connections: [connection()],
    accounts: [account({ features: features() })],
    meters: [meter()],
  });

/** A session to which something happened. */
const after = (session: TestSession, happen: (session: TestSession) => void): Scene => {
  happen(session);
  return around(session);
};

export const session: Subject = {
  tag: 'arc-session',
  title: 'Session',
  about: 'Gives one session to everything inside. It shows nothing itself; these are its states, seen from within.',
  states: [
    state('ready', 'Ready', 'A token is there, and news arrive as they happen.', () => around(inOrder())),
    state('starting', 'Starting', 'The first token is on its way.', () =>
      after(createTestSession(), (each) => each.setState({ status: 'starting', live: 'off', expiresAtMs: null })),
    ),
    state('polling', 'Polling', 'No stream can be had, so it asks now and then.', () =>
      after(inOrder(), (each) => each.setState({ live: 'polling' })),
    ),
    state('expired', 'Expired', 'The token ended and no new one could be had; what was read stays.', () =>
      after(inOrder(), (each) => {
        stale('connections')(each);
        each.connections.setError(arcError('session-expired'));
        each.setState({ status: 'expired', live: 'off', error: arcError('session-expired') });
      }),
    ),
    state('failed', 'Failed', 'The page’s own route gave no token.', () =>
      after(createTestSession(), (each) => {
        failing('unauthorized', 'connections')(each);
        each.setState({ status: 'failed', live: 'off', error: arcError('unauthorized'), expiresAtMs: null });
      }),
    ),
    state('signed-out', 'Signed out', 'signOut() was called; nothing of the person is left.', () =>
      after(inOrder(), (each) => {
        each.signOut();
        each.setState({ live: 'off', expiresAtMs: null });
      }),
    ),
    state('incomplete', 'Incomplete', 'It has no broker address, which a developer should see.', () =>
      around(undefined),
    ),
  ],
};
