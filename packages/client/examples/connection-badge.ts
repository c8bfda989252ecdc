/** Shows the state of each connection in a list, without elements and without a framework. */
import { createArcSession, sessionFromUrl } from '@arc-elements/client';

const WORDS = {
  connected: 'Connected',
  checking: 'Checking…',
  retrying: 'Trying again',
  'needs-attention': 'Please sign in again',
  unknown: 'Status unavailable',
} as const;

/** Shows the connections of the signed-in person in `list`. Returns a function that ends this. */
export function showConnections(list: HTMLElement, sessionUrl: string, broker: string): () => void {
  const session = createArcSession({ broker, fetchSession: sessionFromUrl(sessionUrl) });
  const render = () => {
    const { status, data, stale, error } = session.connections.getState();
    list.replaceChildren(
      ...(data ?? []).map(({ utilityName, state }) => line(`${utilityName ?? 'Utility'}: ${WORDS[state]}`)),
      ...(status === 'loading' ? [line('Loading…')] : []),
      ...(stale ? [line('Could not be updated just now.')] : []),
      ...(status === 'failed' && !data ? [line(error?.message ?? 'Not available.')] : []),
    );
  };
  const unsubscribe = session.connections.subscribe(render);
  const unwatch = session.connections.watch();
  render();
  return () => {
    unsubscribe();
    unwatch();
    session.dispose();
  };
}

function line(text: string): HTMLLIElement {
  const item = document.createElement('li');
  item.textContent = text;
  return item;
}
