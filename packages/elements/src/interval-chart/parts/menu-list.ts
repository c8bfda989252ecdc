import { html, type TemplateResult } from 'lit';
import { type IconName, icon } from '../../internal/icons.ts';
import type { ExportKind } from '../export.ts';
import { messages as shared } from '../messages.ts';
import { closeMenu } from './menu.ts';

/** What the menu offers: English, from which the other languages are translated. */
export const messages = shared.with(() => ({
  saveCsv: 'CSV',
  saveCsvHint: 'Readings of this range',
  saveGreenButton: 'Green Button XML',
  saveGreenButtonHint: 'All readings, for other energy tools',
  savePng: 'PNG picture',
  savePngHint: 'This view',
  saveSvg: 'SVG picture',
  saveSvgHint: 'This view, sharp at any size',
  print: 'Print',
}));

/** What the menu does. */
export interface MenuListInput {
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

/** The list of the menu. An entry closes it and gives the focus back to its button. */
export function menuList({ locale, save, print }: MenuListInput): TemplateResult {
  const words = messages.in(locale);
  const act = (event: Event, action: () => void): void => {
    closeMenu((event.currentTarget as HTMLElement).closest('details'));
    action();
  };
  return html`<ul class="menu__list">
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
  </ul>`;
}
