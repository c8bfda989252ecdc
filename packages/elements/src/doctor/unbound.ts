import { hostsWithoutSession } from '../controllers/session-controller.ts';
import type { ArcSessionElement } from '../session/session.ts';

/** Finds every `arc-session` on the page, also in open shadow roots, in document order. */
export function* sessionsOnPage(root: ParentNode = document): Iterable<ArcSessionElement> {
  for (const each of root.querySelectorAll('*')) {
    if (each.localName === 'arc-session') yield each as ArcSessionElement;
    if (each.shadowRoot !== null) yield* sessionsOnPage(each.shadowRoot);
  }
}

/** Elements that need a session and have none, as tags such as `<arc-connect session="main">`. */
export interface Unbound {
  /** Elements without a session around them or with the id that they name. */
  readonly without: readonly string[];
  /** Elements that name a session in another shadow root, where ids are not found. */
  readonly elsewhere: readonly string[];
}

/** Finds the elements that show that they have no session, except one. */
export function unboundElements(except: Element): Unbound {
  // An element that shows data of the page needs no session, and has no such message.
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
