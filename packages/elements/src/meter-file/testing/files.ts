import { fixture, html } from '@open-wc/testing';
import '../../interval-chart/define.ts';
import type { ArcIntervalChartElement } from '../../interval-chart/interval-chart.ts';
import { textOf } from '../../testing/events.ts';

/** Returns a chart that accepts files, with attributes. */
export async function fileChart(attributes: Readonly<Record<string, string>> = {}): Promise<ArcIntervalChartElement> {
  const el = document.createElement('arc-interval-chart');
  el.lang = 'en-US';
  for (const [name, value] of Object.entries({ 'accept-file': '', 'time-zone': 'America/New_York', ...attributes }))
    el.setAttribute(name, value);
  (await fixture(html`<div></div>`)).append(el);
  await el.updateComplete;
  return el;
}

/**
 * Drops a file, and waits until it is read or asks a question. Files of the same name and text
 * count as the same file.
 */
export async function drop(el: ArcIntervalChartElement, text: string, name = 'usage.csv'): Promise<void> {
  dropOnly(el, text, name);
  await el.updateComplete;
}

/** Drops a file without waiting. */
export function dropOnly(el: ArcIntervalChartElement, text: string, name = 'usage.csv'): void {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([text], name, { lastModified: 0 }));
  el.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, composed: true, cancelable: true }));
}

/** Returns a CSV file of hourly readings, with a header and a row of values for each hour. */
export function csv(head: string, ...rows: readonly (readonly number[])[]): string {
  const lines = rows.map((values, hour) => `2024-03-01T${String(hour).padStart(2, '0')}:00:00-05:00,${values.join()}`);
  return [`Start,${head}`, ...lines, ''].join('\n');
}

/** A file with two columns whose relation is not clear. */
export const TWO_COLUMNS = csv('Building 1 (kWh),Building 2 (kWh)', [1, 10], [2, 20], [3, 30]);

/** A file with the rows of two meters: 3 and 30 kWh. */
export const TWO_METERS = [
  'Start,Meter,Usage (kWh)',
  '2024-03-01T00:00:00-05:00,A-1,1',
  '2024-03-01T01:00:00-05:00,A-1,2',
  '2024-03-01T00:00:00-05:00,B-2,10',
  '2024-03-01T01:00:00-05:00,B-2,20',
  '',
].join('\n');

/** A file whose dates may have the day or the month first. */
export const AMBIGUOUS_DATES = usageCsv('03/04/2024 00:00,1', '05/06/2024 00:00,2', '04/05/2024 00:00,3');

/** A file of one ambiguous date. Its totals are the same either way, so no question is asked. */
export const ONE_AMBIGUOUS_DAY = usageCsv('03/04/2024 00:00,1', '03/04/2024 01:00,2');

function usageCsv(...rows: readonly string[]): string {
  return ['Start,Usage (kWh)', ...rows, ''].join('\n');
}

/** Returns the text of an element of a chart, with single spaces. */
export function textAt(el: ArcIntervalChartElement, selector: string): string {
  return textOf(el.renderRoot.querySelector(selector));
}

/** Picks an option by its label. */
export function pick(root: ParentNode, text: string): void {
  const label = [...root.querySelectorAll('label')].find((each) => each.textContent?.includes(text));
  label?.querySelector('input')?.click();
}

/** Returns the button with a text or a name. */
export function button(root: ParentNode, text: string): HTMLButtonElement {
  const found = [...root.querySelectorAll('button')].find(
    (each) => (each.getAttribute('aria-label') ?? each.textContent ?? '').trim() === text,
  );
  if (found === undefined) throw new Error(`There is no button "${text}".`);
  return found;
}
