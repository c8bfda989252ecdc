import { byId } from '../page.ts';

/** Runs while the drawer is open; returns what ends it. */
type Panel = () => () => void;

/**
 * The drawer: beside the page where there is room, and then the page stays usable; over it on a narrow screen, and then
 * the page behind it is out of reach. Escape closes it and gives the focus back to the button that opened it.
 */
export function drawer(): { whileOpen: (panel: Panel) => void } {
  const aside = byId('backstage');
  const page = byId('page');
  const openers = [...document.querySelectorAll<HTMLElement>('[data-opens-backstage]')];
  const beside = matchMedia('(width >= 960px)');
  const panels: Panel[] = [];
  let ends: (() => void)[] = [];
  let opener: HTMLElement | undefined;

  const settle = (): void => {
    page.inert = !aside.hidden && !beside.matches;
  };
  const close = (): void => {
    aside.hidden = true;
    settle();
    for (const button of openers) button.ariaExpanded = 'false';
    for (const end of ends) end();
    ends = [];
    opener?.focus();
  };
  const open = (button: HTMLElement): void => {
    opener = button;
    aside.hidden = false;
    settle();
    for (const other of openers) other.ariaExpanded = 'true';
    ends = panels.map((start) => start());
    byId('backstage-title').focus();
  };

  for (const button of openers) button.addEventListener('click', () => (aside.hidden ? open(button) : close()));
  byId('backstage-close').addEventListener('click', close);
  aside.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close();
  });
  beside.addEventListener('change', settle);

  return {
    whileOpen: (panel) => {
      panels.push(panel);
      if (!aside.hidden) ends.push(panel());
    },
  };
}
