import { html, nothing, type TemplateResult } from 'lit';
import { drawn } from '../../internal/chart-icons.ts';
import type { ChartWords } from '../text/words.ts';
import { sliders } from './icons.ts';

/** What the options are made from. */
export interface OptionsInput {
  readonly words: ChartWords;
  readonly open: boolean;
  /** Content; `undefined` while closed or not loaded. */
  readonly panel: TemplateResult | undefined;
  /** The person opened or closed the panel. */
  toggle(open: boolean): void;
}

/** Returns the options behind a button. Escape, and a press or focus elsewhere, close them. */
export function options({ words, open, panel, toggle }: OptionsInput): TemplateResult {
  const onToggle = (event: Event): void => {
    const details = event.currentTarget as HTMLDetailsElement;
    // The element may have been removed since then.
    if (details.open && details.isConnected) closeElsewhere(details);
    if (details.open !== open) toggle(details.open);
  };
  // In a box, because the Tab key skips `details` that are an item of a box with a reading flow
  // (Chromium 150).
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
  // For the document, the target is the host; only `composedPath` includes the shadow root.
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

/** Closes the panel and moves the focus to its button. */
export function closeOptions(details: HTMLDetailsElement | null): void {
  if (details === null) return;
  details.open = false;
  details.querySelector('summary')?.focus();
}
