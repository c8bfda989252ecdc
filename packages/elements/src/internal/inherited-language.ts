/** Calls `listener` when a `lang` around `host` changes; one observer for all elements, none when nobody listens. */
export function onInheritedLanguageChange(host: Element, listener: () => void): () => void {
  listeners.add(listener);
  observer ??= new MutationObserver(() => {
    for (const each of [...listeners]) each();
  });
  // Observing a tree again changes nothing. The attribute is rare, so that watching whole trees for it costs nothing.
  for (const root of rootsOf(host))
    observer.observe(root, { attributes: true, attributeFilter: ['lang'], subtree: true });
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    observer?.disconnect();
    observer = undefined;
  };
}

/**
 * The language set closest around `start`, also across shadow roots; `null` when nobody says. `other` may know of a language
 * that an element sets some other way.
 */
export function closestLanguage(start: Element, other: (element: Element) => string | undefined): string | null {
  for (let at: Element | null = start; at !== null; at = parentOf(at)) {
    const language = at.getAttribute('lang') ?? other(at);
    if (language !== undefined) return language;
  }
  return null;
}

function parentOf(element: Element): Element | null {
  if (element.parentElement !== null) return element.parentElement;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
}

function* rootsOf(host: Element): Iterable<Node> {
  let root = host.getRootNode();
  yield root;
  while (root instanceof ShadowRoot) {
    root = root.host.getRootNode();
    yield root;
  }
}

const listeners = new Set<() => void>();
let observer: MutationObserver | undefined;
