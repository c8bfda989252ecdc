import { html, type TemplateResult } from 'lit';
import { directionOf } from '../../languages/locale-rules.ts';
import { messages } from '../text/words.ts';
import type { ViewEntry } from '../views/registry.ts';
import type { ViewId } from '../views/view.ts';

/** What the tabs are made from. */
export interface TabsInput {
  readonly views: readonly ViewEntry[];
  readonly current: ViewId;
  readonly locale: string;
  choose(view: ViewId): void;
}

/** Returns a tab for each view. Arrow keys choose the next or previous one and show it at once. */
export function tabs({ views, current, locale, choose }: TabsInput): TemplateResult {
  const words = messages.in(locale);
  // Tabs are in reading order; arrow keys point to the left and right of the screen.
  const ahead = directionOf(locale) === 'rtl' ? -1 : 1;
  const onKey = (event: KeyboardEvent): void => {
    const at = views.findIndex((view) => view.id === current);
    const to = { ArrowRight: at + ahead, ArrowLeft: at - ahead, Home: 0, End: views.length - 1 }[event.key];
    if (to === undefined) return;
    const next = views[(to + views.length) % views.length] as ViewEntry;
    event.preventDefault();
    choose(next.id);
    (event.currentTarget as HTMLElement).querySelector<HTMLElement>(`#tab-${next.id}`)?.focus();
  };
  return html`<div class="tabs" role="tablist" aria-label=${words.viewsLabel} part="views" @keydown=${onKey}>
    ${views.map(
      ({ id, label }) =>
        html`<button
          class="tab"
          type="button"
          role="tab"
          id=${`tab-${id}`}
          part=${`view view-${id}`}
          aria-selected=${id === current ? 'true' : 'false'}
          aria-controls="stage"
          tabindex=${id === current ? 0 : -1}
          @click=${() => choose(id)}
        >${words.views[label]}</button>`,
    )}
  </div>`;
}

/**
 * Scrolls the row of tabs to the chosen one, which may be out of sight on a phone. Returns false
 * while there are no tabs.
 */
export function showTab(root: ParentNode): boolean {
  const row = root.querySelector<HTMLElement>('.tabs');
  const tab = row?.querySelector<HTMLElement>('[aria-selected="true"]');
  if (row == null || tab == null) return false;
  row.scrollLeft = tab.offsetLeft - row.offsetLeft + tab.offsetWidth / 2 - row.clientWidth / 2;
  return true;
}
