/** Calls back when the page has nothing better to do, at the latest after a second. */
export function whenIdle(callback: () => void): void {
  // Safari knows no idle time; there a pause has to do.
  if ('requestIdleCallback' in globalThis) requestIdleCallback(callback, { timeout: 1000 });
  else setTimeout(callback, 100);
}
