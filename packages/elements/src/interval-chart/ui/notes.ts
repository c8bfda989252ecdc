import { html, nothing, type TemplateResult } from 'lit';
import type { ChartWords } from '../text/words.ts';

/** What did not work. */
export interface NotesInput {
  readonly words: ChartWords;
  readonly saveFailed: boolean;
  /** A view, or another part, did not come. */
  readonly partFailed: boolean;
  /** Tries that again; `null` where it cannot help. */
  readonly retry: (() => void) | null;
}

/** Says what did not work, above a chart that is still there. */
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
