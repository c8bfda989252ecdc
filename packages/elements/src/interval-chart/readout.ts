import { directionOf } from '../languages/tongue.ts';
import type { Box } from './core/scale.ts';
import { messages as shared } from './messages.ts';
import type { Datum, Scene } from './views/view.ts';

/** How the keyboard is explained: English, from which the other languages are translated. */
export const messages = shared.with(() => ({
  plotHelp:
    'Arrow keys move along the data. Home and End go to its ends, Page Up and Page Down jump. Plus and minus zoom, Shift with an arrow moves the range, Enter opens the month or day under the cursor, Escape leaves it.',
}));

const AWAY_PX = 12;
/** Room that the box takes with its usual words. */
const BESIDE_PX = 210;

/**
 * What moves over the picture and what is said of it: cursor band, box with the values, marked span, help and live region. Made and moved by hand
 * and not by a render: it follows the pointer at the rate of the screen.
 */
export class Readout {
  readonly #band = made('div', 'cursor');
  readonly #selection = made('div', 'selection');
  readonly #box = made('div', 'readout');
  readonly #title = made('div', 'readout__title');
  readonly #list = made('div', 'readout__list');
  readonly #note = made('div', 'readout__note');
  readonly #help = made('p', 'visually-hidden');
  readonly #announcement = made('p', 'visually-hidden announcement');
  #locale = '';

  constructor(plot: HTMLElement) {
    this.#box.setAttribute('part', 'readout');
    this.#box.ariaHidden = 'true';
    this.#box.append(this.#title, this.#list, this.#note);
    for (const each of [this.#band, this.#selection, this.#box, this.#note]) each.hidden = true;
    plot.append(this.#band, this.#selection, this.#box);
    this.#help.id = 'help';
    this.#announcement.role = 'status';
    this.#announcement.ariaLive = 'polite';
    this.#announcement.setAttribute('part', 'announcement');
    plot.after(this.#help, this.#announcement);
    plot.setAttribute('aria-describedby', 'help');
  }

  /** Takes everything off the page again. */
  remove(): void {
    for (const each of [this.#band, this.#selection, this.#box, this.#help, this.#announcement]) each.remove();
  }

  /** Takes the words of a language. */
  speak(locale: string): void {
    const { plotHelp } = messages.in(locale);
    setText(this.#help, plotHelp);
    if (locale === this.#locale) return;
    this.#locale = locale;
    this.#box.dir = directionOf(locale);
  }

  /** Says a datum, or nothing any more. */
  announce(datum: Datum | null): void {
    this.#announcement.textContent = datum === null ? '' : datumSentence(datum);
  }

  /** Marks a span of the picture. */
  select(span: Box | null): void {
    show(this.#selection, span !== null);
    if (span !== null) place(this.#selection, span);
  }

  /**
   * Moves the cursor band and fills the box beside it. `width` is the plot's, known to the caller: asking the browser would cost a layout per move.
   * The box stands on the side that has more room, so it never covers its datum.
   */
  show(width: number, scene: Scene, index: number, datum: Datum | null): void {
    show(this.#band, datum !== null);
    show(this.#box, datum !== null);
    if (datum === null) return;
    const mark = scene.mark(index);
    place(this.#band, mark);
    const right = width - mark.x - mark.width;
    const onRight = right >= mark.x;
    // Where neither side has room for the box it goes under the plot, so that it still does not cover what it speaks of.
    const beside = Math.max(right, mark.x) >= BESIDE_PX;
    this.#box.classList.toggle('readout--under', !beside);
    const { style } = this.#box;
    // Held by the edge that is next to its datum, so that nobody has to ask how wide it is. Not by a transform, which would blur its frame.
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
    setText(this.#title, datum.title);
    const list = this.#list;
    while (list.children.length > datum.values.length) list.lastElementChild?.remove();
    for (const [i, value] of datum.values.entries()) {
      const row = list.children[i] ?? list.appendChild(makeRow());
      const [swatch, label, text] = row.children as unknown as [HTMLElement, HTMLElement, HTMLElement];
      if (swatch.dataset.mark !== value.key) swatch.dataset.mark = value.key;
      setText(label, value.label);
      setText(text, value.text);
    }
    show(this.#note, datum.note !== '');
    setText(this.#note, datum.note);
  }
}

/** The whole datum as one sentence: what the live region says. */
export function datumSentence(datum: Datum): string {
  const values = datum.values.map((value) => `${value.label} ${value.text}`).join(', ');
  return `${datum.title}: ${values}${datum.note === '' ? '' : `. ${datum.note}`}`;
}

function makeRow(): HTMLElement {
  const row = made('div', 'readout__row');
  for (const name of ['swatch', 'readout__label', 'readout__value']) row.append(made('span', name));
  return row;
}

function made(tag: 'div' | 'p' | 'span', className: string): HTMLElement {
  const element = document.createElement(tag);
  element.className = className;
  return element;
}

// What is written again counts as a change, also where it is the same.

function show(element: HTMLElement, shown: boolean): void {
  if (element.hidden === shown) element.hidden = !shown;
}

function setText(node: HTMLElement, text: string): void {
  const child = node.firstChild as Text | null;
  if (child === null) node.textContent = text;
  else if (child.data !== text) child.data = text;
}

function place({ style }: HTMLElement, { x, y, width, height }: Box): void {
  style.transform = `translate(${x}px, ${y}px)`;
  if (style.width !== `${width}px`) style.width = `${width}px`;
  if (style.height !== `${height}px`) style.height = `${height}px`;
}
