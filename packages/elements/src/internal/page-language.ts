/** Calls `listener` when `<html lang>` changes; one observer for all elements, none when nobody listens. */
export function onPageLanguage(listener: () => void): () => void {
  listeners.add(listener);
  if (observer === undefined) {
    observer = new MutationObserver(() => {
      for (const each of [...listeners]) each();
    });
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['lang'] });
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    observer?.disconnect();
    observer = undefined;
  };
}

/** The language set closest around `start`, also across shadow roots; `null` when nobody says. */
export function closestLanguage(start: Element): string | null {
  let at: Element | null = start;
  while (at !== null) {
    const holder: Element | null = at.closest('[lang]');
    if (holder !== null) return holder.getAttribute('lang');
    const root: Node = at.getRootNode();
    at = root instanceof ShadowRoot ? root.host : null;
  }
  return null;
}

const listeners = new Set<() => void>();
let observer: MutationObserver | undefined;
