/**
 * Names of the months without accents in English, German, French, Spanish, Portuguese, Dutch and
 * Italian.
 */
const NAMES: readonly string[] = [
  'january januar janner janvier enero janeiro januari gennaio',
  'february februar feber fevrier febrero fevereiro februari febbraio',
  'march marz maerz mrz mars marzo marco maart mrt',
  'april avril abril aprile',
  'may mai mayo maio mei maggio',
  'june juni juin junio junho giugno',
  'july juli juillet julio julho luglio',
  'august aout agosto augustus',
  'september septembre septiembre setiembre setembro settembre',
  'october oktober octobre octubre outubro ottobre',
  'november novembre noviembre novembro',
  'december dezember decembre diciembre dezembro dicembre',
];

const known = new Map<string, number>();

/**
 * Returns the month, 1 to 12, of a name or an abbreviation of three letters or more (`Jul`,
 * `févr.`, `Mrz`); `NaN` if it is none or ambiguous.
 */
export function monthNamed(word: string): number {
  const remembered = known.get(word);
  if (remembered !== undefined) return remembered;
  const plain = word
    .normalize('NFD')
    .replace(/[\u0300-\u036f.]/g, '')
    .toLowerCase();
  const found = NAMES.flatMap((names, i) => (plain.length >= 3 && ` ${names}`.includes(` ${plain}`) ? [i + 1] : []));
  const month = found.length === 1 ? found[0]! : Number.NaN;
  // Limits the cache: cells that are not dates may have any number of words.
  if (known.size < 500) known.set(word, month);
  return month;
}
