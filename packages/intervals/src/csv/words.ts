/** Units that are written in two pieces once capital letters begin a new word. */
const SPLIT_UNITS = /\b([kmg]) (wh|w|va|var|varh|vah)\b|\bkv (arh?|ah)\b/g;

/**
 * A header or a cell as plain words, so that one way to write it stands for all: small letters
 * without accents, signs and the capital letters inside of names as spaces. `Interval_StartTime`
 * and `Interval start time` are alike, as are `Zählerstand` and `zahlerstand`.
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
