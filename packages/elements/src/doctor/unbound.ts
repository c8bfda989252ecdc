import { hostsWithoutSession } from '../controllers/session-controller.ts';
import type { ArcSessionElement } from '../session/session.ts';

/** Every `arc-session` on the page, open shadow roots included, in the order of the document. */
export function* sessionsOnPage(root: ParentNode = document): Iterable<ArcSessionElement> {
  for (const each of root.querySelectorAll('*')) {
    if (each.localName === 'arc-session') yield each as ArcSessionElement;
    if (each.shadowRoot !== null) yield* sessionsOnPage(each.shadowRoot);
  }
}

/** Elements that need a session and have none, as tags such as `<arc-connect session="main">`. */
export interface Unbound {
  /** There is none around it, and none with the id that it names. */
  readonly without: readonly string[];
  /** The session that it names is in a shadow root that it does not see into. */
  readonly elsewhere: readonly string[];
}

/** Finds the elements that say of themselves that they have no session; `except` is the one that asks. */
export function unboundElements(except: Element): Unbound {
  // One that shows data of the page needs none, and does not say so.
  const hosts = hostsWithoutSession().filter(
    (host) => host !== except && host.shadowRoot?.querySelector('[part~=error][data-code=no-session]') != null,
  );
  const ids = new Set(hosts.length === 0 ? [] : [...sessionsOnPage()].map(({ id }) => id));
  const tagsOf = (elsewhere: boolean) => [
    ...new Set(
      hosts
        .filter(({ sessionId }) => (sessionId !== '' && ids.has(sessionId)) === elsewhere)
        .map(({ localName, sessionId }) => `<${localName}${sessionId === '' ? '' : ` session="${sessionId}"`}>`),
    ),
  ];
  return { without: tagsOf(false), elsewhere: tagsOf(true) };
}
