import { html, type TemplateResult } from 'lit';
import { messages } from '../messages.ts';
import type { ViewEntry } from '../views/registry.ts';
import type { ViewId } from '../views/view.ts';

/** What the tabs show and do. */
export interface TabsInput {
  readonly views: readonly ViewEntry[];
  readonly current: ViewId;
  choose(view: ViewId): void;
}

/** One tab per view; arrows move between them and show at once, as people expect where showing is cheap. */
export function tabs({ views, current, choose }: TabsInput): TemplateResult {
  const onKey = (event: KeyboardEvent): void => {
    const at = views.findIndex((view) => view.id === current);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: views.length - 1 }[event.key];
    if (to === undefined) return;
    const next = views[(to + views.length) % views.length] as ViewEntry;
    event.preventDefault();
    choose(next.id);
    (event.currentTarget as HTMLElement).querySelector<HTMLElement>(`#tab-${next.id}`)?.focus();
  };
  return html`<div class="tabs" role="tablist" aria-label=${messages.viewsLabel} part="views" @keydown=${onKey}>
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
        >${label}</button>`,
    )}
  </div>`;
}
