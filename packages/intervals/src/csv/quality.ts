import { saysEstimated } from '../body.ts';
import { wordsOf } from './words.ts';

/** Words for an estimate, also as a beginning of a longer one. */
const ESTIMATE =
  /^(?!not )(.* )?(estim|est\b|geschatz|geschaetz|ersatz|prognos|schatting|geschat|gecorrigeerd|uppskatt|arvioi|beregnet|stipul|stimat|substitut|final substit|forecast|predict|calculated|interpolat|profiled|synthetic|missing data filled)/;
/** Letters of quality flags: estimate, substitute and final substitute of Australian meters, the latter with a method behind them. */
const FLAG = /^[esf](\d\d)?$/;
const YES = /^(y|yes|true|1|ja|j|oui|si|sim|kylla|x)$/;
const NO_ESTIMATE = /^(not|no|non|nicht|kein|niet)\b/;

/** Returns a reader of the cells of a quality column, true for an estimate; each different cell is looked at once. */
export function estimatesIn(header: string, own: readonly string[] = []): (cell: string) => boolean {
  const known = new Map<string, boolean>();
  const words = wordsOf(header);
  // Under "Estimated?" a yes says so, under "Actual?" it says the opposite; under "Estimated/Actual" the cells are words.
  const asks = /estim|geschatz|ersatz/.test(words);
  const asksActual = !asks && /\bactual|\bmeasured|\breal\b/.test(words);
  return (cell) => {
    let estimated = known.get(cell);
    if (estimated === undefined) {
      const text = wordsOf(cell);
      estimated =
        own.includes(text) ||
        (asks && YES.test(text)) ||
        (asksActual && /^(n|no|false|0|nein|non|nee)$/.test(text)) ||
        (!NO_ESTIMATE.test(text) && (ESTIMATE.test(text) || FLAG.test(text) || saysEstimated(cell)));
      known.set(cell, estimated);
    }
    return estimated;
  };
}
