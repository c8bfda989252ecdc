import { css, html, type TemplateResult } from 'lit';
import { type ErrorLike, errorText } from './errors.ts';
import { icon } from './icons.ts';
import { messages } from './messages.ts';

/**
 * Returns the label of a button that turns usage data on. Screen readers say `name`, the utility or
 * meter, too.
 */
export function activationLabel(running: boolean, locale: string, name?: string): TemplateResult {
  const words = messages.in(locale);
  const label = running ? words.activating : words.activate;
  const hidden = name === undefined ? '' : html`<span class="visually-hidden">${words.also(name)}</span>`;
  return html`<span>${label}${hidden}</span>`;
}

/**
 * Returns the message that usage data could not be turned on, and why. Needs {@link
 * activationStyles}.
 */
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
