import { html, nothing, type TemplateResult } from 'lit';
import type { ChartWords } from '../text/words.ts';

/** What the notes are made from. */
export interface NotesInput {
  readonly words: ChartWords;
  readonly saveFailed: boolean;
  /** True if a view or another module could not be loaded. */
  readonly partFailed: boolean;
  /** Loads it again; `null` if that cannot help. */
  readonly retry: (() => void) | null;
}

/** Returns a message about a failure, for above a chart that is still shown. */
export function notes({ words, saveFailed, partFailed, retry }: NotesInput): TemplateResult | typeof nothing {
  if (saveFailed) return html`<p class="note is-bad" role="alert">${words.saveFailed}</p>`;
  if (!partFailed) return nothing;
  return html`<div class="note is-bad" role="alert">
    <span class="note__text">${words.partFailed}</span>
    ${
      retry === null
        ? nothing
        : html`<button class="button button--quiet" part="retry" type="button" @click=${retry}>${words.retry}</button>`
    }
  </div>`;
}
