import { html, type TemplateResult } from 'lit';
import { type IconName, icon } from '../../internal/icons.ts';
import type { ExportKind } from '../export.ts';
import { messages } from '../messages.ts';

/** What the menu does. */
export interface MenuInput {
  save(kind: ExportKind): void;
  print(): void;
}

const ITEMS: readonly {
  readonly kind: ExportKind;
  readonly icon: IconName;
  readonly label: string;
  readonly hint: string;
}[] = [
  { kind: 'csv', icon: 'table', label: messages.saveCsv, hint: messages.saveCsvHint },
  { kind: 'green-button', icon: 'receipt', label: messages.saveGreenButton, hint: messages.saveGreenButtonHint },
  { kind: 'png', icon: 'chart', label: messages.savePng, hint: messages.savePngHint },
  { kind: 'svg', icon: 'chart', label: messages.saveSvg, hint: messages.saveSvgHint },
];

/** Save and print, behind one button; Escape and a click elsewhere close it. */
export function menu({ save, print }: MenuInput): TemplateResult {
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
    <summary class="button button--tool" part="menu-button">${icon('download')}<span>${messages.save}</span></summary>
    <ul class="menu__list">
      ${ITEMS.map(
        (item) => html`<li>
          <button class="menu__item" type="button" part=${`save-${item.kind}`} @click=${(event: Event) => act(event, () => save(item.kind))}>
            ${icon(item.icon)}<span>${item.label}<span class="menu__hint">${item.hint}</span></span>
          </button>
        </li>`,
      )}
      <li>
        <button class="menu__item" type="button" part="print" @click=${(event: Event) => act(event, print)}>
          ${icon('print')}<span>${messages.print}</span>
        </button>
      </li>
    </ul>
  </details>`;
}
