/**
 * Calls `listener` when a `lang` around `host` changes, until the returned function is called. All
 * elements share one observer, which exists only while there are listeners.
 */
export function onInheritedLanguageChange(host: Element, listener: () => void): () => void {
  listeners.add(listener);
  observer ??= new MutationObserver(() => {
    for (const notify of [...listeners]) notify();
  });
  // Observing a tree twice has no effect. Whole trees are observed, because `lang` rarely changes.
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
 * Returns the language of `start` or of its closest ancestor with one, across shadow roots; `null`
 * if none has. `otherLanguage` returns the language of an element without `lang`.
 */
export function closestLanguage(
  start: Element,
  otherLanguage: (element: Element) => string | undefined,
): string | null {
  for (let element: Element | null = start; element !== null; element = parentOf(element)) {
    const language = element.getAttribute('lang') ?? otherLanguage(element);
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
