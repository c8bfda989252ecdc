import { fixture, html } from '@open-wc/testing';
import '../define.ts';
import { textOf } from '../../testing/events.ts';
import { waitUntil } from '../../testing/wait-until.ts';
import type { SeriesSource } from '../data/source.ts';
import type { ExportKind } from '../export.ts';
import type { ArcIntervalChartElement } from '../interval-chart.ts';
import type { ViewId } from '../views/view.ts';

/** Initial properties of a test chart. */
export interface TestChartOptions {
  readonly range?: ArcIntervalChartElement['range'];
  readonly view?: ViewId;
  readonly lang?: string;
}

/** Returns a chart on the page, already drawn. */
export async function testChart(
  series: SeriesSource,
  options: TestChartOptions = {},
): Promise<ArcIntervalChartElement> {
  const el = await fixture<ArcIntervalChartElement>(
    html`<arc-interval-chart
      lang=${options.lang ?? 'en-US'}
      .series=${series}
      .range=${options.range}
      .view=${options.view ?? 'usage'}
    ></arc-interval-chart>`,
  );
  await el.updateComplete;
  return el;
}

/** Returns a part of a chart; `null` if it is not there. */
export function part(el: ArcIntervalChartElement, name: string): HTMLElement | null {
  return el.renderRoot.querySelector<HTMLElement>(`[part~="${name}"]`);
}

/** Opens the options, and waits for their panel. */
export async function openOptions(el: ArcIntervalChartElement): Promise<void> {
  const details = part(el, 'options') as HTMLDetailsElement;
  if (details.open) return;
  const opened = new Promise((resolve) => details.addEventListener('toggle', resolve, { once: true }));
  part(el, 'options-button')?.click();
  await opened;
  await el.updateComplete;
}

/** Returns true if a part is there. A failed check of the element itself would print all of it. */
export function has(el: ArcIntervalChartElement, name: string): boolean {
  return part(el, name) !== null;
}

/** Returns the name of the part that has the focus; empty for none. */
export function focused(el: ArcIntervalChartElement): string {
  return el.shadowRoot?.activeElement?.getAttribute('part') ?? '';
}

/** Returns the text of a part, with single spaces. */
export function partText(el: ArcIntervalChartElement, name: string): string {
  return textOf(part(el, name));
}

/** Returns the exact number of a part. */
export function kwh(el: ArcIntervalChartElement, name: string): number {
  return Number(part(el, name)?.dataset.kwh);
}

/** Returns a hash of the pixels of the picture; 0 for a blank one. */
export function picture(el: ArcIntervalChartElement): number {
  const canvas = part(el, 'canvas') as HTMLCanvasElement;
  const context = canvas.getContext('2d') as CanvasRenderingContext2D;
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  let hash = 0;
  for (const word of new Uint32Array(data.buffer)) if (word !== 0) hash = (Math.imul(hash, 31) + word) | 0;
  return hash;
}

/** Does something that downloads files, and returns the files, once there are so many. */
export async function downloads(count: number, action: () => unknown): Promise<readonly File[]> {
  const { click } = HTMLAnchorElement.prototype;
  const links: HTMLAnchorElement[] = [];
  HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
    links.push(this);
  };
  try {
    await action();
    await waitUntil(() => links.length >= count, 'downloads');
  } finally {
    HTMLAnchorElement.prototype.click = click;
  }
  return Promise.all(
    links.map(async ({ download, href }) => {
      const response = await fetch(href);
      // The type of a fetched blob has no charset.
      const type = response.headers.get('content-type') ?? '';
      return new File([await response.blob()], download, { type });
    }),
  );
}

/** Returns the file that a chart saves. */
export async function savedFile(el: ArcIntervalChartElement, kind: ExportKind): Promise<File> {
  const [file] = await downloads(1, () => el.save(kind));
  return file as File;
}

/** Returns the picture that a chart saves as SVG. */
export async function savedSvg(el: ArcIntervalChartElement): Promise<Document> {
  return new DOMParser().parseFromString(await (await savedFile(el, 'svg')).text(), 'image/svg+xml');
}

/** Presses a key on the picture, and waits for the drawing. */
export function press(el: ArcIntervalChartElement, key: string, init: KeyboardEventInit = {}): Promise<boolean> {
  part(el, 'plot')?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init }));
  return el.updateComplete;
}

/** Returns the announcement of every datum of the visible range, from the first to the last. */
export async function announcements(
  el: ArcIntervalChartElement,
  key: 'ArrowRight' | 'ArrowDown',
): Promise<readonly string[]> {
  const announced: string[] = [];
  await press(el, 'Home');
  for (;;) {
    const text = partText(el, 'announcement');
    if (text === announced.at(-1)) return announced;
    announced.push(text);
    await press(el, key);
  }
}

/** Returns every row of all pages of the table, as the sentence of an announcement. */
export async function tableSentences(el: ArcIntervalChartElement): Promise<readonly string[]> {
  const sentences: string[] = [];
  for (;;) {
    const heads = [...el.renderRoot.querySelectorAll('thead th')].map((cell) => cell.textContent);
    for (const row of el.renderRoot.querySelectorAll('tbody tr')) {
      const note = row.querySelector('.cell-note')?.textContent ?? '';
      const title = row.querySelector('.cell-title')?.textContent ?? '';
      const cells = [...row.querySelectorAll('td')].map((cell, i) => `${heads[i + 1]} ${cell.textContent}`).join(', ');
      sentences.push(`${title}: ${cells}${note === '' ? '' : `. ${note}`}`);
    }
    const next = part(el, 'page-next');
    if (next === null || next.ariaDisabled === 'true') return sentences;
    next.click();
    await el.updateComplete;
  }
}

/** Returns the exact numbers of a column over all pages of the table; NaN for unknown ones. */
export async function tableColumn(el: ArcIntervalChartElement, column: number): Promise<readonly number[]> {
  const numbers: number[] = [];
  for (;;) {
    for (const row of el.renderRoot.querySelectorAll('tbody tr')) {
      const text = row.querySelectorAll('td')[column]?.dataset.value ?? '';
      numbers.push(text === '' ? Number.NaN : Number(text));
    }
    const next = part(el, 'page-next');
    if (next === null || next.ariaDisabled === 'true') return numbers;
    next.click();
    await el.updateComplete;
  }
}
