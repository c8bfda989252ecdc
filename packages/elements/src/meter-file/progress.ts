import { html, type TemplateResult } from 'lit';
import { interleave } from '../languages/interleave.ts';
import { messages } from './messages.ts';

/** What the progress is made from. */
export interface ProgressInput {
  readonly name: string;
  readonly locale: string;
  cancel(): void;
}

/**
 * Returns which file is being read, with a button to cancel. The share that is done is not known,
 * so the bar only moves.
 */
export function progress({ name, locale, cancel }: ProgressInput): TemplateResult {
  const words = messages.in(locale);
  return html`<div class="file-progress" part="file-progress" data-file>
    <div role="status">
      <p class="state__title">${interleave(words.reading, html`<bdi>${name}</bdi>`)}</p>
      <p class="state__hint">${words.readingHint}</p>
    </div>
    <span class="file-bar" aria-hidden="true"></span>
    <button class="button" part="file-cancel" type="button" @click=${cancel}>${words.cancel}</button>
  </div>`;
}
