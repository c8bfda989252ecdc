import { css, html, type TemplateResult } from 'lit';
import { type ErrorLike, errorText } from './errors.ts';
import { icon } from './icons.ts';
import { messages } from './messages.ts';

/** Label of a button that turns usage data on; `of` tells screen readers for which utility or meter. */
export function activationLabel(running: boolean, locale: string, of?: string): TemplateResult {
  const words = messages.in(locale);
  const label = running ? words.activating : words.activate;
  return html`<span>${label}${of === undefined ? '' : html`<span class="visually-hidden">${words.also(of)}</span>`}</span>`;
}

/** Says that usage data could not be turned on, and why. Needs {@link activationStyles}. */
export function activationProblem(problem: ErrorLike, locale: string): TemplateResult {
  const { hint } = errorText(problem, locale);
  return html`<p class="problem" role="alert">${icon('alert')} ${messages.in(locale).activateFailed} ${hint}</p>`;
}

/** Styles of {@link activationProblem}. */
export const activationStyles = css`
  .problem {
    display: flex;
    align-items: baseline;
    gap: 0.35em;
    margin-block-start: calc(1 * var(--_arc-space));
    color: var(--_arc-color-bad);
    font-size: var(--_arc-text-s);
  }

  .problem .icon {
    inline-size: 1.15em;
    block-size: 1.15em;
    transform: translateY(0.2em);
  }
`;
