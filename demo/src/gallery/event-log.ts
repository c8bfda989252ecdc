/**
 * The events of all elements, without `arc-cursor-change`: it fires with every move of the pointer
 * and would push all others off the list.
 */
const EVENTS = [
  'arc-session-ready',
  'arc-session-expired',
  'arc-session-signed-out',
  'arc-connect-open',
  'arc-connect-submit',
  'arc-connect-end',
  'arc-connection-change',
  'arc-feature-change',
  'arc-gate-change',
  'arc-meter-select',
  'arc-meter-change',
  'arc-range-change',
  'arc-view-change',
  'arc-profile-save',
  'arc-profile-tariff',
  'arc-error',
] as const;
const MAX_ROWS = 6;

/** Lists the events in the viewport, newest first, each with its detail. */
export function eventLog(viewport: HTMLElement, list: HTMLElement): { clear(): void } {
  const clear = (): void => {
    const none = document.createElement('li');
    none.className = 'none';
    none.textContent = 'None so far. Use the element and watch.';
    list.replaceChildren(none);
  };
  for (const type of EVENTS) {
    viewport.addEventListener(type, (event) => {
      list.querySelector('.none')?.remove();
      const name = document.createElement('b');
      name.textContent = type;
      const detail = document.createElement('code');
      detail.textContent = JSON.stringify((event as CustomEvent<unknown>).detail);
      const row = document.createElement('li');
      row.append(name, ' ', detail);
      list.prepend(row);
      if (list.childElementCount > MAX_ROWS) list.lastElementChild?.remove();
    });
  }
  clear();
  return { clear };
}
