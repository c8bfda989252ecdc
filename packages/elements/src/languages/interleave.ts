import { html, type TemplateResult } from 'lit';

/** A character for private use, which no sentence contains. */
const GAP = '\uE000';

/** A sentence with markup in the place of its argument, wherever the language puts that: "updated <time>". */
export function interleave(sentence: (gap: string) => string, content: unknown): TemplateResult {
  const [before = '', ...after] = sentence(GAP).split(GAP);
  return html`${before}${content}${after.join('')}`;
}
