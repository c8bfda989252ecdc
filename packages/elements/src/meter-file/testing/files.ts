import { fixture, html } from '@open-wc/testing';
import '../../interval-chart/define.ts';
import type { ArcIntervalChartElement } from '../../interval-chart/interval-chart.ts';

/** A chart that takes files, with attributes. */
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
 * Drops a file; settles when it is read, or asked about. The same file again when name and text are
 * the same.
 */
export async function drop(el: ArcIntervalChartElement, text: string, name = 'usage.csv'): Promise<void> {
  dropOnly(el, text, name);
  await el.updateComplete;
}

/** Drops a file and waits for nothing. */
export function dropOnly(el: ArcIntervalChartElement, text: string, name = 'usage.csv'): void {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([text], name, { lastModified: 0 }));
  el.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, composed: true, cancelable: true }));
}

/** Hourly readings with offsets: a header, and so many rows of values. */
export function csv(head: string, ...rows: readonly (readonly number[])[]): string {
  const lines = rows.map((values, hour) => `2024-03-01T${String(hour).padStart(2, '0')}:00:00-05:00,${values.join()}`);
  return [`Start,${head}`, ...lines, ''].join('\n');
}

/** Two columns of which nobody can tell how they belong together. */
export const TWO_COLUMNS = csv('Building 1 (kWh),Building 2 (kWh)', [1, 10], [2, 20], [3, 30]);

/** Two meters in the rows of one file: 3 and 30 kWh. */
export const TWO_METERS = [
  'Start,Meter,Usage (kWh)',
  '2024-03-01T00:00:00-05:00,A-1,1',
  '2024-03-01T01:00:00-05:00,A-1,2',
  '2024-03-01T00:00:00-05:00,B-2,10',
  '2024-03-01T01:00:00-05:00,B-2,20',
  '',
].join('\n');

/** Dates that can be read both ways. */
export const EITHER_WAY = dates('03/04/2024 00:00,1', '05/06/2024 00:00,2', '04/05/2024 00:00,3');

/**
 * One day that can be read both ways: the totals are the same, so it is read one way until somebody
 * says otherwise.
 */
export const ONE_DAY = dates('03/04/2024 00:00,1', '03/04/2024 01:00,2');

function dates(...rows: readonly string[]): string {
  return ['Start,Usage (kWh)', ...rows, ''].join('\n');
}

/** What a person sees of a part, with single spaces. */
export function said(el: ArcIntervalChartElement, selector: string): string {
  return (el.renderRoot.querySelector(selector)?.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
}

/** Picks an option by what it says. */
export function pick(root: ParentNode, text: string): void {
  const label = [...root.querySelectorAll('label')].find((each) => each.textContent?.includes(text));
  label?.querySelector('input')?.click();
}

/** The button with a text or a name. */
export function button(root: ParentNode, text: string): HTMLButtonElement {
  const found = [...root.querySelectorAll('button')].find(
    (each) => (each.getAttribute('aria-label') ?? each.textContent ?? '').trim() === text,
  );
  if (found === undefined) throw new Error(`There is no button "${text}".`);
  return found;
}
