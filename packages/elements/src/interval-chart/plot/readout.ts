import type { Box } from '../draw/scale.ts';
import type { Datum, Scene } from '../views/view.ts';
import type { Picture } from './picture.ts';

const AWAY_PX = 12;
/** Usual width of the box, in heights of a line. */
const BESIDE_LINES = 13;

/** Size of a picture. */
type Size = Pick<Picture, 'width' | 'linePx'>;

/**
 * Cursor, value box, selected span and live region. Updated directly and not by a render, because
 * they follow the pointer at the frame rate.
 */
export class Readout {
  readonly #band: HTMLElement;
  readonly #selection: HTMLElement;
  readonly #box: HTMLElement;
  readonly #announcement: HTMLElement;

  constructor(plot: HTMLElement) {
    const find = (selector: string): HTMLElement => plot.querySelector(selector) as HTMLElement;
    this.#band = find('.cursor');
    this.#selection = find('.selection');
    this.#box = find('.readout');
    this.#announcement = plot.parentElement?.querySelector('.announcement') as HTMLElement;
  }

  /** Announces a datum to screen readers; `null` clears the announcement. */
  announce(datum: Datum | null): void {
    this.#announcement.textContent = datum === null ? '' : datumSentence(datum);
  }

  /** Marks the selected span; `null` removes the mark. */
  select(span: Box | null): void {
    show(this.#selection, span !== null);
    if (span !== null) place(this.#selection, span);
  }

  /**
   * Moves the cursor and fills the box beside it, on the side that has more room. The size is
   * passed in, because reading it from the browser would cost a layout per move.
   */
  show({ width, linePx }: Size, scene: Scene, index: number, datum: Datum | null): void {
    show(this.#band, datum !== null);
    show(this.#box, datum !== null);
    if (datum === null) return;
    const mark = scene.mark(index);
    place(this.#band, mark);
    const right = width - mark.x - mark.width;
    const onRight = right >= mark.x;
    // If neither side has room for the box, it is below the plot, where it does not cover the
    // datum.
    const beside = Math.max(right, mark.x) >= BESIDE_LINES * linePx;
    this.#box.classList.toggle('readout--under', !beside);
    const { style } = this.#box;
    // Positioned by its edge next to the datum, so that its width need not be measured; a transform
    // would blur it.
    const leads = beside === onRight;
    const left = leads ? `${beside ? mark.x + mark.width + AWAY_PX : 0}px` : 'auto';
    const after = leads ? 'auto' : `${beside ? width - mark.x + AWAY_PX : 0}px`;
    const top = `${beside ? scene.plot.y + 4 : scene.plot.y + scene.plot.height + 4}px`;
    if (style.left !== left) style.left = left;
    if (style.right !== after) style.right = after;
    if (style.top !== top) style.top = top;
    this.#fill(datum);
  }

  #fill(datum: Datum): void {
    const [title, list, note] = this.#box.children as unknown as [HTMLElement, HTMLElement, HTMLElement];
    setText(title, datum.title);
    while (list.children.length > datum.values.length) list.lastElementChild?.remove();
    for (const [i, value] of datum.values.entries()) {
      const row = list.children[i] ?? list.appendChild(createRow());
      const [swatch, label, text] = row.children as unknown as [HTMLElement, HTMLElement, HTMLElement];
      if (swatch.dataset.mark !== value.key) swatch.dataset.mark = value.key;
      setText(label, value.label);
      setText(text, value.text);
    }
    show(note, datum.note !== '');
    setText(note, datum.note);
  }
}

/** Returns a datum as the sentence for the live region. */
function datumSentence(datum: Datum): string {
  const values = datum.values.map((value) => `${value.label} ${value.text}`).join(', ');
  return `${datum.title}: ${values}${datum.note === '' ? '' : `. ${datum.note}`}`;
}

function createRow(): HTMLElement {
  const row = createElement('div', 'readout__row');
  for (const name of ['swatch', 'readout__label', 'readout__value']) row.append(createElement('span', name));
  return row;
}

function createElement(tag: 'div' | 'span', className: string): HTMLElement {
  const element = document.createElement(tag);
  element.className = className;
  return element;
}

// Setting the same value would invalidate the style.
function show(element: HTMLElement, shown: boolean): void {
  if (element.hidden === shown) element.hidden = !shown;
}

// Compares all text, because a translation tool may have replaced the text node with elements.
function setText(node: HTMLElement, text: string): void {
  if (node.textContent !== text) node.textContent = text;
}

function place({ style }: HTMLElement, { x, y, width, height }: Box): void {
  style.transform = `translate(${x}px, ${y}px)`;
  if (style.width !== `${width}px`) style.width = `${width}px`;
  if (style.height !== `${height}px`) style.height = `${height}px`;
}
