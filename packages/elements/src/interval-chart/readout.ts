import type { Datum, Scene } from './views/view.ts';

const AWAY_PX = 12;
/** Room that the box takes with its usual words. */
const BESIDE_PX = 210;

/**
 * Moves the cursor band and fills the read-out beside it. Done by hand and not by a render: it follows the pointer at the rate of the screen.
 * `width` is the plot's, known to the caller: asking the browser would cost a layout per move. The box stands on the side that has more room, so it never covers its datum.
 */
export function showReadout(plot: HTMLElement, width: number, scene: Scene, index: number, datum: Datum | null): void {
  const band = plot.querySelector<HTMLElement>('.cursor');
  const box = plot.querySelector<HTMLElement>('.readout');
  if (band === null || box === null) return;
  band.hidden = datum === null;
  box.hidden = datum === null;
  if (datum === null) return;
  const mark = scene.mark(index);
  band.style.setProperty('transform', `translate(${mark.x}px, ${mark.y}px)`);
  band.style.setProperty('width', `${mark.width}px`);
  band.style.setProperty('height', `${mark.height}px`);
  const right = width - mark.x - mark.width;
  const onRight = right >= mark.x;
  // Where neither side has room for the box it goes under the plot, so that it still does not cover what it speaks of.
  const beside = Math.max(right, mark.x) >= BESIDE_PX;
  const away = beside ? AWAY_PX : 0;
  box.style.setProperty(
    'left',
    onRight ? (beside ? `${mark.x + mark.width + away}px` : 'auto') : beside ? 'auto' : '0',
  );
  box.style.setProperty('right', onRight ? (beside ? 'auto' : '0') : beside ? `${width - mark.x + away}px` : 'auto');
  box.style.setProperty('top', `${beside ? scene.plot.y + 4 : scene.plot.y + scene.plot.height + 4}px`);
  fill(box, datum);
}

/** The whole datum as one sentence: what the live region says. */
export function datumSentence(datum: Datum): string {
  const values = datum.values.map((value) => `${value.label} ${value.text}`).join(', ');
  return `${datum.title}: ${values}${datum.note === '' ? '' : `. ${datum.note}`}`;
}

function fill(box: HTMLElement, datum: Datum): void {
  const [title, list, note] = box.children as unknown as [HTMLElement, HTMLElement, HTMLElement];
  setText(title, datum.title);
  while (list.children.length > datum.values.length) list.lastElementChild?.remove();
  for (const [i, value] of datum.values.entries()) {
    const row = (list.children[i] as HTMLElement | undefined) ?? list.appendChild(makeRow(list.ownerDocument));
    const [swatch, label, text] = row.children as unknown as [HTMLElement, HTMLElement, HTMLElement];
    if (swatch.dataset.mark !== value.key) swatch.dataset.mark = value.key;
    setText(label, value.label);
    setText(text, value.text);
  }
  note.hidden = datum.note === '';
  setText(note, datum.note);
}

function makeRow(document: Document): HTMLElement {
  const row = document.createElement('div');
  row.className = 'readout__row';
  for (const name of ['swatch', 'readout__label', 'readout__value']) {
    const cell = document.createElement('span');
    cell.className = name;
    row.append(cell);
  }
  return row;
}

function setText(node: HTMLElement, text: string): void {
  if (node.textContent !== text) node.textContent = text;
}
