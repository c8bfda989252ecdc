import type { ArcSession } from '@arc-elements/client';
import { byId } from '../page.ts';

/** Number of events in the list, so that it leaves room for the rest of the drawer. */
const KEPT = 10;

/** Events of the widgets. Their details have no personal data and no token. */
const PAGE_EVENTS = [
  'arc-session-ready',
  'arc-session-expired',
  'arc-session-signed-out',
  'arc-connect-open',
  'arc-connect-submit',
  'arc-connect-end',
  'arc-connection-change',
  'arc-feature-change',
  'arc-meter-select',
  'arc-meter-change',
  'arc-range-change',
  'arc-view-change',
  'arc-error',
] as const;

/**
 * Lists the events of the broker's stream and of the widgets since the page was loaded, newest
 * first.
 */
export function eventsPanel(session: ArcSession): void {
  const list = byId('events');
  const count = byId('event-count');
  let total = 0;
  const none = document.createElement('li');
  none.className = 'none';
  none.textContent = 'Nothing yet. Connect a utility and watch.';
  list.append(none);

  const add = (type: string, from: string): void => {
    total += 1;
    none.remove();
    const now = new Date();
    const row = document.createElement('li');
    const time = document.createElement('time');
    time.dateTime = now.toISOString();
    time.textContent = now.toLocaleTimeString(undefined, { hour12: false });
    const name = document.createElement('b');
    name.textContent = type;
    const source = document.createElement('span');
    source.className = 'from';
    source.textContent = from;
    row.append(time, name, source);
    list.prepend(row);
    if (list.childElementCount > KEPT) list.lastElementChild?.remove();
    count.textContent = `(${total})`;
  };

  session.onEvent((event) => add(event.typeText, 'stream'));
  for (const type of PAGE_EVENTS) {
    document.addEventListener(type, (event) =>
      add(type, event.target instanceof Element ? event.target.localName : ''),
    );
  }
}
