import type { ArcSessionElement } from '@arc-elements/elements/session';
import { byId } from '../page.ts';

const THEMES = ['light', 'dark', 'system'] as const;

/**
 * Theme and language of the page; the widgets follow both. Says in which time zone the viewer is,
 * for what it is worth.
 */
export function appearancePanel(element: ArcSessionElement): void {
  byId('theme').addEventListener('change', ({ target }) => {
    const theme = THEMES.find((name) => target instanceof HTMLInputElement && target.value === name) ?? 'system';
    document.documentElement.dataset.theme = theme;
    element.theme = theme;
  });
  const locale = byId<HTMLSelectElement>('locale');
  locale.addEventListener('change', () => {
    // The portal's own words are English; only the widgets speak the others.
    if (locale.value.startsWith('en')) document.documentElement.lang = locale.value;
    element.locale = locale.value;
  });
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  byId('zone-note').textContent =
    `Your browser is in ${zone}. Readings are shown in the zone of their meter, wherever you look from.`;
}
