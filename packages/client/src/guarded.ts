/**
 * Wraps a partner's callback so that an exception in it reaches the page's error reporting and
 * nothing else: not the session that called it, and not the other listeners.
 */
export function guarded<Args extends unknown[]>(listener: (...args: Args) => void): (...args: Args) => void {
  return (...args) => {
    try {
      listener(...args);
    } catch (error) {
      report(error);
    }
  };
}

function report(error: unknown): void {
  // Node has no `reportError`; there a console line is what an uncaught listener error would come
  // down to.
  if (typeof globalThis.reportError === 'function') globalThis.reportError(error);
  else console.error(error);
}
