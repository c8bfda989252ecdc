import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../../internal/icons.ts';
import type { WordsOf } from '../../languages/catalog.ts';
import { messages as shared } from '../messages.ts';

export { nextSort } from '../table-order.ts';

import later from '../later.styles.ts';
import tableStyles from '../table.styles.ts';
import { rowOrder, type TableSort } from '../table-order.ts';
import type { ViewModel } from '../views/view.ts';

/** Its looks. */
export const styles = [tableStyles, later];

/** What only the table says: English, from which the other languages are translated. */
export const messages = shared.with(({ number }) => ({
  tableCaption: (span: string, resolution: string) => `Energy ${span}, one row per ${resolution.replace(/^1 /, '')}`,
  tableEmpty: 'No readings in this range.',
  previousPage: 'Previous page',
  nextPage: 'Next page',
  rows: (from: number, to: number, total: number) => `Rows ${number(from)} to ${number(to)} of ${number(total)}`,
}));

/** Rows on one page of the table: two days of half hours, a month of days. */
export const TABLE_PAGE_ROWS = 48;

/** What the table shows and does. */
export interface TableInput {
  readonly locale: string;
  readonly model: ViewModel;
  /** The visible range in words. */
  readonly span: string;
  /** What a row is, where it is a span of time. */
  readonly resolution: string;
  readonly page: number;
  /** Column that rows are ordered by; `null` for the order of the data. */
  readonly sort: TableSort | null;
  turn(page: number): void;
  /** The person pressed the head of a column. */
  sortBy(column: number): void;
}

/** The data of the picture as a table, in the same words, a page at a time, in the order the person chose. */
export function table({ locale, model, span, resolution, page, sort, turn, sortBy }: TableInput): TemplateResult {
  const words = messages.in(locale);
  const caption = words.tableCaption(span, resolution);
  const pages = Math.max(1, Math.ceil(model.length / TABLE_PAGE_ROWS));
  const current = Math.min(page, pages - 1);
  const from = current * TABLE_PAGE_ROWS;
  const to = Math.min(model.length, from + TABLE_PAGE_ROWS);
  const order = rowOrder(model, sort);
  const rows = Array.from({ length: to - from }, (_, i) => model.datum(order?.[from + i] ?? from + i));
  return html`<div class="table-box" part="table-box" tabindex="0" role="region" aria-label=${caption}>
      <table part="table">
        <caption class="visually-hidden">${caption}</caption>
        <thead>
          <tr>
            ${model.columns.map(
              (column, i) =>
                html`<th scope="col" class=${i === 0 ? '' : 'cell-number'} aria-sort=${sort?.column === i ? (sort.descending ? 'descending' : 'ascending') : nothing}
                  ><button type="button" class="sort" part="sort" @click=${() => sortBy(i)}>${column}</button></th
                >`,
            )}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (datum) =>
              html`<tr class=${datum.note === '' ? '' : 'has-note'}>
                <th scope="row"><span class="cell-title">${datum.title}</span>${datum.note === '' ? '' : html`<span class="cell-note">${datum.note}</span>`}</th>
                ${datum.values.map((value) => html`<td class="cell-number number" data-value=${value.value ?? ''}>${value.text}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
      ${rows.length === 0 ? html`<p class="muted table-empty">${words.tableEmpty}</p>` : ''}
    </div>
    <div class="pager" part="pager">
      <span class="muted number" role="status">${rows.length === 0 ? '' : words.rows(from + 1, to, model.length)}</span>
      ${pages === 1 ? '' : pageButtons(current, pages, words, turn)}
    </div>`;
}

function pageButtons(
  current: number,
  pages: number,
  words: WordsOf<typeof messages>,
  turn: (page: number) => void,
): TemplateResult {
  return html`<button
        type="button"
        class="button button--icon"
        aria-label=${words.previousPage}
        ?disabled=${current === 0}
        @click=${() => turn(current - 1)}
      >${icon('chevronLeft')}</button>
      <button
        type="button"
        class="button button--icon"
        aria-label=${words.nextPage}
        ?disabled=${current >= pages - 1}
        @click=${() => turn(current + 1)}
      >${icon('chevronRight')}</button>`;
}
