import { html, nothing, type TemplateResult } from 'lit';
import { drawn } from '../../internal/chart-icons.ts';
import type { ChartWords } from '../text/words.ts';
import { sliders } from './icons.ts';

/** What the button of the options shows and does. */
export interface OptionsInput {
  readonly words: ChartWords;
  readonly open: boolean;
  /** What is behind it; `undefined` while it is closed, or not loaded. */
  readonly panel: TemplateResult | undefined;
  /** The person opened or closed it. */
  toggle(open: boolean): void;
}

/** Everything that few people change, behind one button; Escape and a press elsewhere close it. */
export function options({ words, open, panel, toggle }: OptionsInput): TemplateResult {
  const onToggle = (event: Event): void => {
    const details = event.currentTarget as HTMLDetailsElement;
    // It may have been taken out of the page since.
    if (details.open && details.isConnected) closeElsewhere(details);
    if (details.open !== open) toggle(details.open);
  };
  // In a box: the Tab key leaves out details that are themselves an item of a box with a reading flow (Chromium 150).
  return html`<div class="options">
    <details part="options" ?open=${open} @toggle=${onToggle} @keydown=${onKey}>
      <summary class="button" part="options-button">${drawn(sliders)}<span>${words.options}</span></summary>
      ${panel ?? nothing}
    </details>
  </div>`;
}

/** Closes the panel on a press or focus outside; stops listening once it is closed. */
function closeElsewhere(details: HTMLDetailsElement): void {
  const stop = new AbortController();
  const { signal } = stop;
  details.addEventListener('toggle', () => stop.abort(), { signal });
  // On the document the target is the host; only `composedPath` sees inside the shadow root.
  const outside = (press: Event): void => {
    if (!press.composedPath().includes(details)) details.open = false;
  };
  details.ownerDocument.addEventListener('pointerdown', outside, { signal });
  details.addEventListener(
    'focusout',
    ({ relatedTarget }) => {
      if (relatedTarget !== null && !details.contains(relatedTarget as Node)) details.open = false;
    },
    { signal },
  );
}

function onKey(event: KeyboardEvent): void {
  const details = event.currentTarget as HTMLDetailsElement;
  if (event.key !== 'Escape' || !details.open) return;
  event.preventDefault();
  closeOptions(details);
}

/** Closes the panel and gives the focus back to its button. */
export function closeOptions(details: HTMLDetailsElement | null): void {
  if (details === null) return;
  details.open = false;
  details.querySelector('summary')?.focus();
}
