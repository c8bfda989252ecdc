/** What the surroundings tell a session: may it spend network now, and did something change. */
export interface PageSignals {
  /** True while somebody can see the page; always true outside a browser. */
  readonly visible: boolean;
  /** False only when the browser is certain that there is no network. */
  readonly online: boolean;
  /**
   * Calls `listener` when visibility or connectivity changed, or the page came back from the page
   * cache.
   */
  subscribe(listener: () => void): () => void;
}

/**
 * Signals of the current page. On a server, or in a worker, there is no document: then the session
 * counts as visible and online and nothing is listened to.
 */
export function pageSignals(): PageSignals {
  const page = globalThis.document as Document | undefined;
  const events: [EventTarget, string][] = [];
  if (page?.addEventListener) events.push([page, 'visibilitychange']);
  if (typeof globalThis.addEventListener === 'function') {
    // `pageshow` covers a page restored from the back/forward cache, which browsers freeze without
    // hiding it first.
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
