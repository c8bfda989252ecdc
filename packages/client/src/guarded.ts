/**
 * Wraps a partner's callback. An exception in it is reported to the page, and reaches neither the
 * session nor other listeners.
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
  // Node has no `reportError`.
  if (typeof globalThis.reportError === 'function') globalThis.reportError(error);
  else console.error(error);
}
