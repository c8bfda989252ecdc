import { byId } from '../page.ts';

/** Starts a panel when the drawer opens; the returned function ends it when the drawer closes. */
type Panel = () => () => void;

/**
 * Sets up the drawer. On a wide screen it is beside the page, which stays usable; on a narrow
 * screen it covers the page, which becomes inert. Escape closes it and returns the focus to the
 * button that opened it.
 */
export function drawer(): { whileOpen: (panel: Panel) => void } {
  const aside = byId('backstage');
  const page = byId('page');
  const openers = [...document.querySelectorAll<HTMLElement>('[data-opens-backstage]')];
  const beside = matchMedia('(width >= 960px)');
  const panels: Panel[] = [];
  let ends: (() => void)[] = [];
  let opener: HTMLElement | undefined;

  const updateInert = (): void => {
    page.inert = !aside.hidden && !beside.matches;
  };
  const close = (): void => {
    aside.hidden = true;
    updateInert();
    for (const button of openers) button.ariaExpanded = 'false';
    for (const end of ends) end();
    ends = [];
    opener?.focus();
  };
  const open = (button: HTMLElement): void => {
    opener = button;
    aside.hidden = false;
    updateInert();
    for (const other of openers) other.ariaExpanded = 'true';
    ends = panels.map((start) => start());
    byId('backstage-title').focus();
  };

  for (const button of openers) button.addEventListener('click', () => (aside.hidden ? open(button) : close()));
  byId('backstage-close').addEventListener('click', close);
  aside.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close();
  });
  beside.addEventListener('change', updateInert);

  return {
    whileOpen: (panel) => {
      panels.push(panel);
      if (!aside.hidden) ends.push(panel());
    },
  };
}
