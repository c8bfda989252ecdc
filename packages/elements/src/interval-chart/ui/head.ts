import { html, nothing, type TemplateResult } from 'lit';
import { maskNumber } from '../../internal/masks.ts';
import type { ChartWords } from '../text/words.ts';

/** What the head is made from. */
export interface HeadInput {
  /** Heading; empty for none. */
  readonly heading: string;
  /** Number of the meter; `null` for none. */
  readonly number: string | null;
  readonly words: ChartWords;
}

/** Returns heading and meter. */
export function head({ heading, number, words }: HeadInput): TemplateResult | typeof nothing {
  if (heading === '' && number === null) return nothing;
  return html`<div class="names">
    ${heading === '' ? nothing : html`<h2 class="names__title" part="title"><bdi>${heading}</bdi></h2>`}
    ${number === null ? nothing : html`<p class="names__meter" part="meter">${words.meter(maskNumber(number))}</p>`}
  </div>`;
}
