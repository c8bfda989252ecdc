import type { ArcSessionElement } from '@arc-elements/elements/session';
import { byId } from '../page.ts';

const THEMES = ['light', 'dark', 'system'] as const;

/** Sets theme and language of the page and its widgets, and shows the time zone of the browser. */
export function appearancePanel(element: ArcSessionElement): void {
  byId('theme').addEventListener('change', ({ target }) => {
    const theme = THEMES.find((name) => target instanceof HTMLInputElement && target.value === name) ?? 'system';
    document.documentElement.dataset.theme = theme;
    element.theme = theme;
  });
  const locale = byId<HTMLSelectElement>('locale');
  locale.addEventListener('change', () => {
    // The portal's own words are English; only the widgets have other languages.
    if (locale.value.startsWith('en')) document.documentElement.lang = locale.value;
    element.locale = locale.value;
  });
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  byId('zone-note').textContent =
    `Your browser is in ${zone}. Readings are shown in the zone of their meter, wherever you look from.`;
}
