import { html, nothing, type TemplateResult } from 'lit';
import { maskNumber } from '../../internal/masks.ts';
import type { ChartWords } from '../messages.ts';

/** What the first lines say. */
export interface HeadInput {
  /** Empty for none. */
  readonly heading: string;
  /** Number of the meter; `null` where there is none. */
  readonly number: string | null;
  /** The meter is still to come, and its line is kept free. */
  readonly waits: boolean;
  readonly words: ChartWords;
}

/** Heading and meter. */
export function head({ heading, number, waits, words }: HeadInput): TemplateResult | typeof nothing {
  if (heading === '' && number === null) return nothing;
  const meter =
    number !== null
      ? html`<p class="head__meter" part="meter">${words.meter(maskNumber(number))}</p>`
      : waits
        ? html`<p class="head__meter" aria-hidden="true">\u00a0</p>`
        : nothing;
  return html`<header class="head">
    ${heading === '' ? nothing : html`<h2 class="head__title" part="title">${heading}</h2>`} ${meter}
  </header>`;
}
