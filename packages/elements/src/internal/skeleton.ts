import { html, type TemplateResult } from 'lit';
import { directionOf } from '../languages/locale-rules.ts';
import { messages } from './messages.ts';

/**
 * Returns a placeholder while something loads. `content` has blocks of the final size, elements
 * with the class `skeleton`. `label` tells screen readers what is loading.
 */
export function skeleton(content: TemplateResult, label: string | undefined, locale: string): TemplateResult {
  const words = messages.in(locale);
  return html`<div part="skeleton" aria-busy="true" lang=${locale} dir=${directionOf(locale)}>
    <span class="visually-hidden">${label ?? words.loading}</span>
    <div class="waiting" aria-hidden="true">
      ${content}
      <p class="waiting__words">${words.stillLoading}</p>
    </div>
  </div>`;
}
