/** Units that were split because a capital letter begins a new word. */
const SPLIT_UNITS = /\b([kmg]) (wh|w|va|var|varh|vah)\b|\bkv (arh?|ah)\b/g;

/**
 * Returns the words of a header or a cell in one form: lower-case letters without accents, and
 * spaces in place of other characters and before capital letters inside a name.
 * `Interval_StartTime` and `Interval start time` give the same, as do `Zählerstand` and
 * `zahlerstand`.
 */
export function wordsOf(text: string): string {
  return text
    .replace(/(?<=[a-z\d])(?=[A-Z])/g, ' ')
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ø', 'o')
    .replaceAll('æ', 'ae')
    .replaceAll('ł', 'l')
    .replace(/³/g, '3')
    .replace(/[^a-z\d.%$€£:+/-]+|[-.:+/](?!\d)|(?<!\d)[-.:+/]/g, ' ')
    .trim()
    .replace(/ {2,}/g, ' ')
    .replace(SPLIT_UNITS, (piece) => piece.replace(' ', ''));
}

/** Returns a pattern that matches whatever one of the patterns matches: a list of words in several lines. */
export function anyOf(...patterns: readonly RegExp[]): RegExp {
  return new RegExp(patterns.map(({ source }) => source).join('|'), patterns[0]?.flags);
}
