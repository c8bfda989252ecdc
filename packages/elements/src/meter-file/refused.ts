import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../internal/icons.ts';
import { fileButton } from './file-button.ts';
import { messages } from './messages.ts';
import type { Refusal } from './read.ts';

/** What is shown instead of a file that was refused. */
export interface RefusedInput {
  readonly refusal: Refusal;
  readonly locale: string;
  /** Opens another file; `null` where the person may not. */
  readonly open: ((file: Blob) => void) | null;
}

/**
 * Says that a file was refused: the kind of reason in the person's language, and the reason itself
 * as it was thrown.
 */
export function refused({ refusal: { code, message, found }, locale, open }: RefusedInput): TemplateResult {
  const words = messages.in(locale);
  const [title, hint] =
    code === 'unreadable'
      ? [words.unreadable, words.unreadableHint]
      : found === null
        ? [words.refused, words.refusedHint]
        : [
            words.noElectricity(found.map((what) => named(what, words.commodities)).join(', ')),
            words.noElectricityHint,
          ];
  return html`<div class="state is-bad" part="error" data-file data-code=${code}>
    <span class="state__icon">${icon('alert')}</span>
    <div role="alert">
      <p class="state__title">${title}</p>
      <p class="state__hint">${hint}</p>
    </div>
    <details class="file-reason" part="file-reason">
      <summary>${words.reason}</summary>
      <code lang="en" dir="ltr">${message}</code>
    </details>
    ${open === null ? nothing : html`<div class="state__action">${fileButton(words.chooseAnother, open)}</div>`}
  </div>`;
}

/** `gas (therms)` with the commodity in the person's language. */
function named(found: string, commodities: Readonly<Record<string, string>>): string {
  const [commodity = '', ...unit] = found.split(' ');
  return [commodities[commodity] ?? commodity, ...unit].join(' ');
}
