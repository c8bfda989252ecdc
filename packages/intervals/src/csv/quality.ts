import { saysEstimated } from '../body.ts';
import { anyOf, wordsOf } from './words.ts';

/** Words for an estimate, or beginnings of such words. */
const ESTIMATE = new RegExp(
  `^(?!not )(.* )?(${
    anyOf(
      /estim|est\b|geschaetz|ersatz|prognos|schatting|geschat|gecorrigeerd|uppskatt|arvioi/,
      /beregnet|stipul|stimat|substitut|final substit|forecast|predict|calculated|interpolat/,
      /profiled|synthetic|missing data filled/,
    ).source
  })`,
);
/**
 * Quality flags of Australian meters: estimate, substitute and final substitute, perhaps followed
 * by a method.
 */
const FLAG = /^[esf](\d\d)?$/;
const YES = /^(y|yes|true|1|ja|j|oui|si|sim|kylla|x)$/;
/** Words for a missing reading, whatever number is beside them. */
const MISSING = new RegExp(
  `^(${
    anyOf(
      /missing|no (data|reading|value)|not (available|measured)|unavailable|n a|null|fehlt|fehlend/,
      /keine daten|ontbreekt|geen (data|meting)|sin (datos|lectura)|manquant|absent|puuttu|saknas/,
      /mangler|sem dados|em falta|mancante/,
    ).source
  })`,
);
/** Words for an interval in which nothing flowed. */
const ZERO =
  /^(geen verbruik|no (usage|consumption)|kein verbrauch|(aucune|pas de) consommation|sin consumo|sem consumo)$/;
const NO_ESTIMATE = /^(not|no|non|nicht|kein|niet)\b/;

/** What a quality column says about a value. */
export type CellQuality =
  | 'measured'
  | 'estimated'
  | 'missing'
  /** No energy flowed: an empty value is zero. */
  | 'zero';

/**
 * Returns a function that reads the cells of a quality column. Results are cached.
 * @param own - Words for an estimate in addition to the usual ones.
 */
export function qualitiesIn(header: string, own: readonly string[] = []): (cell: string) => CellQuality {
  const known = new Map<string, CellQuality>();
  const words = wordsOf(header);
  // Under "Estimated?" a yes means an estimate, under "Actual?" a no. Under "Estimated/Actual" the
  // cells are words.
  const asks = /estim|geschatz|ersatz/.test(words);
  const asksActual = !asks && /\bactual|\bmeasured|\breal\b/.test(words);
  const isEstimate = (cell: string, text: string): boolean =>
    own.includes(text) ||
    (asks && YES.test(text)) ||
    (asksActual && /^(n|no|false|0|nein|non|nee)$/.test(text)) ||
    (!NO_ESTIMATE.test(text) && (ESTIMATE.test(text) || FLAG.test(text) || saysEstimated(cell)));
  return (cell) => {
    let quality = known.get(cell);
    if (quality === undefined) {
      const text = wordsOf(cell);
      quality = isEstimate(cell, text)
        ? 'estimated'
        : ZERO.test(text)
          ? 'zero'
          : MISSING.test(text)
            ? 'missing'
            : 'measured';
      known.set(cell, quality);
    }
    return quality;
  };
}
