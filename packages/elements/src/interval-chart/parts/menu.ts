import { html, nothing, type TemplateResult } from 'lit';
import { download, drawn } from '../../internal/chart-icons.ts';
import type { ChartWords } from '../messages.ts';

/** What the menu needs. */
export interface MenuInput {
  readonly words: ChartWords;
  /** `undefined` while it is not there. */
  readonly list: TemplateResult | undefined;
  /** The menu was opened. */
  opened(): void;
}

/** Save and print, behind one button; Escape and a click elsewhere close it. */
export function menu({ words, list, opened }: MenuInput): TemplateResult {
  const onToggle = (event: Event): void => {
    if ((event.currentTarget as HTMLDetailsElement).open) opened();
  };
  const onKey = (event: KeyboardEvent): void => {
    const details = event.currentTarget as HTMLDetailsElement;
    if (event.key !== 'Escape' || !details.open) return;
    event.preventDefault();
    closeMenu(details);
  };
  const onLeave = (event: FocusEvent): void => {
    const details = event.currentTarget as HTMLDetailsElement;
    if (!details.contains(event.relatedTarget as Node | null)) details.open = false;
  };
  return html`<details class="menu" part="menu" @toggle=${onToggle} @keydown=${onKey} @focusout=${onLeave}>
    <summary class="button button--tool" part="menu-button">${drawn(download)}<span>${words.save}</span></summary>
    ${list ?? nothing}
  </details>`;
}

/** Closes the menu and gives the focus back to its button. */
export function closeMenu(details: HTMLDetailsElement | null): void {
  if (details === null) return;
  details.open = false;
  details.querySelector('summary')?.focus();
}
