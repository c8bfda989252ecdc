/**
 * Returns one spelling for a code and for its form in prose, such as "Utility statement past due".
 */
const normalize = (word: string): string =>
  word
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');

/** An open enumeration: known words, in any of their spellings. */
export interface OpenEnum<K extends string> {
  /** The known words, in documented order. */
  readonly known: readonly K[];
  /** Returns the known word for a text; `unknown` for any other text and for `null`. */
  of(text: string | null): K | 'unknown';
}

/**
 * Creates an open enumeration. Keep the text beside the word, to show a word that the platform adds
 * later.
 * @param aliases - Other spellings, each with its known word.
 */
// @__NO_SIDE_EFFECTS__
export function openEnum<const K extends string>(
  known: readonly K[],
  aliases: Readonly<Record<string, K>> = {},
): OpenEnum<K> {
  const table = new Map<string, K>();
  for (const [alias, word] of Object.entries(aliases)) table.set(normalize(alias), word);
  for (const word of known) table.set(normalize(word), word);
  return { known, of: (text) => (text === null ? undefined : table.get(normalize(text))) ?? 'unknown' };
}
