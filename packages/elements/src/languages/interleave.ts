import { html, type TemplateResult } from 'lit';

/** A private-use character, which no sentence contains. */
const MARK = '\uE000';

/** Returns a sentence with markup in place of its argument: "updated <time>". */
export function interleave(sentence: (mark: string) => string, content: unknown): TemplateResult {
  const [before = '', ...after] = sentence(MARK).split(MARK);
  return html`${before}${content}${after.join('')}`;
}
