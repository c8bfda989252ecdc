import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../internal/icons.ts';
import { fileButton } from './file-button.ts';
import { messages } from './messages.ts';
import type { Refusal } from './read.ts';

/** Input of {@link refusalMessage}. */
export interface RefusalMessageInput {
  readonly refusal: Refusal;
  readonly locale: string;
  /** Opens another file; `null` if the person may not. */
  readonly open: ((file: Blob) => void) | null;
}

/**
 * Returns the message that a file was refused: the kind of reason in the language of the element,
 * and the message of the error in English.
 */
export function refusalMessage({
  refusal: { code, message, found },
  locale,
  open,
}: RefusalMessageInput): TemplateResult {
  const words = messages.in(locale);
  const [title, hint] =
    code === 'unreadable'
      ? [words.unreadable, words.unreadableHint]
      : found === null
        ? [words.refused, words.refusedHint]
        : [
            words.noElectricity(found.map((each) => translated(each, words.commodities)).join(', ')),
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

/** Returns a text such as `gas (therms)` with its commodity in the language of the element. */
function translated(found: string, commodities: Readonly<Record<string, string>>): string {
  const [commodity = '', ...unit] = found.split(' ');
  return [commodities[commodity] ?? commodity, ...unit].join(' ');
}
