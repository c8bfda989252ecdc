/**
 * Visibility and connectivity of a page, on which it depends whether a session uses the network.
 */
export interface PageSignals {
  /** True while the page is visible; always true outside a browser. */
  readonly visible: boolean;
  /** False if the browser is certain that there is no network. */
  readonly online: boolean;
  /**
   * Calls `listener` when one of them changes, and when the page comes back from the page cache.
   */
  subscribe(listener: () => void): () => void;
}

/** Returns the signals of the current page. Without one, on a server, it is visible and online. */
export function pageSignals(): PageSignals {
  const page = globalThis.document as Document | undefined;
  const events: [EventTarget, string][] = [];
  if (page?.addEventListener) events.push([page, 'visibilitychange']);
  if (typeof globalThis.addEventListener === 'function') {
    // `pageshow`: browsers freeze a page in the back/forward cache without hiding it first.
    events.push([globalThis, 'online'], [globalThis, 'offline'], [globalThis, 'pageshow']);
  }
  return {
    get visible() {
      return page?.visibilityState !== 'hidden';
    },
    get online() {
      return globalThis.navigator?.onLine !== false;
    },
    subscribe(listener) {
      for (const [target, type] of events) target.addEventListener(type, listener);
      return () => {
        for (const [target, type] of events) target.removeEventListener(type, listener);
      };
    },
  };
}
