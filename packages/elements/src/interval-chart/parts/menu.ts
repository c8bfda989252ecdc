import { html, type TemplateResult } from 'lit';
import { type IconName, icon } from '../../internal/icons.ts';
import type { ExportKind } from '../export.ts';
import { messages } from '../messages.ts';

/** What the menu does. */
export interface MenuInput {
  readonly locale: string;
  save(kind: ExportKind): void;
  print(): void;
}

const ITEMS: readonly {
  readonly kind: ExportKind;
  readonly icon: IconName;
  readonly label: 'saveCsv' | 'saveGreenButton' | 'savePng' | 'saveSvg';
}[] = [
  { kind: 'csv', icon: 'table', label: 'saveCsv' },
  { kind: 'green-button', icon: 'receipt', label: 'saveGreenButton' },
  { kind: 'png', icon: 'chart', label: 'savePng' },
  { kind: 'svg', icon: 'chart', label: 'saveSvg' },
];

/** Save and print, behind one button; Escape and a click elsewhere close it. */
export function menu({ locale, save, print }: MenuInput): TemplateResult {
  const words = messages.in(locale);
  const act = (event: Event, action: () => void): void => {
    const details = (event.currentTarget as HTMLElement).closest('details');
    if (details !== null) {
      details.open = false;
      details.querySelector('summary')?.focus();
    }
    action();
  };
  const onKey = (event: KeyboardEvent): void => {
    const details = event.currentTarget as HTMLDetailsElement;
    if (event.key !== 'Escape' || !details.open) return;
    event.preventDefault();
    details.open = false;
    details.querySelector('summary')?.focus();
  };
  const onLeave = (event: FocusEvent): void => {
    const details = event.currentTarget as HTMLDetailsElement;
    if (!details.contains(event.relatedTarget as Node | null)) details.open = false;
  };
  return html`<details class="menu" part="menu" @keydown=${onKey} @focusout=${onLeave}>
    <summary class="button button--tool" part="menu-button">${icon('download')}<span>${words.save}</span></summary>
    <ul class="menu__list">
      ${ITEMS.map(
        (item) => html`<li>
          <button class="menu__item" type="button" part=${`save-${item.kind}`} @click=${(event: Event) => act(event, () => save(item.kind))}>
            ${icon(item.icon)}<span>${words[item.label]}<span class="menu__hint">${words[`${item.label}Hint`]}</span></span>
          </button>
        </li>`,
      )}
      <li>
        <button class="menu__item" type="button" part="print" @click=${(event: Event) => act(event, print)}>
          ${icon('print')}<span>${words.print}</span>
        </button>
      </li>
    </ul>
  </details>`;
}
