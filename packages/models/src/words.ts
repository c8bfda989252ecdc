// Pages write codes as prose in places ("Active", "Utility statement past due"), so words are compared in one spelling.
const spelling = (word: string): string =>
  word
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');

/** An open enumeration: the words we know, and other spellings of them. */
export interface Words<K extends string> {
  /** The known words, in documented order. */
  readonly known: readonly K[];
  /** The known word for a text, `unknown` for any other text and for `null`. */
  of(text: string | null): K | 'unknown';
}

/**
 * Makes an open enumeration. The raw text is kept beside the word by the caller, so that a word the platform adds later degrades
 * one label, not a page.
 * @param aliases - Other spellings seen in the documentation, each with the known word it stands for.
 */
// @__NO_SIDE_EFFECTS__
export function openWords<const K extends string>(
  known: readonly K[],
  aliases: Readonly<Record<string, K>> = {},
): Words<K> {
  const table = new Map<string, K>();
  for (const [alias, word] of Object.entries(aliases)) table.set(spelling(alias), word);
  for (const word of known) table.set(spelling(word), word);
  return { known, of: (text) => (text === null ? undefined : table.get(spelling(text))) ?? 'unknown' };
}
