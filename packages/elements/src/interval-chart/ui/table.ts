import { html, nothing, type TemplateResult } from 'lit';
import { chevronLeft, chevronRight, drawn } from '../../internal/chart-icons.ts';
import type { Change, TableSort } from '../state.ts';
import { type ChartWords, messages } from '../text/words.ts';
import type { ViewModel } from '../views/view.ts';
import { chevronFirst, chevronLast } from './icons.ts';
import { rowOrder } from './row-order.ts';

export { default as styles } from '../styles/table.styles.ts';

/** Rows on one page of the table: two days of half hours, a month of days. */
const TABLE_PAGE_ROWS = 48;

/** What the table is made from. */
export interface TableInput {
  readonly locale: string;
  readonly model: ViewModel;
  /** Description of the content. */
  readonly caption: string;
  readonly page: number;
  /** Column that rows are ordered by; `null` for the order of the data. */
  readonly sort: TableSort | null;
  act(change: Change): void;
}

/** Returns the data of the picture as a table, in the same words, one page at a time. */
export function table({ locale, model, caption, page, sort: asked, act }: TableInput): TemplateResult {
  // With another resolution or comparison the column may not exist.
  const sort = asked !== null && asked.column < model.columns.length ? asked : null;
  const words = messages.in(locale);
  const pages = Math.max(1, Math.ceil(model.length / TABLE_PAGE_ROWS));
  const current = Math.min(page, pages - 1);
  const from = current * TABLE_PAGE_ROWS;
  const to = Math.min(model.length, from + TABLE_PAGE_ROWS);
  const order = rowOrder(model, sort);
  const rows = Array.from({ length: to - from }, (_, i) => model.datum(order?.[from + i] ?? from + i));
  return html`<div class="table-box" part="table-box" tabindex="0" role="region" aria-label=${caption}>
      <table part="table" translate="no">
        <caption class="visually-hidden">${caption}</caption>
        <thead>
          <tr>
            ${model.columns.map(
              (column, i) =>
                html`<th
                  scope="col"
                  class=${i === 0 ? '' : 'cell-number'}
                  aria-sort=${sort?.column === i ? (sort.descending ? 'descending' : 'ascending') : nothing}
                  ><button type="button" class="sort" part="sort" @click=${() => act({ kind: 'sort', column: i })}
                    >${column}</button
                  ></th
                >`,
            )}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (datum) =>
              html`<tr class=${datum.note === '' ? '' : 'has-note'}>
                <th scope="row"
                  ><bdi class="cell-title">${datum.title}</bdi
                  >${datum.note === '' ? '' : html`<span class="cell-note">${datum.note}</span>`}</th
                >
                ${datum.values.map(
                  ({ value, text }) => html`<td class="cell-number number" data-value=${value ?? ''}>${text}</td>`,
                )}
              </tr>`,
          )}
        </tbody>
      </table>
      ${rows.length === 0 ? html`<p class="muted table-empty">${words.tableEmpty}</p>` : ''}
    </div>
    <div class="pager" part="pager">
      <span class="muted number" role="status">${rows.length === 0 ? '' : words.rows(from + 1, to, model.length)}</span>
      ${pages === 1 ? '' : pageButtons(current, pages, words, (page) => act({ kind: 'page', page }))}
    </div>`;
}

/**
 * Returns the buttons for first, previous, next and last page. They have `aria-disabled` and not
 * `disabled`, so that a pressed button keeps the focus.
 */
function pageButtons(
  current: number,
  pages: number,
  words: ChartWords,
  turn: (page: number) => void,
): TemplateResult[] {
  const last = pages - 1;
  return [
    { part: 'page-first', name: words.firstPage, icon: chevronFirst, page: 0 },
    { part: 'page-previous', name: words.previousPage, icon: chevronLeft, page: Math.max(0, current - 1) },
    { part: 'page-next', name: words.nextPage, icon: chevronRight, page: Math.min(last, current + 1) },
    { part: 'page-last', name: words.lastPage, icon: chevronLast, page: last },
  ].map(
    ({ part, name, icon, page }) => html`<button
      type="button"
      class="button button--icon"
      part=${part}
      aria-label=${name}
      aria-disabled=${page === current ? 'true' : 'false'}
      @click=${(event: Event) => {
        if (page === current) return;
        turn(page);
        // A new page starts at its first row.
        (event.currentTarget as HTMLElement).closest('.pager')?.previousElementSibling?.scrollTo({ top: 0 });
      }}
    >${drawn(icon)}</button>`,
  );
}
